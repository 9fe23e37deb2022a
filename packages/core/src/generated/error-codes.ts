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
  'E_UPGRADE',
  'E_SIG',
  'E_WEAK_KEY',
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
  E_UPGRADE: 'pending',
  E_SIG: 'signature',
  E_WEAK_KEY: 'signature',
} as const;

/** The requirement that defines a code. */
export const REQUIREMENT_BY_CODE = {
  E_SIZE: 'STM-003',
  E_FORMAT: 'STM-001',
  E_JSON: 'CNV-009',
  E_HEADER: 'STM-007',
  E_ALG: 'STM-011',
  E_TYP: 'STM-009',
  E_UPGRADE: 'CNV-021',
  E_SIG: 'STM-016',
  E_WEAK_KEY: 'STM-013',
} as const;

/** Whether a code is a verdict on received bytes (`wire`) or about this machine (`local`). */
export const SCOPE_BY_CODE = {
  E_SIZE: 'wire',
  E_FORMAT: 'wire',
  E_JSON: 'wire',
  E_HEADER: 'wire',
  E_ALG: 'wire',
  E_TYP: 'wire',
  E_UPGRADE: 'wire',
  E_SIG: 'wire',
  E_WEAK_KEY: 'wire',
} as const;
