import { grantsOf } from '../logs/logs.ts';
import type { LogOp, Logs } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { levelOfRole } from '../teams/role.ts';
import { epochOpsIn } from './epoch-ops.ts';

const READER = levelOfRole('reader');
const NOBODY = -1;

/** Who joined a log, and by which op: whoever holds the link of an invite that gives keys has joined by it, and is called as it is. */
export interface Joining {
  readonly op: string;
  readonly who: string;
}

/** What a new epoch of a log may lead back to. */
export interface LookBack {
  /** Whether who joins reads only what comes after. */
  readonly isJoinedOnly: boolean;
  /** The ops that let those in who read now. Only where newcomers read nothing earlier. */
  readonly joinings: readonly Joining[];
  /** Whether `back` may name an epoch, or a top-up may bring it to these members. (SEC-019, SEC-020) */
  readonly allows: (eid: string, whom?: ReadonlySet<string>) => boolean;
}

/** Reads what the policy of a log allows. (04 §2.5) */
export async function lookBackIn(logs: Logs, log: string): Promise<LookBack> {
  const view = await logs.log(log);
  const isJoinedOnly = view?.policy.get('history') === 'joined';
  if (view === undefined || !isJoinedOnly) return { isJoinedOnly, joinings: [], allows: () => true };
  const ops = await logs.ops(log);
  const readers = new Set([...view.memberById].flatMap(([who, { lvl }]) => (lvl >= READER ? [who] : [])));
  const joinings = [...joiningsIn(ops).filter(({ who }) => readers.has(who)), ...invitesIn(ops)];
  const announced = await announcementsIn(logs, log);
  const allows: LookBack['allows'] = (eid, whom) => {
    const needed = whom === undefined ? joinings : joinings.filter(({ who }) => whom.has(who));
    const pasts = announced.get(eid) ?? [];
    return pasts.length > 0 && pasts.every((past) => needed.every(({ op }) => past.has(op)));
  };
  return { isJoinedOnly, joinings, allows };
}

/** JOINS: the ops by which somebody reads who did not before. (04 §2.5) */
function joiningsIn(ops: readonly LogOp[]): Joining[] {
  const alive = ops.filter(({ isAlive }) => isAlive);
  const byId = new Map(ops.map((op) => [op.id, op]));
  return alive.flatMap((op) => {
    const said = op.k === 'init' ? undefined : sayingOf(op, byId);
    if (said === undefined || said.lvl < READER) return [];
    const past = pastOf(ops, op.claims.par ?? []);
    const before = alive.findLast((each) => past.has(each.id) && speaksOf(each, said.who, byId) !== undefined);
    const level = before === undefined ? NOBODY : speaksOf(before, said.who, byId)!;
    return level < READER ? [{ op: op.id, who: said.who }] : [];
  });
}

/** The invites that give keys, and were not removed. */
function invitesIn(ops: readonly LogOp[]): Joining[] {
  const alive = ops.filter(({ isAlive }) => isAlive);
  const removed = new Set(alive.flatMap(({ k, claims: { who = '' } }) => (k === 'remove' ? [who] : [])));
  const isGiving = ({ id, k, claims: { key, enc, lvl = NOBODY } }: LogOp): boolean =>
    k === 'invite' && key !== undefined && enc !== undefined && lvl >= READER && !removed.has(id);
  return alive.filter(isGiving).map(({ id }) => ({ op: id, who: id }));
}

/** Whom an op that is not the first speaks about, and the level that it gives. */
function sayingOf(
  { k, claims: { who, lvl, ref, keep } }: LogOp,
  byId: ReadonlyMap<string, LogOp>,
): { readonly who: string; readonly lvl: number } | undefined {
  if (who === undefined) return undefined;
  if (k === 'add' || k === 'set') return { who, lvl: lvl ?? NOBODY };
  if (k === 'join') return { who, lvl: byId.get(ref ?? '')?.claims.lvl ?? NOBODY };
  return k === 'remove' && keep === undefined ? { who, lvl: NOBODY } : undefined;
}

function speaksOf(op: LogOp, who: string, byId: ReadonlyMap<string, LogOp>): number | undefined {
  if (op.k === 'init') return grantsOf(op).find((each) => each.who === who)?.lvl;
  const said = sayingOf(op, byId);
  return said?.who === who ? said.lvl : undefined;
}

/** By epoch the pasts of its alive announcements. */
async function announcementsIn(logs: Logs, log: string): Promise<ReadonlyMap<string, readonly ReadonlySet<string>[]>> {
  const ops = await logs.ops(log);
  const parents = new Map(ops.map(({ id, claims }) => [id, claims.par ?? []]));
  const epochs = await epochOpsIn(logs, log);
  const found = new Map<string, ReadonlySet<string>[]>();
  for (const { id, eid, isAlive } of epochs) {
    const past = pastOf(ops, parents.get(id) ?? []);
    const isTopUp = epochs.some((other) => other.eid === eid && past.has(other.id));
    if (isAlive && !isTopUp) found.set(eid, [...(found.get(eid) ?? []), past]);
  }
  return found;
}
