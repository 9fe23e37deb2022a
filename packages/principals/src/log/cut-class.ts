import { LEVEL } from './op.ts';

/** Where a cut stands in the order in which cuts are done. (design 3.4) */
export interface CutClass {
  /** Its LOCAL. */
  readonly rank: number;
  /** The highest level that any op before it ever gave its target. */
  readonly peak: number;
  /** 0 for a cut that ends no membership, 1 for a removal, 2 for a lowering. */
  readonly kind: 0 | 1 | 2;
}

/** PEAK of a cut through a path: above all levels, and so before all other cuts of its rank. */
export const PEAK_THRU: number = LEVEL.root + 49;

/** Negative where the first is done before the second; 0 where both are done together. */
export function compareClasses(a: CutClass, b: CutClass): number {
  return b.rank - a.rank || b.peak - a.peak || a.kind - b.kind;
}
