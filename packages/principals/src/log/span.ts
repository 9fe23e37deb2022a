import { Bits } from './bits.ts';

/**
 * Some ops of a log by the numbers in which they came: all below `full`, and the later ones in `rest`. In a linear history
 * the second is empty, so that a past is one number; only beside concurrent ops it is more.
 */
export interface Span {
  readonly full: number;
  readonly rest: Bits;
}

export const NO_SPAN: Span = { full: 0, rest: Bits.NONE };

export function isIn({ full, rest }: Span, at: number): boolean {
  return at < full || rest.has(at);
}

/** A span and one op more, which comes after all others in it. */
export function spanWith({ full, rest }: Span, at: number): Span {
  if (at === full) return { full: at + 1, rest: Bits.NONE };
  return { full, rest: rest.has(at) ? rest : rest.toggled(at) };
}

export function unionOf(a: Span, b: Span): Span {
  const [upper, lower] = a.full < b.full ? [b, a] : [a, b];
  let { full } = upper;
  const rest = upper.rest.union(lower.rest.withoutBlocksBelow(full));
  while (rest.has(full)) full += 1;
  return { full, rest: rest.withoutBlocksBelow(full) };
}

/** How many ops a span has. */
export function sizeOf({ full, rest }: Span): number {
  return full + rest.countFrom(full);
}
