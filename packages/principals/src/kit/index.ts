/** The recovery kit: a root key as 24 words. Chapter 03. Holds secrets. */
export { decodeKit, encodeKit, KIT_SEED_BYTES, KIT_WORDS, kitKeys } from './kit.ts';
export type { Ed25519Jwk, X25519Jwk } from '../claims.ts';
export { secretFromBytes } from './secret.ts';
export type { Secret } from './secret.ts';
export type { SeedKeys } from './seed-keys.ts';
