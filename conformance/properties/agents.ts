// Devices that each hold a part of the ops, and act on what they hold.
import type { AuthorityState, Op, OpSigner } from '@allod/conformance-model/authority';
import type { Draw } from './draw.ts';
import type { Founded } from './founding.ts';
import { as, deviceOf, type Draft, FOUNDERS, type History, NEWCOMERS, TEAMS } from './history.ts';

/** One device of somebody, and the ops that it holds: closed under what they name. */
export interface Agent {
  readonly user: string;
  readonly nth: number;
  readonly held: Set<string>;
}

/** The devices of everybody who may become a member, and the ops at hand when they begin. */
export function agentsOf({ history }: Founded): Agent[] {
  const all = history.ops.map(({ id }) => id);
  const second = ['A', 'B'].map((user) => ({ user, nth: 2, held: new Set(all) }));
  return [...[...FOUNDERS, ...NEWCOMERS].map((user) => ({ user, nth: 1, held: new Set(all) })), ...second];
}

/** What an agent sees of a log. */
export const seen = (history: History, { held }: Agent, log: string): AuthorityState =>
  history.state(log, { only: held });

/** Makes ops of a log for one agent, after what it holds. */
export class Pen {
  readonly history: History;
  readonly agent: Agent;
  readonly log: string;
  readonly #paths: readonly (readonly string[])[];

  constructor(founded: Founded, agent: Agent, log: string) {
    this.history = founded.history;
    this.agent = agent;
    this.log = log;
    this.#paths = founded.paths;
  }

  /** The ways in which the agent's user may stand in the log. */
  ways(): OpSigner[] {
    const { user, nth } = this.agent;
    const kid = deviceOf(user, nth);
    if (user === this.log) return [{ kid, by: [] }];
    const paths = this.#paths.flatMap((path) => {
      const at = path.lastIndexOf(this.log);
      return this.log === TEAMS[0] ? [path] : at < 0 ? [] : [path.slice(at + 1)];
    });
    return [[], ...paths.filter(({ length }) => length > 0)].map((path) => ({ kid, by: [...path, user] }));
  }

  /** The fields that all ops of the pen share. */
  draft(
    k: Op['k'],
    signers: readonly OpSigner[],
    more: Partial<Draft> & { readonly thru?: readonly string[] } = {},
  ): Draft {
    const ref = more.ref === undefined ? [] : [more.ref];
    const heads = this.history.heads(this.log, this.agent.held).slice(0, 15);
    const par = [...new Set([...heads, ...ref.filter((id) => !this.agent.held.has(id))])];
    const x = this.news([...signers.flatMap(({ by }) => by), ...(more.thru ?? []), ...TEAMS]);
    return { k, log: this.log, par, signers, x, t: 1000 + this.history.ops.length, ...more };
  }

  /** The heads of logs that the agent holds. */
  news(logs: readonly string[]): Record<string, readonly string[]> {
    const others = [...new Set(logs)].filter((log) => log !== this.log);
    const found = others.map((log) => [log, this.history.heads(log, this.agent.held).slice(0, 16)] as const);
    return Object.fromEntries(found.filter(([, heads]) => heads.length > 0).slice(0, 16));
  }

  /** Offers drafts until one is accepted, and then holds it. */
  first(drafts: readonly Draft[], keep = false): Op | undefined {
    for (const [nth, draft] of drafts.entries()) {
      const op = this.history.offer(draft, { isKept: keep && nth === drafts.length - 1 });
      if (op === undefined) continue;
      for (const id of this.history.closure([op.id])) this.agent.held.add(id);
      return op;
    }
    return undefined;
  }
}

/** Takes what another agent holds. */
export function gossip(from: Agent, to: Agent): void {
  for (const id of from.held) to.held.add(id);
}

/** Each kid once: an op has no signer twice. */
export const distinct = (signers: readonly OpSigner[]): OpSigner[] =>
  signers.filter(({ kid }, at) => signers.findIndex((other) => other.kid === kid) === at).slice(0, 8);

/** The agent of a step, which has heard of another one in most cases. */
export function choose(agents: readonly Agent[], draw: Draw): Agent {
  const agent = draw.of(agents);
  const other = draw.of(agents);
  if (draw.isIn(50)) gossip(other, agent);
  return agent;
}

/** The signatures of all direct members at a level that are users. */
export const peersAt = (members: AuthorityState['members'], level: number): OpSigner[] =>
  Object.keys(members)
    .filter((who) => members[who]?.lvl === level && [...FOUNDERS, ...NEWCOMERS].includes(who))
    .map((who) => as(who));
