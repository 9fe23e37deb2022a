import type { Store } from '@allod/storage';
import { PEER_COUNT, peerName } from './meta.ts';

/** A place for commits that set values alone. */
const NO_SPACE = 'A'.repeat(43);
/** Numbers of peers are 1 to this one; a peer beyond them is 0, whose items are not told from one's own. */
const MAX_NUMBER = 65_535;

/** The value that a store keeps under a name. */
export async function metaValue(store: Store, name: string): Promise<Uint8Array | undefined> {
  for await (const row of store.scan({ by: 'meta', prefix: name })) return row.name === name ? row.value : undefined;
  return undefined;
}

/** The number of a peer's store, the same as long as this store lives. */
export async function peerNumber(store: Store, peer: Uint8Array): Promise<number> {
  for (;;) {
    const held = await metaValue(store, peerName(peer));
    if (held !== undefined) return readNumber(held);
    const before = await metaValue(store, PEER_COUNT);
    const next = (before === undefined ? 0 : readNumber(before)) + 1;
    if (next > MAX_NUMBER) return 0;
    const value = new Uint8Array(2);
    new DataView(value.buffer).setUint16(0, next);
    const committed = await store.commit({
      space: NO_SPACE,
      expect: [[PEER_COUNT, before ?? null]],
      meta: [
        [PEER_COUNT, value],
        [peerName(peer), value],
      ],
    });
    if (committed.ok) return next;
    // Another link was quicker. Any other refusal leaves the peer without a number.
    if (committed.error.code !== 'E_CONFLICT') return 0;
  }
}

function readNumber(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint16(0);
}
