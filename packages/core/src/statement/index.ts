/** The statement: its form, its id, and how one is made. Chapter 02 §1 to §4. */
export { ALGORITHMS, STATEMENT_TYPES } from './header.ts';
export type { Algorithm, Header, StatementType } from './header.ts';
export { statementIds } from './id.ts';
export { MAX_CLAIMS_BYTES, MAX_HEADER_BYTES, SIGNATURE_BYTES } from './limits.ts';
export { signStatements } from './sign.ts';
export type { Draft, Signer } from './sign.ts';
export { createSoftwareSigner } from '../key/software-signer.ts';
export { decodeStatement, encodeStatement, statementFromParts } from './statement.ts';
export type { ShapeCode, Statement, StatementJson, StatementParts } from './statement.ts';
