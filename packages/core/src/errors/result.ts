import { PHASE_BY_CODE } from '../generated/error-codes.ts';
import type { ErrorCode, Phase } from '../generated/error-codes.ts';

/** What is known about a fault beyond its code. Codes that are not listed carry nothing. */
export interface ErrorDetails {
  /** `what` was `size` units long; `limit` are allowed. */
  E_SIZE: { readonly what: string; readonly size: number; readonly limit: number };
  /** The claim, member, kind or op that this version does not know. */
  E_UPGRADE: { readonly unknown: string };
  /**
   * The first thing that keeps a text, or shares of one, from being a recovery kit. `place` counts from 1; `word` is at most 32 letters of what stood there. `mixed`: shares
   * that do not belong together, or one of them twice.
   */
  E_KIT:
    | { readonly fault: 'word'; readonly place: number; readonly word: string }
    | { readonly fault: 'count'; readonly count: number }
    | { readonly fault: 'checksum' }
    | { readonly fault: 'version' }
    | { readonly fault: 'share'; readonly place: number }
    | { readonly fault: 'few'; readonly needed: number; readonly given: number }
    | { readonly fault: 'mixed' };
}

/** The details that come with a code, `undefined` for most. */
export type DetailsOf<C extends ErrorCode> = C extends keyof ErrorDetails ? ErrorDetails[C] : undefined;

/**
 * A fault in data that came from outside. Never thrown: it is the `error` of a {@link Result}.
 * `code` is from the error registry and stable for ever; `requirement` is the broken requirement, for people.
 */
export interface ProtocolError<C extends ErrorCode = ErrorCode> {
  readonly code: C;
  readonly phase: Phase;
  readonly requirement: string;
  readonly details: DetailsOf<C>;
}

/** An outcome of checking outside data: the value, or the fault. */
export type Result<T, C extends ErrorCode = ErrorCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ProtocolError<C> };

/** The outcome of a check that holds. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The refusal of outside data under `code`, citing the broken `requirement`. */
export function refuse<C extends ErrorCode>(
  code: C,
  requirement: string,
  ...details: DetailsOf<C> extends undefined ? [] : [DetailsOf<C>]
): { readonly ok: false; readonly error: ProtocolError<C> } {
  const error: ProtocolError<C> = {
    code,
    phase: PHASE_BY_CODE[code],
    requirement,
    details: details[0] as DetailsOf<C>,
  };
  return { ok: false, error };
}
