import type { JsonObject } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { decodeStatement } from '@allod/core/statement';
import type { ClaimsRule, ShapeCode, Statement, StatementJson } from '@allod/core/statement';
import { isUserInitClaims } from './generated/validators.ts';

const OWNER = 40;

/** The rule for the claims of ops. (PRN-001, PRN-002, PRN-004 to PRN-007) */
export const OP_RULE: ClaimsRule = {
  findFault(claims) {
    if (typeof claims.k !== 'string' || claims.t === undefined) return refuse('E_FORMAT', 'PRN-001').error;
    return claims.k === 'init' ? findInitFault(claims) : undefined;
  },
  findUpgrade({ k, kind }) {
    if (k !== 'init') return refuse('E_UPGRADE', 'PRN-002', { unknown: `op ${String(k)}` }).error;
    return kind === 'user' ? undefined : refuse('E_UPGRADE', 'PRN-005', { unknown: `principal ${String(kind)}` }).error;
  },
};

/** Reads an op from its JSON form: steps 1 to 6 of chapter 02 §8, with the rules for ops. Refuses as `decodeStatement` does. */
export function decodeOp(json: StatementJson): Result<Statement, ShapeCode> {
  return decodeStatement(json, { typ: 'allod-op', rules: { 'allod-op': OP_RULE } });
}

function findInitFault(claims: JsonObject): ProtocolError<'E_FORMAT'> | undefined {
  if (typeof claims.kind !== 'string') return refuse('E_FORMAT', 'PRN-004').error;
  if (claims.kind !== 'user') return undefined;
  if (!isUserInitClaims(claims)) return refuse('E_FORMAT', 'PRN-004').error;
  const kids = claims.mem.map(({ kid }) => kid);
  if (new Set(kids).size !== kids.length) return refuse('E_FORMAT', 'PRN-006').error;
  return claims.mem.some(({ lvl }) => lvl === OWNER) ? undefined : refuse('E_FORMAT', 'PRN-007').error;
}
