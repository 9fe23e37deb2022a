import { LEVEL } from '../op.ts';
import type { Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { isMajority, isQuorum, type Voters } from './majority.ts';
import { policyIn } from './policy.ts';

/** The granter's level, and the level that is granted. */
export interface Grant {
  readonly me: number;
  readonly lvl: number;
}

/** You may grant up to your own level; to make somebody your peer at the top, most of your peers agree. (design 3.4) */
export function rankGrant(scene: Scene, voters: Voters, { me, lvl }: Grant): Standing {
  if (me < LEVEL.admin || lvl < LEVEL.guest || lvl > me) return REFUSED;
  const isAdmission = scene.place.op.k !== 'set' && lvl > LEVEL.guest;
  const needsQuorum = isAdmission && policyIn(scene.field, 'admit') === 'quorum';
  if (needsQuorum && !isQuorum(scene, voters, me)) return REFUSED;
  if (lvl < me || me < LEVEL.owner) return { rank: me };
  return isMajority(scene, voters, { level: lvl }) ? { rank: me, isMajority: true } : REFUSED;
}
