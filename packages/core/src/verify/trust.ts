import type { ErrorCode } from '../generated/error-codes.ts';
import type { ProtocolError } from '../errors/result.ts';
import type { Statement } from '../statement/statement.ts';
import type { Verified } from './verify.ts';

declare const accepted: unique symbol;
declare const putAside: unique symbol;

/** What is shown of an accepted statement: recomputed when a log or the clock moves, never a reason to leave it out. */
export type State = 'VALID' | 'HELD';

/**
 * An accepted statement: acceptance is for ever, the state is of now. Made by the rules alone: ops by `@allod/principals`,
 * records by `@allod/collections`.
 */
export interface Admitted {
  readonly [accepted]: true;
  readonly statement: Verified;
  /** Id of the principal that owns it: the space it belongs to. */
  readonly space: string;
  readonly state: State;
}

/** The codes that put a statement aside. */
export type ParkCode = Extract<ErrorCode, 'E_UPGRADE' | 'E_PENDING_AUTH'>;

/** A statement that cannot be judged yet: it waits for ops, or for newer software. Its signature may be false. */
export interface Parked {
  readonly [putAside]: true;
  readonly statement: Statement;
  /** Statement id, 43 characters. */
  readonly id: string;
  readonly space: string;
  readonly why: ProtocolError<ParkCode>;
  /** Ids of the ops it waits for; empty when it waits for software. */
  readonly waitsFor: readonly string[];
}

/** The verdict on one statement. */
export type Verdict =
  | { readonly verdict: 'admitted'; readonly admitted: Admitted }
  | { readonly verdict: 'parked'; readonly parked: Parked }
  | { readonly verdict: 'refused'; readonly error: ProtocolError };
