// Epochs in random histories: what is fresh does not depend on the order of arrival; whoever can open a fresh epoch still reads;
// and after everybody has announced once more, everybody who reads has the way to it.
import { aliveIn, currentEpoch, type EpochPlace, freshEpochs, knownFrom, recipientsOf } from '@allod/conformance-model';
import { admit, type AuthorityRule, openCourt, viewOf } from '@allod/conformance-model/authority';
import { type Agent, agentsOf, choose, Pen } from './agents.ts';
import { shuffled } from './checks.ts';
import { Draw } from './draw.ts';
import { begin, type Founded } from './founding.ts';
import { strike } from './gang.ts';
import { DEEP, FOUNDERS, type History, NEWCOMERS, SUB, TEAM, TEAMS } from './history.ts';
import { announce, live } from './honest.ts';
import { type Plan, PROGRAMMES } from './plan.ts';
import type { Run } from './run.ts';

const LOGS: readonly string[] = [...FOUNDERS, ...NEWCOMERS, DEEP, SUB, TEAM];
const READER = 10;

/** Runs a plan with many epochs, with some rules switched off. */
export function runEpochs(plan: Plan, off?: ReadonlySet<AuthorityRule>): Run {
  const founded = begin(plan, off);
  const { history } = founded;
  const agents = agentsOf(founded);
  for (const agent of agents.filter(({ nth }) => nth === 1)) announce(new Pen(founded, agent, agent.user));
  for (const log of TEAMS) announceBy(founded, agents.slice(0, 1), log);
  for (const [nth, step] of plan.steps.entries()) {
    live(founded, agents, [step]);
    const agent = choose(agents, new Draw(step));
    if (nth % 2 === 1) announce(new Pen(founded, agent, nth % 4 === 1 || founded.paths.length < 2 ? TEAM : SUB));
  }
  const [first = [], ...attack] = plan.attack;
  const programme = PROGRAMMES[plan.programme % PROGRAMMES.length]?.make({ founded, draw: new Draw(first) });
  if (programme !== undefined) strike(programme.gang, attack);
  if (plan.seed % 3 > 0) announceBy(founded, agents, TEAM);
  const faults = [...checkOpeners(history), ...checkOrderOfEpochs(plan, history)];
  const contents = contentsOf(history);
  const renewal = checkRenewal(founded, agents);
  const labels = new Set([...contents, ...(renewal === undefined ? [] : ['renewed'])]);
  return { faults: [...faults, ...(renewal ?? [])], labels, ops: history.ops };
}

const placeOf = ({ court: { trial } }: History, log: string): EpochPlace => {
  const own = [...trial.ops.values()].flatMap((op) => (op.log === log ? [op.id] : []));
  return { trial, log, known: knownFrom(trial, own) };
};

const freshIn = (history: History, log: string): string => {
  const place = placeOf(history, log);
  return JSON.stringify([freshEpochs(place), currentEpoch(place) ?? null]);
};

function checkOrderOfEpochs(plan: Plan, history: History): string[] {
  const other = openCourt({ off: history.court.trial.off });
  for (const op of shuffled(history.ops, plan.order)) admit(other, [op]);
  const again = { ...history, court: other } as History;
  const wrong = TEAMS.filter((log) => freshIn(history, log) !== freshIn(again, log));
  return wrong.map((log) => `P1: the fresh epochs of ${log} depend on the order of arrival`);
}

// Who can open what

const addressedByTrial = new WeakMap<EpochPlace['trial'], Map<string, readonly (readonly [string, string])[]>>();

/** Who may be a recipient of an op: a function of its past, asked again and again. */
function addressedBy(trial: EpochPlace['trial'], id: string): readonly (readonly [kid: string, who: string])[] {
  const kept = addressedByTrial.get(trial) ?? new Map<string, readonly (readonly [string, string])[]>();
  addressedByTrial.set(trial, kept);
  const found = kept.get(id) ?? [...recipientsOf(trial, id)];
  kept.set(id, found);
  return found;
}

/** Whoever can open a fresh epoch, whatever its keyboxes and the way back from later ones hold, reads by what is known. */
function checkOpeners(history: History): string[] {
  return LOGS.flatMap((log) => {
    const place = placeOf(history, log);
    const readers = readersOf(place);
    return freshEpochs(place).flatMap((eid) =>
      [...openersOf(place, eid)]
        .filter((key) => !readers.has(key))
        .map((key) => `P14: ${key} opens the fresh ${eid} of ${log}, and reads no more`),
    );
  });
}

