// What a soak has done so far, in reports/soak.json: runs add up, and go on where the last one ended.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Seeds from the first to before the second. */
export type Range = readonly [number, number];

/** A part of an enumeration. */
export interface PartProgress {
  /** Units that are done, of so many. */
  readonly next: number;
  readonly units: number;
  readonly histories: number;
  readonly griefs: number;
  readonly seconds: number;
  readonly faults: readonly string[];
}

/** The whole file. */
export interface Progress {
  readonly random: {
    readonly ranges: readonly Range[];
    readonly plans: number;
    readonly seconds: number;
    readonly faults: readonly string[];
  };
  /** By scope and part. */
  readonly exhaustive: Readonly<Record<string, PartProgress>>;
}

const NOTHING: Progress = { random: { ranges: [], plans: 0, seconds: 0, faults: [] }, exhaustive: {} };

/** Reads what is there. */
export function readProgress(file: string): Progress {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Progress) : NOTHING;
}

/**
 * Changes what is there now. The file is always whole. Of two runs that write at the same instant one may be lost: what it had done
 * is done once more.
 */
export function updateProgress(file: string, change: (old: Progress) => Progress): void {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(change(readProgress(file)), undefined, 2)}\n`);
  renameSync(next, file);
}

/** The ranges with another one, as few as possible. */
export function withRange(ranges: readonly Range[], range: Range): Range[] {
  const sorted = [...ranges, range].toSorted(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** The first seed of a range from a place on that is in none of some ranges; the end if there is none. */
export function nextSeed(ranges: readonly Range[], seed: number, end: number): number {
  const around = ranges.find(([from, to]) => from <= seed && seed < to);
  return around === undefined ? seed : Math.min(end, around[1]);
}
