import { LEVEL, NOBODY } from '../op.ts';
import { here, type Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { hasConsent } from './consent.ts';
import { rankGrant } from './rank-grant.ts';

/** Effective at once, and with the word of the newcomer, unless it is a cold key. (0007: 7 to 9) */
export function rankAdd(scene: Scene, me: number): Standing {
  const { who = '', lvl = NOBODY, signers } = scene.place.op;
  if (here(scene, who) >= LEVEL.guest || (lvl !== LEVEL.root && !hasConsent(scene, who))) return REFUSED;
  return rankGrant(scene, { signers, slot: 0 }, { me, lvl, cur: NOBODY });
}
