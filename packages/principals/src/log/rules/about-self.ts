import { entryOf, LEVEL } from '../op.ts';
import { below, levelOf, type Scene, uncut } from '../scene.ts';
import { REFUSED, type Standing } from '../table.ts';

/** Leaving, or stepping down, of a person, or of a team by one of its admins. (0007: 18) */
export function isAboutSelf(scene: Scene): boolean {
  const { who, signers } = scene.place.op;
  const [first] = signers;
  if (first === undefined || entryOf(first) !== who) return false;
  return first.by.length <= 1 || below(scene, first) >= LEVEL.admin;
}

/**
 * No cut of a person holds for what it does about itself, but one of its device does, through it: else a thief could make
 * it leave. All cuts hold for what somebody does in the name of a team. (0007: 6, 18)
 */
export function rankSelf(scene: Scene): Standing {
  const [first] = scene.place.op.signers;
  if (first === undefined) return REFUSED;
  if (first.by.length > 1) return { rank: levelOf(scene, first, 0), isSelf: true };
  return { rank: Math.min(uncut(scene, first), scene.caps?.leftThru ?? Infinity), isSelf: true };
}
