/** The statement: its form, its id, and how one is made. Chapter 02 §1 to §8. */
export { lowerEs256Signature } from '../key/p256-rule.ts';
export { createSoftwareSigner } from '../key/software-signer.ts';
export type { ClaimsCode, ClaimsRule, ClaimsRules } from './claims.ts';
export { decodeStatement, statementFromParts } from './decode.ts';
export type { Place, ShapeCode } from './decode.ts';
export { ALGORITHMS, STATEMENT_TYPES } from './header.ts';
export type { Algorithm, Header, StatementType } from './header.ts';
export { statementIds, textDigests } from './id.ts';
export { MAX_BODY_BYTES, MAX_CLAIMS_BYTES, MAX_HEADER_BYTES, SIGNATURE_BYTES } from './limits.ts';
export { collectionKind, decodeRecord, isRecord, RECORD_RULE } from './record.ts';
export type { CollectionKind, RecordBody, RecordClaims, RecordJson, RecordStatement } from './record.ts';
export { signStatements, signTogether } from './sign.ts';
export type { Draft, Signer } from './sign.ts';
export { encodeStatement, statementParts } from './statement.ts';
export type { Signature, SignerPart, Statement, StatementJson, StatementParts } from './statement.ts';
