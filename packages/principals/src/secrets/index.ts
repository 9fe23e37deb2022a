/**
 * Keys: where they live, who gets the secret of an epoch, and how it is found again. Chapter 04. Holds secrets; beside `@allod/core/open` the only
 * door that does anything with them.
 */
export { openBack, wrapBack } from './back.ts';
export type { BackEntry, NamedSecret } from './back.ts';
export { ENCLAVE_COLLECTION, ENCLAVE_TAG, enclaveUser, openEnclave, sealEnclave } from './enclave.ts';
export type { EnclaveCode, EnclaveContent, EnclaveKeys, EnclaveRandom, EnclaveUser } from './enclave.ts';
export type { EpochName } from './epoch.ts';
export type { EpochOp } from './epoch-index.ts';
export { GRANTS_COLLECTION, readGrants, writeGrants } from './grants.ts';
export type { Grant } from './grants.ts';
export { KeysLocked, signerOf } from './key-store.ts';
export type { KeyAttributes, KeyDescription, KeyStore } from './key-store.ts';
export { agreeWith, openKeybox, sealKeybox } from './keybox.ts';
export type { Agree, KeyboxPlace, KeyboxPlan, OpenKeyboxCode, Recipient } from './keybox.ts';
export { createKeyring } from './keyring.ts';
export type { BadKeybox, EpochSource, FoundSecret, Keyring, KeyringParts, MissingSecret } from './keyring.ts';
export { createMemoryKeyStore, createSeedKeyStore } from './memory-store.ts';
export type { PrivateKeys } from './memory-store.ts';
export { LEAST_COST } from './password.ts';
export type { PasswordCost } from './password.ts';
export { planEpoch, planTopUps } from './plan-epoch.ts';
export type { EpochDraft, EpochPlan, NewEpoch } from './plan-epoch.ts';
export { BadRandom, drawFrom } from './random.ts';
export type { Random } from './random.ts';
export { rotationDelay } from './rotation-delay.ts';
export type { Waiting } from './rotation-delay.ts';
export { decodeSecretKey, encodeSecretKey, SECRET_KEY_BYTES, SECRET_KEY_WORDS } from './secret-key.ts';
export { grantKey, keyOfGrant, openShared, shareKey, shareVersion } from './share-keys.ts';
export type { Shared, SharedBody } from './share-keys.ts';
export { joinShares, MAX_SHARES, splitKit } from './shares.ts';
export { generateWebKeys, openWebKeyStore } from './web-store.ts';
export type { WebKeyPair, WebKeys } from './web-store.ts';
export { MAX_KEYBOX_BYTES, MAX_RECIPIENTS, readKeybox } from '../keybox/form.ts';
export type { BoxRecipient, Keybox, KeyboxCode } from '../keybox/form.ts';
export type { Capability, Ed25519Jwk, P256Jwk, SigningJwk, X25519Jwk } from '../claims.ts';
export { secretFromBytes } from '../kit/secret.ts';
export type { Secret } from '../kit/secret.ts';
export type { SeedKeys } from '../kit/seed-keys.ts';
