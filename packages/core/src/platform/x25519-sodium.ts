import type { X25519Key } from './secrets.ts';
import { findLibrary } from '#sodium';

/** What is used of libsodium: each fills its first argument, of 32 bytes as the others are. The second throws for a shared secret of zeros. */
interface SodiumX25519 {
  crypto_scalarmult_base(publicKey: Uint8Array, privateKey: Uint8Array): void;
  crypto_scalarmult(shared: Uint8Array, privateKey: Uint8Array, publicKey: Uint8Array): void;
}

/** RFC 7748 §5.2: the first vector, and a private key of 9 with its public half, the first of the iterated ones. */
const KNOWN_ANSWERS = {
  privateKey: 'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
  other: 'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
  shared: 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  nine: '09'.padEnd(64, '0'),
  publicNine: '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
};

let search: { readonly found: SodiumX25519 | undefined } | undefined;

/**
 * A private key of 32 bytes in the hands of libsodium, which takes half the time of the platform; `undefined` where it is not installed, or does not
 * give the known answers. It keeps these bytes, and not a copy: whoever wipes them wipes the key.
 */
export function sodiumX25519(privateKey: Uint8Array): X25519Key | undefined {
  search ??= { found: find() };
  const sodium = search.found;
  return (
    sodium && {
      publicKey: async () => publicHalf(sodium, privateKey),
      agree: async (other) => agree(sodium, privateKey, other),
    }
  );
}

/** Whether a library computes as it has to, and gives no secret of zeros. */
export function isExpectedX25519(library: unknown): library is SodiumX25519 {
  const { privateKey, other, shared, nine, publicNine } = KNOWN_ANSWERS;
  try {
    const sodium = library as SodiumX25519;
    const isRight =
      hexOf(publicHalf(sodium, bytesOf(nine))) === publicNine &&
      hexOf(agree(sodium, bytesOf(privateKey), bytesOf(other))) === shared;
    return isRight && agree(sodium, bytesOf(privateKey), new Uint8Array(32)) === undefined;
  } catch {
    return false;
  }
}

function find(): SodiumX25519 | undefined {
  const library = findLibrary();
  return isExpectedX25519(library) ? library : undefined;
}

function publicHalf(sodium: SodiumX25519, privateKey: Uint8Array): Uint8Array {
  const publicKey = new Uint8Array(32);
  sodium.crypto_scalarmult_base(publicKey, privateKey);
  return publicKey;
}

function agree(sodium: SodiumX25519, privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  const shared = new Uint8Array(32);
  try {
    sodium.crypto_scalarmult(shared, privateKey, publicKey);
    return shared;
  } catch {
    // It gives no secret of zeros.
    return undefined;
  }
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function hexOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}
