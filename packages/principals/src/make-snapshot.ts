import type { Statement } from '@allod/core/statement';
import { signStated } from './make-op.ts';
import type { Signing } from './make-op.ts';
import type { LogBook } from './ops/log-book.ts';
import { SNAPSHOT_RULE } from './snapshot-rule.ts';
import { stateDigest } from './state-text.ts';

/** Of which log, and where in it, a snapshot is: 1 to 16 heads that the writer knows. */
export interface SnapshotPlace extends Signing {
  readonly log: string;
  readonly heads: readonly string[];
}

/**
 * Makes a snapshot: a signed word about the state of a log at some heads, which helps whoever starts with the log and binds nobody. (03 §6.7)
 * Throws `RangeError` for heads that the book does not hold as ops of the log, for other than 1 to 16 heads, and for other than 1 to 8 signers.
 */
export async function makeSnapshot(
  book: Pick<LogBook, 'stateAt'>,
  { log, heads, ...signing }: SnapshotPlace,
): Promise<Statement> {
  const found = book.stateAt(log, heads);
  if (found === undefined) throw new RangeError('a snapshot is of heads that were accepted, all of one log');
  const said = { log, heads, n: found.n, state: await stateDigest(found) };
  return signStated({ name: 'snapshot', typ: 'allod-snap', rule: SNAPSHOT_RULE, said }, signing);
}
