/** Links that hand something to one person: invites, requests to join, and something to read. Chapters 03 and 04. May hold secrets. */
export { INVITE_SEED_BYTES, inviteKeys } from './invite-keys.ts';
export { decodeLink, encodeLink, MAX_LINK_CHARACTERS } from './link.ts';
export type { LinkCode } from './link.ts';
export type { InviteLink, KnockLink, Link, LinkKind, RequestLink, ShareLink } from './members.ts';
export type { Ed25519Jwk, X25519Jwk } from '../claims.ts';
export { secretFromBytes } from '../kit/secret.ts';
export type { Secret } from '../kit/secret.ts';
export type { SeedKeys } from '../kit/seed-keys.ts';
