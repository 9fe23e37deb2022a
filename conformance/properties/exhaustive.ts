// Every history of a small scope against the model: one state whatever the order, and nobody hurt by who was removed.
import {
  admit,
  type AuthorityRule,
  beginTrial,
  type Ids,
  type Op,
  localScene,
  openCourt,
  resolve,
  standingOf,
  type Trial,
} from '@allod/conformance-model/authority';
import { actOf, type Deed, deedsAbout, deedsOf, initOf, LOG, opOf } from './candidates.ts';
import { outcomeOf } from './grief.ts';
import {
  type Act,
  exchangesOf,
  isFirstNaming,
  isFirstOrder,
  keyOf,
  namingOf,
  type Scope,
  type SmallHistory,
} from './scope.ts';

const NONE: Ids = new Set();
/** What was computed for so many ops at the end is forgotten with them. */
const MEMORY = 2;
/** The id of an op as long as nobody knows whether LOCAL accepts it. */
const TRIED = 'tried';
type Scene = ReturnType<typeof localScene>;

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
    const firsts = new Search(openTask(scope, founding)).firsts();
    return firsts.map(({ acts: [first] }) => ({ founding, first }) as Unit);
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
  const task = openTask(scope, founding, off);
  const search = new Search(task);
  search.visit([search.lineOf(first)]);
  return task.count;
}

/** A history with its ops, the first one of the log among them. */
interface Line {
  readonly acts: readonly Act[];
  readonly ops: readonly Op[];
  /** By place: the places in the past of each op. */
  readonly pasts: readonly ReadonlySet<number>[];
}

/** Something that LOCAL accepts after some ops. */
interface Follower {
  readonly deed: Deed;
  readonly op: Op;
}

/** What the searches through one unit share. */
interface Task {
  readonly scope: Scope;
  readonly founding: readonly number[];
  readonly off: ReadonlySet<AuthorityRule>;
  readonly deeds: readonly Deed[];
  readonly exchanges: readonly (readonly number[])[];
  /** By the ids of parents. */
  readonly followers: Map<string, readonly Follower[]>;
  readonly count: { histories: number; griefs: number; faults: string[] };
  /** How many ops have an id. */
  named: number;
}

function openTask(scope: Scope, founding: readonly number[], off: ReadonlySet<AuthorityRule> = new Set()): Task {
  const count = { histories: 0, griefs: 0, faults: [] };
  const [deeds, exchanges] = [deedsOf(scope), exchangesOf(founding)];
  return { scope, founding, off, deeds, exchanges, followers: new Map(), count, named: 0 };
}

class Search {
  readonly #task: Task;
  readonly #trial: Trial;

  constructor(task: Task) {
    this.#task = task;
    this.#trial = beginTrial(task.off);
  }

  /** The histories of one op. */
  firsts(): Line[] {
    return this.#next({ acts: [], ops: [initOf(this.#task.founding)], pasts: [new Set()] });
  }

  /** The history of an op that follows the first one of the log, whether or not LOCAL accepts it. */
  lineOf(act: Act): Line {
    const deed = this.#task.deeds.find((each) => keyOf(actOf(each, act.par, [])) === keyOf(act));
    if (deed === undefined) throw new RangeError('an op of another scope');
    const ops = [initOf(this.#task.founding), opOf(deed, [LOG], this.#newId())];
    return { acts: [act], ops, pasts: [new Set(), new Set([0])] };
  }

  #enter(ops: readonly Op[]): void {
    for (const op of ops) this.#trial.ops.set(op.id, op);
  }

  #newId(): string {
    this.#task.named += 1;
    return `o${this.#task.named}`;
  }

