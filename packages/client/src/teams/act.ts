import { accept, refuse } from '@allod/core/errors';
import type { PrincipalLog, SigningDevice } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { explainDenial, forbid } from '../denial.ts';
import type { Wish } from '../denial.ts';
import { bestWay } from '../logs/ways.ts';
import type { Way } from '../logs/ways.ts';
import { writeOps } from '../logs/write-ops.ts';
import type { Acts } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import type { Changed } from './teams.ts';

/** A team, and how this user stands in it. */
export interface TeamPlace {
  readonly team: string;
  readonly log: PrincipalLog;
  /** His best way in; absent when he is not in it. */
  readonly way?: Way;
}

/** The team with this id, when its log is here. Refuses with `E_NOT_FOUND`. */
export async function findTeam(
  { logs, me }: Pick<ClientContext, 'logs' | 'me'>,
  team: string,
): Promise<Outcome<TeamPlace, 'E_NOT_FOUND'>> {
  const log = await logs.log(team);
  if (log?.kind !== 'team') return refuse('E_NOT_FOUND', '');
  const way = await bestWay(logs, team, me.user);
  return accept({ team, log, ...(way === undefined ? {} : { way }) });
}

/** This device as a signer for its user, on a way into a team. */
export function signerOn({ me }: Pick<ClientContext, 'me'>, via: readonly string[]): SigningDevice {
  return { signer: me.key, by: [...via, me.user] };
}

/** What is done in a team, how it is called, and what is said when it was done. */
export type TeamActs = Omit<Acts, 'signers'> & { readonly wish: Wish; readonly notes?: readonly string[] };

/** Writes into the log of a team as this user, by his best way. Refuses with `E_NOT_AUTHORIZED` and whom to ask. */
export async function actInTeam(
  context: ClientContext,
  { team, way }: TeamPlace,
  { wish, notes = [], ...acts }: TeamActs,
): Promise<Outcome<Changed>> {
  if (way === undefined) return forbid(context, team, { requirement: 'PRN-034', wish });
  const written = await writeOps(context, team, { ...acts, signers: [signerOn(context, way.via)] });
  if (!written.ok) return explainDenial(context, team, { refused: written, wish });
  return accept({ ops: written.value, notes });
}
