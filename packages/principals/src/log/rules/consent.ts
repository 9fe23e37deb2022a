import { entryOf, LEVEL } from '../op.ts';
import { below, type Scene } from '../scene.ts';

/**
 * Whether a newcomer has signed: a key itself, a user with a device that may write, a team on a path each of whose steps
 * below it is an admin or more. No cut is asked. (0007: 7, 8)
 */
export function hasConsent(scene: Scene, who: string): boolean {
  return scene.place.op.signers.some((signer) => entryOf(signer) === who && below(scene, signer) >= LEVEL.admin);
}
