import { importX25519 } from '@allod/core/open/primitives';
import type { X25519Key } from '@allod/core/open/primitives';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner } from '@allod/core/statement';
import type { Signer } from '@allod/core/statement';
import { encodeBase64url } from '@allod/core/bytes';
import type { Secret } from '../kit/secret.ts';
import type { SeedKeys } from '../kit/seed-keys.ts';
import { jwkOf } from './epoch.ts';
import type { KeyAttributes, KeyDescription, KeyStore } from './key-store.ts';

/** The private keys of a device, or of a seed. */
export interface PrivateKeys {
  /** The Ed25519 seed (RFC 8032), 32 bytes. */
  readonly sig: Secret;
  /** The private X25519 key, 32 bytes; absent for a key that does not decrypt. */
  readonly enc?: Secret;
}

/** Keys that work, with what is told of them. */
export interface LiveKeys {
  readonly description: KeyDescription;
  readonly signer: Pick<Signer, 'sign'>;
  readonly agree?: X25519Key['agree'];
  /** Overwrites what bytes of the keys are held here. */
  readonly wipe?: () => void;
}

const IN_MEMORY: KeyAttributes = { hardware: false, extractable: true, synced: false, userPresence: false };

/**
 * A key store in the memory of this process. After `lock` it stays locked: whoever has the keys makes another one. The secrets that it is given
 * are the caller's, who wipes them. Throws `RangeError` for a secret that has not 32 bytes.
 */
export async function createMemoryKeyStore(keys: readonly PrivateKeys[]): Promise<KeyStore> {
  const live: LiveKeys[] = [];
  for (const each of keys) live.push(await liveKeys(each, IN_MEMORY));
  const held = holdKeys(live.map(({ description }) => description));
  held.unlock(live);
  return held.store;
}

/** A key store with the keys of a kit or an invite, in the memory of this process. After `lock` it stays locked. */
export async function createSeedKeyStore({ signer, sig, enc, encSecret }: SeedKeys): Promise<KeyStore> {
  const bytes = encSecret.bytes();
  const { agree } = await importX25519(bytes);
  const description = { kid: signer.kid, sig, enc, attributes: IN_MEMORY };
  const held = holdKeys([description]);
  held.unlock([{ description, signer, agree, wipe: () => void bytes.fill(0) }]);
  return held.store;
}

/** The keys that some bytes stand for. */
export async function liveKeys({ sig, enc }: PrivateKeys, attributes: KeyAttributes): Promise<LiveKeys> {
  const seed = sig.bytes();
  const signer = await createSoftwareSigner(seed);
  seed.fill(0);
  const x = encodeBase64url(signer.publicKey);
  const named = { kid: signer.kid, sig: { kty: 'OKP', crv: 'Ed25519', x }, attributes } as const;
  if (enc === undefined) return { description: named, signer };
  const bytes = enc.bytes();
  const own = await importX25519(bytes);
  const description = { ...named, enc: jwkOf(await own.publicKey()) };
  return { description, signer, agree: own.agree, wipe: () => void bytes.fill(0) };
}

/** A store over keys that come and go. */
export interface HeldKeys {
  readonly store: KeyStore;
  unlock(keys: readonly LiveKeys[]): void;
}

/** What all drivers have in common whose keys work in this process: they hold them, or they hold none. */
export function holdKeys(descriptions: readonly KeyDescription[]): HeldKeys {
  const known = new Set(descriptions.map(({ kid }) => kid));
  let held: ReadonlyMap<string, LiveKeys> | undefined;
  const drop = (): void => {
    for (const { wipe } of held?.values() ?? []) wipe?.();
    held = undefined;
  };
  const find = (kid: string): Result<LiveKeys, 'E_LOCKED'> => {
    if (!known.has(kid)) throw new RangeError('the key is not in this store');
    const found = held?.get(kid);
    return found === undefined ? refuse('E_LOCKED', 'SEC-053') : accept(found);
  };
  const store: KeyStore = {
    describe: async () => descriptions,
    async sign(kid, messages) {
      const found = find(kid);
      return found.ok ? accept(await found.value.signer.sign(messages)) : found;
    },
    async derive(kid, publicKeys) {
      if (descriptions.some((each) => each.kid === kid && each.enc === undefined))
        throw new RangeError('this key does not decrypt');
      const found = find(kid);
      return found.ok ? accept(await agreeAll(found.value, publicKeys)) : found;
    },
    async lock() {
      drop();
    },
  };
  return {
    store: Object.freeze(store),
    unlock(keys) {
      drop();
      held = new Map(keys.map((each) => [each.description.kid, each]));
    },
  };
}

async function agreeAll({ agree }: LiveKeys, publicKeys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]> {
  if (agree === undefined) throw new RangeError('this key does not decrypt');
  const shared: (Uint8Array | undefined)[] = [];
  for (const key of publicKeys) shared.push(await agree(key));
  return shared;
}
