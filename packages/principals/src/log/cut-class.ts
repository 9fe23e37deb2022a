/** Where a cut stands in the order in which cuts are done. (design 3.4) */
export interface CutClass {
  /** Its LOCAL. */
  readonly rank: number;
  /** PEAK: the highest level that any op before it ever gave its target; of a cut through a path, the first hop. (0007: 38) */
  readonly peak: number;
  /** 0 for a cut that ends no membership, 1 for a removal, 2 for a lowering. */
  readonly kind: 0 | 1 | 2;
}

/** Negative where the first is done before the second; 0 where both are done together. */
export function compareClasses(a: CutClass, b: CutClass): number {
  return b.rank - a.rank || b.peak - a.peak || a.kind - b.kind;
}
