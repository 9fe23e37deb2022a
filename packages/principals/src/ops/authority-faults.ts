import { refuse } from '@allod/core/errors';
import type { ErrorCode, ProtocolError } from '@allod/core/errors';
import type { Op } from '../log/op.ts';
import type { PrincipalLogs } from '../log/principal-logs.ts';

/** What the resolver has against an op all of whose names were accepted: its place, and LOCAL. Nothing is kept. */
export function findAuthorityFault(principals: PrincipalLogs, op: Op): ProtocolError | undefined {
  // Names and forms were looked at before anybody asked the resolver.
  const code = principals.tryOp(op);
  return code === undefined ? undefined : refuse(code as Plain, requirementOf(code, op)).error;
}

/** Codes that carry no details. */
type Plain = Exclude<ErrorCode, 'E_KIT' | 'E_SIZE' | 'E_UPGRADE'>;

/** The requirement that is named when LOCAL refuses a kind: where several could be meant, the one that most often is. */
const REQUIREMENT_BY_KIND: Readonly<Record<Op['k'], string>> = {
  init: 'PRN-014',
  add: 'PRN-034',
  invite: 'PRN-034',
  join: 'PRN-049',
  set: 'PRN-040',
  remove: 'PRN-040',
  bound: 'PRN-046',
  epoch: 'PRN-047',
  pol: 'PRN-047',
};

function requirementOf(code: ErrorCode, { k }: Op): string {
  if (code === 'E_LOG_FULL') return 'PRN-022';
  if (code === 'E_PATH') return 'PRN-023';
  if (code === 'E_HISTORY') return 'SEC-018';
  return code === 'E_POP' && k === 'add' ? 'PRN-025' : REQUIREMENT_BY_KIND[k];
}
