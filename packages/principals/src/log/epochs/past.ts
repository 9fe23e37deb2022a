import { knownIn, knownTo } from '../known.ts';
import { type KnownOf, outcomeOf } from '../resolve.ts';
import type { Scene } from '../scene.ts';
import { isIn } from '../span.ts';
import type { Known, Log, World } from '../table.ts';
import type { Field } from '../view.ts';

/** Some ops of a log, closed under what they name, and what is known of other logs where they are asked. (04 §2.4) */
export interface Past {
  /** The ops, and which of them are dead. */
  readonly field: Field;
  readonly knownOf: KnownOf;
  /** Logs of which more may be known than the ops name. */
  readonly named: Iterable<string>;
  /** By epoch, whether it is fresh: what was found out so far. */
  readonly freshness: Map<string, boolean>;
  /** REACH, once it was asked for. */
  reach?: ReadonlySet<string>;
}

/** What is before an op, or before something that stands where an op might, with what it names itself. */
export function pastOf({ field, place }: Scene): Past {
  const { log } = field;
  const named = [...(place.known?.keys() ?? [])];
  // The number of a place at which no op stands is that of the op that comes next, which is not before it.
  const bounded: Field = { ...field, below: place.at };
  return { field: bounded, knownOf: (other) => knownTo(log, place, other), named, freshness: new Map() };
}

/** What is known of a log. */
export function pastKnown(world: World, log: Log, { heads, span }: Known): Past {
  const field: Field = { log, span, below: Infinity, dead: outcomeOf(world, log, heads).dead };
  const knownOf: KnownOf = (other) => knownIn({ log, span, below: Infinity }, other);
  return { field, knownOf, named: [], freshness: new Map() };
}

/** Whether an op is one of the ops. */
export function isPast({ span, below }: Field, at: number): boolean {
  return at < below && isIn(span, at);
}

/** Of a list of ops those that are among them. */
export function pastIn(field: Field, list: readonly number[] = []): readonly number[] {
  return list.filter((at) => isPast(field, at));
}
