import { concatBytes, decodeBase64url, encodeBase64url, equalBytes } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { sha256 } from '@allod/core/open/primitives';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { combine, split } from 'shamir-secret-sharing';
import { kitEntropy, seedOfEntropy } from '../kit/kit.ts';
import type { Secret } from '../kit/secret.ts';

/** Most shares of a kit. */
export const MAX_SHARES = 16;

const FORM = /^allod-share-1-([2-9]|1[0-6])-([A-Za-z0-9_-]{50})$/;
/** 32 values and their point. */
const SHARED_BYTES = 33;
const CHECK_BYTES = 4;

/** A share, as it was written. */
interface Share {
  readonly needed: number;
  /** 32 values, and then their point. */
  readonly bytes: Uint8Array;
}

/**
 * Splits a kit: any `needed` of the texts give it back, fewer say nothing of it. The points and polynomials come from the random generator of the platform.
 * Throws `RangeError` unless 2 ≤ needed ≤ shares ≤ 16, and for a seed that has not 31 bytes. (04 §5.3)
 */
export async function splitKit(
  seed: Secret,
  { needed, shares }: { readonly needed: number; readonly shares: number },
): Promise<readonly string[]> {
  const isWithin = Number.isInteger(needed) && Number.isInteger(shares) && needed >= 2 && shares <= MAX_SHARES;
  if (!isWithin || needed > shares) throw new RangeError(`of 2 to ${MAX_SHARES} shares at least 2 are needed`);
  const entropy = kitEntropy(seed);
  const parts = await split(entropy, shares, needed);
  entropy.fill(0);
  return parts.map((bytes) => writeShare({ needed, bytes }));
}

/**
 * The seed of a kit, from shares of it with or without space around them. Refuses with `E_KIT`: a text that is no share, or a mistyped one, by its place (SEC-050);
 * fewer shares than are needed, one of them twice, or shares of different kits (SEC-051); a version that is not known (PRN-077).
 */
export async function joinShares(texts: readonly string[]): Promise<Result<Secret, 'E_KIT'>> {
  const shares: Share[] = [];
  for (const [at, text] of texts.entries()) {
    const share = readShare(text.trim());
    if (share === undefined) return refuse('E_KIT', 'SEC-050', { fault: 'share', place: at + 1 });
    shares.push(share);
  }
  const needed = shares[0]?.needed ?? 2;
  const points = new Set(shares.map(({ bytes }) => bytes.at(-1)));
  const isMixed = shares.some((share) => share.needed !== needed) || points.size < shares.length;
  if (isMixed) return refuse('E_KIT', 'SEC-051', { fault: 'mixed' });
  if (shares.length < needed) return refuse('E_KIT', 'SEC-051', { fault: 'few', needed, given: shares.length });
  const parts = shares.map(({ bytes }) => bytes);
  const entropy = await combine(parts.slice(0, needed));
  // All points of one polynomial lie on it: what is beside it came from another kit.
  if (!equalBytes(entropy, await combine(parts))) return refuse('E_KIT', 'SEC-051', { fault: 'mixed' });
  const seed = seedOfEntropy(entropy);
  entropy.fill(0);
  return seed;
}

function writeShare(share: Share): string {
  const data = encodeBase64url(concatBytes([share.bytes, checkOf(share)]));
  return `allod-share-1-${share.needed}-${data}`;
}

function readShare(text: string): Share | undefined {
  const [, number, data] = FORM.exec(text) ?? [];
  const decoded = data === undefined ? undefined : decodeBase64url(data);
  if (decoded?.ok !== true) return undefined;
  const share = { needed: Number(number), bytes: decoded.value.slice(0, SHARED_BYTES) };
  const isWhole = equalBytes(decoded.value.subarray(SHARED_BYTES), checkOf(share));
  return isWhole && share.bytes.at(-1) !== 0 ? share : undefined;
}

function checkOf({ needed, bytes }: Share): Uint8Array {
  return sha256(concatBytes([utf8ToBytes('allod1/share\0'), Uint8Array.of(needed), bytes])).subarray(0, CHECK_BYTES);
}
