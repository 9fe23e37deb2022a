/** What an epoch secret stands for, computed from the table of chapter 04 §2.2 by Node alone. */
import type { Secret, X25519Jwk } from '@allod/principals/secrets';
import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';

const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The private key, the public one and the id of an epoch. */
export async function epochOf(
  es: Secret,
): Promise<{ readonly eid: string; readonly pub: X25519Jwk; readonly privateKey: Uint8Array }> {
  const privateKey = new Uint8Array(hkdfSync('sha256', es.bytes(), '', 'allod1/x25519', 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, privateKey]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const eid = createHash('sha256').update(`{"crv":"X25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  return { eid, pub: { crv: 'X25519', kty: 'OKP', x }, privateKey };
}
