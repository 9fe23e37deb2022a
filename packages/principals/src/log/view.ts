import { LEVEL, NOBODY } from './op.ts';
import { isIn, type Span } from './span.ts';
import { type Entry, entryAt, type Log, saysOf } from './table.ts';

/** A set of ops by their numbers. */
export interface Numbers {
  readonly has: (n: number) => boolean;
}

/** Some ops of a log, and which of these are dead. */
export interface Field {
  readonly log: Log;
  readonly span: Span;
  /** Of the span, only ops with numbers below this one. */
  readonly below: number;
  readonly dead: Numbers;
}

const NOTHING: readonly number[] = [];

/** Of a list of ops those that live in a field and have no other of these in their future. */
export function lastOf({ log, span, below, dead }: Field, list: readonly number[] | undefined): readonly number[] {
  if (list === undefined) return NOTHING;
  const last: number[] = [];
  // All below this number are before one of those found.
  let covered = 0;
  for (let n = countBelow(list, below) - 1; n >= 0; n--) {
    const at = list[n] ?? 0;
    if (at < covered) break;
    if (!isIn(span, at) || dead.has(at) || last.some((other) => isIn(entryAt(log, other).closure, at))) continue;
    last.push(at);
    covered = Math.max(covered, entryAt(log, at).closure.full);
  }
  return last;
}

/** How many numbers of an ascending list are below one. */
export function countBelow(list: readonly number[], below: number): number {
  if ((list.at(-1) ?? NOBODY) < below) return list.length;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < below) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * VIEW, before the levels are compared: of the last words about a member those that count. By others the ones of highest
 * rank, of these only the highest raises if there are any; and all of the member itself, which can only lower. (0007: 3, 4, 6, 46)
 */
export function heardOf(field: Field, member: string): readonly number[] {
  const last = lastOf(field, field.log.speakers.get(member));
  if (last.length < 2) return last;
  const entries = last.map((at) => entryAt(field.log, at));
  const others = entries.filter(({ standing }) => standing.isSelf !== true);
  const top = Math.max(...others.map(weightOf));
  const strongest = others.filter((entry) => weightOf(entry) === top);
  const raises = highest(strongest.filter(({ standing }) => standing.isRaise === true));
  const own = entries.filter(({ standing }) => standing.isSelf === true);
  return [...(raises.length > 0 ? raises : strongest), ...own].map(({ at }) => at);
}

/** Of some raises of one member those to the highest level. */
function highest(raises: readonly Entry[]): readonly Entry[] {
  const top = Math.max(...raises.map(({ op }) => op.lvl ?? NOBODY));
  return raises.filter(({ op }) => op.lvl === top);
}

/** What passed by a majority weighs a little more than its rank. */
function weightOf({ standing: { rank, isMajority } }: Entry): number {
  return isMajority === true ? rank + 0.25 : rank;
}

/** VIEW: the level of a member; `undefined` where nobody speaks about it, −1 where its membership has ended. */
export function viewOf(field: Field, member: string): number | undefined {
  return levelHeard(field, heardOf(field, member), member);
}

function levelHeard({ log }: Field, heard: readonly number[], member: string): number | undefined {
  let least: number | undefined;
  for (const at of heard) {
    const level = saysOf(log, entryAt(log, at), member) ?? NOBODY;
    if (least === undefined || level < least) least = level;
  }
  return least;
}

/** VIEW as a number: −1 for whoever is no member. */
export function levelIn(field: Field, member: string): number {
  return viewOf(field, member) ?? NOBODY;
}

/**
 * What a guest may do: what all the ops of others give that count; its own give none and take none. `undefined` for whoever is
 * no guest. (0007: 28, 36, 44)
 */
export function capsIn(field: Field, member: string): readonly string[] | undefined {
  const heard = heardOf(field, member);
  if (levelHeard(field, heard, member) !== LEVEL.guest) return undefined;
  const granted = heard.flatMap((at) => {
    const { op, invite, standing } = entryAt(field.log, at);
    if (standing.isSelf === true) return [];
    return [(op.k === 'join' ? invite?.op.caps : op.caps) ?? []];
  });
  const [first = [], ...others] = granted;
  return sortedTexts(first.filter((text) => others.every((caps) => caps.includes(text))));
}

/** Each text once, in order. */
export function sortedTexts(texts: readonly string[] = []): readonly string[] {
  return [...new Set(texts)].toSorted();
}
