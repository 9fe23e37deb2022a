import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type { Op } from '../log/op.ts';
import { namesOf } from './abstract-op.ts';

/** The ops that were judged. */
export interface JudgedOps {
  readonly opById: ReadonlyMap<string, { readonly log: string }>;
  readonly refusedById: ReadonlyMap<string, { readonly log?: string }>;
}

/** What is wrong with the ops that an op names, all of which were judged. (PRN-020, PRN-021) */
export function findNameFault(
  op: Op,
  { opById, refusedById }: JudgedOps,
): ProtocolError<'E_LOG_MISMATCH' | 'E_PARENT'> | undefined {
  const { log, par, x = {} } = op;
  const isIn = (id: string, of: string): boolean => ((opById.get(id) ?? refusedById.get(id))?.log ?? of) === of;
  const areInPlace =
    par.every((id) => isIn(id, log)) &&
    Object.entries(x).every(([of, ids]) => of !== log && ids.every((id) => isIn(id, of)));
  if (!areInPlace) return refuse('E_LOG_MISMATCH', 'PRN-020').error;
  return namesOf(op).some((id) => refusedById.has(id)) ? refuse('E_PARENT', 'PRN-021').error : undefined;
}
