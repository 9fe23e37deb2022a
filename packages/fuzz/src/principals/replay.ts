import { type AuthorityState, type Court, stateIn } from '@allod/conformance-model/authority';
import { stateText } from '@allod/principals';
import { createPrincipals } from '@allod/principals/log';
import type { Op } from '@allod/principals';
import type { Principals } from '@allod/principals/log';
import type { Random } from '../random.ts';

/** An engine that starts with snapshots of some logs, taken somewhere on the way, and then gets all ops. */
export function replayed(given: readonly Op[], random: Random): Principals {
  const before = createPrincipals();
  for (const op of given.slice(0, random.below(given.length + 1))) before.add(op);
  const principals = createPrincipals();
  for (const log of before.logs()) {
    const snapshot = random.below(2) === 0 ? before.snapshot(log) : undefined;
    if (snapshot !== undefined) principals.restore(structuredClone(snapshot));
  }
  for (const op of given) principals.add(op);
  return principals;
}

/** Up to three ops of a log, of which one may be in the past of another. */
export function someHeads(principals: Principals, log: string, random: Random): readonly string[] {
  const order = principals.order(log);
  return [...new Set(Array.from({ length: 1 + random.below(3) }, () => order[random.below(order.length)] ?? ''))];
}

/** What the engine says a snapshot at some heads would state. */
export function stateOfEngine(principals: Principals, log: string, heads: readonly string[]): string {
  const state = principals.stateAt(log, heads);
  return state === undefined ? 'unknown' : `${state.n} ${stateText(state)}`;
}

/** The same of the model. */
export function stateOfModel(court: Court, log: string, heads: readonly string[]): string {
  const only = new Set<string>();
  const include = (id: string): void => {
    if (only.has(id)) return;
    only.add(id);
    for (const parent of court.trial.ops.get(id)?.par ?? []) include(parent);
  };
  for (const head of heads) include(head);
  return `${only.size} ${textOf(stateIn(court, log, { only }))}`;
}

function textOf({ members, policy, order, alive }: AuthorityState): string {
  const struck = order.filter((id) => !alive.includes(id)).toSorted();
  return stateText({
    n: 0,
    members: new Map(Object.entries(members)),
    policy: new Map(Object.entries(policy)),
    struck,
  });
}
