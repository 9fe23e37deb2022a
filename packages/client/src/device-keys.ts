import { hkdfSync } from 'node:crypto';
import { encodeBase64url } from '@allod/core/bytes';
import { createSoftwareSigner } from '@allod/core/statement';
import type { Signer } from '@allod/core/statement';
import { createMemoryKeyStore, secretFromBytes } from '@allod/principals/secrets';
import type { Ed25519Jwk, KeyStore, PrivateKeys, Secret, X25519Jwk } from '@allod/principals/secrets';

const KEY_BYTES = 32;

/** A signer that lives in this process, with its public key. */
export type DeviceKey = Signer & { readonly publicKey: Uint8Array };

/** The keys of a device, all made of one seed. */
export interface DeviceKeys {
  readonly signer: DeviceKey;
  /** What the device states when it becomes one: what it signs with, and what is encrypted to it. */
  readonly stated: { readonly sig: Ed25519Jwk; readonly enc: X25519Jwk };
  /** Where keyboxes for the device are opened. */
  readonly store: KeyStore;
  /** 32 bytes that only this device has: they make up for a random generator that repeats itself. (SEC-040) */
  readonly hedge: Secret;
}

/**
 * The keys of a device, of the seed of 32 bytes that lies in its home: that of its signatures is the seed itself, the others are derived from it. Throws
 * `RangeError` for another length.
 */
export async function deviceKeysOf(seed: Uint8Array): Promise<DeviceKeys> {
  const signer = await createSoftwareSigner(seed);
  const sig = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(signer.publicKey) } as const;
  const store = await createMemoryKeyStore([privateKeysOf(seed)]);
  const [described] = await store.describe();
  return Object.freeze({ signer, stated: { sig, enc: described!.enc! }, store, hedge: secretOf(seed, 'hedge') });
}

/** The private keys that are made of a seed, as key stores take them. The caller wipes them. */
export function privateKeysOf(seed: Uint8Array): PrivateKeys {
  return { sig: secretFromBytes(seed), enc: secretOf(seed, 'enc') };
}

function secretOf(seed: Uint8Array, use: 'enc' | 'hedge'): Secret {
  const derived = new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), `allod1/device/${use}`, KEY_BYTES));
  const secret = secretFromBytes(derived);
  derived.fill(0);
  return secret;
}
