/** Greatest length of a protected header, in bytes. (STM-002) */
export const MAX_HEADER_BYTES = 512;
/** Greatest length of claims, in bytes. (STM-003) */
export const MAX_CLAIMS_BYTES = 65_536;
/** Length of a signature of the suite, in bytes. (STM-005) */
export const SIGNATURE_BYTES = 64;
/** Greatest length of the body of a record, in bytes. (REC-009) */
export const MAX_BODY_BYTES = 1_048_576;
