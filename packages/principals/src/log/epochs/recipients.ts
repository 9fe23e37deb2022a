import { LEVEL, NOBODY } from '../op.ts';
import { rankGrant } from '../rules/rank-grant.ts';
import { here, levelOf, type Scene } from '../scene.ts';
import { type Entry, entryAt, type Log, type World } from '../table.ts';
import type { Field } from '../view.ts';
import { aliveIn, pastIn } from './fields.ts';
import { endOf, isFresh, knowledgeOf } from './fresh.ts';
import { isBehind, isJoinedOnly, joinsIn } from './history.ts';
import { isAsking } from './reading.ts';

/** An op that announces an epoch, where it is judged. */
export interface Announcing {
  readonly world: World;
  readonly scene: Scene;
  readonly entry: Entry;
}

/** For whom a recipient stands: a member, or an invite. */
type Behind = { readonly who: string } | { readonly invite: number };

/** Which requirement a keybox breaks by one of its recipients, if any. (SEC-009, SEC-020) */
export function findRecipientFault(announcing: Announcing, kids: readonly string[]): 'SEC-009' | 'SEC-020' | undefined {
  const all: Behind[] = [];
  for (const kid of kids) {
    const found = behind(announcing, kid);
    if (found.length === 0) return 'SEC-009';
    all.push(...found);
  }
  return isTooEarlyFor(announcing, all) ? 'SEC-020' : undefined;
}

function behind(announcing: Announcing, kid: string): readonly Behind[] {
  const { scene } = announcing;
  const { log } = scene.field;
  const level = here(scene, kid);
  const isKey = log.isUser ? level >= LEVEL.reader : level === LEVEL.root;
  const members = [...(isKey && hasKey(scene.field, kid) ? [kid] : []), ...membersWith(announcing, kid)];
  const invites = aliveIn(scene.field, log.invites.get(kid)).filter((at) => isOpen(scene, entryAt(log, at)));
  return [...members.map((who) => ({ who })), ...invites.map((invite) => ({ invite }))];
}

/** Whether a living op that made a key a member says to which key one encrypts for it. */
function hasKey(field: Field, kid: string): boolean {
  return aliveIn(field, field.log.speakers.get(kid)).some((at) => {
    const { op } = entryAt(field.log, at);
    return op.k === 'init' ? op.mem?.some(({ who, enc }) => who === kid && enc === true) === true : op.enc === true;
  });
}

/** The members whose epoch it is: one that is fresh, and does not end, by what the op knows. */
function membersWith({ world, scene, entry }: Announcing, eid: string): readonly string[] {
  const isReader = (log: Log): boolean => here(scene, log.id) >= LEVEL.reader;
  const logs = [...(world.announcedIn.get(eid) ?? [])].filter((log) => isReader(log));
  return logs.flatMap((log) => {
    const asked = { world, log, known: knowledgeOf(world, scene.field.log, entry) };
    return isFresh(asked, eid) && endOf(asked, eid) === undefined ? [log.id] : [];
  });
}

/** Whether an invite asks for keyboxes, is not removed, and could still be made by those who made it. (PRN-057) */
function isOpen(scene: Scene, invite: Entry): boolean {
  const { lvl = NOBODY, signers } = invite.op;
  if (!isAsking(scene.field, invite)) return false;
  const me = levelOf(scene, signers[0], 0);
  return rankGrant(scene, { signers, slot: 0 }, { me, lvl, cur: NOBODY }).rank >= 0;
}

/** Whether a top-up brings an epoch to who joined, or was invited, after it, while newcomers read nothing earlier. (SEC-020) */
function isTooEarlyFor({ scene: { field }, entry }: Announcing, all: readonly Behind[]): boolean {
  const { eid = '' } = entry.op;
  if (pastIn(field, field.log.announcers.get(eid)).length === 0 || !isJoinedOnly(field)) return false;
  const members = new Set(all.flatMap((each) => ('who' in each ? [each.who] : [])));
  const invites = new Set(all.flatMap((each) => ('invite' in each ? [each.invite] : [])));
  const joins = joinsIn(field).filter(({ who, at }) => (who === undefined ? invites.has(at) : members.has(who)));
  return !isBehind(field, eid, joins);
}
