import { rotationDelay } from '@allod/principals/secrets';
import type { ClientContext } from '../context.ts';
import type { LogOp, Logs } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { waysInto } from '../logs/ways.ts';
import { storeOps } from '../logs/write-ops.ts';
import { levelOfRole } from '../teams/role.ts';
import { exitNews, isExit } from './exit-news.ts';

const WRITER = levelOfRole('writer');
const ROOT = levelOfRole('root');
const MICROSECONDS_PER_SECOND = 1_000_000;

/** Under this name and its id a store remembers when it is this device's turn to announce an epoch of a log. */
const ROTATE = 'client/rotate/';

/**
 * Announces an epoch of a log that has none in use any more, once it is this device's turn: until then it notes when that is. Whoever has something to
 * write does not come here, and does not wait; nor does whoever ended something here. Gives the ops that were written. (SEC-017)
 */
export async function rotateInTurn(context: ClientContext, log: string): Promise<readonly string[]> {
  const { store, admission, logs, epochs, now } = context;
  const name = `${ROTATE}${log}`;
  const due = await dueOf(context, name);
  const hadEpoch = (await logs.ops(log)).some(({ k }) => k === 'epoch');
  const x = await exitNews(logs, log);
  if (!hadEpoch || (await admission.epochs(log, x === undefined ? {} : { x }))?.current !== undefined) {
    if (due !== undefined) await store.commit({ space: log, meta: [[name, null]] });
    return [];
  }
  const turn = due ?? (await turnOf(context, log));
  if (turn === undefined) return [];
  if (turn > now()) {
    if (due === undefined) await store.commit({ space: log, meta: [[name, timeBytes(turn)]] });
    return [];
  }
  const announced = await epochs.announce(log);
  const stored = announced.ok ? await storeOps({ admission, store }, log, announced.value) : announced;
  if (!announced.ok || !stored.ok) return [];
  await store.commit({ space: log, meta: [[name, null]] });
  return announced.value.ids;
}

/** When the first of the epochs is due that this device waits to announce, in microseconds since 1970. */
export async function nextRotation({ store }: Pick<ClientContext, 'store'>): Promise<number | undefined> {
  let first: number | undefined;
  for await (const { value } of store.scan({ by: 'meta', prefix: ROTATE }))
    first = Math.min(first ?? Infinity, timeOf(value));
  return first;
}

async function dueOf({ store }: Pick<ClientContext, 'store'>, wanted: string): Promise<number | undefined> {
  for await (const { name, value } of store.scan({ by: 'meta', prefix: wanted }))
    if (name === wanted) return timeOf(value);
  return undefined;
}

function timeBytes(t: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(t));
  return bytes;
}

function timeOf(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
}

/** When it is the turn of this device, counted from now; never, if it may announce none. */
async function turnOf({ me, logs, now }: ClientContext, log: string): Promise<number | undefined> {
  const { kid } = me.key;
  const writers = await writersIn(logs, log);
  if (!writers.includes(kid)) return undefined;
  const exits = await newExits(logs, log);
  if (exits.some(({ op, ops }) => isOwnExit(op, { ops, kid }))) return now();
  const exit = exits.map(({ op }) => op.id).toSorted()[0] ?? log;
  return now() + rotationDelay({ exit, kid, writers }) * MICROSECONDS_PER_SECOND;
}

/** The keys of all devices that may announce an epoch of a log. */
async function writersIn(logs: Logs, log: string): Promise<string[]> {
  const users = (await waysInto(logs, log)).filter(({ kind, lvl }) => kind === 'user' && lvl >= WRITER);
  const found = new Set<string>();
  for (const user of [log, ...users.map(({ who }) => who)]) {
    const view = await logs.log(user);
    if (view?.kind !== 'user') continue;
    for (const [kid, { lvl }] of view.memberById) if (lvl >= WRITER && lvl < ROOT) found.add(kid);
  }
  return [...found];
}

/** An op that may be an exit, and the log that it is of. */
interface FoundExit {
  readonly op: LogOp;
  readonly ops: readonly LogOp[];
}

/** The exits that the newest epoch does not know, here and in the logs of who is in. (04 §2.4) */
async function newExits(logs: Logs, log: string): Promise<readonly FoundExit[]> {
  const ops = await logs.ops(log);
  const newest = ops.findLast(({ k }) => k === 'epoch');
  const known = pastOf(ops, newest === undefined ? [] : [newest.id]);
  const exits = exitsIn(ops, known);
  for (const other of new Set((await waysInto(logs, log)).map(({ who }) => who))) {
    const named = ops.flatMap(({ id, claims }) => (known.has(id) ? (claims.x?.[other] ?? []) : []));
    const theirs = await logs.ops(other);
    exits.push(...exitsIn(theirs, pastOf(theirs, named)));
  }
  return exits;
}

function exitsIn(ops: readonly LogOp[], known: ReadonlySet<string>): FoundExit[] {
  return ops.flatMap((op) => (isExit(op) && !known.has(op.id) ? [{ op, ops }] : []));
}

/** Whether a device signed an exit itself, or by its former key, which ended with the op behind the one that took in the new key. */
function isOwnExit(
  { signers, claims }: LogOp,
  { ops, kid }: { readonly ops: readonly LogOp[]; readonly kid: string },
): boolean {
  const [first] = signers;
  const isFormer = ({ id, signers: by, claims: { who } }: LogOp): boolean =>
    who === kid && by[0]?.kid === first?.kid && claims.par?.includes(id) === true;
  return first?.kid === kid || (claims.who === first?.kid && ops.some(isFormer));
}
