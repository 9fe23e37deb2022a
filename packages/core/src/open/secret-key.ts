import { checkLength, expand, extract, importX25519, KEY_BYTES, wipeHmacKey } from './primitives.ts';
import type { HmacKey, X25519Key } from './primitives.ts';

declare const heldHere: unique symbol;

/** What the keys of an epoch are for. */
export type KeyKind = 'epoch' | 'private' | 'back' | 'collection' | 'record' | 'content';

/**
 * A key whose bytes nobody sees who looks at it: neither inspection, nor JSON, nor a copy of its members has them. Only
 * {@link keyBytes} gives them out.
 */
export interface Key<Kind extends KeyKind = KeyKind> {
  readonly [heldHere]: true;
  readonly kind: Kind;
  /** Id of the epoch that it belongs to, 43 characters. */
  readonly eid: string;
}

/** Of everything in one collection under one epoch. */
export interface CollectionKey extends Key<'collection'> {
  readonly col: string;
}

/** Of all versions of one record under one epoch. */
export interface RecordKey extends Key<'record'> {
  readonly col: string;
  readonly tag: string;
}

/** Of one body. */
export type ContentKey = Key<'content'>;

/** The private key of an epoch: of what others seal to it. */
export type PrivateKey = Key<'private'>;

/** Everything about a key but its bytes. */
export type KeyFacts =
  | { readonly kind: 'epoch' | 'private' | 'back' | 'content'; readonly eid: string }
  | Pick<CollectionKey, 'kind' | 'eid' | 'col'>
  | Pick<RecordKey, 'kind' | 'eid' | 'col' | 'tag'>;

/** The key that facts are of. */
export type KeyOf<Facts extends KeyFacts> = Facts & Key<Facts['kind']>;

/** The one kind of object that is a `Key`. Its bytes are private to it, so that a spread copy of it is no key. */
class HeldKey {
  readonly #bytes: Uint8Array;
  /** What is the same for all that is derived from it. */
  #drawn: HmacKey | undefined;
  #x25519: Promise<X25519Key> | undefined;
  #isWiped = false;

  constructor(facts: KeyFacts, bytes: Uint8Array) {
    Object.assign(this, facts);
    this.#bytes = bytes;
  }

  static bytesOf(key: HeldKey): Uint8Array {
    if (key.#isWiped) throw new TypeError('this key was wiped');
    return key.#bytes;
  }

  static derive(key: HeldKey, text: Uint8Array | string): Uint8Array {
    const bytes = HeldKey.bytesOf(key);
    key.#drawn ??= extract(bytes);
    return expand(key.#drawn, text);
  }

  static x25519(key: HeldKey): Promise<X25519Key> {
    const bytes = HeldKey.bytesOf(key);
    key.#x25519 ??= importX25519(bytes).catch((error: unknown) => {
      // A curve that could not be loaded is asked for again at the next call.
      key.#x25519 = undefined;
      throw error;
    });
    return key.#x25519;
  }

  static wipe(key: HeldKey): void {
    key.#isWiped = true;
    key.#bytes.fill(0);
    if (key.#drawn !== undefined) wipeHmacKey(key.#drawn);
    key.#x25519 = undefined;
  }
}

/** Takes over bytes as a key: whoever calls gives them up. Throws `RangeError` unless they are 32. */
export function holdKey<Facts extends KeyFacts>(facts: Facts, bytes: Uint8Array): KeyOf<Facts> {
  checkLength('a key', bytes, KEY_BYTES);
  return Object.freeze(new HeldKey(facts, bytes)) as object as KeyOf<Facts>;
}

/** A key from a copy of its 32 bytes, as links and grants carry it. Throws `RangeError` for another length. */
export function keyFromBytes<Facts extends KeyFacts>(facts: Facts, bytes: Uint8Array): KeyOf<Facts> {
  return holdKey(facts, new Uint8Array(bytes));
}

/** A copy of the 32 bytes of a key: for a keybox, a link or a grant, and nothing else (SEC-052). Throws `TypeError` for a wiped key. */
export function keyBytes(key: Key): Uint8Array {
  return new Uint8Array(HeldKey.bytesOf(heldKey(key)));
}

/** Overwrites the bytes of keys (SEC-053). Whoever uses one from then on gets a `TypeError`. */
export function wipeKeys(keys: readonly Key[]): void {
  for (const key of keys) HeldKey.wipe(heldKey(key));
}

/** 32 bytes derived from a key. Throws `TypeError` for a wiped key. */
export function derive(key: Key, text: Uint8Array | string): Uint8Array {
  return HeldKey.derive(heldKey(key), text);
}

/** The private key of an epoch, as the platform takes it. Throws `TypeError` for a wiped key. */
export async function agreementKey(key: PrivateKey): Promise<X25519Key> {
  return HeldKey.x25519(heldKey(key));
}

function heldKey(key: object): HeldKey {
  if (!(key instanceof HeldKey)) throw new TypeError('this is no key');
  return key;
}
