// Generated from spec/registries/errors.json by `npm run generate`. Not edited by hand.

/** The phases of verification, in their order: of several faults the one of the earliest phase is reported. */
export const PHASES = ['frame', 'size', 'format', 'json', 'header', 'signers', 'pending', 'signature', 'authority', 'body', 'kind', 'decrypt', 'sync'] as const;

/** A phase of verification. */
export type Phase = (typeof PHASES)[number];

/** Every registered code, in the order of the registry. */
export const ERROR_CODES = [
  'E_SIZE',
  'E_FORMAT',
  'E_JSON',
  'E_HEADER',
  'E_ALG',
  'E_TYP',
  'E_SIGNERS',
  'E_UPGRADE',
  'E_PENDING_AUTH',
  'E_SIG',
  'E_WEAK_KEY',
  'E_ID',
  'E_POP',
  'E_NOT_AUTHORIZED',
  'E_DIGEST',
  'E_TAG',
  'E_CONFLICT',
  'E_STORE_FULL',
  'E_STORE_BUSY',
  'E_STORE_VERSION',
  'E_STORE_CORRUPT',
  'E_STORE_OPEN',
] as const;

/** A registered code. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The phase that a code belongs to. */
export const PHASE_BY_CODE = {
  E_SIZE: 'size',
  E_FORMAT: 'format',
  E_JSON: 'json',
  E_HEADER: 'header',
  E_ALG: 'header',
  E_TYP: 'header',
  E_SIGNERS: 'signers',
  E_UPGRADE: 'pending',
  E_PENDING_AUTH: 'pending',
  E_SIG: 'signature',
  E_WEAK_KEY: 'signature',
  E_ID: 'authority',
  E_POP: 'authority',
  E_NOT_AUTHORIZED: 'authority',
  E_DIGEST: 'body',
  E_TAG: 'kind',
  E_CONFLICT: 'sync',
  E_STORE_FULL: 'sync',
  E_STORE_BUSY: 'sync',
  E_STORE_VERSION: 'sync',
  E_STORE_CORRUPT: 'sync',
  E_STORE_OPEN: 'sync',
} as const;

/** The requirement that defines a code. */
export const REQUIREMENT_BY_CODE = {
  E_SIZE: 'STM-003',
  E_FORMAT: 'STM-001',
  E_JSON: 'CNV-009',
  E_HEADER: 'STM-007',
  E_ALG: 'STM-011',
  E_TYP: 'STM-009',
  E_SIGNERS: 'STM-021',
  E_UPGRADE: 'CNV-021',
  E_PENDING_AUTH: 'COL-001',
  E_SIG: 'STM-016',
  E_WEAK_KEY: 'STM-013',
  E_ID: 'PRN-003',
  E_POP: 'PRN-009',
  E_NOT_AUTHORIZED: 'COL-002',
  E_DIGEST: 'REC-011',
  E_TAG: 'REC-010',
  E_CONFLICT: 'STO-007',
  E_STORE_FULL: 'STO-013',
  E_STORE_BUSY: 'STO-014',
  E_STORE_VERSION: 'STO-015',
  E_STORE_CORRUPT: 'STO-016',
  E_STORE_OPEN: 'STO-017',
} as const;

/** Whether a code is a verdict on received bytes (`wire`) or about this machine (`local`). */
export const SCOPE_BY_CODE = {
  E_SIZE: 'wire',
  E_FORMAT: 'wire',
  E_JSON: 'wire',
  E_HEADER: 'wire',
  E_ALG: 'wire',
  E_TYP: 'wire',
  E_SIGNERS: 'wire',
  E_UPGRADE: 'wire',
  E_PENDING_AUTH: 'wire',
  E_SIG: 'wire',
  E_WEAK_KEY: 'wire',
  E_ID: 'wire',
  E_POP: 'wire',
  E_NOT_AUTHORIZED: 'wire',
  E_DIGEST: 'wire',
  E_TAG: 'wire',
  E_CONFLICT: 'local',
  E_STORE_FULL: 'local',
  E_STORE_BUSY: 'local',
  E_STORE_VERSION: 'local',
  E_STORE_CORRUPT: 'local',
  E_STORE_OPEN: 'local',
} as const;
