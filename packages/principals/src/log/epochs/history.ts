import { LEVEL, NOBODY } from '../op.ts';
import { policyIn } from '../rules/policy.ts';
import { isIn } from '../span.ts';
import { entryAt, type Log, type Place } from '../table.ts';
import { type Field, levelIn } from '../view.ts';
import { aliveIn, pastIn } from './fields.ts';
import { leastEnd } from './fresh.ts';
import { isAsking } from './reading.ts';

/** An op that lets somebody in, or an invite by which somebody may have read. */
export interface Join {
  readonly who?: string;
  readonly at: number;
}

/** Whether who joins may read only what comes after. (04 §2.5) */
export function isJoinedOnly(field: Field): boolean {
  return policyIn(field, 'history') === 'joined';
}

/** JOINS: what made readers of those who read at the parents of an op, and the invites that ask for keyboxes. (04 §2.5) */
export function joinsIn(field: Field): readonly Join[] {
  const { log, dead } = field;
  const joins: Join[] = invitesIn(field);
  for (const [who, list] of log.speakers) {
    if (levelIn(field, who) < LEVEL.reader) continue;
    for (const at of aliveIn(field, list)) {
      const { op, says = NOBODY, closure } = entryAt(log, at);
      if (op.k === 'init' || says < LEVEL.reader) continue;
      if (levelIn({ log, span: closure, below: at, dead }, who) < LEVEL.reader) joins.push({ who, at });
    }
  }
  return joins;
}

function invitesIn(field: Field): Join[] {
  const all = [...field.log.invites.values()].flatMap((list) => aliveIn(field, list));
  return all.filter((at) => isAsking(field, entryAt(field.log, at))).map((at) => ({ at }));
}

/**
 * Whether an epoch may lead back to what it does, or nowhere; `field` is what it is judged by, and `fieldOf` what an earlier op was.
 * (SEC-018, SEC-019, SEC-023, SEC-061)
 */
export function mayLookBack(
  field: Field,
  { op: { eid = '', back, end } }: Place,
  fieldOf: (at: number) => Field,
): boolean {
  const { log } = field;
  const isTopUp = pastIn(field, log.announcers.get(eid)).length > 0;
  if (end !== undefined && (back !== undefined || isTopUp)) return false;
  const named = [...(back ?? []), ...(isTopUp ? [eid] : [])];
  if (named.some((each) => leastEnd(log, aliveIn(field, log.announcements.get(each))) !== undefined)) return false;
  if (back === undefined) return true;
  if (back.some((each) => pastIn(field, log.announcers.get(each)).length === 0)) return false;
  const first = aliveIn(field, log.announcements.get(eid));
  if (isTopUp && !leadsBack(log, first, back)) return false;
  if (!isJoinedOnly(field)) return true;
  // A top-up leads back for all who ever had its epoch.
  const joins = [...joinsIn(field), ...first.flatMap((at) => joinsIn(fieldOf(at)))];
  return back.every((each) => isBehind(field, each, joins));
}

/** Whether some epochs stand before all announcements of one that live, of which there is one: else a top-up would lead forward. (SEC-061) */
function leadsBack(log: Log, announcements: readonly number[], earlier: readonly string[]): boolean {
  const isBefore = (each: string, at: number): boolean =>
    log.announcers.get(each)?.some((other) => other !== at && isIn(entryAt(log, at).closure, other)) === true;
  return announcements.length > 0 && announcements.every((at) => earlier.every((each) => isBefore(each, at)));
}

/** Whether an epoch has announcements that live, all of them behind some ops. */
export function isBehind(field: Field, eid: string, ops: readonly { readonly at: number }[]): boolean {
  const { log } = field;
  const announcements = aliveIn(field, log.announcements.get(eid));
  const hasAll = (at: number): boolean =>
    ops.every((other) => other.at !== at && isIn(entryAt(log, at).closure, other.at));
  return announcements.length > 0 && announcements.every(hasAll);
}
