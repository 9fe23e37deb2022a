import type { ProtocolError, Result } from '../errors/result.ts';
import type { StatementParts } from '../statement/statement.ts';
import type { Admitted, Parked } from './trust.ts';

/** A statement as somebody offers it, in raw bytes, and what he calls its body. */
export interface Offered {
  readonly parts: StatementParts;
  readonly body?: Uint8Array;
}

/** What became of a body that came along: its bytes, or why they are none of this statement. The statement stands. (REC-013) */
export type JudgedBody = Result<Uint8Array, 'E_DIGEST'>;

/**
 * The verdict on something that was offered. What has not the form of a statement (steps 1 to 6) is refused without `id` and `space`:
 * it belongs nowhere, and so to no other space either.
 */
export type Judged =
  | {
      readonly verdict: 'admitted';
      readonly id: string;
      readonly space: string;
      readonly admitted: Admitted;
      readonly body?: JudgedBody;
    }
  | {
      readonly verdict: 'parked';
      readonly id: string;
      readonly space: string;
      readonly parked: Parked;
      readonly body?: JudgedBody;
    }
  | { readonly verdict: 'refused'; readonly id?: string; readonly space?: string; readonly error: ProtocolError };
