import { LEVEL, NOBODY } from '../op.ts';
import { here, levelOf, type Scene } from '../scene.ts';
import { isIn } from '../span.ts';
import { type Entry, entryAt, REFUSED, type Standing } from '../table.ts';
import { countBelow } from '../view.ts';
import { hasConsent } from './consent.ts';
import { rankGrant } from './rank-grant.ts';

/**
 * On the authority that the signers of the invite have where the newcomer joins; and dead where cuts leave the invite, or a
 * signer of the join, less than the level of the invite. (0007: 11, 12, 39)
 */
export function rankJoin(scene: Scene): Standing {
  const { place, caps } = scene;
  const { invite } = place;
  if (invite === undefined || !isOffered(scene, invite) || !isFree(scene, invite)) return REFUSED;
  const { lvl = NOBODY, signers } = invite.op;
  const slot = place.op.signers.length;
  const grant = rankGrant(scene, { signers, slot }, { me: levelOf(scene, signers[0], slot), lvl, cur: NOBODY });
  if (grant.rank < 0) return REFUSED;
  const last = (caps?.left.length ?? 0) - 1;
  const isLess = (level: number, n: number): boolean => level < lvl && (n < slot || n === last);
  return caps?.left.some(isLess) === true ? REFUSED : { ...grant, rank: lvl };
}

/** Whether an invite is one for this join, and not ended, used up or too old. (0007: 13, 14, 16) */
function isOffered(scene: Scene, { at, op: { id, who, key, lvl, uses = 1, exp = Infinity } }: Entry): boolean {
  const { op } = scene.place;
  const { log, dead } = scene.field;
  const isInvited = key === undefined ? who === op.who : key === op.key;
  if (dead.has(at) || !isInvited || (op.lvl ?? lvl) !== lvl || (op.t ?? 0) >= exp) return false;
  if (countAlive(scene, log.removals.get(id), 1) > 0) return false;
  return countAlive(scene, log.joins.get(at), uses) < uses;
}

/** How many ops of a list live in the past, up to a bound. */
function countAlive({ field: { span, below, dead } }: Scene, list: readonly number[] = [], bound: number): number {
  let count = 0;
  // A list that is too short needs no counting.
  if (list.length < bound) return 0;
  for (let n = countBelow(list, below) - 1; n >= 0 && count < bound; n--) {
    const at = list[n] ?? 0;
    if (isIn(span, at) && !dead.has(at)) count += 1;
  }
  return count;
}

/**
 * Whether a newcomer agrees, is no member, was not spoken about since the invite, and was never removed by others if the
 * invite is one by a key. (0007: 15)
 */
function isFree(scene: Scene, invite: Entry): boolean {
  const { field, place } = scene;
  const { who = '' } = place.op;
  if (!hasConsent(scene, who) || here(scene, who) >= LEVEL.guest) return false;
  for (const at of field.log.speakers.get(who) ?? []) {
    if (at >= field.below) break;
    if (!isIn(field.span, at) || field.dead.has(at)) continue;
    if (at === invite.at || !isIn(invite.closure, at)) return false;
    const { op, standing } = entryAt(field.log, at);
    if (invite.op.key !== undefined && op.k === 'remove' && standing.isSelf !== true) return false;
  }
  return true;
}
