import { entryOf, LEVEL, NOBODY } from '../op.ts';
import { type Entry, entryAt, type Log, saysOf } from '../table.ts';
import type { Field } from '../view.ts';
import { aliveIn, pastIn } from './fields.ts';

const ALL = 'all';
const NOTHING: readonly string[] = [];

/** LETS, of a member: all, or what a guest may read. (04 §2.4) */
function letsRead(log: Log, entry: Entry, who: string): typeof ALL | readonly string[] {
  const lvl = saysOf(log, entry, who) ?? NOBODY;
  return lvl >= LEVEL.reader ? ALL : lvl === LEVEL.guest ? readCaps(entry) : NOTHING;
}

/** What an op that makes somebody a guest lets him read: capabilities as texts. */
function readCaps({ op, invite }: Entry): readonly string[] {
  const { caps = NOTHING } = (op.k === 'join' ? invite?.op : op) ?? {};
  return caps.filter((text) => (JSON.parse(text) as { readonly do: readonly string[] }).do.includes('r'));
}

/** Whether an invite asks for keyboxes. */
export function isForKeyboxes({ op: { k, key, enc, lvl = NOBODY } }: Entry): boolean {
  return k === 'invite' && key !== undefined && enc === true && lvl >= LEVEL.reader;
}

/** Whether it does, and was not removed. */
export function isAsking(field: Field, invite: Entry): boolean {
  return isForKeyboxes(invite) && aliveIn(field, field.log.removals.get(invite.op.id)).length === 0;
}

/** Whether an op lets anybody read anything. */
export function letsAnybody(log: Log, entry: Entry): boolean {
  const { op } = entry;
  if (op.k === 'init') return true;
  return isForKeyboxes(entry) || (op.who !== undefined && letsRead(log, entry, op.who).length > 0);
}

/** What may be an exit: the rest of {@link isExit} depends on what else there is. */
export function mayBeExit({ op: { k, keep, lvl = LEVEL.root } }: Entry): boolean {
  return (k === 'remove' && keep !== true) || (k === 'set' && lvl < LEVEL.reader);
}

/**
 * EXIT: whether somebody reads less, by an op that lives, than some op once let him. A device that its user sold and wiped is none, unless
 * it says so itself. (04 §2.4)
 */
export function isExit(field: Field, entry: Entry): boolean {
  const { log } = field;
  const { at, op, target } = entry;
  const { k, who = '', why, signers } = op;
  if (field.dead.has(at)) return false;
  const [first] = signers;
  if (k === 'remove' && why === 'retired' && first !== undefined && entryOf(first) !== who) return false;
  if (target !== undefined) return isForKeyboxes(target);
  const left = letsRead(log, entry, who);
  return pastIn(field, log.speakers.get(who)).some((other) => {
    const given = letsRead(log, entryAt(log, other), who);
    return given === ALL || given.some((each) => !left.includes(each));
  });
}
