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

/** Where the names of bodies begin that statements of a space refer to and that are not here; with a digest, of one body. */
export function wantPrefix(space: string, dig?: string): string {
  return dig === undefined ? `sync/want/${space}/` : `sync/want/${space}/${dig}/`;
}

/** A body that a statement of a space refers to and that is not here: several may refer to one. */
export function wantName(space: string, { dig, id }: Want): string {
  return wantPrefix(space, dig) + id;
}

/** A body that is wanted, and for which statement. */
export interface Want {
  readonly dig: string;
  readonly id: string;
}

/** What the name of a value wants. */
export function wantOf(space: string, name: string): Want {
  const [dig = '', id = ''] = name.slice(wantPrefix(space).length).split('/');
  return { dig, id };
}
