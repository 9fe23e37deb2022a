import { createRequire } from 'node:module';
import type { Sodium } from './platform.ts';

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

let search: { readonly library: unknown; readonly isExpected: boolean } | undefined;

/** `sodium-native`, where it is installed, can be loaded and gives the known answers. Looked for once, when it is needed first. */
export function findSodium(): Sodium | undefined {
  const { library, isExpected } = look();
  return isExpected ? (library as Sodium) : undefined;
}

/** The same without a look at its answers; `undefined` where there is none. */
export function findLibrary(): unknown {
  const { library } = look();
  return library;
}

function look(): NonNullable<typeof search> {
  if (search !== undefined) return search;
  const library = load();
  search = { library, isExpected: isExpectedSodium(library) };
  return search;
}

function load(): unknown {
  try {
    const require = createRequire(import.meta.url);
    return require('sodium-native');
  } catch {
    // It is optional: not installed, or not built for this machine.
    return undefined;
  }
}
