import { concatBytes } from '@allod/core/bytes';
import { addLanes, createCertifier, laneBytes } from './certificate.ts';
import { after, keyOf, TABLE } from './keys.ts';
import type { KeyValue } from './key-value.ts';
import { pages } from './pairs.ts';
import type { Fold, Range } from './port.ts';

/** Bytes of a key of the set before the order key: letter of the table, number of the space. */
export const ORDER_KEY_AT = 5;

/** The bounds in the table of the set of one range of one space. */
export function orderBounds(space: Uint8Array, { lo, hi }: Range): [lo: Uint8Array, hi: Uint8Array] {
  const prefix = keyOf(TABLE.order, space);
  return [
    lo === undefined ? prefix : concatBytes([prefix, lo]),
    hi === undefined ? after(prefix) : concatBytes([prefix, hi]),
  ];
}

/** Count, lanes and, where it is wanted, certificate of one range; `space` is the number in 4 bytes, absent for one with no set. */
export async function foldRange(kv: KeyValue, space: Uint8Array | undefined, range: Range): Promise<Fold> {
  const sums = new Uint32Array(8);
  const certifier = range.certificate === true ? createCertifier() : undefined;
  let count = 0;
  for await (const page of space === undefined ? [] : pages(kv, orderBounds(space, range)))
    for (const [key] of page) {
      const orderKey = key.subarray(ORDER_KEY_AT);
      addLanes(sums, orderKey.subarray(16));
      certifier?.add(orderKey);
      count++;
    }
  const sum = { count, lanes: laneBytes(sums) };
  return certifier === undefined ? sum : { ...sum, certificate: certifier.finish() };
}
