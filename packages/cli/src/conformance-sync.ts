/** The reference adapter for the order of a set and its certificate, and for frames. */
import { compareBytes, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import { certificate, collectionHash, lanes, orderKey } from '@allod/storage';
import type { Ordered } from '@allod/storage';
import { decodeFrame, encodeFrame, messageFromJson, messageToJson } from '@allod/transport/frames';
import type { JsonMessage } from '@allod/transport/frames';
import { map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

type SetItem = Pick<Ordered, 'typ' | 'id'> & { readonly claims: Uint8Array };

export const syncAndFrames: Commands = {
  'order.key': async (input: SetItem) => accept({ key: keyOf(input) }),
  'col.hash': async ({ col }: { col: string }) => accept({ hash: collectionHash(col) }),
  'sync.cert': async ({ items }: { items: SetItem[] }) => {
    const set = new Map(items.map((item) => [item.id, item]));
    const keys = [...set.values()].map(keyOf).toSorted(compareBytes);
    return accept({ n: keys.length, cert: certificate(keys), lanes: lanes(keys.map((key) => key.subarray(16))) });
  },
  'frame.decode': async ({ bytes }: { bytes: Uint8Array }) =>
    map(decodeFrame(bytes), (messages) => ({ messages: messages.map(messageToJson) })),
  'frame.encode': async ({ messages }: { messages: JsonMessage[] }) =>
    accept({ bytes: encodeFrame(messages.map(messageFromJson)) }),
};

function keyOf({ typ, claims, id }: SetItem): Uint8Array {
  const parsed = parseStrictJson(claims);
  if (!parsed.ok) throw new TypeError('the claims of a set are those of accepted statements');
  return orderKey({ typ, claims: parsed.value as JsonObject, id });
}
