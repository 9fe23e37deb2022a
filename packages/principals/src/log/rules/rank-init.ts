import { LEVEL } from '../op.ts';
import type { Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { hasConsent } from './consent.ts';

/** Everybody with whom a log begins has agreed, but cold keys; asked once. (0007: 8, 9) */
export function rankInit(scene: Scene): Standing {
  const { mem = [] } = scene.place.op;
  const areAgreed = !scene.isLocal || mem.every(({ who, lvl }) => lvl === LEVEL.root || hasConsent(scene, who));
  return areAgreed ? { rank: Infinity } : REFUSED;
}
