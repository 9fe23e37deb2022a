// Every history of a small scope against the model: one state whatever the order, and nobody hurt by who was removed.
import {
  admit,
  type AuthorityRule,
  beginTrial,
  type Ids,
  type Op,
  openCourt,
  resolve,
  stateIn,
  type Trial,
  viewOf,
} from '@allod/conformance-model/authority';
import { type Act, isFirstNaming, isFirstOrder, type Scope, type SmallHistory } from './scope.ts';

const LOG = 'L';
const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
const NONE: Ids = new Set();
/** What was computed for so many ops at the end is forgotten with them. */
const MEMORY = 2;
const nameOf = (at: number): string => NAMES[at] ?? '';

/** Where an enumeration is divided: all histories of a founding that begin with an op. */
export interface Unit {
  readonly founding: readonly number[];
  readonly first: Act;
}

/** What was seen in a unit. */
export interface Count {
  /** Not counting those that differ by names alone. */
  readonly histories: number;
  /** Pairs of a removal and what its target did beside it. */
  readonly griefs: number;
  readonly faults: readonly string[];
}

/** The units of a scope, always in the same order. */
export function unitsOf(scope: Scope): Unit[] {
  return foundingsOf(scope).flatMap((founding) => {
    const search = new Search(scope, founding);
    return search
      .next(search.lineOf([]))
      .flatMap(({ acts }) => (isFirstNaming({ founding, acts }) ? acts.map((first) => ({ founding, first })) : []));
  });
}

/** Each way to give levels, or none, to principals, of which at least one may act; like ones once. */
function foundingsOf({ principals, levels }: Scope): number[][] {
  const steps = [-1, ...levels];
  let all: number[][] = [[]];
  for (let at = 0; at < principals; at += 1)
    all = all.flatMap((list) => steps.filter((level) => level <= (list.at(-1) ?? 99)).map((level) => [...list, level]));
  return all.filter((list) => list.some((level) => level >= 30));
}

/** Goes through a unit, with some rules switched off. */
export function searchUnit(scope: Scope, { founding, first }: Unit, off?: ReadonlySet<AuthorityRule>): Count {
  const search = new Search(scope, founding, off);
  search.visit(search.lineOf([first]));
  return { histories: search.histories, griefs: search.griefs, faults: search.faults };
}

/** A history, and the ids of its ops, that of the first one among them. */
interface Line {
  readonly acts: readonly Act[];
  readonly ids: readonly string[];
}

class Search {
  readonly #scope: Scope;
  readonly #founding: readonly number[];
  readonly #off: ReadonlySet<AuthorityRule> | undefined;
  readonly #trial: Trial;
  readonly #names = new Map<string, string>();
  readonly faults: string[] = [];
  histories = 0;
  griefs = 0;

  constructor(scope: Scope, founding: readonly number[], off?: ReadonlySet<AuthorityRule>) {
    this.#scope = scope;
    this.#off = off;
    this.#trial = beginTrial(off);
    this.#founding = founding;
    const mem = founding.flatMap((lvl, at) => (lvl < 0 ? [] : [{ who: nameOf(at), lvl }]));
    const signers = mem.filter(({ lvl }) => lvl < 50).map(({ who }) => ({ kid: who, by: [] }));
    this.#trial.ops.set(LOG, { id: LOG, k: 'init', log: LOG, kind: 'user', par: [], signers, mem });
  }

