import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeStatement } from '@allod/core/statement';
import type { ClaimsRule, ShapeCode, Statement, StatementJson } from '@allod/core/statement';
import { hasSnapshotForm } from './op-forms.ts';

/** The rule for the claims of snapshots. (PRN-093) */
export const SNAPSHOT_RULE: ClaimsRule = {
  findFault: (claims) => (hasSnapshotForm(claims) ? undefined : refuse('E_FORMAT', 'PRN-093').error),
  findUpgrade: () => undefined,
};

/**
 * Reads a snapshot from its JSON form: steps 1 to 6 of chapter 02 §8, with the rule for snapshots. Refuses as `decodeStatement` does. Whether
 * what it says is so, `LogBook.checkSnapshot` says.
 */
export function decodeSnapshot(json: StatementJson): Result<Statement, ShapeCode> {
  return decodeStatement(json, { typ: 'allod-snap', rules: { 'allod-snap': SNAPSHOT_RULE } });
}
