import { rotationDelay } from '@allod/principals/secrets';
import type { ClientContext } from '../context.ts';
import type { LogOp, Logs } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { waysInto } from '../logs/ways.ts';
import { storeOps } from '../logs/write-ops.ts';
import { levelOfRole } from '../teams/role.ts';
import { exitNews, isExit } from './exit-news.ts';
import { atTurn, forgetTurn } from './turn-store.ts';

const WRITER = levelOfRole('writer');
const ROOT = levelOfRole('root');
const MICROSECONDS_PER_SECOND = 1_000_000;

/** What turns are found and taken with. */
type TurnContext = Pick<ClientContext, 'store' | 'admission' | 'epochs' | 'logs' | 'now'> & {
  readonly me: Pick<ClientContext['me'], 'user' | 'key'>;
};

/**
 * Announces an epoch of a log that has none in use any more, once it is this device's turn. Whoever has something to write does not come here, and does
 * not wait; nor does whoever ended something here. Gives the ops that were written. (SEC-017)
 */
export async function rotateInTurn(context: TurnContext, log: string): Promise<readonly string[]> {
  const { store, admission, logs, epochs } = context;
  const job = { job: 'rotate', log } as const;
  const hadEpoch = (await logs.ops(log)).some(({ k }) => k === 'epoch');
  const x = await exitNews(logs, log);
  const isInUse = (await admission.epochs(log, x === undefined ? {} : { x }))?.current !== undefined;
  if (!hadEpoch || isInUse) return forgetTurn(context, job);
  return atTurn(context, job, {
    turn: () => turnOf(context, log),
    act: async () => {
      const announced = await epochs.announce(log);
      const stored = announced.ok ? await storeOps({ admission, store }, log, announced.value) : announced;
      return announced.ok && stored.ok ? announced.value.ids : undefined;
    },
  });
}

/**
 * Brings to the members of a log what they lack of its epochs. At once; or while many may be connected who would all do so, `isLive`, once it is this
 * device's turn. Gives the ops that were written. (SEC-062)
 */
export async function topUpInTurn(context: TurnContext, log: string, isLive: boolean): Promise<readonly string[]> {
  const { store, admission, epochs, me, logs, now } = context;
  const job = { job: 'top-up', log } as const;
  const lacking = await epochs.topUp(log);
  if (!lacking.ok || lacking.value.ops.length === 0) return forgetTurn(context, job);
  const act = async (): Promise<readonly string[] | undefined> =>
    (await storeOps({ admission, store }, log, lacking.value)).ok ? lacking.value.ids : undefined;
  if (!isLive) {
    // Also where it waited for a turn on a link that is gone.
    await forgetTurn(context, job);
    return (await act()) ?? [];
  }
  const turn = async (): Promise<number> => {
    const { kid } = me.key;
    const writers = await writersIn(logs, log, new Set(lacking.value.whom));
    const exit = (await admission.epochs(log))?.current;
    return exit === undefined || !writers.includes(kid) ? now() : now() + delayOf({ exit, kid, writers });
  };
  return atTurn(context, job, { turn, act });
}

/** When it is the turn of this device, counted from now; never, if it may announce none. */
async function turnOf({ me, logs, now }: TurnContext, log: string): Promise<number | undefined> {
  const { kid } = me.key;
  const writers = await writersIn(logs, log);
  if (!writers.includes(kid)) return undefined;
  const exits = await newExits(logs, log);
  if (exits.some(({ op, ops }) => isOwnExit(op, { ops, kid }))) return now();
  const exit = exits.map(({ op }) => op.id).toSorted()[0] ?? log;
  return now() + delayOf({ exit, kid, writers });
}

/** How long a device waits for its turn, in microseconds. */
function delayOf(place: Parameters<typeof rotationDelay>[0]): number {
  return rotationDelay(place) * MICROSECONDS_PER_SECOND;
}

/** The keys of all devices that may announce an epoch of a log, without those of some members. */
async function writersIn(logs: Logs, log: string, without: ReadonlySet<string> = new Set()): Promise<string[]> {
  const ways = (await waysInto(logs, log)).filter(({ via, who }) => !without.has(via[0] ?? who));
  const users = ways.filter(({ kind, lvl }) => kind === 'user' && lvl >= WRITER);
  const found = new Set<string>();
  for (const user of [log, ...users.map(({ who }) => who)]) {
    const view = await logs.log(user);
    if (view?.kind !== 'user') continue;
    for (const [kid, { lvl }] of view.memberById) if (lvl >= WRITER && lvl < ROOT && !without.has(kid)) found.add(kid);
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
