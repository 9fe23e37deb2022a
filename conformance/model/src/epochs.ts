// Chapter 04 §2.4: which epochs are fresh, and which of them is current. Everything is computed again for every question, but what
// one op makes known, and what lives of it: functions of a set of ops, without which a history of thirty ops would take minutes.
import { resolve } from './authority.ts';
import { closureOf, entryOf, type Ids, inviteOf, LEVEL, levelSpoken, NOBODY } from './authority-ops.ts';
import { namesOf, type Op, opOf, pastOf, sortOps } from './authority-ops.ts';
import { isOn, peopleOf, type Trial, viewOf } from './authority-views.ts';
import type { Model } from './model.ts';

/** Where something is asked: the log, and all that is known, in any log. */
export interface Place {
  readonly trial: Trial;
  readonly log: string;
  readonly known: Ids;
}

/** How far away from a log those are asked who can open its epochs. */
const STEPS = 8;

// What is known

/** Some ops with all that one reaches from them over what ops name. */
export function knownFrom(trial: Trial, heads: Iterable<string>): Ids {
  const known = new Set<string>();
  const open = [...heads];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (known.has(id)) continue;
    known.add(id);
    const { par, ref, x = {} } = opOf(trial, id);
    open.push(...par, ...(ref === undefined ? [] : [ref]), ...Object.values(x).flat());
  }
  return isOn(trial, 'knowledge comes through other logs') ? known : directly(trial, [...heads], known);
}

/** What one log alone names: its own ops, and of other logs what these name. */
function directly(trial: Trial, heads: readonly string[], known: Ids): Ids {
  const logs = new Set(heads.map((id) => opOf(trial, id).log));
  const own = [...known].filter((id) => logs.has(opOf(trial, id).log));
  return new Set([...own, ...closureOf(trial, namesOf(trial, own))]);
}

const opsIn = ({ trial, log, known }: Place): Ids => new Set([...known].filter((id) => opOf(trial, id).log === log));

const aliveByLog = new WeakMap<Ids, Map<string, Ids>>();

/** The ops of a log that are alive in what is known. */
export function aliveIn(place: Place): Ids {
  const { trial, log, known } = place;
  const kept = aliveByLog.get(known) ?? new Map<string, Ids>();
  aliveByLog.set(known, kept);
  const answer = (): Ids => {
    const ops = opsIn(place);
    return resolve(trial, { log, ops, heads: namesOf(trial, ops) });
  };
  const alive = kept.get(log) ?? answer();
  kept.set(log, alive);
  return alive;
}

const knownById = new WeakMap<Trial, Map<string, Ids>>();

/** An op with all that one reaches from it. */
function knownBy(trial: Trial, id: string): Ids {
  const kept = knownById.get(trial) ?? new Map<string, Ids>();
  knownById.set(trial, kept);
  const known = kept.get(id) ?? knownFrom(trial, [id]);
  kept.set(id, known);
  return known;
}

// Who reads

const ALL = ['all'];

/** LETS: what an op lets somebody read. */
function letsRead(trial: Trial, op: Op, who: string): readonly string[] {
  if (op.k === 'invite' && op.id === who) return isForKeyboxes(trial, op) ? ALL : [];
  const lvl = levelSpoken(trial, op, who) ?? NOBODY;
  if (lvl !== LEVEL.guest) return lvl >= LEVEL.reader ? ALL : [];
  const { caps = [] } = (op.k === 'join' ? inviteOf(trial, op) : op) ?? {};
  return isOn(trial, 'the loss of a capability to read is an exit') ? caps.filter(isToRead) : [];
}

const isToRead = (cap: string): boolean => (JSON.parse(cap) as { do: readonly string[] }).do.includes('r');

/** Whether a keybox may be addressed to an invite. */
function isForKeyboxes(trial: Trial, { lvl = NOBODY, key, enc }: Op): boolean {
  const isAsked = enc === true && isOn(trial, 'the removal of an invite with enc is an exit');
  return isAsked && key !== undefined && lvl >= LEVEL.reader;
}

