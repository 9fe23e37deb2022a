import { admit, type AuthorityState, openCourt, stateIn } from '@allod/conformance-model/authority';
import { createPrincipals } from '@allod/principals/log';
import type { Op } from '@allod/principals';
import type { Principals } from '@allod/principals/log';
import { createRandom, type Random } from '../random.ts';
import { makePlan, type PlanOptions } from './plan.ts';
import { replayed, someHeads, stateOfEngine, stateOfModel } from './replay.ts';

/** What the plans had in them. A property of plans that have nothing in them is none. */
export interface Tally {
  plans: number;
  ops: number;
  refused: number;
  /** Plans in which an accepted op is dead. */
  withDead: number;
  /** Plans in which an op is dead that no cut reaches, and that stands on a log with dead ops. */
  withDeadElsewhere: number;
  /** Plans in which an op waited. */
  withParked: number;
  codes: Record<string, number>;
}

/** Where the engine and the model differ. */
export interface Difference {
  readonly seed: number;
  readonly log: string;
  readonly engine: string;
  readonly model: string;
}

export interface Range {
  readonly from: number;
  readonly count: number;
  /** One plan of so many is compared after each op, the others when all have come. */
  readonly everyStep?: number;
  readonly options?: PlanOptions;
}

/**
 * Gives the same plans to the engine, in an order of its own, and to the executable model, and compares members, policy,
 * order, LOCAL, alive ops, codes and ops that wait. So it does with an engine that starts with snapshots, and with what is
 * stated of some heads. Stops at the first difference.
 */
export function agreeOn({ from, count, everyStep = 10, options = {} }: Range): Tally | Difference {
  const tally: Tally = {
    plans: 0,
    ops: 0,
    refused: 0,
    withDead: 0,
    withDeadElsewhere: 0,
    withParked: 0,
    codes: {},
  };
  for (let seed = from; seed < from + count; seed++) {
    const difference = agreeOnPlan({ seed, isStepwise: seed % everyStep === 0, ops: makePlan(seed, options) }, tally);
    if (difference !== undefined) return difference;
  }
  return tally;
}

interface Case {
  readonly seed: number;
  readonly isStepwise: boolean;
  readonly ops: readonly Op[];
}

function agreeOnPlan({ seed, isStepwise, ops }: Case, tally: Tally): Difference | undefined {
  const court = openCourt();
  const principals = createPrincipals();
  const random = createRandom(seed + 1);
  const given = inOrder(ops, random);
  const logs = new Set(ops.map(({ log }) => log));
  let hasParked = false;
  for (const [n, op] of given.entries()) {
    if (principals.add(op).state === 'parked') hasParked = true;
    // Reading in between must change nothing later.
    if (random.below(4) === 0) principals.members(op.log);
    if (!isStepwise && n < given.length - 1) continue;
    admit(court, isStepwise ? [op] : given);
    for (const log of logs) {
      const [engine, model] = [wordsOfEngine(principals, log, given), wordsOfModel(stateIn(court, log), given, n + 1)];
      if (engine !== model) return { seed, log, engine, model };
    }
  }
  tallyUp(tally, { principals, ops, logs, hasParked });
  const again = replayed(given, random);
  for (const log of logs) {
    const heads = someHeads(principals, log, random);
    const known = principals.order(log).length > 0;
    const [engine, model] = [wordsOfEngine(again, log, given), wordsOfEngine(principals, log, given)];
    if (engine !== model) return { seed, log, engine, model };
    const [told, wanted] = known ? [stateOfEngine(again, log, heads), stateOfModel(court, log, heads)] : ['', ''];
    if (told !== wanted) return { seed, log, engine: told, model: wanted };
  }
  return undefined;
}

/** As they were written, the other way round, or in any order. */
function inOrder(ops: readonly Op[], random: Random): readonly Op[] {
  const kind = random.below(3);
  if (kind < 2) return kind === 0 ? ops : ops.toReversed();
  const keyed = ops.map((op) => ({ op, key: random.below(1_000_000) }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ op }) => op);
}

const deadIn = (principals: Principals, log: string): string[] =>
  principals.order(log).filter((id) => !principals.isAlive(id));

function wordsOfEngine(principals: Principals, log: string, ops: readonly Op[]): string {
  const order = principals.order(log);
  return words({
    members: Object.fromEntries(principals.members(log)),
    policy: Object.fromEntries(principals.policy(log)),
    order,
    alive: order.filter((id) => principals.isAlive(id)),
    ranks: Object.fromEntries(order.map((id) => [id, principals.audit(id)?.rank ?? Number.NaN])),
    verdicts: ops.map(({ id }) => {
      const verdict = principals.verdict(id);
      return verdict?.state === 'refused' ? verdict.code : (verdict?.state ?? 'not added');
    }),
  });
}

function wordsOfModel(
  { members, policy, order, alive, ranks, rejected, pending }: AuthorityState,
  ops: readonly Op[],
  given: number,
): string {
  const waits = new Set(pending);
  const verdicts = ops.map(({ id }, n) => {
    if (n >= given) return 'not added';
    return rejected[id] ?? (waits.has(id) ? 'parked' : 'accepted');
  });
  return words({ members, policy, order, alive, ranks, verdicts });
}

interface Words extends Omit<AuthorityState, 'rejected' | 'pending'> {
  readonly verdicts: readonly string[];
}

const sorted = (record: object): unknown[] => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));

function words({ members, policy, order, alive, ranks, verdicts }: Words): string {
  return JSON.stringify([sorted(members), sorted(policy), order, alive, sorted(ranks), verdicts]);
}

interface Seen {
  readonly principals: Principals;
  readonly ops: readonly Op[];
  readonly logs: ReadonlySet<string>;
  readonly hasParked: boolean;
}

function tallyUp(tally: Tally, { principals, ops, logs, hasParked }: Seen): void {
  const dead = [...logs].flatMap((log) => deadIn(principals, log));
  tally.plans += 1;
  tally.ops += ops.length;
  tally.withParked += hasParked ? 1 : 0;
  tally.withDead += dead.length > 0 ? 1 : 0;
  tally.withDeadElsewhere += dead.some((id) => isDeadElsewhere(principals, id)) ? 1 : 0;
  for (const { id } of ops) {
    const verdict = principals.verdict(id);
    if (verdict?.state !== 'refused') continue;
    tally.refused += 1;
    tally.codes[verdict.code] = (tally.codes[verdict.code] ?? 0) + 1;
  }
}

function isDeadElsewhere(principals: Principals, id: string): boolean {
  const { cuts = [], logs = [] } = principals.audit(id) ?? {};
  return cuts.length === 0 && logs.length > 0;
}
