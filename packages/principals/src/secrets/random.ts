import { encodeBase64url } from '@allod/core/bytes';

/** The random generator of the system: so many bytes, other ones each time. May throw. */
export type Random = (size: number) => Uint8Array;

/** Bytes of which two equal runs show a generator that is broken. */
const TELLING_BYTES = 12;

/** Why nothing was drawn: the generator threw, gave fewer bytes, or gave the same again. */
export class BadRandom extends Error {
  constructor() {
    super('the random generator of this machine fails');
    this.name = 'BadRandom';
  }
}

/**
 * Draws random bytes for the keys of one purpose. Throws {@link BadRandom} as soon as the generator does not give as many as were asked for, gives nothing but one
 * byte, or repeats itself. (SEC-039)
 */
export function drawFrom(random: Random): Random {
  const seen = new Set<string>();
  return (size) => {
    const bytes = read(random, size);
    const key = encodeBase64url(bytes);
    const isTelling = size >= TELLING_BYTES;
    if (bytes.length !== size || (isTelling && (seen.has(key) || bytes.every((byte) => byte === bytes[0]))))
      throw new BadRandom();
    seen.add(key);
    return bytes;
  };
}

function read(random: Random, size: number): Uint8Array {
  try {
    return random(size);
  } catch {
    throw new BadRandom();
  }
}