const isMore = (some: readonly string[], other: readonly string[]): boolean =>
  other !== ALL && some.some((each) => !other.includes(each));

/** EXIT: by an op that is alive, somebody reads less than some op once let him. */
export function isExit(place: Place, id: string): boolean {
  const { trial } = place;
  const op = opOf(trial, id);
  const { k, who = '', lvl = NOBODY, keep = false } = op;
  const isEnd = k === 'remove' && !keep;
  const isSet = k === 'set' && (lvl >= LEVEL.reader || isOn(trial, 'a set below reader is an exit'));
  if (!(isEnd || isSet) || isRetired(trial, op)) return false;
  if (!aliveIn(place).has(id) && isOn(trial, 'a struck removal is no exit')) return false;
  const left = letsRead(trial, op, who);
  const others = isOn(trial, 'an exit ends what was given beside it') ? opsIn(place) : pastOf(trial, id);
  return [...others].some((other) => isMore(letsRead(trial, opOf(trial, other), who), left));
}

/** By another: whoever retires himself is not believed. */
function isRetired(trial: Trial, { k, why, who, signers: [first] }: Op): boolean {
  if (k !== 'remove' || why !== 'retired' || !isOn(trial, 'who was retired rotates nobody')) return false;
  return first === undefined || entryOf(first) !== who || !isOn(trial, 'whoever retires himself is not believed');
}

/** Everybody whom an op lets read something, or an invite that may have a keybox. */
function readersBy(trial: Trial, id: string): string[] {
  const op = opOf(trial, id);
  const named = op.k === 'invite' ? [id] : peopleOf(trial, new Set([id]));
  return named.filter((who) => letsRead(trial, op, who).length > 0);
}

/** REACH: the log, and those who can open its epochs, over at most eight steps. */
function reach({ trial, log, known }: Place): string[] {
  const found = new Set([log]);
  const steps = !isOn(trial, 'other logs are asked') ? 0 : isOn(trial, 'teams below teams are asked') ? STEPS : 1;
  let last = [log];
  for (let step = 0; step < steps; step++) {
    const next = last.flatMap((each) => {
      const alive = aliveIn({ trial, log: each, known });
      return peopleOf(trial, alive).filter((who) => (viewOf(trial, alive, who).lvl ?? NOBODY) >= LEVEL.reader);
    });
    last = next.filter((who) => !found.has(who));
    for (const who of last) found.add(who);
  }
  return [...found];
}

// What is fresh

/** SAFE: whoever may have read a log by what was known then still reads it by what is known now. */
function isSafe(then: Place, now: Place): boolean {
  const { trial } = now;
  const [alive, aliveThen] = [aliveIn(now), aliveIn(then)];
  const isKnown = (exit: string): boolean => {
    if (!isOn(trial, 'an exit is known by what comes behind it')) return !isBefore(then, exit);
    return (isOn(trial, 'an exit is alive where it is known') ? aliveThen : then.known).has(exit);
  };
  const exits = [...opsIn(now)].filter((id) => isExit(now, id));
  const admissions = [...aliveThen].filter((id) => readersBy(trial, id).length > 0);
  const areAlive = admissions.every((id) => alive.has(id)) || !isOn(trial, 'a struck admission ends what followed it');
  return exits.every(isKnown) && areAlive;
}

/** Whether all that was known of a log stands before an exit. */
const isBefore = ({ trial, ...then }: Place, exit: string): boolean =>
  [...opsIn({ trial, ...then })].every((id) => pastOf(trial, exit).has(id));

/** The announcements of an epoch among what is known of a log: no op in the past of one announces the same. */
export function announcementsOf({ trial, ...place }: Place, eid: string): string[] {
  const ops = [...opsIn({ trial, ...place })].filter((id) => opOf(trial, id).eid === eid);
  const isTopUp = (id: string): boolean => ops.some((other) => pastOf(trial, id).has(other));
  return ops.filter((id) => !isTopUp(id) || !isOn(trial, 'a top-up announces nothing'));
}

