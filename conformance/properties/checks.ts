// What must hold of every history, and of every attack. Each check gives sentences about what does not.
import { admit, type AuthorityState, openCourt, type Op, stateIn } from '@allod/conformance-model/authority';
import type { Step } from './draw.ts';
import { type History, SYBILS, TEAMS } from './history.ts';
import type { Programme } from './programmes.ts';

/** The list in an order that some numbers choose. */
export function shuffled<T>(list: readonly T[], order: Step): T[] {
  const key = (at: number): number => ((order[at % order.length] ?? 0) * 31 + at * 17) % 65_537;
  return list
    .map((each, at) => ({ each, key: key(at) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ each }) => each);
}

const text = (value: unknown): string => JSON.stringify(value);

/** P1 to P3 and P6: order, duplicates and batches change nothing, and what a part has decided stays. */
export function checkOrder(history: History, order: Step): string[] {
  const { ops, court } = history;
  const logs = TEAMS.filter((log) => history.of(log).length > 0);
  const other = openCourt({ off: court.trial.off });
  const list = shuffled(ops, order);
  const half = list.slice(0, Math.ceil(list.length / 2));
  admit(other, half);
  const early = logs.map((log) => stateIn(other, log));
  admit(other, [...half.slice(0, 3), ...list.slice(half.length)]);
  const wrong = logs.flatMap((log, at) => {
    const [expected, found, part] = [stateIn(court, log), stateIn(other, log), early[at]];
    const isKept = isWithin(part?.rejected, expected.rejected) && isWithin(part?.ranks, expected.ranks);
    return [
      ...(text(found) === text(expected) ? [] : [`P1: ${log} depends on the order of arrival`]),
      ...(isKept ? [] : [`P6: a verdict about ${log} changed with what came later`]),
    ];
  });
  return wrong;
}

const isWithin = <T>(part: Readonly<Record<string, T>> = {}, whole: Readonly<Record<string, T>>): boolean =>
  Object.entries(part).every(([id, value]) => whole[id] === value);

/**
 * Nobody is a member without having agreed, but cold keys, nor at a level that nobody who lives could give. A raise is a grant
 * when the join before it has died, so the word of the newcomer may be in an op that does not live.
 */
export function checkMembers(history: History, log: string): string[] {
  const state = history.state(log);
  const all = history.of(log);
  const ops = all.filter(({ id }) => state.alive.includes(id));
  return Object.entries(state.members).flatMap(([who, { lvl }]) => {
    const grants = ops.filter((op) => levelIn(history, op, who) >= 0);
    const isAsked =
      lvl === 50 ||
      all.some(
        (op) => op.k !== 'set' && levelIn(history, op, who) >= 0 && op.signers.some((each) => entryOf(each) === who),
      );
    const isGiven = grants.some((op) => levelIn(history, op, who) === lvl && couldGive(history, op, lvl));
    return [
      ...(isAsked ? [] : [`consent: ${who} is a member of ${log} and never agreed`]),
      ...(isGiven ? [] : [`ceiling: ${who} has ${lvl} in ${log}, and nobody alive could give it`]),
    ];
  });
}

const entryOf = ({ kid, by }: Op['signers'][number]): string => by[0] ?? kid;

/** The level that an op gives somebody; −1 when it gives none. */
function levelIn(history: History, op: Op, who: string): number {
  if (op.k === 'init') return op.mem?.find((entry) => entry.who === who)?.lvl ?? -1;
  if (op.who !== who || !['add', 'set', 'join'].includes(op.k)) return -1;
  return (op.k === 'join' ? history.court.held.get(op.ref ?? '')?.lvl : op.lvl) ?? -1;
}

/** Whether somebody who signed stood, where the op was made, at a level from which it can be given. */
function couldGive(history: History, op: Op, lvl: number): boolean {
  if (op.k === 'init') return true;
  const { signers } = op.k === 'join' ? (history.court.held.get(op.ref ?? '') ?? op) : op;
  const { members } = stateBefore(history, op);
  return signers.some((each) => {
    const level = members[entryOf(each)]?.lvl ?? -1;
    const isSelf = entryOf(each) === op.who;
    return level >= Math.max(lvl, isSelf ? 0 : 30);
  });
}

/** Its log in the past of an op, with what the op knows of other logs. */
function stateBefore(history: History, { id, log }: Op, also: readonly string[] = []): AuthorityState {
  const past = history.past(id);
  return history.state(log, { only: new Set([...past, ...also]), heads: history.named([id, ...past]) });
}

