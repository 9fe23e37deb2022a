import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Logs } from '../logs/logs.ts';
import { bestWay, newsFor } from '../logs/ways.ts';
import type { Authority } from './draft.ts';

/**
 * By what a user writes for an owner: himself, or a team by the best of his ways into it. `about`: whose logs are named as well. Refuses with `E_PENDING_AUTH` while the owner's log is not here
 * (COL-001), and with `E_NOT_AUTHORIZED` when the user is not in the team (COL-002).
 */
export async function authorityFor(
  logs: Logs,
  { user, owner, about = [] }: { readonly user: string; readonly owner: string; readonly about?: readonly string[] },
): Promise<Result<Authority, 'E_PENDING_AUTH' | 'E_NOT_AUTHORIZED'>> {
  const log = await logs.log(owner);
  if (log === undefined) return refuse('E_PENDING_AUTH', 'COL-001');
  const { heads } = log;
  if (owner === user) return accept({ owner, heads });
  const way = await bestWay(logs, owner, user);
  if (way === undefined) return refuse('E_NOT_AUTHORIZED', 'COL-002');
  const { via } = way;
  const x = await newsFor(logs, owner, [...via, user, ...about]);
  return accept({ owner, act: user, ...(via.length === 0 ? {} : { via }), heads, ...(x === undefined ? {} : { x }) });
}
