import type { RecordClaims } from '@allod/core/statement';
import type { Capability } from '@allod/principals';

/** Whether what a guest may do covers a record: it is of the collection, and of the tag and the time if these are bounded. (COL-008) */
export function isCovered({ col, tag, dig, t }: RecordClaims, capability: Capability): boolean {
  const { do: verbs, col: collection, tag: only, nbf = 0, exp = Infinity } = capability;
  const mayWrite = verbs.some((verb) => verb === 'w');
  // A record without a tag goes by its digest.
  const isInPlace = col === collection && (only === undefined || (tag ?? dig) === only);
  return mayWrite && isInPlace && nbf <= t && t < exp;
}