  /** Checks histories that have the same ops but for the last one, and all that begin with them. */
  visit(lines: readonly Line[]): void {
    const { count, scope } = this.#task;
    count.histories += lines.length;
    this.#check(lines);
    for (const line of lines) {
      const length = line.acts.length;
      // A search goes on with a memory of its own, that is given back afterwards.
      const search = length === scope.ops - MEMORY ? new Search(this.#task) : this;
      if (length < scope.ops) search.visit(search.#next(line));
    }
  }

  /**
   * The histories with one op more, each once. If another naming of one comes first, the same naming of all that begin with it
   * comes first, too, and they are left out.
   */
  #next(line: Line): Line[] {
    const { acts, ops, pasts } = line;
    this.#enter(ops);
    const ids = ops.map(({ id }) => id);
    const naming = namingOf(acts, this.#task.exchanges);
    const lines: Line[] = [];
    for (const par of parentsIn(pasts)) {
      const past = new Set(par.flatMap((at) => [at, ...(pasts[at] ?? [])]));
      for (const { deed, op } of this.#followersOf(line, par, past)) {
        const act = actOf(deed, par, ids);
        if (isFirstOrder(acts, act) && isFirstNaming(naming, act))
          lines.push({ acts: [...acts, act], ops: [...ops, op], pasts: [...pasts, past] });
      }
    }
    return lines;
  }

  /** All that may follow some ops of a history. It is asked once for the same parents, whatever is beside them. */
  #followersOf({ ops }: Line, par: readonly number[], past: ReadonlySet<number>): readonly Follower[] {
    const { followers, scope, deeds } = this.#task;
    const parents = par.map((at) => ops[at]?.id ?? '');
    const key = parents.join(' ');
    const known = followers.get(key);
    if (known !== undefined) return known;
    const invites = ops.filter(({ k }, at) => k === 'invite' && past.has(at));
    const found = this.#leastOf([...deeds, ...invites.flatMap((invite) => deedsAbout(scope, invite))], parents);
    // As many ops as a history has before its last one are the whole past of one history: nobody asks again.
    if (past.size < scope.ops) followers.set(key, found);
    return found;
  }

  /** Of some deeds those that LOCAL accepts after some ops, and does not with one fewer of those who agree. */
  #leastOf(deeds: readonly Deed[], parents: readonly string[]): Follower[] {
    const [first] = deeds;
    if (first === undefined) return [];
    const scene = this.#sceneOf(opOf(first, parents, TRIED));
    const asked: boolean[] = [];
    const isAccepted = (at: number): boolean => {
      const deed = deeds[at];
      return (asked[at] ??= deed !== undefined && this.#isAccepted(scene, opOf(deed, parents, TRIED)));
    };
    const found = deeds.filter((deed, at) => !deed.lighter.some(isAccepted) && isAccepted(at));
    return found.map((deed) => ({ deed, op: opOf(deed, parents, this.#newId()) }));
  }

  /** Where LOCAL judges whatever follows the same parents. */
  #sceneOf(op: Op): Scene {
    this.#trial.pasts.delete(TRIED);
    this.#trial.ops.set(TRIED, op);
    return localScene(this.#trial, TRIED);
  }

  #isAccepted({ alive, cuts, elsewhere }: Scene, op: Op): boolean {
    const trial = this.#trial;
    trial.ops.set(TRIED, op);
    return standingOf({ trial, op, isLocal: true, alive, cuts, elsewhere }).rank >= 0;
  }

  /**
   * Asks another court, where all ops arrive in the opposite order: the last ones of all these histories before what they have in
   * common. What a court knows besides the ops of a history changes nothing.
   */
  #check(lines: readonly Line[]): void {
    const { off } = this.#task;
    const court = openCourt({ off });
    const common = lines[0]?.ops.slice(0, -1) ?? [];
    this.#enter(common);
    admit(court, [...common, ...lines.flatMap(({ ops }) => ops.slice(-1))].toReversed());
    for (const line of lines) {
      const { ops } = line;
      this.#enter(ops.slice(-1));
      const question = { log: LOG, ops: new Set(ops.map(({ id }) => id)), heads: NONE };
      const areJudged = ops.every(({ id }) => court.trial.ops.has(id));
      const [alive, other] = [resolve(this.#trial, question), areJudged ? resolve(court.trial, question) : NONE];
      const isSame = alive.size === other.size && [...alive].every((id) => other.has(id));
      if (!areJudged || !isSame) this.#fault('P1', line);
      for (const cut of ops) if (cut.k === 'remove') this.#judge(cut, line);
    }
  }

  #judge(cut: Op, line: Line): void {
    const { count, founding } = this.#task;
    const outcome = outcomeOf(cut, { trial: this.#trial, founding, ops: line.ops });
    if (outcome !== 'nothing beside it') count.griefs += 1;
    if (outcome === 'grief') this.#fault(`grief after ${cut.id}`, line);
  }

  #fault(name: string, { acts }: Line): void {
    const { founding, count } = this.#task;
    count.faults.push(`${name}: ${JSON.stringify({ founding, acts } satisfies SmallHistory)}`);
  }
}

/** Sets of ops of which none is in the past of another. */
function parentsIn(pasts: readonly ReadonlySet<number>[]): number[][] {
  let all: number[][] = [[]];
  for (const [at, past] of pasts.entries())
    all = all.flatMap((set) => (set.some((other) => past.has(other)) ? [set] : [set, [...set, at]]));
  return all.filter((set) => set.length > 0);
}
