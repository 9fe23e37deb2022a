/** The reference adapter for sessions and packs: a store in memory, a link without a wire, and a clock that the case moves. */
import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { decodeBase64url } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { ErrorCode } from '@allod/core/errors';
import { decodeStatement, statementParts } from '@allod/core/statement';
import type { StatementJson } from '@allod/core/statement';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { createIntake, createPeer, findOps, importPack, loadOps } from '@allod/sync';
import type { Intake, Judge, Offered } from '@allod/sync';
import type { Link, LinkHandlers } from '@allod/transport';
import { decodeFrame } from '@allod/transport/frames';
import type { ReceivedMessage } from '@allod/transport/frames';
import { ManualClock } from './conformance-clock.ts';
import { sortedIds, transcriptOf } from './conformance-transcript.ts';
import type { Commands } from './conformance-values.ts';

type Given = StatementJson & { readonly body?: string; readonly bodyB?: string };
type Step = { readonly frame: Uint8Array } | { readonly commit: Given[] } | { readonly wait: number };
type SessionInput = { now: number; st: Uint8Array; held: Given[]; mf?: number; wn?: number; steps: Step[] };

export const sessions: Commands = {
  'session.receive': async ({ now, st, held, mf = DEFAULT_BYTES, wn = DEFAULT_BYTES, steps }: SessionInput) => {
    const clock = new ManualClock(now);
    const { store, intake, ids } = await place(clock, st);
    await offer(intake, held);
    const limits = { frameBytes: mf, creditBytes: wn };
    const peer = createPeer({ store, intake, now: () => clock.now, timers: clock, limits });
    const link = new RecordingLink();
    const session = peer.attach(link, 'accepted');
    for (const step of steps) {
      if (link.isClosed) break;
      if ('frame' in step) link.handlers?.frame(step.frame);
      else if ('commit' in step) await offer(intake, step.commit);
      else clock.advance(step.wait);
      await session.idle();
    }
    const bye = link.sent.find((message) => message.m === 'bye');
    if (bye !== undefined) return refuse(bye.code as ErrorCode & 'E_TURN', '');
    const stored = (await store.items(sortedIds(ids))).flatMap((each) => each ?? []);
    const idsOf = (kept: 'state' | 'parked'): string[] =>
      stored.flatMap((each) => (each[kept] === undefined ? [] : each.id));
    return accept({ ...(await transcriptOf(link.sent)), held: idsOf('state'), parked: idsOf('parked') });
  },
  'pack.verify': async ({ now, pack }: { now: number; pack: Uint8Array }) => {
    const { store, intake } = await place(new ManualClock(now), new Uint8Array(8));
    const report = await importPack(new Blob([pack]).stream(), { store, intake });
    if (report.fault !== undefined) return refuse(report.fault.code as ErrorCode & 'E_PACK', '');
    const refused = [...report.refused, ...report.parked].toSorted((a, b) => a.index - b.index);
    return accept({ n: report.items, per: report.per, refused: refused.map(({ index, code }) => [index, code]) });
  },
};

const DEFAULT_BYTES = 1_048_576;

interface Place {
  readonly store: Store;
  readonly intake: Intake;
  /** What was judged. */
  readonly ids: ReadonlySet<string>;
}

async function place(clock: ManualClock, gen: Uint8Array): Promise<Place> {
  const ids = new Set<string>();
  const store = await createMemoryStore(() => gen);
  const admission = createAdmission({
    bodies: BODY_RULE,
    now: () => clock.now,
    loadOps: (space) => loadOps(store, space),
    findOps: (asked) => findOps(store, asked),
  });
  const judge: Judge['judge'] = async (items, where) => {
    const judged = await admission.judge(items, where);
    for (const { id } of judged) if (id !== undefined) ids.add(id);
    return judged;
  };
  return { store, intake: createIntake({ store, judge: { judge } }), ids };
}

async function offer(intake: Intake, given: readonly Given[]): Promise<void> {
  for (const each of given) await intake.offer([offeredFrom(each)]);
}

function offeredFrom({ body: text, bodyB, ...json }: Given): Offered {
  const statement = decodeStatement(json);
  const body = text === undefined ? decodeBase64url(bodyB ?? '') : accept(new TextEncoder().encode(text));
  if (!statement.ok || !body.ok) throw new TypeError('what a store holds has the form of a statement and a body');
  const parts = statementParts(statement.value);
  return text === undefined && bodyB === undefined ? { parts } : { parts, body: body.value };
}

/** A link of which the case is the other end. */
class RecordingLink implements Link {
  readonly sent: ReceivedMessage[] = [];
  readonly buffered = 0;
  handlers: LinkHandlers | undefined;
  isClosed = false;

  send(frame: Uint8Array): void {
    const messages = decodeFrame(frame);
    if (!messages.ok) throw new TypeError('a session sent what is no frame');
    this.sent.push(...messages.value);
  }

  listen(handlers: LinkHandlers): void {
    this.handlers = handlers;
  }

  close(): void {
    this.isClosed = true;
  }
}
