/** Devices with real keys, and ops as somebody else reads them. */
import {
  createSoftwareSigner,
  decodeStatement,
  encodeStatement,
  lowerEs256Signature,
  signTogether,
} from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { importPublicKeys } from '@allod/core/verify';
import { OP_RULE } from '@allod/principals';
import type { DeviceEntry, FirstDevice, P256Jwk } from '@allod/principals';
import { createECDH, createPrivateKey, sign } from 'node:crypto';

export const salt: Uint8Array = new Uint8Array(16).fill(1);
export const t = 1_790_000_000_000_000;

export async function device(seed: number, level: FirstDevice['level']): Promise<FirstDevice> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  return { signer, level, sig: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } };
}

/** A device that signs with ES256. */
export async function deviceInHardware(seed: number, level: FirstDevice['level']): Promise<FirstDevice> {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.alloc(32, seed));
  const [x, y] = [pair.getPublicKey().subarray(1, 33), pair.getPublicKey().subarray(33)];
  const sig: P256Jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
  const [key] = await importPublicKeys([sig]);
  if (!key!.ok) throw new Error(key!.error.code);
  const d = pair.getPrivateKey().toString('base64url');
  const secret = createPrivateKey({ key: { ...sig, d }, format: 'jwk' });
  const signer: Signer = {
    alg: 'ES256',
    kid: key!.value.kid,
    sign: async (messages) =>
      messages.map((message) =>
        lowerEs256Signature(sign('sha256', message, { key: secret, dsaEncoding: 'ieee-p1363' })),
      ),
  };
  return { signer, level, sig };
}

export function entryOf({ signer, level, sig }: FirstDevice): DeviceEntry {
  return { kid: signer.kid, lvl: level, sig };
}

/** The claims of the first op of a user with these members. */
export function initClaims(mem: readonly object[], more: JsonObject = {}): JsonObject {
  return { k: 'init', kind: 'user', salt: Buffer.from(salt).toString('base64url'), mem: mem as JsonValue, t, ...more };
}

/** An op with any claims, as it was made. */
export function opOf(claims: JsonObject, ...devices: readonly FirstDevice[]): Promise<Statement> {
  const signers = devices.map(({ signer }) => signer);
  return signTogether({ typ: 'allod-op', claims }, signers);
}

/** What somebody else reads: the op as it travels, under the rule for ops. */
export function received(op: Statement): Statement {
  const decoded = decodeStatement(encodeStatement(op), { typ: 'allod-op', rules: { 'allod-op': OP_RULE } });
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value;
}
