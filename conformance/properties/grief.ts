// Rule 29 of decision 0007, in its own words: who was removed changes nothing for others by what it does beside its removal.
import { type Ids, type Op, resolve, type Trial, viewOf } from '@allod/conformance-model/authority';
import { LOG, nameOf } from './candidates.ts';

const NONE: Ids = new Set();

/** A history of one log that has been resolved. */
export interface Told {
  readonly trial: Trial;
  readonly founding: readonly number[];
  readonly ops: readonly Op[];
}

/** What came of a removal: nothing of its target beside it counts, or what does hurts nobody, or it does. */
export type Outcome = 'nothing beside it' | 'no grief' | 'grief';

/** Looks at one removal of a history. */
export function outcomeOf(cut: Op, told: Told): Outcome {
  const { trial, founding, ops } = told;
  const { who = '', signers } = cut;
  if (!founding.some((_, at) => nameOf(at) === who) || signers.some(({ kid }) => kid === who))
    return 'nothing beside it';
  const gang = gangOf(cut, told);
  if (gang.size === 0) return 'nothing beside it';
  const all = new Set(ops.map(({ id }) => id));
  const base = new Set([...all].filter((id) => !gang.has(id)));
  const [alive, every] = [base, all].map((ids) => resolve(trial, { log: LOG, ops: ids, heads: NONE })) as [Ids, Ids];
  const counted = ops.filter(({ id }) => alive.has(id) || every.has(id));
  const peak = Math.max(-1, ...counted.map((op) => levelGiven(op, told, who)));
  if (!alive.has(cut.id) || peak >= trial.localOf(cut.id).rank) return 'nothing beside it';
  const [before, after] = [levelsIn(alive, told), levelsIn(every, told)];
  const mates = matesOf(gang, ops);
  const isOther = (name: string): boolean => name !== who && !mates.has(name);
  const isChanged = Object.keys(before).some((name) => isOther(name) && before[name] !== after[name]);
  const isBack = [...mates, who].some((name) => (after[name] ?? -1) > (before[name] ?? -1));
  return isChanged || isBack || !every.has(cut.id) ? 'grief' : 'no grief';
}

function levelsIn(alive: Ids, { trial, founding }: Told): Readonly<Record<string, number>> {
  return Object.fromEntries(founding.map((_, at) => [nameOf(at), viewOf(trial, alive, nameOf(at)).lvl ?? -1]));
}

/** The most ops beside a cut that only its target signed, and whom only such ops brought in; nothing of others follows them. */
function gangOf(cut: Op, { trial, ops }: Told): Ids {
  const past = (id: string): Ids => trial.pasts.get(id) ?? NONE;
  const beside = ops.filter(({ id, k }) => k !== 'init' && id !== cut.id && !past(id).has(cut.id));
  const gang = new Set(beside.map(({ id }) => id));
  for (let before = -1; before !== gang.size;) {
    before = gang.size;
    const names = new Set([cut.who ?? '', ...matesOf(gang, ops)]);
    for (const op of beside) {
      const invite = op.k === 'join' ? (trial.ops.get(op.ref ?? '')?.signers ?? []) : [];
      const areTheirs = [...op.signers, ...invite].every(({ kid }) => names.has(kid));
      const isFollowed = ops.some(({ id }) => !gang.has(id) && past(id).has(op.id));
      if (!areTheirs || isFollowed) gang.delete(op.id);
    }
  }
  return gang;
}

/** Whom only some ops made members. */
function matesOf(gang: Ids, ops: readonly Op[]): Ids {
  const grants = ops.filter(({ k }) => isGrant(k));
  const names = grants.filter(({ id }) => gang.has(id)).map(({ who = '' }) => who);
  const isFounder = (name: string): boolean => ops.some(({ mem = [] }) => mem.some(({ who }) => who === name));
  const areAll = (name: string): boolean => grants.every(({ id, who }) => who !== name || gang.has(id));
  return new Set(names.filter((name) => !isFounder(name) && areAll(name)));
}

function levelGiven(op: Op, { trial }: Told, name: string): number {
  if (op.k === 'init') return op.mem?.find(({ who }) => who === name)?.lvl ?? -1;
  if (op.who !== name || !isGrant(op.k)) return -1;
  return (op.k === 'join' ? trial.ops.get(op.ref ?? '')?.lvl : op.lvl) ?? -1;
}

const isGrant = (kind: Op['k']): boolean => kind === 'add' || kind === 'set' || kind === 'join';