/** Nobody has more after an op that only it signed. */
export function checkSelf(history: History, log: string): string[] {
  const own = history
    .of(log)
    .filter(({ k, signers }) => k !== 'init' && k !== 'join' && new Set(signers.map(entryOf)).size === 1);
  return own.flatMap((op) => {
    const who = op.signers.map(entryOf)[0] ?? '';
    if (op.who !== who && op.k !== 'set' && op.k !== 'remove') return [];
    const before = stateBefore(history, op).members[who];
    const after = stateBefore(history, op, [op.id]).members[who];
    const isMore = (after?.lvl ?? -1) > (before?.lvl ?? -1);
    return isMore ? [`self: ${who} raised itself in ${log} by ${op.id}`] : [];
  });
}

/** What an attack came to. */
export interface Outcome {
  readonly faults: readonly string[];
  readonly labels: readonly string[];
}

/** Rule 29: with the same ops of other logs, what the gang made beside the cuts changes nobody else. */
export function checkGrief(programme: Programme, base: ReadonlySet<string>, made: readonly Op[]): Outcome {
  const { gang, cuts, below } = programme;
  const { history, log } = gang;
  const own = new Set([...base, ...made.filter((op) => op.log === log).map(({ id }) => id)]);
  const heads = history.named(own);
  const before = history.state(log, { only: base, heads });
  const after = history.state(log, { only: own, heads });
  if (!cuts.every((id) => isCutAlive(history, { id, log, heads }, before))) return { faults: [], labels: ['void'] };
  const peak = Math.max(...gang.ways.map((way) => peakIn(history, own, entryOf(way))));
  if (below !== undefined && peak >= below) return { faults: [], labels: ['once above'] };
  const struck = made.filter((op) => op.log === log && !after.alive.includes(op.id));
  const labels = [
    ...(made.length > 0 ? ['accepted'] : []),
    ...(struck.length > 0 ? ['struck'] : []),
    ...kindsOf(made, log),
  ];
  const faults = [
    ...cuts
      .filter((id) => before.alive.includes(id) && !after.alive.includes(id))
      .map((id) => `grief: the cut ${id} died`),
    ...changes(programme, before, after),
    ...(cuts.length > 0 ? gains(programme, before, after) : []),
  ];
  return { faults, labels };
}

/** In the log that is attacked, or in another one by what the log knows of it. */
function isCutAlive(
  history: History,
  { id, log, heads }: { readonly id: string; readonly log: string; readonly heads: ReadonlySet<string> },
  before: AuthorityState,
): boolean {
  const own = history.court.held.get(id)?.log ?? log;
  if (own === log) return before.alive.includes(id);
  return history.state(own, { only: history.closure(heads) }).alive.includes(id);
}

const kindsOf = (made: readonly Op[], log: string): string[] =>
  ['add', 'join', 'remove', 'set', 'pol'].filter((kind) => made.some((op) => op.k === kind && op.log === log));

/** The highest level that an op gives somebody, alive or not. */
function peakIn(history: History, ids: ReadonlySet<string>, who: string): number {
  return Math.max(-1, ...[...ids].map((id) => levelIn(history, history.court.held.get(id) ?? { ...NO_OP, id }, who)));
}

const NO_OP: Omit<Op, 'id'> = { k: 'epoch', log: '', par: [], signers: [] };

function changes({ spares, from = -1 }: Programme, before: AuthorityState, after: AuthorityState): string[] {
  const everybody = new Set([...Object.keys(before.members), ...Object.keys(after.members)]);
  return [...everybody].flatMap((who) => {
    const [old, now] = [before.members[who], after.members[who]];
    const isPromised = Math.max(old?.lvl ?? -1, now?.lvl ?? -1) >= from;
    if (spares(who) || !isPromised || text(old) === text(now)) return [];
    return [`grief: ${who} was ${text(old) ?? 'nobody'} and is ${text(now) ?? 'nobody'}`];
  });
}

/** The chief has no more than before, its sybils nothing, and the policy is as it was. */
function gains({ gang, below }: Programme, before: AuthorityState, after: AuthorityState): string[] {
  const level = ({ members }: AuthorityState, who: string): number => members[who]?.lvl ?? -1;
  const sybils = [...SYBILS, 'x9', 'y9'].filter((who) => level(after, who) >= 0);
  const isMore = level(after, gang.chief) > level(before, gang.chief);
  return [
    ...sybils.map((who) => `resurrection: the sybil ${who} is a member`),
    ...(isMore ? [`resurrection: ${gang.chief} has more than the cut left it`] : []),
    ...(below !== undefined && text(before.policy) !== text(after.policy) ? ['grief: the policy changed'] : []),
  ];
}
