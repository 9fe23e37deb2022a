import { LEVEL } from '../op.ts';
import type { Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { wasKnownGranted } from './rank-thru.ts';

/** Any admin, or any writer for devices that were once granted in the log of its own user. (design 3.4) */
export function rankBound(scene: Scene, me: number): Standing {
  const { op } = scene.place;
  if (me >= LEVEL.admin) return { rank: me };
  const id = op.signers[0]?.by.at(-1);
  if (me < LEVEL.writer || id === undefined || op.kids === undefined) return REFUSED;
  const at = { log: scene.field.log, place: scene.place };
  return op.kids.every((who) => wasKnownGranted(scene.world, at, { id, who })) ? { rank: me } : REFUSED;
}
