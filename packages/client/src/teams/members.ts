import type { ClientContext } from '../context.ts';
import { waysInto } from '../logs/ways.ts';
import { readNames } from '../people/names.ts';
import { roleOfLevel } from './role.ts';
import type { MemberRole } from './role.ts';
import type { Member } from './teams.ts';

/** Who is in a team, those with the highest role first; `deep` also through other teams. */
export async function listMembers(context: ClientContext, team: string, deep: boolean): Promise<Member[]> {
  const { logs, me } = context;
  const names = await readNames(context);
  const members = (await logs.log(team))?.memberById;
  const ways = (await waysInto(logs, team)).filter(({ via }) => deep || via.length === 0);
  return ways
    .toSorted((a, b) => b.lvl - a.lvl || a.via.length - b.via.length || (a.who < b.who ? -1 : 1))
    .map(({ who, via, own, lvl, kind }) => {
      const caps = via.length === 0 ? members?.get(who)?.caps : undefined;
      return {
        ...names.of(who),
        kind,
        role: roleNamed(own),
        via: via.map((id) => names.of(id)),
        effective: roleNamed(lvl),
        ...(who === me.user ? { isMe: true as const } : {}),
        ...(caps === undefined ? {} : { caps }),
      };
    });
}

/** The role of a member's level. */
export function roleNamed(level: number): MemberRole {
  const role = roleOfLevel(level);
  if (role === undefined) throw new TypeError(`${level} is no level of a member`);
  return role;
}
