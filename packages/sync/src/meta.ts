import { encodeBase64url } from '@allod/core/bytes';

/** How far this store has read a space of a peer's store. */
export function cursorName(peer: Uint8Array, space: string): string {
  return `sync/cursor/${encodeBase64url(peer)}/${space}`;
}

/** How far a peer's store holds what this store has of a space. */
export function coverageName(peer: Uint8Array, space: string): string {
  return `sync/coverage/${encodeBase64url(peer)}/${space}`;
}

/** The number of a peer's store. */
export function peerName(peer: Uint8Array): string {
  return `sync/peer/${encodeBase64url(peer)}`;
}

/** How many peers have a number. */
export const PEER_COUNT = 'sync/peers';

/** Where the names of bodies begin that statements of a space refer to and that are not here. */
export function wantPrefix(space: string): string {
  return `sync/want/${space}/`;
}

/** A body that a statement of a space refers to and that is not here. */
export function wantName(space: string, dig: string): string {
  return wantPrefix(space) + dig;
}
