import { LEVEL, NOBODY } from '../op.ts';
import { type Entry, entryAt, type World } from '../table.ts';
import { levelIn } from '../view.ts';
import { isFresh } from './fresh.ts';
import { hasAll, isJoinedOnly, joinsIn } from './history.ts';
import { type Past, pastIn, pastKnown } from './past.ts';

/** Which requirement a keybox breaks by one of its recipients, if any. (SEC-009, SEC-020) */
export function findRecipientFault(
  world: World,
  { past, entry }: { readonly past: Past; readonly entry: Entry },
  kids: readonly string[],
): 'SEC-009' | 'SEC-020' | undefined {
  const members: string[] = [];
  for (const kid of kids) {
    const found = membersBehind(world, past, kid);
    if (found === undefined) return 'SEC-009';
    members.push(...found);
  }
  return isTooEarlyFor(past, entry, new Set(members)) ? 'SEC-020' : undefined;
}

/** The members for whom a recipient stands, none for an invite; `undefined` for a recipient that may be none. */
function membersBehind(world: World, past: Past, kid: string): readonly string[] | undefined {
  const { field } = past;
  const { isUser } = field.log;
  const level = levelIn(field, kid);
  if ((isUser ? level >= LEVEL.reader : level === LEVEL.root) && hasKey(past, kid)) return [kid];
  if (isUser) return undefined;
  const behind = [...(world.announcedIn.get(kid) ?? [])].filter((log) => {
    const known = levelIn(field, log.id) >= LEVEL.reader ? past.knownOf(log) : undefined;
    return known !== undefined && isFresh(world, pastKnown(world, log, known), kid);
  });
  if (behind.length > 0) return behind.map(({ id }) => id);
  return isOffered(past, kid) ? [] : undefined;
}

/** Whether a living op that made a key a member says to which key one encrypts for it. */
function hasKey({ field }: Past, kid: string): boolean {
  const { log, dead } = field;
  return pastIn(field, log.speakers.get(kid)).some((at) => {
    const { op } = entryAt(log, at);
    if (dead.has(at)) return false;
    return op.k === 'init' ? op.mem?.some(({ who, enc }) => who === kid && enc === true) === true : op.enc === true;
  });
}

/** Whether a living invite of level reader or more, that no living op removes, has a key. */
function isOffered({ field }: Past, key: string): boolean {
  const { log, dead } = field;
  const areAlive = (list: readonly number[] | undefined): readonly number[] =>
    pastIn(field, list).filter((at) => !dead.has(at));
  return areAlive(log.invites.get(key)).some((at) => {
    const { id, lvl = NOBODY } = entryAt(log, at).op;
    return lvl >= LEVEL.reader && areAlive(log.removals.get(id)).length === 0;
  });
}

/** Whether a top-up brings an epoch to who joined after it, while newcomers read nothing earlier. (SEC-020) */
function isTooEarlyFor(past: Past, { op: { eid = '' } }: Entry, members: ReadonlySet<string>): boolean {
  const first = pastIn(past.field, past.field.log.announcements.get(eid));
  if (first.length === 0 || !isJoinedOnly(past)) return false;
  const joins = joinsIn(past).filter(({ who }) => members.has(who));
  return !first.every((at) => hasAll(past, at, joins));
}
