import { knownTo } from '../known.ts';
import { entryOf, LEVEL, NOBODY } from '../op.ts';
import { isIn, NO_SPAN, type Span } from '../span.ts';
import { type Entry, entryAt, type Log, saysOf, type World } from '../table.ts';
import { levelIn } from '../view.ts';
import { isPast, type Past, pastIn, pastKnown } from './past.ts';

/** How deep REACH goes. (04 §2.4) */
const MAX_DEPTH = 8;

/** FRESH: whether some announcement of an epoch lives, and each that lives knows every exit that is known here. (04 §2.4) */
export function isFresh(world: World, past: Past, eid: string): boolean {
  // Of what nobody announced nothing is remembered: there is no end to it.
  if (!past.field.log.announcements.has(eid)) return false;
  const known = past.freshness.get(eid);
  if (known !== undefined) return known;
  const alive = aliveAnnouncements(past, eid);
  const fresh = alive.length > 0 && alive.every((entry) => knowsExits(world, past, entry));
  past.freshness.set(eid, fresh);
  return fresh;
}

/** The epochs that are fresh, and the one under which a writer seals; that one is absent where there is none. (SEC-015) */
export interface Epochs {
  /** Ascending, as texts. */
  readonly fresh: readonly string[];
  readonly current?: string;
}

export function epochsOf(world: World, past: Past): Epochs {
  const announced = [...past.field.log.announcements.keys()];
  const fresh = announced.filter((eid) => isFresh(world, past, eid)).toSorted();
  const lasting = fresh.filter((eid) => endOf(past, eid) === undefined);
  const byEpoch = new Map(lasting.map((eid) => [eid, aliveAnnouncements(past, eid)]));
  const isBeforeOther = (eid: string): boolean =>
    lasting.some((other) => other !== eid && areSome(byEpoch.get(eid), byEpoch.get(other)));
  const current = lasting.find((eid) => !isBeforeOther(eid));
  return current === undefined ? { fresh } : { fresh, current };
}

/** When an epoch is deleted, by the first of its announcements to say so. (04 §2.6) */
export function endOf(past: Past, eid: string): number | undefined {
  const ends = aliveAnnouncements(past, eid).flatMap(({ op }) => op.end ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function aliveAnnouncements({ field }: Past, eid: string): readonly Entry[] {
  const { log, dead } = field;
  return pastIn(field, log.announcements.get(eid))
    .filter((at) => !dead.has(at))
    .map((at) => entryAt(log, at));
}

/** Whether one of some ops is in the past of one of others. */
function areSome(earlier: readonly Entry[] = [], later: readonly Entry[] = []): boolean {
  return earlier.some(({ at }) => later.some((other) => other.at !== at && isIn(other.closure, at)));
}

/** Whether an announcement and its past know every exit: of their own log, and of whoever reads by it. */
function knowsExits(world: World, past: Past, announcement: Entry): boolean {
  const { log } = past.field;
  if (hasExitBeyond(past, announcement.closure)) return false;
  for (const id of new Set([...log.namers.keys(), ...past.named])) {
    const other = world.logs.get(id);
    // Nobody left most logs: their heads need not be looked for.
    if (other === undefined || other.exits.length === 0) continue;
    const known = past.knownOf(other);
    if (known === undefined) continue;
    const { span } = knownTo(log, announcement, other) ?? { span: NO_SPAN };
    if (hasExitBeyond(pastKnown(world, other, known), span) && reachOf(world, past).has(id)) return false;
  }
  return true;
}

/** Whether there is an exit that is not among some ops. Only what came after the first gap in these is looked at. */
function hasExitBeyond(past: Past, known: Span): boolean {
  const { exits } = past.field.log;
  for (let n = exits.length - 1; n >= 0; n--) {
    const at = exits[n] ?? 0;
    if (at < known.full) return false;
    if (isPast(past.field, at) && !isIn(known, at) && isExit(past, entryAt(past.field.log, at))) return true;
  }
  return false;
}

/** EXIT. A device that its user sold and wiped is no exit, unless it says so itself. (04 §2.4) */
function isExit({ field }: Past, { at, op, target }: Entry): boolean {
  const { who = '', why, signers } = op;
  if (field.dead.has(at)) return false;
  if (target !== undefined) return target.op.key !== undefined && (target.op.lvl ?? NOBODY) >= LEVEL.reader;
  const [first] = signers;
  if (why === 'retired' && first !== undefined && entryOf(first) !== who) return false;
  const given = pastIn(field, field.log.speakers.get(who));
  return given.some((each) => (saysOf(field.log, entryAt(field.log, each), who) ?? NOBODY) >= LEVEL.reader);
}

/** REACH: whoever reads by a log, also through others. */
function reachOf(world: World, past: Past): ReadonlySet<string> {
  if (past.reach !== undefined) return past.reach;
  const reach = new Set<string>();
  const seen = new Set<string>();
  let ring: readonly Past[] = [past];
  for (let depth = 0; depth < MAX_DEPTH && ring.length > 0; depth++) {
    const next: Past[] = [];
    for (const each of ring) {
      for (const { id, log } of readersOf(world, each)) {
        reach.add(id);
        const known = each.knownOf(log);
        const key = `${id} ${known?.heads.join(' ')}`;
        if (known === undefined || seen.has(key)) continue;
        seen.add(key);
        next.push(pastKnown(world, log, known));
      }
    }
    ring = next;
  }
  past.reach = reach;
  return reach;
}

/** The members of level reader or more that are no devices. */
function readersOf({ logs }: World, { field }: Past): readonly { readonly id: string; readonly log: Log }[] {
  if (field.log.isUser) return [];
  return [...field.log.speakers.keys()].flatMap((id) => {
    const log = logs.get(id);
    return log === undefined || levelIn(field, id) < LEVEL.reader ? [] : [{ id, log }];
  });
}
