import type { KeyValue, KeyValuePair } from './key-value.ts';

/** Pairs that are read at once: few at first, for many want but one, then ever more. */
const FIRST_PAGE = 4;
const LAST_PAGE = 256;

/** All pairs with `lo` ≤ key < `hi`. */
export async function* pairs(
  kv: Pick<KeyValue, 'range'>,
  bounds: readonly [lo: Uint8Array, hi: Uint8Array],
  reverse = false,
): AsyncGenerator<KeyValuePair> {
  for await (const page of pages(kv, bounds, reverse)) yield* page;
}

/** {@link pairs}, a page at a time: for whoever takes many. */
export async function* pages(
  kv: Pick<KeyValue, 'range'>,
  bounds: readonly [lo: Uint8Array, hi: Uint8Array],
  reverse = false,
): AsyncGenerator<readonly KeyValuePair[]> {
  let [lo, hi] = bounds;
  for (let limit = FIRST_PAGE; ; limit = Math.min(4 * limit, LAST_PAGE)) {
    const page = await kv.range(lo, hi, { limit, reverse });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    if (reverse) hi = last[0];
    else lo = successor(last[0]);
  }
}

/** The first key after `key`. */
function successor(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(key.length + 1);
  out.set(key);
  return out;
}
