import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';
import type { Admitted } from '@allod/core/verify';
import { createLogBook } from './ops/log-book.ts';
import type { PrincipalLog } from './ops/log-book.ts';

/** The level from which on a device may write in its user's name. */
export const WRITER = 20;

/** The log of a user that has just begun. */
export interface UserLog extends PrincipalLog {
  /** The ops, as the store takes them. */
  readonly ops: readonly Admitted[];
}

/**
 * Begins the log of the user `id` with its first op: steps 7 to 9 of chapter 02 §8. The op was decoded under `OP_RULE`.
 * `E_UPGRADE` and `E_PENDING_AUTH` mean *park*. Refuses as `LogBook.judge` does, and with `E_ID` any other op than that (PRN-003).
 */
export async function beginUserLog(id: string, init: Statement): Promise<Result<UserLog>> {
  const book = createLogBook();
  const [verdict] = await book.judge([init], { log: id });
  if (verdict!.verdict === 'parked') return { ok: false, error: verdict!.parked.why };
  if (verdict!.verdict === 'refused') return { ok: false, error: verdict!.error };
  const log = book.log(id);
  if (log?.kind !== 'user') return refuse('E_ID', 'PRN-003');
  return { ok: true, value: { ...log, ops: [verdict!.admitted] } };
}
