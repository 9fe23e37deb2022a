/** The reference adapter for the order of a set and its certificate. */
import { compareBytes, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import { certificate, collectionHash, lanes, orderKey } from '@allod/storage';
import type { Ordered } from '@allod/storage';
import { fromBytes, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

type SetItem = Pick<Ordered, 'typ' | 'id'> & { readonly claims: Bytes };

export const sync: Commands = {
  'order.key': async (input: SetItem) => accept({ key: fromBytes(keyOf(input)) }),
  'col.hash': async ({ col }: { col: string }) => accept({ hash: fromBytes(collectionHash(col)) }),
  'sync.cert': async ({ items }: { items: SetItem[] }) => {
    const set = new Map(items.map((item) => [item.id, item]));
    const keys = [...set.values()].map(keyOf).toSorted(compareBytes);
    const sums = lanes(keys.map((key) => key.subarray(16)));
    return accept({ n: keys.length, cert: fromBytes(certificate(keys)), lanes: fromBytes(sums) });
  },
};

function keyOf({ typ, claims, id }: SetItem): Uint8Array {
  const parsed = parseStrictJson(toBytes(claims));
  if (!parsed.ok) throw new TypeError('the claims of a set are those of accepted statements');
  return orderKey({ typ, claims: parsed.value as JsonObject, id });
}
