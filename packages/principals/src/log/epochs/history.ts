import { LEVEL, NOBODY } from '../op.ts';
import { policyIn } from '../rules/policy.ts';
import { isIn } from '../span.ts';
import { entryAt, type Place } from '../table.ts';
import { levelIn } from '../view.ts';
import { type Past, pastIn } from './past.ts';

/** An op that lets somebody in. */
export interface Join {
  readonly who: string;
  readonly at: number;
}

/** Whether who joins may read only what comes after. (04 §2.5) */
export function isJoinedOnly({ field }: Past): boolean {
  return policyIn(field, 'history') === 'joined';
}

/** JOINS: what made readers of those who read now. (04 §2.5) */
export function joinsIn({ field }: Past): readonly Join[] {
  const { log, dead } = field;
  const joins: Join[] = [];
  for (const [who, list] of log.speakers) {
    if (levelIn(field, who) < LEVEL.reader) continue;
    for (const at of pastIn(field, list)) {
      const { op, says = NOBODY, closure } = entryAt(log, at);
      if (op.k === 'init' || dead.has(at) || says < LEVEL.reader) continue;
      if (levelIn({ log, span: closure, below: at, dead }, who) < LEVEL.reader) joins.push({ who, at });
    }
  }
  return joins;
}

/** Whether an epoch may lead back to what it does, or nowhere. (SEC-018, SEC-019, SEC-023) */
export function mayLookBack(past: Past, { op: { eid, back, end } }: Place): boolean {
  const { field } = past;
  const { log } = field;
  const inPast = (list: readonly number[] | undefined): readonly number[] => pastIn(field, list);
  const endsIn = (ats: readonly number[]): boolean => ats.some((at) => entryAt(log, at).op.end !== undefined);
  const before = inPast(eid === undefined ? undefined : log.announcers.get(eid));
  if (endsIn(before) || (end !== undefined && (back !== undefined || before.length > 0))) return false;
  if (back === undefined) return true;
  const announced = back.map((each) => inPast(log.announcers.get(each)));
  if (announced.some((ats) => ats.length === 0 || endsIn(ats))) return false;
  if (!isJoinedOnly(past)) return true;
  const joins = joinsIn(past);
  return back.every((each) => inPast(log.announcements.get(each)).every((at) => hasAll(past, at, joins)));
}

/** Whether an op has all of some others in its past. */
export function hasAll({ field }: Past, at: number, others: readonly { readonly at: number }[]): boolean {
  const { closure } = entryAt(field.log, at);
  return others.every((other) => other.at !== at && isIn(closure, other.at));
}
