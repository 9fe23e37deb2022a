import type { ProtocolError, Result } from '@allod/core/errors';
import type { StatementParts } from '@allod/core/statement';
import type { Admitted, Parked } from '@allod/core/verify';

/** A statement as somebody offers it, in raw bytes, and what he calls its body. */
export interface Offered {
  readonly parts: StatementParts;
  readonly body?: Uint8Array;
}

/** What became of a body that came along: its bytes, or why they are none of this statement. The statement stands. (REC-013) */
export type JudgedBody = Result<Uint8Array, 'E_DIGEST' | 'E_SIZE'>;

/** The verdict on something that was offered. What has not the form of a statement is refused without `id` and `space`. */
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

/**
 * Who decides about statements. `createAdmission` of `@allod/collections` is one; sync knows no rule itself. Of what is stored a verdict
 * may depend on ops alone: records are judged while earlier ones are being committed.
 */
export interface Judge {
  /**
   * One verdict for each, in order. The ops of one call are known to the records of the same call. `where.space` is the space
   * that an op of an unknown kind belongs to when it names none. (06 §4.2)
   */
  judge(items: readonly Offered[], where?: { readonly space?: string }): Promise<readonly Judged[]>;
}
