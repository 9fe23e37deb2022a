import { LEVEL } from '../op.ts';
import { here, type Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { isAboutSelf, rankSelf } from './about-self.ts';
import { rankOver } from './rank-over.ts';
import { rankThru } from './rank-thru.ts';

/** Ends a membership, revokes an invite, or with `keep` only cuts. (0007: 2, 13, 24) */
export function rankRemove(scene: Scene, me: number): Standing {
  const { place, isLocal } = scene;
  const { who = '', keep = false, thru } = place.op;
  if (!keep && isAboutSelf(scene)) return rankSelf(scene);
  if (thru !== undefined) return rankThru(scene, { me, who, thru });
  if (place.target !== undefined) return me >= LEVEL.admin ? { rank: me } : REFUSED;
  const cur = here(scene, who);
  if (!keep && cur >= LEVEL.guest) return rankOver(scene, { me, cur });
  const isFormer = keep || !isLocal;
  const mayCut = isFormer && place.peak >= LEVEL.guest && me >= LEVEL.admin && me > cur;
  return mayCut ? { rank: me } : REFUSED;
}
