/** Trust: from a statement and a key to a verified statement. Chapter 02 §4 and §5. Opens no secret. */
export { importPublicKeys, publicKeysFromBytes, thumbprints } from '../key/public-key.ts';
export type { PublicJwk, PublicKey } from '../key/public-key.ts';
export { verifyEd25519, verifyStatements } from './verify.ts';
export type { Verified, VerifyCode, VerifyJob } from './verify.ts';
