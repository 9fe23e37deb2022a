import { refuse } from '@allod/core/errors';
import type { ErrorCode, Result } from '@allod/core/errors';
import type { ClientContext } from './context.ts';
import { bestWay, waysInto } from './logs/ways.ts';
import type { Named, Refusal } from './outcome.ts';
import { readNames } from './people/names.ts';
import { levelOfRole, roleOfLevel } from './teams/role.ts';
import type { MemberRole } from './teams/role.ts';

/** What somebody wanted to do in a team. */
export interface Wish {
  /** As the end of a sentence: `remove an admin`. */
  readonly to: string;
  /** The least role that can do it alone. */
  readonly needs: MemberRole;
  /** The role that is given or taken. To give or take that of an owner, the owners need a majority. */
  readonly about?: MemberRole;
}

type Refused = Extract<Result<unknown>, { readonly ok: false }>;

/** Says whom to ask for what somebody may not do. Any other refusal stays as it is. */
export async function explainDenial(
  context: ClientContext,
  team: string,
  { refused: { error }, wish: { to, needs, about } }: { readonly refused: Refused; readonly wish: Wish },
): Promise<Refusal> {
  if (error.code !== 'E_NOT_AUTHORIZED') return { ok: false, error };
  const mine = (await bestWay(context.logs, team, selfIn(context, team)))?.lvl ?? -1;
  const least = levelOfRole(about === 'owner' ? about : needs);
  const ask = await whoCan(context, team, least);
  const others = mine >= least ? ({ needsOthers: true } as const) : {};
  if (about !== 'owner') return { ok: false, error, says: sentence({ to, needs, mine }), ask, ...others };
  const members = [...((await context.logs.log(team))?.memberById.values() ?? [])];
  const orKit = members.some(({ lvl }) => lvl === levelOfRole('root')) ? ', or a recovery kit' : '';
  return { ok: false, error, says: `To ${to}, more than half of the owners have to sign${orKit}.`, ask, ...others };
}

function sentence({
  to,
  needs,
  mine,
}: {
  readonly to: string;
  readonly needs: MemberRole;
  readonly mine: number;
}): string {
  const role = roleOfLevel(mine) ?? 'member';
  if (mine >= levelOfRole(needs)) return `To ${to}, others have to sign as well.`;
  if (mine < 0) return `Only ${withArticle(needs)} can ${to}, and you are not in this team.`;
  return `Only ${withArticle(needs)} can ${to}, and you are ${withArticle(role)}.`;
}

/** A refusal because of one's own role, found before anything was written. */
export function forbid(
  context: ClientContext,
  team: string,
  { requirement, wish }: { readonly requirement: string; readonly wish: Wish },
): Promise<Refusal> {
  return explainDenial(context, team, { refused: refuse<ErrorCode>('E_NOT_AUTHORIZED', requirement, undefined), wish });
}

/** Users of a team, or devices of a user, with this level or more, the highest first, but oneself. */
async function whoCan(context: ClientContext, team: string, lvl: number): Promise<Named[]> {
  const names = await readNames(context);
  const able = (await waysInto(context.logs, team)).filter(
    (way) => way.kind !== 'key' && way.kind !== 'team' && way.lvl >= lvl,
  );
  const ids = new Set(able.toSorted((a, b) => b.lvl - a.lvl).map(({ who }) => who));
  ids.delete(selfIn(context, team));
  return [...ids].map((id) => names.of(id));
}

/** In the log of one's user one is a device, in others that user. */
function selfIn({ me }: ClientContext, log: string): string {
  return log === me.user ? me.key.kid : me.user;
}

/** `an admin`, `a writer`. */
export function withArticle(role: string): string {
  return /^[aeio]/.test(role) ? `an ${role}` : `a ${role}`;
}
