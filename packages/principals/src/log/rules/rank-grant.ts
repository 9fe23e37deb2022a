import { LEVEL } from '../op.ts';
import type { Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { isMajority, isQuorum, type Voters } from './majority.ts';
import { policyIn } from './policy.ts';

/** The granter's level, the one that is granted, and the one that its target has now; −1 where it is no member. */
export interface Grant {
  readonly me: number;
  readonly lvl: number;
  readonly cur: number;
}

/**
 * You may grant up to your own level; to make somebody your peer at the top, most of your peers agree; and to take somebody
 * in a quorum, where the policy asks for it. (design 3.4, 0007: 27, 35)
 */
export function rankGrant(scene: Scene, voters: Voters, { me, lvl, cur }: Grant): Standing {
  if (me < LEVEL.admin || lvl < LEVEL.guest || lvl > me) return REFUSED;
  const isAdmission = cur <= LEVEL.guest && lvl > LEVEL.guest;
  const needsQuorum = isAdmission && policyIn(scene.field, 'admit') === 'quorum';
  if (needsQuorum && !isQuorum(scene, voters, me)) return REFUSED;
  if (lvl < me || me < LEVEL.owner) return { rank: me };
  return isMajority(scene, voters, { level: lvl }) ? { rank: me, isMajority: true } : REFUSED;
}