  /** A history with the ids of its ops. */
  lineOf(acts: readonly Act[]): Line {
    const ids = [LOG];
    for (const act of acts) ids.push(this.#idOf(act, ids));
    return { acts, ids };
  }

  /**
   * Checks a history, and all that begin with it. If another naming of it comes first, the same naming of all that begin with it
   * comes first, too, and they are left out.
   */
  visit(line: Line): void {
    const { acts } = line;
    if (!isFirstNaming({ founding: this.#founding, acts })) return;
    this.histories += 1;
    this.#check(line);
    if (acts.length === this.#scope.ops - MEMORY) this.#visitApart(acts);
    else if (acts.length < this.#scope.ops) for (const longer of this.next(line)) this.visit(longer);
  }

  /** Goes on with a memory of its own, that is given back afterwards. */
  #visitApart(acts: readonly Act[]): void {
    const search = new Search(this.#scope, this.#founding, this.#off);
    for (const longer of search.next(search.lineOf(acts))) search.visit(longer);
    this.histories += search.histories;
    this.griefs += search.griefs;
    this.faults.push(...search.faults);
  }

  /** The histories with one op more, each once. */
  next({ acts, ids }: Line): Line[] {
    const members = this.#founding.map((_, at) => at);
    return this.#parents(acts).flatMap((par) =>
      candidates(this.#scope, { acts, par, members }).flatMap((act) => {
        const more = [...acts, act];
        return isFirstOrder(more) && this.#isLeast(act, ids)
          ? [{ acts: more, ids: [...ids, this.#idOf(act, ids)] }]
          : [];
      }),
    );
  }

  /** Sets of ops of which none is in the past of another. */
  #parents(acts: readonly Act[]): number[][] {
    const pasts = pastsOf(acts);
    let all: number[][] = [[]];
    for (let at = 0; at <= acts.length; at += 1)
      all = all.flatMap((set) => (set.some((other) => pasts[at]?.has(other) === true) ? [set] : [set, [...set, at]]));
    return all.filter((set) => set.length > 0 && isClosed(set, pasts));
  }

  /** LOCAL accepts it, and would not without one of those who agree. */
  #isLeast(act: Act, ids: readonly string[]): boolean {
    if (!this.#isAccepted(act, ids)) return false;
    const [first = 0, ...others] = act.signers;
    const spare = others.filter((each) => act.kind !== 'add' || each !== act.who);
    return spare.every(
      (each) => !this.#isAccepted({ ...act, signers: [first, ...others.filter((other) => other !== each)] }, ids),
    );
  }

  #isAccepted(act: Act, ids: readonly string[]): boolean {
    return this.#trial.localOf(this.#idOf(act, ids)).rank >= 0;
  }

  /** An op has the same id wherever it is the same op. */
  #idOf(act: Act, ids: readonly string[]): string {
    const { par, kind, signers, who, lvl } = act;
    const isOp = kind === 'join' || kind === 'revoke';
    const text = `${par.map((at) => ids[at]).join(' ')}|${kind}|${signers.join(' ')}|${isOp ? ids[who] : who}|${lvl}`;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const id = `o${this.#names.size}`;
    this.#names.set(text, id);
    this.#trial.ops.set(id, { ...opOf(act, ids), id });
    return id;
  }

  #members(ids: Ids): Readonly<Record<string, number>> {
    const alive = resolve(this.#trial, { log: LOG, ops: ids, heads: NONE });
    return Object.fromEntries(
      this.#founding.map((_, at) => [nameOf(at), viewOf(this.#trial, alive, nameOf(at)).lvl ?? -1]),
    );
  }

  #check({ acts, ids }: Line): void {
    const ops = ids.map((id) => this.#op(id));
    const court = openCourt(this.#off === undefined ? {} : { off: this.#off });
    admit(court, ops.toReversed());
    const state = stateIn(court, LOG);
    const alive = resolve(this.#trial, { log: LOG, ops: new Set(ids), heads: NONE });
    const isSame =
      state.order.length === ids.length &&
      state.alive.length === alive.size &&
      state.alive.every((id) => alive.has(id));
    if (!isSame) this.#fault('P1', acts);
    for (const cut of ops)
      if (cut.k === 'remove' && this.#isGrief(cut, ops)) this.#fault(`grief after ${cut.id}`, acts);
  }

  #fault(name: string, acts: readonly Act[]): void {
    this.faults.push(`${name}: ${JSON.stringify({ founding: this.#founding, acts } satisfies SmallHistory)}`);
  }

  #op(id: string): Op {
    const op = this.#trial.ops.get(id);
    if (op === undefined) throw new RangeError(`there is no op ${id}`);
    return op;
  }

  /** Rule 29 of decision 0007, in its own words. */
  #isGrief(cut: Op, ops: readonly Op[]): boolean {
    const { who = '', signers } = cut;
    if (!this.#founding.some((_, at) => nameOf(at) === who) || signers.some(({ kid }) => kid === who)) return false;
    const gang = this.#gangOf(cut, ops);
    if (gang.size === 0) return false;
    const all = new Set(ops.map(({ id }) => id));
    const base = new Set([...all].filter((id) => !gang.has(id)));
    const alive = resolve(this.#trial, { log: LOG, ops: base, heads: NONE });
    const every = resolve(this.#trial, { log: LOG, ops: all, heads: NONE });
    const peak = Math.max(-1, ...[...alive, ...every].map((id) => levelGiven(this.#op(id), who, this.#trial)));
    if (!alive.has(cut.id) || peak >= this.#trial.localOf(cut.id).rank) return false;
    this.griefs += 1;
    const [before, after] = [this.#members(base), this.#members(all)];
    const mates = matesOf(gang, ops);
    const isOther = (name: string): boolean => name !== who && !mates.has(name);
    const isChanged = Object.keys(before).some((name) => isOther(name) && before[name] !== after[name]);
    const isBack = [...mates, who].some((name) => (after[name] ?? -1) > (before[name] ?? -1));
    return isChanged || isBack || !every.has(cut.id);
  }

  /** The most ops beside a cut that only its target signed, and whom only such ops brought in; nothing of others follows them. */
  #gangOf(cut: Op, ops: readonly Op[]): Set<string> {
    const past = (id: string): Ids => this.#trial.pasts.get(id) ?? NONE;
    const beside = ops.filter(({ id, k }) => k !== 'init' && id !== cut.id && !past(id).has(cut.id));
    const gang = new Set(beside.map(({ id }) => id));
    for (let before = -1; before !== gang.size;) {
      before = gang.size;
      const names = new Set([cut.who ?? '', ...matesOf(gang, ops)]);
      for (const op of beside) {
        const invite = op.k === 'join' ? this.#op(op.ref ?? '').signers : [];
        const areTheirs = [...op.signers, ...invite].every(({ kid }) => names.has(kid));
        const isFollowed = ops.some(({ id }) => !gang.has(id) && past(id).has(op.id));
        if (!areTheirs || isFollowed) gang.delete(op.id);
      }
    }
    return gang;
  }
}

/** Whom only some ops made members. */
function matesOf(gang: Ids, ops: readonly Op[]): Set<string> {
  const grants = ops.filter(({ k }) => ['add', 'set', 'join'].includes(k));
  const names = grants.filter(({ id }) => gang.has(id)).map(({ who = '' }) => who);
  const isFounder = (name: string): boolean => ops.some(({ mem = [] }) => mem.some(({ who }) => who === name));
  const areAll = (name: string): boolean => grants.every(({ id, who }) => who !== name || gang.has(id));
  return new Set(names.filter((name) => !isFounder(name) && areAll(name)));
}

function levelGiven(op: Op, name: string, trial: Trial): number {
  if (op.k === 'init') return op.mem?.find(({ who }) => who === name)?.lvl ?? -1;
  if (op.who !== name || !['add', 'set', 'join'].includes(op.k)) return -1;
  return (op.k === 'join' ? trial.ops.get(op.ref ?? '')?.lvl : op.lvl) ?? -1;
}

function opOf({ par, kind, signers, who, lvl }: Act, ids: readonly string[]): Op {
  const shared = {
    id: '',
    log: LOG,
    par: par.map((at) => ids[at] ?? ''),
    signers: signers.map((at) => ({ kid: nameOf(at), by: [] })),
  };
  const about = { ...shared, who: nameOf(who) };
  if (kind === 'remove') return { ...about, k: 'remove' };
  if (kind === 'keep') return { ...about, k: 'remove', keep: true };
  if (kind === 'revoke') return { ...shared, k: 'remove', who: ids[who] ?? '' };
  if (kind === 'join') return { ...shared, k: 'join', who: nameOf(signers[0] ?? 0), ref: ids[who] ?? '' };
  return { ...about, k: kind, lvl };
}

/** The places in the past of each place. */
function pastsOf(acts: readonly Act[]): ReadonlySet<number>[] {
  const pasts: Set<number>[] = [new Set()];
  for (const { par } of acts) pasts.push(new Set(par.flatMap((at) => [at, ...(pasts[at] ?? [])])));
  return pasts;
}

const isClosed = (set: readonly number[], pasts: readonly ReadonlySet<number>[]): boolean =>
  set.every((at) => !set.some((other) => pasts[other]?.has(at) === true));

interface Place {
  readonly acts: readonly Act[];
  readonly par: readonly number[];
  readonly members: readonly number[];
}

/** All acts at a place, most of which LOCAL refuses. Others agree only where a majority may be asked for. */
function candidates({ kinds, levels }: Scope, { acts, par, members }: Place): Act[] {
  const alone = members.map((at) => [at]);
  const many = signersOf(members);
  const top = levels.filter((level) => level >= 40);
  const pasts = pastsOf(acts);
  const seen = new Set(par.flatMap((at) => [at, ...(pasts[at] ?? [])]));
  const invites = acts.flatMap(({ kind }, at) => (kind === 'invite' && seen.has(at + 1) ? [at + 1] : []));
  return kinds.flatMap((kind): Act[] => {
    const act = (signers: readonly number[], who: number, lvl = -1): Act => ({ par, kind, signers, who, lvl });
    if (kind === 'revoke') return invites.flatMap((who) => alone.map((signers) => act(signers, who)));
    if (kind === 'join') return invites.map((who) => act([acts[who - 1]?.who ?? 0], who, -1));
    if (kind === 'keep') return members.flatMap((who) => alone.map((signers) => act(signers, who)));
    if (kind === 'remove')
      return members.flatMap((who) => (top.length > 0 ? many : alone).map((signers) => act(signers, who)));
    return members.flatMap((who) =>
      levels.flatMap((lvl) => {
        const signers = top.includes(lvl) || (kind === 'set' && top.length > 0) ? many : alone;
        const all = kind === 'add' ? signers.map((each) => (each.includes(who) ? each : [...each, who])) : signers;
        return uniqueLists(all).map((each) => act(each, who, lvl));
      }),
    );
  });
}

function uniqueLists(lists: readonly (readonly number[])[]): (readonly number[])[] {
  const sorted = lists.map(([first = 0, ...rest]) => [first, ...rest.toSorted((a, b) => a - b)]);
  return [...new Map(sorted.map((list) => [list.join('.'), list])).values()];
}

/** Each first signer with each set of others. */
function signersOf(members: readonly number[]): number[][] {
  return members.flatMap((first) => {
    let sets: number[][] = [[first]];
    for (const other of members) if (other !== first) sets = sets.flatMap((set) => [set, [...set, other]]);
    return sets;
  });
}
