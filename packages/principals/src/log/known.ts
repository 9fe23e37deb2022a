import { Bits } from './bits.ts';
import { unionOf } from './span.ts';
import { entryAt, type Known, type Log, type Place } from './table.ts';
import { lastOf } from './view.ts';
import type { Span } from './span.ts';

/** What an op may use of another log: all that it and its past name of it, and what is before that. (0007: 20) */
export function knownTo(log: Log, { known, closure, at }: Place, other: Log): Known | undefined {
  return known?.get(other.id) ?? knownIn({ log, span: closure, below: at }, other);
}

/** What some ops of a log name of another one. */
export function knownIn(
  { log, span, below }: { readonly log: Log; readonly span: Span; readonly below: number },
  other: Log,
): Known | undefined {
  const list = log.namers.get(other.id);
  if (list === undefined) return undefined;
  const namers = lastOf({ log, span, below, dead: Bits.NONE }, list);
  const [first] = namers;
  if (first === undefined) return undefined;
  if (namers.length === 1) return entryAt(log, first).known?.get(other.id);
  return joinKnown(
    other,
    namers.flatMap((at) => entryAt(log, at).known?.get(other.id) ?? []),
  );
}

/** All that any of some knows. */
export function joinKnown(other: Log, all: readonly Known[]): Known {
  const span = all.map((each) => each.span).reduce(unionOf);
  return {
    heads: headsOf(
      other,
      all.flatMap(({ heads }) => heads),
    ),
    span,
  };
}

/** What is known by some heads. */
export function knownFrom(other: Log, ats: readonly number[]): Known {
  const spans = ats.map((at) => entryAt(other, at).closure);
  return { heads: headsOf(other, ats), span: spans.reduce(unionOf) };
}

/** Of some ops those that are before no other of them, in order. */
export function headsOf(log: Log, ats: readonly number[]): readonly number[] {
  if (ats.length < 2) return ats;
  const distinct = [...new Set(ats)].toSorted((a, b) => a - b);
  // What is before an op came before it.
  return distinct.filter((at, n) => !distinct.slice(n + 1).some((later) => isBefore(log, at, later)));
}

/** Whether one op is in the past of another. */
export function isBefore(log: Log, at: number, later: number): boolean {
  if (at >= later) return false;
  const { full, rest } = entryAt(log, later).closure;
  return at < full || rest.has(at);
}