/** Those of them that are alive. */
export function aliveAnnouncementsOf(place: Place, eid: string): string[] {
  const alive = aliveIn(place);
  const isHeard = (id: string): boolean =>
    alive.has(id) || !isOn(place.trial, 'a struck announcement announces nothing');
  return announcementsOf(place, eid).filter(isHeard);
}

/** FRESH. */
export function isFresh(place: Place, eid: string): boolean {
  const { trial } = place;
  const announcements = aliveAnnouncementsOf(place, eid);
  const areAll = isOn(trial, 'every announcement is asked') && isOn(trial, 'a top-up announces nothing');
  const isGood = (id: string): boolean => followersOf(place, id).every((each) => isGoodOp(place, each));
  return announcements.length > 0 && (areAll ? announcements.every(isGood) : announcements.some(isGood));
}

/** An announcement, and the epoch ops behind it: their keyboxes may hold its epoch, or lead back to it. */
function followersOf(place: Place, id: string): string[] {
  const { trial } = place;
  const isBehind = (other: string): boolean => opOf(trial, other).k === 'epoch' && pastOf(trial, other).has(id);
  const isAsked = isOn(trial, 'what follows an announcement is asked');
  return [id, ...(isAsked ? [...opsIn(place)].filter(isBehind) : [])];
}

function isGoodOp(place: Place, id: string): boolean {
  const { trial } = place;
  const known = knownBy(trial, id);
  const asked = isOn(trial, 'who joins brings no exits') ? { ...place, known } : place;
  return reach(asked).every((log) => isSafe({ trial, log, known }, { ...place, log }));
}

/** The ids of all epochs of a log, in the order of their first ops. */
export function announcedEpochs(place: Place): string[] {
  const ops = sortOps(place.trial, opsIn(place));
  return [...new Set(ops.flatMap((id) => opOf(place.trial, id).eid ?? []))];
}

/** The ids of all fresh epochs of a log, in order. */
export function freshEpochs(place: Place): string[] {
  return announcedEpochs(place)
    .filter((eid) => isFresh(place, eid))
    .toSorted();
}

/** When an epoch ends: at the least end of its alive announcements. */
export function endOf(place: Place, eid: string): number | undefined {
  const ends = aliveAnnouncementsOf(place, eid).flatMap((id) => opOf(place.trial, id).end ?? []);
  const end = isOn(place.trial, 'the least end counts') ? Math.min(...ends) : Math.max(...ends);
  return ends.length === 0 ? undefined : end;
}

/** SEC-015: the epoch under which to write. */
export function currentEpoch(place: Place): string | undefined {
  const { trial } = place;
  const isLasting = (eid: string): boolean =>
    endOf(place, eid) === undefined || !isOn(trial, 'an epoch that ends is never current');
  const fresh = freshEpochs(place).filter(isLasting);
  const past = (eid: string): Set<string> =>
    new Set(aliveAnnouncementsOf(place, eid).flatMap((id) => [...pastOf(trial, id)]));
  const isFollowed = (eid: string): boolean =>
    fresh.some((other) => other !== eid && aliveAnnouncementsOf(place, eid).some((id) => past(other).has(id)));
  const last = fresh.filter((eid) => !isFollowed(eid) || !isOn(trial, 'the last epoch is current'));
  return isOn(trial, 'the lowest of several is current') ? last[0] : last.at(-1);
}

// As the model asks

/** FRESH. */
export function isFreshEpoch(_model: Model, place: Place, eid: string): boolean {
  return isFresh(place, eid);
}

/** All fresh epochs. */
export function freshEpochsOf(_model: Model, place: Place): string[] {
  return freshEpochs(place);
}

/** SEC-015. */
export function currentEpochOf(_model: Model, place: Place): string | undefined {
  return currentEpoch(place);
}
