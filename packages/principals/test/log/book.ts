import { expect } from 'vitest';
import type { Op, OpSigner } from '../../src/index.ts';
import { createPrincipals, type Principals } from '../../src/log/index.ts';

export const TEAM = 'T';

/** How an op differs from the plainest one: after which ops (else after all heads), and who signs it. */
export type Change = Partial<Omit<Op, 'signers' | 'par'>> & {
  readonly after?: readonly string[];
  readonly by?: readonly (string | OpSigner)[];
};

/** The first device of a user: Ada has Ada.1. */
export const as = (user: string, device = 1): OpSigner => ({ kid: `${user}.${device}`, by: [user] });
/** A user's first device on a path through teams. */
export const via = (teams: readonly string[], user: string, device = 1): OpSigner => ({
  kid: `${user}.${device}`,
  by: [...teams, user],
});
/** A key that is itself an entry. */
export const key = (kid: string): OpSigner => ({ kid, by: [] });

/** Writes logs by short names. Every op names the inits of all on its paths, and carries the word of a newcomer. */
export class Book {
  readonly ops: Op[] = [];

  /** Users with a first device of level owner and a cold key. */
  constructor(...users: readonly string[]) {
    for (const id of users) {
      const mem = [
        { who: `${id}.1`, lvl: 40 },
        { who: `${id}.kit`, lvl: 50 },
      ];
      this.ops.push({ id, k: 'init', log: id, kind: 'user', par: [], signers: [key(`${id}.1`)], mem });
    }
  }

  team(levels: Readonly<Record<string, number>>, id = TEAM): this {
    const mem = Object.entries(levels).map(([who, lvl]) => ({ who, lvl }));
    const signers = mem.filter(({ lvl }) => lvl < 50).map(({ who }) => as(who));
    this.ops.push({ id, k: 'init', log: id, kind: 'team', par: [], signers, mem, x: this.#inits(signers, id) });
    return this;
  }

  op(id: string, k: Op['k'], { after, by = [], x, ...rest }: Change): this {
    const log = rest.log ?? TEAM;
    const isUser = this.ops.some((op) => op.id === log && op.kind === 'user');
    const signers = by.map((each) => (typeof each === 'string' ? (isUser ? key(each) : as(each)) : each));
    const { who } = rest;
    if (k === 'add' && who !== undefined && !signers.some((each) => (each.by[0] ?? each.kid) === who))
      signers.push(isUser ? key(who) : as(who));
    const par = after ?? this.heads(log);
    this.ops.push({ ...rest, id, k, log, par, signers, x: { ...this.#inits(signers, log), ...x } });
    return this;
  }

  heads(log: string): string[] {
    const own = this.ops.filter((op) => op.log === log);
    return own.filter(({ id }) => !own.some(({ par }) => par.includes(id))).map(({ id }) => id);
  }

  #inits(signers: readonly OpSigner[], log: string): Record<string, string[]> {
    const logs = new Set(signers.flatMap(({ by }) => by));
    return Object.fromEntries([...logs].filter((each) => each !== log).map((each) => [each, [each]]));
  }
}

/** What there is to see of some ops and a log. */
export interface Seen {
  readonly levels: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, string>>;
  readonly alive: readonly string[];
  readonly parked: readonly string[];
}

export function load(ops: Iterable<Op>): Principals {
  const principals = createPrincipals();
  for (const op of ops) principals.add(op);
  return principals;
}

export function look(principals: Principals, ops: readonly Op[], log = TEAM): Seen {
  const codes = ops.flatMap(({ id }) => {
    const verdict = principals.verdict(id);
    return verdict?.state === 'refused' ? [[id, verdict.code] as const] : [];
  });
  return {
    levels: Object.fromEntries([...principals.members(log)].map(([who, { lvl }]) => [who, lvl])),
    codes: Object.fromEntries(codes.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    alive: principals.order(log).filter((id) => principals.isAlive(id)),
    parked: principals.parked().toSorted(),
  };
}

/** What a book says of a log, in the same words whatever the order is in which its ops come, and from a snapshot. */
export function read({ ops }: Book, log = TEAM): Seen {
  const principals = load(ops);
  const seen = look(principals, ops, log);
  expect(look(load(ops.toReversed()), ops, log)).toEqual(seen);
  expect(look(load([...ops, ...ops]), ops, log)).toEqual(seen);
  const snapshot = principals.snapshot(log);
  if (snapshot !== undefined) {
    const again = load([]);
    again.restore(structuredClone(snapshot));
    for (const op of ops) again.add(op);
    expect(look(again, ops, log)).toEqual(seen);
  }
  return seen;
}
