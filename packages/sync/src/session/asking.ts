import { encodeBase64url } from '@allod/core/bytes';
import type { ReceivedGot } from '@allod/transport/frames';
import { messageLength } from '@allod/transport/frames';
import { ascending } from '../cursor.ts';
import type { Answer } from '../answer.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { giveBack, offeredFrom } from './credit.ts';
import type { Want } from './events.ts';
import { emit, say } from './state.ts';
import type { Ask, SessionState } from './state.ts';

const { getsInFlight, askedBodyBytes } = SESSION_LIMITS;
/** Ids, and digests, in one question. */
const MAX_ASKED = 256;
/** Greatest body, in bytes. (REC-009) */
const MAX_BODY_BYTES = 1_048_576;
/** Ids that were asked for and were not accepted: beyond so many a link is asked for no more. (SYN-037) */
const MAX_REMEMBERED = 100_000;
/** Digests that the other side did not have: they are not asked for again on this link, as long as they are so few. */
const MAX_UNKNOWN = 10_000;

/** Notes what the answers of the intake show to be missing. (SYN-028) */
export function noteMissing(state: SessionState, answers: readonly Answer[]): void {
  for (const { waitsFor = [], lacks, space } of answers) {
    for (const id of waitsFor) noteId(state, id);
    if (lacks !== undefined && space !== undefined) noteWant(state, { space, ...lacks });
  }
}

/** Notes an id to ask for, unless it was asked for before, or there is no room to remember more. (SYN-037) */
export function noteId(state: SessionState, id: string): void {
  if (!state.asked.has(id) && state.asked.size + state.idsToAsk.size < MAX_REMEMBERED) state.idsToAsk.add(id);
}

/** Forgets that ids were asked for: whoever holds a statement does not lack it again. */
export function forgetAccepted(state: SessionState, answers: readonly Answer[]): void {
  if (state.asked.size === 0) return;
  for (const { verdict, id } of answers) if (verdict === 'admitted' && id !== undefined) state.asked.delete(id);
}

/** Notes a body to ask for. */
export function noteWant(state: SessionState, want: Want): void {
  const isAsked = [...state.asks.values()].some(({ wants }) => wants.some(({ dig }) => dig === want.dig));
  if (!isAsked && !state.unknown.has(want.dig)) state.wantsToAsk.set(want.dig, want);
}

/** Asks for what is missing, as far as questions are left. */
export function ask(state: SessionState): void {
  if (state.phase !== 'open') return;
  while (state.idsToAsk.size > 0 && state.asks.size < getsInFlight) {
    const ids = new Set([...state.idsToAsk].slice(0, MAX_ASKED));
    for (const id of ids) {
      state.idsToAsk.delete(id);
      state.asked.add(id);
    }
    say(state, { m: 'get', rq: newAsk(state, { ids, wants: [] }), ids: ascending(ids) });
  }
  const hasBodiesOnTheirWay = [...state.asks.values()].some(({ wants }) => wants.length > 0);
  if (state.wantsToAsk.size === 0 || hasBodiesOnTheirWay || state.asks.size >= getsInFlight) return;
  const wants = takeWants(state);
  const digs = ascending(wants.map(({ dig }) => dig));
  say(state, { m: 'get', rq: newAsk(state, { ids: new Set(), wants }), digs });
}

function newAsk(state: SessionState, { ids, wants }: Pick<Ask, 'ids' | 'wants'>): number {
  const rq = state.nextAsk++;
  state.asks.set(rq, { ids, wants, partsByDig: new Map() });
  return rq;
}

/** Bodies that together may be asked for; none are on their way. (SYN-038) */
function takeWants(state: SessionState): Want[] {
  const wants: Want[] = [];
  let bytes = 0;
  for (const want of state.wantsToAsk.values()) {
    bytes += want.len ?? MAX_BODY_BYTES;
    if (wants.length > 0 && (bytes > askedBodyBytes || wants.length === MAX_ASKED)) break;
    wants.push(want);
  }
  for (const { dig } of wants) state.wantsToAsk.delete(dig);
  return wants;
}

/** Takes an answer: statements and whole bodies to the intake. Parts of bodies wait here for the rest, at most what was asked for. */
export function receiveGot(state: SessionState, got: ReceivedGot): void {
  const credit = messageLength(got);
  const asked = state.asks.get(got.rq);
  if (asked === undefined) return giveBack(state, credit);
  for (const [digest] of got.no ?? []) noteUnknown(state, asked, encodeBase64url(digest));
  const bodies = (got.bd ?? []).flatMap((part) => joinPart(asked, part));
  const job = state.nextJob++;
  state.jobs.set(job, { kind: 'got', rq: got.rq, credit, isLast: got.more !== true });
  emit(state, { do: 'offer', job, offer: { items: (got.i ?? []).map(offeredFrom), ids: asked.ids, bodies } });
}

/** The body that a part makes whole, if it does. Parts come in order; one that does not fit ends its body. */
function joinPart(
  { wants, partsByDig }: Ask,
  [digest, offset, length, bytes]: NonNullable<ReceivedGot['bd']>[number],
): { space: string; dig: string; bytes: Uint8Array }[] {
  const dig = encodeBase64url(digest);
  const want = wants.find((each) => each.dig === dig);
  if (want === undefined || length > MAX_BODY_BYTES || length !== (want.len ?? length)) return [];
  const body = partsByDig.get(dig) ?? { bytes: new Uint8Array(length), at: 0 };
  const end = offset + bytes.length;
  partsByDig.delete(dig);
  if (offset !== body.at || length !== body.bytes.length || end > length) return [];
  body.bytes.set(bytes, offset);
  body.at = end;
  if (end === length) return [{ space: want.space, dig, bytes: body.bytes }];
  if (bytes.length > 0) partsByDig.set(dig, body);
  return [];
}

function noteUnknown(state: SessionState, { wants }: Ask, id: string): void {
  if (!wants.some(({ dig }) => dig === id)) return;
  if (state.unknown.size >= MAX_UNKNOWN) state.unknown.clear();
  state.unknown.add(id);
}

/** Asks for logs whose heads are not here. */
export function receiveDeps(state: SessionState, heads: readonly Uint8Array[]): void {
  const ids = [...new Set(heads.map(encodeBase64url))];
  if (ids.length > 0) emit(state, { do: 'lack', ids });
}

/** Whether something was asked for and has not come. */
export function isAsking({ asks, idsToAsk, wantsToAsk }: SessionState): boolean {
  return asks.size + idsToAsk.size + wantsToAsk.size > 0;
}
