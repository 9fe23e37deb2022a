import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { RECORD_RULE, statementFromParts } from '@allod/core/statement';
import type { ClaimsRules, Place, ShapeCode, Statement, StatementParts } from '@allod/core/statement';
import { OP_RULE } from '@allod/principals';

const RULES: ClaimsRules = { 'allod-rec': RECORD_RULE, 'allod-op': OP_RULE };
const RECORD_PLACE: Place = { typ: 'allod-rec', rules: RULES };
const OP_PLACE: Place = { typ: 'allod-op', rules: RULES };

/**
 * Reads what stands in a space, which is ops and records: steps 1 to 6 of chapter 02 §8 with the rules of the type that the header
 * names. Any other type is refused with `E_TYP` (STM-009, STM-010).
 */
export function readStatement(parts: StatementParts): Result<Statement, ShapeCode> {
  // Nearly all are records. The type is judged (step 4) before anything in which the two places differ, so only an op is read twice.
  const record = statementFromParts(parts, RECORD_PLACE);
  return record.ok || record.error.code !== 'E_TYP' ? record : readOp(parts);
}

/** Reads an op from its parts: steps 1 to 6 of chapter 02 §8. */
export function readOp(parts: StatementParts): Result<Statement, ShapeCode> {
  return statementFromParts(parts, OP_PLACE);
}

/**
 * Reads a statement of which core has checked the form, but not what a space asks of it: its type, and the claims of a record or an op
 * (steps 4, 5 and 7). The same outcome as {@link readStatement} of its parts.
 */
export function readMade(made: Statement): Result<Statement, ShapeCode> {
  const rule = RULES[made.header.typ];
  if (rule === undefined) return refuse('E_TYP', 'STM-010');
  const error = rule.findFault(made.claims);
  if (error !== undefined) return { ok: false, error };
  const upgrade = made.upgrade ?? rule.findUpgrade(made.claims);
  return accept(upgrade === undefined || upgrade === made.upgrade ? made : { ...made, upgrade });
}
