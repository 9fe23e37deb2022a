// Generated from spec/registries/errors.json. Do not edit.

export const PHASES = ['frame', 'size', 'format', 'json', 'header', 'signers', 'pending', 'signature', 'authority', 'body', 'kind', 'decrypt', 'sync'] as const;
export type Phase = (typeof PHASES)[number];

export const ERROR_CODES = ['E_SIZE', 'E_FORMAT', 'E_JSON', 'E_HEADER', 'E_ALG', 'E_TYP', 'E_UPGRADE', 'E_SIG', 'E_WEAK_KEY'] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const PHASE_BY_CODE: Readonly<Record<ErrorCode, Phase>> = {
  E_SIZE: 'size',
  E_FORMAT: 'format',
  E_JSON: 'json',
  E_HEADER: 'header',
  E_ALG: 'header',
  E_TYP: 'header',
  E_UPGRADE: 'pending',
  E_SIG: 'signature',
  E_WEAK_KEY: 'signature',
};
