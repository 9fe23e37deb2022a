import { textDigests } from '@allod/core/statement';
import type { X25519Jwk } from '../claims.ts';

/** The ids of epochs, from their public keys: RFC 7638 thumbprints, in order. (04 §2.1) */
export function epochIds(pubs: readonly Pick<X25519Jwk, 'x'>[]): Promise<string[]> {
  return textDigests(pubs.map(({ x }) => `{"crv":"X25519","kty":"OKP","x":"${x}"}`));
}