/** All keys and invites that are recipients of an epoch, or of one that may lead back to it, over the epochs of members. */
function openersOf(place: EpochPlace, eid: string, seen: Set<string> = new Set()): Set<string> {
  const { trial, log, known } = place;
  const name = `${log} ${eid}`;
  if (seen.has(name)) return new Set();
  seen.add(name);
  const epochs = [...known].map((id) => trial.ops.get(id)).filter((op) => op?.log === log && op.k === 'epoch');
  const own = epochs.filter((op) => op?.eid === eid).map((op) => op?.id ?? '');
  const isBehind = (id: string): boolean => own.includes(id) || own.some((each) => trial.pasts.get(id)?.has(each));
  const found = epochs.flatMap((op) => (op !== undefined && isBehind(op.id) ? addressedBy(trial, op.id) : []));
  return new Set(
    found.flatMap(([kid, who]) => {
      const isPrincipal = trial.ops.get(who)?.k === 'init';
      return isPrincipal ? [...openersOf({ ...place, log: who }, kid, seen)] : [who];
    }),
  );
}

/** All keys that read a log by what is known, and the invites that may be taken. */
function readersOf(place: EpochPlace, seen: Set<string> = new Set()): Set<string> {
  const { trial, log } = place;
  if (seen.has(log)) return new Set();
  seen.add(log);
  const alive = aliveIn(place);
  const ops = [...alive].map((id) => trial.ops.get(id));
  const named = ops.flatMap((op) => [
    ...(op?.mem ?? []).map(({ who }) => who),
    ...(op?.who === undefined ? [] : [op.who]),
  ]);
  const members = [...new Set(named)].filter((who) => (viewOf(trial, alive, who).lvl ?? -1) >= READER);
  const open = ops.flatMap((op) => (op?.k === 'invite' && !ops.some((each) => each?.who === op.id) ? [op.id] : []));
  const keys = members.flatMap((who) =>
    trial.ops.get(who)?.k === 'init' ? [...readersOf({ ...place, log: who }, seen)] : [who],
  );
  return new Set([...keys, ...open]);
}

// Everybody announces once more

/** An epoch by the first of some agents who may announce one, which first hears of everything. */
function announceBy(founded: Founded, agents: readonly Agent[], log: string): string | undefined {
  const { history } = founded;
  if (history.of(log).length === 0) return undefined;
  for (const agent of agents) {
    for (const { id } of history.ops) if (history.court.trial.ops.has(id)) agent.held.add(id);
    const pen = new Pen(founded, agent, log);
    const x = pen.news([...FOUNDERS, ...NEWCOMERS, ...TEAMS]);
    const made = pen.first(
      pen.ways().map((by) => ({ ...pen.draft('epoch', [by], { x }), eid: `last ${history.name()}` })),
    );
    if (made !== undefined) return made.eid;
  }
  return undefined;
}

/**
 * After a new epoch of each log, those below first, everybody who reads has the way to the current one of the team. Nothing where
 * nobody is left who may announce.
 */
function checkRenewal(founded: Founded, agents: readonly Agent[]): string[] | undefined {
  const { history } = founded;
  const madeByLog = new Map([...LOGS, SUB, TEAM].map((log) => [log, announceBy(founded, agents, log)]));
  if ([...madeByLog].some(([log, eid]) => eid === undefined && history.of(log).length > 0)) return undefined;
  const place = placeOf(history, TEAM);
  const current = currentEpoch(place);
  if (current !== madeByLog.get(TEAM)) return [`P16: the last epoch of ${TEAM} is not current`];
  const openers = openersOf(place, current ?? '');
  const readers = [...readersOf(place)].filter((who) => !place.trial.ops.has(who));
  return readers
    .filter((who) => !openers.has(who) && hasKey(history, who))
    .map((who) => `P16: ${who} reads ${TEAM}, and has no way to its epoch`);
}

/** Whether somebody, a key, ever stated one for encryption. */
function hasKey(history: History, who: string): boolean {
  return history.ops.some(
    ({ mem = [], who: newcomer, enc }) =>
      mem.some((entry) => entry.who === who && entry.enc === true) || (newcomer === who && enc === true),
  );
}

// What the histories contain

function contentsOf(history: History): string[] {
  const place = placeOf(history, TEAM);
  const epochs = history.of(TEAM).filter(({ k }) => k === 'epoch');
  const eids = new Set(epochs.map(({ eid }) => eid));
  const fresh = freshEpochs(place);
  const alive = aliveIn(place);
  const found: Record<string, boolean> = {
    fresh: fresh.length > 0,
    stale: fresh.length < eids.size,
    'none fresh': fresh.length === 0,
    'top-ups': eids.size < epochs.length,
    'struck epochs': epochs.some(({ id }) => !alive.has(id)),
    'several fresh': fresh.length > 1,
  };
  return Object.keys(found).filter((name) => found[name]);
}
