import type { Result } from '@allod/core/errors';
import { RECORD_RULE, statementFromParts } from '@allod/core/statement';
import type { Place, ShapeCode, Statement, StatementParts } from '@allod/core/statement';
import { OP_RULE } from '@allod/principals';

const RECORD_PLACE: Place = { typ: 'allod-rec', rules: { 'allod-rec': RECORD_RULE } };
const OP_PLACE: Place = { typ: 'allod-op', rules: { 'allod-op': OP_RULE } };

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
