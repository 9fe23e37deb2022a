// Logs under construction, and who holds which part of them.
import {
  type AuthorityRule,
  type AuthorityState,
  type Court,
  admit,
  type Op,
  openCourt,
  type OpSigner,
  stateIn,
} from '@allod/conformance-model/authority';

/** The team that plans are about; it may have the team `SUB` as a member, and that one the team `DEEP`. */
export const TEAM = 'T';
export const SUB = 'S';
export const DEEP = 'Q';
export const TEAMS: readonly string[] = [TEAM, SUB, DEEP];
/** Users that teams begin with, users that may come, and users that only attackers bring. */
export const FOUNDERS: readonly string[] = ['A', 'B', 'C', 'D', 'E', 'F'];
export const NEWCOMERS: readonly string[] = ['G', 'H'];
export const SYBILS: readonly string[] = ['X', 'Y', 'Z'];

/** The nth device of a user, and its cold key. */
export const deviceOf = (user: string, nth = 1): string => `${user.toLowerCase()}${nth}`;
export const kitOf = (user: string): string => `${user}-kit`;
export const as = (user: string, nth = 1): OpSigner => ({ kid: deviceOf(user, nth), by: [user] });
export const via = (path: readonly string[], nth = 1): OpSigner => ({
  kid: deviceOf(path.at(-1) ?? '', nth),
  by: path,
});
export const bare = (kid: string): OpSigner => ({ kid, by: [] });

/** What guests may do: read, write, and something that is not said yet. */
export const CAPABILITIES: readonly string[] = ['r', 'w', 'x'].map((verb) => JSON.stringify({ do: [verb] }));

/** An op before it has an id. */
export type Draft = Omit<Op, 'id'>;

/** All ops of a plan, as one court judges them. */
export class History {
  readonly court: Court;
  /** In the order in which they were made, with those that were refused. */
  readonly ops: Op[] = [];
  #made = 0;

  constructor(off: ReadonlySet<AuthorityRule> = new Set()) {
    this.court = openCourt({ off });
  }

  /** Ids in no order: the lower one decides in some places. */
  name(): string {
    this.#made += 1;
    return `${'mgwbrktdzpfyhs'[(this.#made * 5) % 14]}${this.#made}`;
  }

  /** Offers an op. One that is refused leaves no trace unless it is kept. */
  offer(draft: Draft, { id = this.name(), isKept = false }: { id?: string; isKept?: boolean } = {}): Op | undefined {
    const op: Op = {
      ...draft,
      id,
      ...(draft.k === 'epoch' ? { eid: draft.eid ?? this.#epochFor(draft, id) } : {}),
    };
    admit(this.court, [op]);
    const isAccepted = this.court.trial.ops.has(id);
    if (isAccepted || isKept) this.ops.push(op);
    else for (const map of [this.court.held, this.court.rejected]) map.delete(id);
    return isAccepted ? op : undefined;
  }

  /** The epoch that an op announces: mostly one of its own, else the last one in its past once more. */
  #epochFor({ log, par }: Draft, id: string): string {
    const past = this.closure(par);
    const last = this.of(log).findLast((op) => op.eid !== undefined && past.has(op.id))?.eid;
    return this.#made % 3 === 0 && last !== undefined ? last : `epoch ${id}`;
  }

  /** The accepted ops of a log. */
  of(log: string): Op[] {
    return this.ops.filter((op) => op.log === log && this.court.trial.ops.has(op.id));
  }

  state(log: string, part: Parameters<typeof stateIn>[2] = {}): AuthorityState {
    return stateIn(this.court, log, part);
  }

  /** The ancestors of an op in its log. */
  past(id: string): ReadonlySet<string> {
    return this.court.trial.pasts.get(id) ?? new Set();
  }

  /** Of some ops of a log those that no other of them has in its past. */
  heads(log: string, held: ReadonlySet<string>): string[] {
    const own = this.of(log).filter(({ id }) => held.has(id));
    return own.filter(({ id }) => !own.some(({ par }) => par.includes(id))).map(({ id }) => id);
  }

  /** The heads of other logs that some ops name. */
  named(ids: Iterable<string>): Set<string> {
    return new Set([...ids].flatMap((id) => Object.values(this.court.held.get(id)?.x ?? {}).flat()));
  }

  /** Some ops with all that they name. */
  closure(ids: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const open = [...ids];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      const op = this.court.held.get(id);
      open.push(...(op?.par ?? []), ...Object.values(op?.x ?? {}).flat(), ...(op?.ref === undefined ? [] : [op.ref]));
    }
    return found;
  }
}
