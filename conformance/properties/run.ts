// One plan: an honest history, an attack on it, and all checks.
import type { AuthorityRule, Op } from '@allod/conformance-model/authority';
import { agentsOf } from './agents.ts';
import { checkGrief, checkMembers, checkOrder, checkSelf } from './checks.ts';
import { Draw } from './draw.ts';
import { begin } from './founding.ts';
import { strike } from './gang.ts';
import { type History, TEAM, TEAMS } from './history.ts';
import { live } from './honest.ts';
import { type Plan, PROGRAMMES } from './plan.ts';

/** What a plan came to. */
export interface Run {
  /** Sentences; none if all held. */
  readonly faults: readonly string[];
  /** What the plan contained, by name. */
  readonly labels: ReadonlySet<string>;
  readonly ops: readonly Op[];
}

const PLAIN = { name: 'none', make: (): undefined => undefined };

/** Runs a plan against the model, with some rules switched off. */
export function runPlan(plan: Plan, off?: ReadonlySet<AuthorityRule>): Run {
  const founded = begin(plan, off);
  const { history } = founded;
  const agents = agentsOf(founded);
  live(founded, agents, plan.steps.slice(0, -2));
  const { name, make } = PROGRAMMES[plan.programme % PROGRAMMES.length] ?? PLAIN;
  const labels = new Set(contents(history));
  const faults: string[] = [];
  const [first = [], ...attack] = plan.attack;
  const programme = make({ founded, draw: new Draw(first) });
  if (programme?.below !== undefined || programme === undefined) live(founded, agents, plan.steps.slice(-2));
  if (programme !== undefined) {
    const base = new Set(history.of(programme.gang.log).map(({ id }) => id));
    const outcome = checkGrief(programme, base, strike(programme.gang, attack));
    faults.push(...outcome.faults.map((fault) => `${name}: ${fault}`));
    for (const label of [name, ...outcome.labels.map((each) => `${name}: ${each}`)]) labels.add(label);
  }
  const logs = TEAMS.filter((log) => history.of(log).length > 0);
  faults.push(
    ...checkOrder(history, plan.order),
    ...logs.flatMap((log) => [...checkMembers(history, log), ...checkSelf(history, log)]),
  );
  return { faults, labels, ops: history.ops };
}

/** What the steps of a plan, not its founding, have put into the history, by name. */
function contents(history: History): string[] {
  const state = history.state(TEAM);
  const made = history.of(TEAM).slice(1);
  const isBeside = (a: Op, b: Op): boolean => a !== b && !history.past(a.id).has(b.id) && !history.past(b.id).has(a.id);
  const cuts = made.filter(({ k }) => k === 'remove');
  const inner = TEAMS.slice(1)
    .flatMap((log) => history.of(log).slice(1))
    .filter(({ id }) => !TEAMS.some((log) => id.startsWith(log)));
  const found: Record<string, boolean> = {
    'concurrent removals': cuts.some((a) => cuts.some((b) => isBeside(a, b))),
    'concurrent ops': made.some((a) => made.some((b) => isBeside(a, b))),
    joins: made.some(({ k }) => k === 'join'),
    majorities: made.some(({ id }) => history.court.trial.localOf(id).isMajority === true),
    'signers through teams': made.some(({ signers, k }) => k !== 'add' && signers.some(({ by }) => by.length > 1)),
    'changes of inner logs': inner.length > 0,
    'dead ops': state.alive.length < state.order.length,
    'refused ops': history.court.rejected.size > 0,
    quorum: state.policy['admit'] === 'quorum',
    guests: Object.values(state.members).some(({ lvl }) => lvl === 0),
  };
  return Object.keys(found).filter((name) => found[name]);
}
