import type { Judged, Offered } from '@allod/core/verify';

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
