import { createPrivateKey, sign } from 'node:crypto';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner, lowerEs256Signature } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { importPublicKeys } from '@allod/core/verify';
import type { PublicJwk, PublicKey } from '@allod/core/verify';

export type PrivateJwk = PublicJwk & { readonly d: string };

/** For each signer the key that its `kid` names, or, when none does, the one at its place: that one then fails. */
export function keysFor(statement: Statement, given: readonly Result<PublicKey>[]): Result<readonly PublicKey[]> {
  const found = statement.signatures.map(
    ({ header }, i) =>
      given.find((key) => key.ok && key.value.kid === header.kid) ?? given[i] ?? given[0] ?? refuse('E_SIG', 'STM-017'),
  );
  const bad = found.find((key) => !key.ok);
  return bad ?? accept(found.flatMap((key) => (key.ok ? [key.value] : [])));
}

/** A signer for a private JWK of the vectors. ES256 keys live in hardware; here Node plays the part of the card. */
export async function signerFromJwk(jwk: PrivateJwk): Promise<Signer> {
  if (jwk.kty !== 'EC') return createSoftwareSigner(new Uint8Array(Buffer.from(jwk.d, 'base64url')));
  const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  const [publicKey] = await importPublicKeys([jwk]);
  if (!publicKey!.ok) throw new TypeError('a P-256 key of the vectors has x and y');
  const signOne = (message: Uint8Array): Uint8Array =>
    lowerEs256Signature(new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })));
  return { alg: 'ES256', kid: publicKey!.value.kid, sign: async (messages) => messages.map(signOne) };
}
