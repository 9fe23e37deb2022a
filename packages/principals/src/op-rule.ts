import type { JsonObject } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { decodeStatement } from '@allod/core/statement';
import type { ClaimsCode, ClaimsRule, ShapeCode, Statement, StatementJson } from '@allod/core/statement';
import {
  hasFurtherForm,
  hasKindForm,
  hasReservedRoot,
  hasTeamForm,
  hasUserForm,
  isFurtherKind,
  MAX_KEYBOX_BYTES,
  MAX_PARENTS,
} from './op-forms.ts';

const OWNER = 40;

/** The rule for the claims of ops. (PRN-001, PRN-002, PRN-004 to PRN-007, PRN-013, PRN-015, PRN-016, PRN-092, SEC-001, SEC-003) */
export const OP_RULE: ClaimsRule = {
  findFault(claims) {
    const { k, t } = claims;
    if (typeof k !== 'string' || t === undefined) return refuse('E_FORMAT', 'PRN-001').error;
    if (k === 'init') return findInitFault(claims);
    return isFurtherKind(k) ? findFurtherFault(claims) : undefined;
  },
  findUpgrade(claims) {
    const { k, kind } = claims;
    if (k !== 'init' && !isFurtherKind(String(k)))
      return refuse('E_UPGRADE', 'PRN-002', { unknown: `op ${String(k)}` }).error;
    if (k === 'init' && kind !== 'user' && kind !== 'team')
      return refuse('E_UPGRADE', 'PRN-005', { unknown: `principal ${String(kind)}` }).error;
    return hasReservedRoot(claims)
      ? refuse('E_UPGRADE', 'PRN-092', { unknown: 'cold keys that act together' }).error
      : undefined;
  },
};

/** Reads an op from its JSON form: steps 1 to 6 of chapter 02 §8, with the rules for ops. Refuses as `decodeStatement` does. */
export function decodeOp(json: StatementJson): Result<Statement, ShapeCode> {
  return decodeStatement(json, { typ: 'allod-op', rules: { 'allod-op': OP_RULE } });
}

function findInitFault(claims: JsonObject): ProtocolError<'E_FORMAT'> | undefined {
  const { kind } = claims;
  if (typeof kind !== 'string') return refuse('E_FORMAT', 'PRN-004').error;
  if (kind === 'user' && !hasUserForm(claims)) return refuse('E_FORMAT', 'PRN-004').error;
  if (kind === 'team' && !hasTeamForm(claims)) return refuse('E_FORMAT', 'PRN-013').error;
  return kind === 'user' || kind === 'team'
    ? findMembersFault(claims.mem as unknown as readonly AnyEntry[])
    : undefined;
}

interface AnyEntry {
  readonly kid?: string;
  readonly who?: string;
  readonly lvl: number;
}

function findMembersFault(mem: readonly AnyEntry[]): ProtocolError<'E_FORMAT'> | undefined {
  if (new Set(mem.map(({ kid, who }) => kid ?? who)).size !== mem.length) return refuse('E_FORMAT', 'PRN-006').error;
  return mem.some(({ lvl }) => lvl === OWNER) ? undefined : refuse('E_FORMAT', 'PRN-007').error;
}

function findFurtherFault(claims: JsonObject): ProtocolError<ClaimsCode> | undefined {
  const { k, len } = claims;
  if (!hasFurtherForm(claims)) return refuse('E_FORMAT', 'PRN-015').error;
  if (!hasKindForm(claims)) return refuse('E_FORMAT', k === 'epoch' ? 'SEC-001' : 'PRN-015').error;
  const { length: size } = claims.par as readonly string[];
  if (size > MAX_PARENTS) return refuse('E_SIZE', 'PRN-016', { what: 'parents', size, limit: MAX_PARENTS }).error;
  if (k !== 'epoch' || len === undefined || Number(len) <= MAX_KEYBOX_BYTES) return undefined;
  return refuse('E_SIZE', 'SEC-003', { what: 'keybox', size: Number(len), limit: MAX_KEYBOX_BYTES }).error;
}
