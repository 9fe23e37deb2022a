/** Sealing and opening: the keys of an epoch, and bodies under them. Chapter 04 §2.2 and §3. No relay comes in here. */
export type { Content } from './content.ts';
export { filledLength } from './content.ts';
export { collectionKey, contentKey, epochKeys, epochPublicKey, recordKey } from './epoch.ts';
export type { EpochKeys, EpochPublicKey, X25519Jwk } from './epoch.ts';
export { openBodies, openBody } from './open.ts';
export type { OpenCode, OpenJob } from './open.ts';
export { sealBodies, sealBody } from './seal.ts';
export type { SealJob } from './seal.ts';
export { keyBytes, keyFromBytes, wipeKeys } from './secret-key.ts';
export type { CollectionKey, ContentKey, Key, KeyFacts, KeyKind, KeyOf, PrivateKey, RecordKey } from './secret-key.ts';
export type { Slot } from './slot.ts';
