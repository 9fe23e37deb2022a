import type { X25519Jwk } from '../claims.ts';
import type { BackEntry } from './back.ts';

/** An `epoch` op, as far as somebody who looks for secrets cares. */
export interface EpochOp {
  readonly id: string;
  /** The id of the epoch, computed from `pub`. */
  readonly eid: string;
  readonly pub: X25519Jwk;
  readonly back: readonly BackEntry[];
  /** When the epoch ends, in microseconds since 1970; absent for never. */
  readonly end?: number;
  /** Id of the user who signed it, or of the key where it has no path: who has the secret, and can be asked. */
  readonly by: string;
}

/** The epochs of one log. */
export interface EpochIndex {
  /** Its ops, by epoch: each after all that it names. */
  readonly opsByEid: ReadonlyMap<string, readonly EpochOp[]>;
  /** What the ops of an epoch say in `back`. */
  readonly backByEid: ReadonlyMap<string, readonly BackEntry[]>;
  /** The epochs that say something of an epoch in `back`. */
  readonly aboveByEid: ReadonlyMap<string, readonly string[]>;
  /** Where the first op of an epoch stands among the ops. */
  readonly placeByEid: ReadonlyMap<string, number>;
}

/** Puts the ops of one log in order. They come each after all that it names. */
export function indexEpochs(ops: readonly EpochOp[]): EpochIndex {
  const opsByEid = new Map<string, EpochOp[]>();
  const backByEid = new Map<string, BackEntry[]>();
  const aboveByEid = new Map<string, string[]>();
  const placeByEid = new Map<string, number>();
  for (const [place, op] of ops.entries()) {
    push(opsByEid, op.eid, op);
    if (!placeByEid.has(op.eid)) placeByEid.set(op.eid, place);
    for (const entry of op.back) {
      push(backByEid, op.eid, entry);
      push(aboveByEid, entry.eid, op.eid);
    }
  }
  return { opsByEid, backByEid, aboveByEid, placeByEid };
}

/** The epochs from which `back` leads to one, over any number of steps, the newest first. */
export function epochsAbove({ aboveByEid, placeByEid }: EpochIndex, eid: string): readonly string[] {
  const found = new Set([eid]);
  // A set that grows while it is gone through: no depth, however long the chain.
  for (const each of found) for (const above of aboveByEid.get(each) ?? []) found.add(above);
  found.delete(eid);
  const place = (each: string): number => placeByEid.get(each) ?? -1;
  return [...found].toSorted((a, b) => place(b) - place(a));
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
