// One scenario as a case: what follows from the ops is written by hand, by names, and compared with what the model says.
import { quickModel } from '../quick-model.ts';
import { resolveKeys } from '../statement.ts';
import { Suite, type SuiteHead } from '../suite.ts';
import { canonical, type Value, type ValueObject } from '../value.ts';
import type { EpochFlag } from './epochs-notes.ts';
import { LOG_NOTES, type LogFlag } from './log-notes.ts';
import type { Plan } from './log-plan.ts';

/** The code, and what refuses or parks the op; nothing where no verifier could do otherwise. */
export type Refusal = readonly [code: string, ...requirements: string[]];

/** What a log says, by names. What is not given is empty. */
export interface Expectation {
  readonly members: Readonly<Record<string, number>>;
  readonly caps?: Readonly<Record<string, Value[]>>;
  readonly pol?: Readonly<Record<string, string>>;
  /** Ops that were accepted and do not live. */
  readonly struck?: readonly string[];
  readonly refused?: Readonly<Record<string, Refusal>>;
  readonly parked?: Readonly<Record<string, Refusal>>;
}

/** A scenario. */
export interface ScenarioPlan {
  readonly plan: Plan;
  readonly flag: LogFlag | EpochFlag;
  readonly requirements?: readonly string[];
  /** The log that is asked for; absent: the team `team`. */
  readonly log?: string;
  readonly expect: Expectation;
  /** The ops in this order, by name; absent: as they were made. */
  readonly order?: readonly string[];
  /** Ops that are held back. */
  readonly without?: readonly string[];
  /** After so many ops: what is said then. */
  readonly steps?: readonly (readonly [count: number, expect: Expectation])[];
  /** Statements that come in place of those of the plan, or beside them. */
  readonly copies?: Readonly<Record<string, readonly ValueObject[]>>;
}

const model = quickModel();

/** A suite of logs. */
export class LogSuite extends Suite {
  constructor(suite: string, description: string, more: Partial<SuiteHead> = {}) {
    super(
      { suite, command: 'log.resolve', profile: 'principals', description, notes: { ...LOG_NOTES }, ...more },
      resolveKeys('public'),
    );
  }

  /** Adds a case. Each refused op cites what refuses it: without that rule the model says something else. */
  scenario(slug: string, title: string, given: ScenarioPlan): void {
    const { flag, expect, requirements = [], steps = [] } = given;
    const input = inputOf(given);
    checkWanted(slug, given);
    const cited = citedBy(given, input);
    const all = [expect, ...steps.map(([, each]) => each)];
    const isRefusing = all.some(({ refused = {}, parked = {} }) => Object.keys({ ...refused, ...parked }).length > 0);
    this.accepts(slug, title, {
      ...(isRefusing || flag === 'AcceptedOddity' ? { kind: 'edge' } : {}),
      requirements: [...new Set([...requirements, ...cited])],
      flags: [flag],
      input,
    });
  }

  /** Adds a case of many orders. */
  orders(slug: string, title: string, given: OrdersPlan): void {
    const { plan, flag, requirements = [], log = 'team', expect, beside = [] } = given;
    checkWanted(slug, given);
    const names = [...plan.namesIn(log), ...beside];
    const order = { label: 'order', order: names.map((name) => plan.statementOf(name)) };
    const cited = Object.values({ ...expect.refused, ...expect.parked }).flatMap(([, ...each]) => each);
    this.accumulates(slug, title, {
      requirements: [...requirements, ...cited],
      flags: [flag],
      input: { ...inputOf({ plan, log, without: names }), ops: { $derived: order } },
      n: ORDERS,
      every: EVERY,
      answer: expected(given),
    });
  }
}

/** A log in many orders, and the one state that follows from all of them. */
export interface OrdersPlan extends Pick<ScenarioPlan, 'plan' | 'flag' | 'requirements' | 'log' | 'expect'> {
  /** Ops of other logs that come in any order with those of the log, by name. All others are there before. */
  readonly beside?: readonly string[];
}

