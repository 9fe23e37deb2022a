import { Bits } from './bits.ts';
import { timelineOf } from './do-cuts.ts';
import { beginLog, entryOfPlace, insert } from './enter.ts';
import type { Op } from './op.ts';
import { ALL_ALIVE, type Outcome } from './outcome.ts';
import { placeOf } from './place.ts';
import { type Entry, entryAt, type Log, type Standing, type World } from './table.ts';

/** How an op was judged: its rank, `null` for one without bound, and flags; and which of the outcomes is that of its past. */
export type SnapshotRow = readonly [rank: number | null, flags: number, outcome: number];

/** Who is dead, before cuts and after each class of them. All numbers are positions in `ops`. */
export interface SnapshotOutcome {
  readonly deadAtFirst: readonly number[];
  readonly dead: readonly number[];
  readonly steps: readonly {
    readonly cutClass: { readonly rank: number; readonly peak: number; readonly kind: 0 | 1 | 2 };
    readonly flips: readonly number[];
  }[];
}

/**
 * A log and all that it names, with how every op was judged, as plain JSON. It saves judging, not trust: whoever loads one
 * believes who made it. It is kept by whoever made it, and is no statement as those of chapter 03 §6.7 are.
 */
export interface Snapshot {
  readonly version: 1;
  readonly log: string;
  /** In an order in which each comes after what it names. */
  readonly ops: readonly Op[];
  readonly rows: readonly SnapshotRow[];
  readonly outcomes: readonly SnapshotOutcome[];
}

const FLAGS = ['isMajority', 'isRaise', 'isLowering', 'isSelf'] as const;

/** What a log is, and the logs that it stands on; `undefined` for one that has not begun. */
export function snapshotOf(world: World, id: string): Snapshot | undefined {
  const log = world.logs.get(id);
  if (log === undefined) return undefined;
  const logs = [...supportOf(world, log)];
  const held = logs.flatMap((each) => each.entries.map((entry) => ({ log: each, entry })));
  const sorted = held.toSorted((a, b) => a.entry.turn - b.entry.turn);
  const positions = new Map(logs.map((each): [Log, number[]] => [each, []]));
  for (const [n, { log: own, entry }] of sorted.entries()) {
    const list = positions.get(own);
    if (list !== undefined) list[entry.at] = n;
  }
  const found = new Map<Outcome, number>([[ALL_ALIVE, 0]]);
  const outcomes: SnapshotOutcome[] = [rowOfOutcome(ALL_ALIVE, [])];
  const rows = sorted.map(({ log: own, entry: { standing, outcome } }): SnapshotRow => {
    const known = found.get(outcome) ?? outcomes.push(rowOfOutcome(outcome, positions.get(own) ?? [])) - 1;
    found.set(outcome, known);
    return [standing.rank === Infinity ? null : standing.rank, flagsOf(standing), known];
  });
  return { version: 1, log: id, ops: sorted.map(({ entry }) => entry.op), rows, outcomes };
}

/** Enters the ops of a snapshot that are not held, as it says that they were judged. Returns those. */
export function restore(world: World, { ops, rows, outcomes }: Snapshot): readonly Op[] {
  const numbers: number[] = [];
  const made = new Map<number, Outcome>([[0, ALL_ALIVE]]);
  const entered: Op[] = [];
  for (const [n, op] of ops.entries()) {
    const held = world.entries.get(op.id);
    const log = world.logs.get(op.log) ?? beginLog(op);
    numbers.push(held?.entry.at ?? log.entries.length);
    const [rank, flags, which] = rows[n] ?? [];
    if (rank === undefined || flags === undefined || which === undefined) throw new RangeError(`row ${n} is missing`);
    if (held !== undefined) continue;
    world.logs.set(op.log, log);
    const draft = entryOfPlace(world, log, { place: placeOf(world, log, op), standing: standingOf(rank, flags) });
    const outcome = made.get(which) ?? outcomeOfRow({ log, draft, row: outcomes[which] }, numbers);
    made.set(which, outcome);
    draft.outcome = outcome;
    insert(world, log, draft);
    entered.push(op);
  }
  return entered;
}

/** A log and all logs that it names, and that these name. (design 3.3) */
function supportOf(world: World, log: Log): ReadonlySet<Log> {
  const found = new Set([log]);
  // A set also iterates over what is added meanwhile.
  for (const each of found) for (const id of each.namers.keys()) addKnown(found, world.logs.get(id));
  return found;
}

function addKnown(found: Set<Log>, log: Log | undefined): void {
  if (log !== undefined) found.add(log);
}

function flagsOf(standing: Standing): number {
  return FLAGS.reduce((sum, flag, n) => sum + (standing[flag] === true ? 2 ** n : 0), 0);
}

function standingOf(rank: number | null, flags: number): Standing {
  const set = FLAGS.filter((_, n) => Math.floor(flags / 2 ** n) % 2 === 1);
  return { rank: rank ?? Infinity, ...Object.fromEntries(set.map((flag) => [flag, true])) };
}

function rowOfOutcome({ deadAtFirst, dead, timeline }: Outcome, positions: readonly number[]): SnapshotOutcome {
  const placed = (numbers: Iterable<number>): number[] => [...numbers].map((at) => positions[at] ?? 0);
  const steps = timeline.steps.map(({ cutClass, flips }) => ({ cutClass, flips: placed(flips) }));
  return { deadAtFirst: placed(deadAtFirst), dead: placed(dead), steps };
}

function outcomeOfRow(
  { log, draft, row }: { readonly log: Log; readonly draft: Entry; readonly row: SnapshotOutcome | undefined },
  numbers: readonly number[],
): Outcome {
  if (row === undefined) throw new RangeError('an outcome is missing');
  const numbered = (positions: readonly number[]): number[] => positions.map((n) => numbers[n] ?? 0);
  const steps = row.steps.map(({ cutClass, flips }) => ({ cutClass, flips: numbered(flips) }));
  const [deadAtFirst, dead] = [Bits.of(numbered(row.deadAtFirst)), Bits.of(numbered(row.dead))];
  return { deadAtFirst, dead, timeline: timelineOf((at) => (at === draft.at ? draft : entryAt(log, at)), steps) };
}
