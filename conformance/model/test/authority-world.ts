import type { Op, OpSigner } from '../src/index.ts';

/** How an op differs from the plainest one: after the named ops (else after all so far), signed by the first device of each. */
export type Change = Partial<Omit<Op, 'signers' | 'par'>> & {
  readonly after?: readonly string[];
  readonly by?: readonly (string | OpSigner)[];
};

export const TEAM = 'T';

/** The first device of a user: A has a1. */
export const deviceOf = (user: string): string => `${user.toLowerCase()}1`;
/** The signature of a user's device, for a direct member. */
export const as = (user: string, kid = deviceOf(user)): OpSigner => ({ kid, by: [user] });
/** The signature of a user's device on the path through teams. */
export const via = (teams: readonly string[], user: string, kid = deviceOf(user)): OpSigner => ({
  kid,
  by: [...teams, user],
});

/** Builds logs by name: each op has a short id, and names the inits of everybody who signs it. */
export class World {
  readonly ops: Op[] = [];

  /** Users, each with the log of one owner device and a cold key, `A-kit`. */
  constructor(...users: readonly string[]) {
    for (const id of users) this.user(id);
  }

  user(id: string): this {
    const mem = [
      { who: deviceOf(id), lvl: 40 },
      { who: `${id}-kit`, lvl: 50 },
    ];
    this.ops.push({ id, k: 'init', log: id, kind: 'user', par: [], signers: [{ kid: deviceOf(id), by: [] }], mem });
    return this;
  }

  /** A team of users at levels; a level of 50 lists a cold key. */
  team(members: Readonly<Record<string, number>>, id = TEAM): this {
    const mem = Object.entries(members).map(([who, lvl]) => ({ who, lvl }));
    const signers = mem.filter(({ lvl }) => lvl < 50).map(({ who }) => as(who));
    this.ops.push({ id, k: 'init', log: id, kind: 'team', par: [], signers, mem, x: this.#news(signers, id) });
    return this;
  }

  /** Adds an op; one about a newcomer carries the newcomer's signature. */
  op(id: string, k: Op['k'], { after, by = [], x, ...rest }: Change): this {
    const log = rest.log ?? TEAM;
    const signers = by.map((signer) => this.#signer(log, signer));
    const { who } = rest;
    const isNew = k === 'add' && who !== undefined && !signers.some((each) => (each.by[0] ?? each.kid) === who);
    const all = isNew ? [...signers, this.#signer(log, who)] : signers;
    const par = after ?? this.headsOf(log);
    this.ops.push({ ...rest, id, k, log, par, signers: all, x: { ...this.#news(all, log), ...x } });
    return this;
  }

  /** An add, a set or a remove, written shortly. */
  add(id: string, who: string, lvl: number, change: Change): this {
    return this.op(id, 'add', { who, lvl, ...change });
  }

  set(id: string, who: string, lvl: number, change: Change): this {
    return this.op(id, 'set', { who, lvl, ...change });
  }

  remove(id: string, who: string, change: Change): this {
    return this.op(id, 'remove', { who, ...change });
  }

  headsOf(log: string): string[] {
    const own = this.ops.filter((op) => op.log === log);
    return own.filter(({ id }) => !own.some(({ par }) => par.includes(id))).map(({ id }) => id);
  }

  #signer(log: string, signer: string | OpSigner): OpSigner {
    if (typeof signer !== 'string') return signer;
    const isUser = this.ops.some((op) => op.id === signer && op.kind === 'user');
    return isUser && signer !== log ? as(signer) : { kid: signer, by: [] };
  }

  /** The heads of every log on the paths; naming them again is no news and does no harm. */
  #news(signers: readonly OpSigner[], log: string): Record<string, string[]> {
    const logs = new Set(signers.flatMap(({ by }) => by));
    return Object.fromEntries([...logs].filter((each) => each !== log).map((each) => [each, [each]]));
  }
}

/** Every order of a list. */
export function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((each, at) => permutations(list.toSpliced(at, 1)).map((rest) => [each, ...rest]));
}