/** How many orders are asked for, and after how many there is a checkpoint. */
const [ORDERS, EVERY] = [12, 4];

/** What is written by hand is what the model says. */
function checkWanted(slug: string, given: ScenarioPlan): void {
  const said = model.handle('log.resolve', inputOf(given));
  const wanted = expected(given);
  if (!('ok' in said) || canonical(said.ok as ValueObject) !== canonical(wanted))
    throw new RangeError(
      `${slug}: ${readable(given, { ok: wanted })}\nis wanted, and the model says\n${readable(given, said)}`,
    );
}

/** The input of `log.resolve`. */
export function inputOf({
  plan,
  log = 'team',
  order,
  without = [],
  steps,
  copies = {},
}: Omit<ScenarioPlan, 'flag' | 'expect'>): ValueObject {
  const opsOf = (names: readonly string[]): ValueObject[] =>
    names.filter((name) => !without.includes(name)).flatMap((name) => copies[name] ?? [plan.statementOf(name)]);
  const others = plan.logs
    .filter((other) => other !== log)
    .map((other) => ({ id: plan.id(other), ops: opsOf(plan.namesIn(other)) }));
  return {
    log: plan.id(log),
    ops: opsOf(order ?? plan.namesIn(log)),
    ...(others.length > 0 ? { others } : {}),
    ...(steps === undefined ? {} : { steps: steps.map(([count]) => count) }),
  };
}

function expected(given: ScenarioPlan): ValueObject {
  const { plan, log = 'team', order, without = [], expect, steps } = given;
  const offered = (order ?? plan.namesIn(log)).filter((name) => !without.includes(name));
  const state = stateOf(plan, expect, offered);
  if (steps === undefined) return state;
  return { ...state, steps: steps.map(([count, each]) => stateOf(plan, each, offered.slice(0, count))) };
}

function stateOf(plan: Plan, expect: Expectation, offered: readonly string[]): ValueObject {
  const { members, caps, pol = {}, struck = [], refused = {}, parked = {} } = expect;
  const gone = [...struck, ...Object.keys(refused), ...Object.keys(parked)];
  const idsOf = (names: readonly string[]): string[] => [...new Set(names)].map((name) => plan.id(name)).toSorted();
  const byId = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [plan.id(name), value]));
  const codes = (list: Readonly<Record<string, Refusal>>): Record<string, string> =>
    byId(Object.fromEntries(Object.entries(list).map(([name, [code]]) => [name, code])));
  return {
    members: byId(members),
    ...(caps === undefined ? {} : { caps: byId(caps) }),
    pol: { ...pol },
    alive: idsOf(offered.filter((name) => !gone.includes(name))),
    struck: idsOf(struck),
    refused: codes(refused),
    parked: codes(parked),
  };
}

/** The requirements of the refused ops, each seen to be what refuses it. */
function citedBy({ plan, expect }: ScenarioPlan, input: ValueObject): string[] {
  const judged = Object.entries({ ...expect.refused, ...expect.parked });
  for (const [name, [code, ...requirements]] of judged) {
    const said = attempt(requirements, input);
    const { refused = {}, parked = {} } = (said ?? {}) as Record<string, Record<string, string>>;
    const id = plan.id(name);
    if (requirements.length > 0 && (refused[id] ?? parked[id]) === code)
      throw new RangeError(`${name}: ${code} comes without ${requirements.join()}, too`);
  }
  return judged.flatMap(([, [, ...requirements]]) => requirements);
}

/** What a verifier without some rules says: it may stumble later. */
function attempt(requirements: readonly string[], input: ValueObject): object | undefined {
  try {
    const said = quickModel({ skip: new Set(requirements) }).handle('log.resolve', input);
    return 'ok' in said ? said.ok : undefined;
  } catch {
    return undefined;
  }
}

function readable({ plan }: ScenarioPlan, value: object): string {
  const names = plan.logs.flatMap((log) => plan.namesIn(log));
  return names.reduce((text, name) => text.replaceAll(plan.id(name), name), JSON.stringify(value));
}
