/** Trust: from a statement and its keys to a verified statement, from bytes to a body. Chapter 02. Opens no secret. */
export { importPublicKeys, publicKeysFromBytes, thumbprints } from '../key/public-key.ts';
export type { PublicJwk, PublicKey } from '../key/public-key.ts';
export { checkBodies, checkRecordBody } from './body.ts';
export type { BodyJob } from './body.ts';
export type { BodyCode, Judged, JudgedBody, Offered } from './judged.ts';
export type { Admitted, Parked, ParkCode, State, Verdict } from './trust.ts';
export { verifyEd25519, verifyStatements } from './verify.ts';
export type { Verified, VerifyCode, VerifyJob } from './verify.ts';
