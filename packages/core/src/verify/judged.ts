import type { ProtocolError, Result } from '../errors/result.ts';
import type { StatementParts } from '../statement/statement.ts';
import type { Admitted, Parked } from './trust.ts';

/** A statement as somebody offers it, in raw bytes, and what he calls its body. */
export interface Offered {
  readonly parts: StatementParts;
  readonly body?: Uint8Array;
}

/**
 * Why a body alone is refused: it is not the one of its statement; it has not the form of what is sealed, or of a keybox; it is under a
 * key, or for somebody, of whom its statement knows better (chapter 04); its time is over.
 */
export type BodyCode =
  | 'E_DIGEST'
  | 'E_FORMAT'
  | 'E_HEADER'
  | 'E_ALG'
  | 'E_SIZE'
  | 'E_STALE_EPOCH'
  | 'E_KEYBOX_RECIPIENT'
  | 'E_BURNED';

/** What became of a body that came along: its bytes, or why it is refused. The statement stands. (REC-013) */
export type JudgedBody = Result<Uint8Array, BodyCode>;

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
      /** Its body may be kept no more: nobody has to look for one. (SEC-025) */
      readonly isBurned?: true;
    }
  | {
      readonly verdict: 'parked';
      readonly id: string;
      readonly space: string;
      readonly parked: Parked;
      readonly body?: JudgedBody;
    }
  | { readonly verdict: 'refused'; readonly id?: string; readonly space?: string; readonly error: ProtocolError };
