import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';

const WRITER = 20;
const ROOT = 50;

/** What in an op does not fit the kind of principal whose log it stands in. (PRN-017, PRN-018) */
export function findKindFault(
  { claims: { k, lvl, sig } }: Statement,
  isUser: boolean,
): ProtocolError<'E_FORMAT'> | undefined {
  const takesIn = k === 'add' || k === 'join';
  if (!isUser) return takesIn && sig !== undefined ? refuse('E_FORMAT', 'PRN-018').error : undefined;
  const isDeviceWithoutKey = takesIn && sig === undefined && lvl !== ROOT;
  const isTooLow = (k === 'add' || k === 'invite' || k === 'set') && Number(lvl) < WRITER;
  return isDeviceWithoutKey || isTooLow ? refuse('E_FORMAT', 'PRN-017').error : undefined;
}
