import { LEVEL, NOBODY } from '../op.ts';
import { here, levelOf, type Scene } from '../scene.ts';
import { type Entry, type Place, REFUSED, type Standing } from '../table.ts';
import { capsIn, sortedTexts, viewOf } from '../view.ts';
import { isAboutSelf, rankSelf } from './about-self.ts';
import { rankGrant } from './rank-grant.ts';
import { rankOver } from './rank-over.ts';

/** Raises or lowers a member; level root is neither given nor taken so. (0007: 2, 3, 10) */
export function rankSet(scene: Scene, me: number): Standing {
  const { who = '', lvl = NOBODY, signers } = scene.place.op;
  const view = viewOf(scene.field, who);
  const cur = view ?? NOBODY;
  if (lvl < LEVEL.guest || lvl >= LEVEL.root || cur >= LEVEL.root) return REFUSED;
  if (cur < LEVEL.guest && !(view === undefined && isStillGrant(scene))) return REFUSED;
  if (scene.isLocal && lvl === cur && !changesCaps(scene, who)) return REFUSED;
  if (lvl >= cur) {
    if (cur >= me) return REFUSED;
    return { ...rankGrant(scene, { signers, slot: 0 }, { me, lvl, cur }), isRaise: lvl > cur };
  }
  return { ...(isAboutSelf(scene) ? rankSelf(scene) : rankOver(scene, { me, cur })), isLowering: true };
}

/** Whether a lowering that is dead because its target is no member strikes as the removal of a former member would. (PRN-110) */
export function cutsInSilence(scene: Scene): boolean {
  const { who = '', signers } = scene.place.op;
  return here(scene, who) < LEVEL.guest && levelOf(scene, signers[0], 0) >= LEVEL.admin;
}

/** A raise whose target nobody speaks about any more, because its join died. */
function isStillGrant({ isLocal, place }: Scene): boolean {
  return !isLocal && hasStanding(place) && place.standing.isRaise === true;
}

const hasStanding = (place: Place): place is Entry => 'standing' in place;

function changesCaps({ field, place }: Scene, who: string): boolean {
  const caps = capsIn(field, who);
  return caps !== undefined && caps.join('\n') !== sortedTexts(place.op.caps).join('\n');
}
