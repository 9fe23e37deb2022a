import type { Result } from '@allod/core/errors';
import type { Signer } from '@allod/core/statement';
import type { SigningJwk, X25519Jwk } from '../claims.ts';

/**
 * Where the private keys of a device live. They sign and agree on secrets there, and none comes out. A driver is small: a folder, a token,
 * a keychain. `keyStoreCases` of `@allod/principals/secrets/testing` says what it has to do.
 */
export interface KeyStore {
  /** What keys there are, also while they are locked. */
  describe(): Promise<readonly KeyDescription[]>;
  /** Signatures of 64 bytes, one for each message, in order. `E_LOCKED` (SEC-053). Throws `RangeError` for a key that is not here. */
  sign(kid: string, messages: readonly Uint8Array[]): Promise<Result<Uint8Array[], 'E_LOCKED'>>;
  /**
   * What the X25519 key of `kid` agrees on with each of these public keys of 32 bytes: 32 bytes, `undefined` where those are zeros. `E_LOCKED`
   * (SEC-053). Throws `RangeError` for a key that is not here, or has no X25519 half.
   */
  derive(kid: string, publicKeys: readonly Uint8Array[]): Promise<Result<(Uint8Array | undefined)[], 'E_LOCKED'>>;
  /** Drops the keys, and overwrites them where the platform lets it. (SEC-053) */
  lock(): Promise<void>;
}

/** The public halves of a pair of keys, and how the private ones are kept. */
export interface KeyDescription {
  /** Thumbprint of `sig`. */
  readonly kid: string;
  readonly sig: SigningJwk;
  /** Absent where the key does not decrypt. */
  readonly enc?: X25519Jwk;
  readonly attributes: KeyAttributes;
}

/** How private keys are kept. */
export interface KeyAttributes {
  /** In a device that was made for it. */
  readonly hardware: boolean;
  /** Whether whoever controls this process can copy them. */
  readonly extractable: boolean;
  /** Whether they are also on other machines. */
  readonly synced: boolean;
  /** Whether somebody has to be there and agree each time. */
  readonly userPresence: boolean;
}

/** Thrown where a locked key is to sign for code that has no place for a refusal. */
export class KeysLocked extends Error {
  readonly code = 'E_LOCKED';

  constructor() {
    super('the keys are locked');
    this.name = 'KeysLocked';
  }
}

/**
 * A signer for statements, over a key of a store. Its `sign` throws {@link KeysLocked} while the store is locked. Throws `RangeError` for a key
 * that is not there.
 */
export async function signerOf(store: KeyStore, kid: string): Promise<Signer> {
  const found = (await store.describe()).find((each) => each.kid === kid);
  if (found === undefined) throw new RangeError('the key is not in this store');
  return Object.freeze({
    alg: found.sig.crv === 'Ed25519' ? 'Ed25519' : 'ES256',
    kid,
    async sign(messages) {
      const signatures = await store.sign(kid, messages);
      if (!signatures.ok) throw new KeysLocked();
      return signatures.value;
    },
  } satisfies Signer);
}
