/** Keys, keyboxes and random numbers that are the same each time. */
import { encodeBase64url } from '@allod/core/bytes';
import { createMemoryKeyStore, secretFromBytes } from '@allod/principals/secrets';
import type { KeyStore, Random, Recipient, Secret } from '@allod/principals/secrets';
import { createHash } from 'node:crypto';

/** 32 bytes that stand for a text. */
export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest());
}

/** The same as a secret. */
export function secretOf(text: string): Secret {
  return secretFromBytes(bytesOf(text));
}

/** An id that stands for a text. */
export function idOf(text: string): string {
  return encodeBase64url(bytesOf(text));
}

/** A generator that gives the same numbers each time, and never the same twice. */
export function randomOf(seed: string): Random {
  let drawn = 0;
  return (size) => {
    drawn += 1;
    const parts = Array.from({ length: Math.ceil(size / 32) }, (_, at) => bytesOf(`${seed} ${drawn} ${at}`));
    return new Uint8Array(Buffer.concat(parts)).subarray(0, size);
  };
}

/** A device: its store, and how it is addressed. */
export interface TestDevice extends Recipient {
  readonly store: KeyStore;
  readonly name: string;
}

/** The device of a name. */
export async function deviceOf(name: string): Promise<TestDevice> {
  const store = await createMemoryKeyStore([{ sig: secretOf(`${name} sig`), enc: secretOf(`${name} enc`) }]);
  const [key] = await store.describe();
  if (key?.enc === undefined) throw new TypeError('a test device decrypts');
  return { store, name, kid: key.kid, jwk: key.enc };
}
