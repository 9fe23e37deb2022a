import { LEVEL } from '../op.ts';
import type { Scene } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';
import { isMajority } from './majority.ts';

/** Strictly above the target, or with most of its peers at the top, two at least. (design 3.4) */
export function rankOver(scene: Scene, { me, cur }: { readonly me: number; readonly cur: number }): Standing {
  if (me >= LEVEL.admin && me > cur) return { rank: me };
  if (cur < LEVEL.owner) return REFUSED;
  const { signers } = scene.place.op;
  return isMajority(scene, { signers, slot: 0 }, { level: cur, least: 2 }) ? { rank: cur, isMajority: true } : REFUSED;
}
