/** Codes of the error registry, and the one way in which refused input is reported. */
export { accept, refuse } from './result.ts';
export type { DetailsOf, ErrorDetails, ProtocolError, Result } from './result.ts';
export { ERROR_CODES, PHASE_BY_CODE, PHASES } from '../generated/error-codes.ts';
export type { ErrorCode, Phase } from '../generated/error-codes.ts';
