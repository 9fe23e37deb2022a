import { createRequire } from 'node:module';
import type { Sodium, SodiumX25519 } from './platform.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/**
 * What tells the equation of STM-016 from every other that libraries use. RFC 8032, §7.1, test 2, with its message and another one;
 * then two signatures of "Taming the many EdDSAs" (cases 4 and 5) that hold only if both sides are multiplied by the cofactor.
 */
const KNOWN_ANSWERS = [
  {
    holds: true,
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    holds: false,
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '73',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    holds: false,
    key: 'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
    message: 'e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c',
    signature:
      '160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09',
  },
  {
    holds: false,
    key: 'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
    message: 'e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c',
    signature:
      '21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405',
  },
];

/** Whether a library is one that we know, and decides the equation as every platform has to. */
export function isExpectedSodium(library: unknown): library is Sodium {
  try {
    const { crypto_sign_verify_detached: verify } = library as Sodium;
    return KNOWN_ANSWERS.every(
      ({ holds, key, message, signature }) => verify(hex(signature), hex(message), hex(key)) === holds,
    );
  } catch {
    return false;
  }
}

/** RFC 7748 §5.2: the first vector, and a private key of 9 with its public half, the first of the iterated ones. */
const X25519_ANSWERS = {
  privateKey: 'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
  other: 'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
  shared: 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  nine: '09'.padEnd(64, '0'),
  publicNine: '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
};

/** Whether a library agrees as it has to, and gives no secret of zeros. */
export function isExpectedX25519(library: unknown): library is SodiumX25519 {
  try {
    const sodium = library as SodiumX25519;
    const { privateKey, other, shared, nine, publicNine } = X25519_ANSWERS;
    const found = [new Uint8Array(32), new Uint8Array(32)] as const;
    sodium.crypto_scalarmult_base(found[0], hex(nine));
    sodium.crypto_scalarmult(found[1], hex(privateKey), hex(other));
    const isRight = Buffer.compare(found[0], hex(publicNine)) === 0 && Buffer.compare(found[1], hex(shared)) === 0;
    return isRight && givesNoZeros(sodium);
  } catch {
    return false;
  }
}

function givesNoZeros(sodium: SodiumX25519): boolean {
  try {
    sodium.crypto_scalarmult(new Uint8Array(32), hex(X25519_ANSWERS.privateKey), new Uint8Array(32));
    return false;
  } catch {
    return true;
  }
}

let search: { readonly found: unknown; readonly verifies: boolean; readonly agrees: boolean } | undefined;

/** `sodium-native`, where it is installed, can be loaded and gives the known answers. Looked for once, when it is needed first. */
export function findSodium(): Sodium | undefined {
  const { found, verifies } = look();
  return verifies ? (found as Sodium) : undefined;
}

/** The same for X25519. */
export function findSodiumX25519(): SodiumX25519 | undefined {
  const { found, agrees } = look();
  return agrees ? (found as SodiumX25519) : undefined;
}

function look(): NonNullable<typeof search> {
  if (search !== undefined) return search;
  const found = load();
  search = { found, verifies: isExpectedSodium(found), agrees: isExpectedX25519(found) };
  return search;
}

function load(): unknown {
  try {
    return createRequire(import.meta.url)('sodium-native');
  } catch {
    // It is optional: not installed, or not built for this machine.
    return undefined;
  }
}
