import { readTree } from '../cbor-tree.ts';

/** The first bytes of a pack. (06 §5) */
export const MAGIC_BYTES = 8;

/** The messages of a pack, as far as they can be told apart; what is left is the last. */
export function messagesOfPack(pack: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  let at = MAGIC_BYTES;
  while (at < pack.length) {
    const end = endOf(pack, at) ?? pack.length;
    messages.push(pack.subarray(at, end));
    at = end;
  }
  return messages;
}

function endOf(pack: Uint8Array, at: number): number | undefined {
  try {
    return readTree(pack, at).end;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
