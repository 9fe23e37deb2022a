import { equalBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { StatementParts } from '@allod/core/statement';
import type { Commit, CommitCode, Committed, Store } from '@allod/storage';
import { bodyClaim } from './bodies.ts';
import type { BodyClaim } from './bodies.ts';
import type { Judge, Judged, Offered } from './judge.ts';
import { wantName } from './meta.ts';
import { offeredBytes, ParkingLot } from './parking.ts';

/** What became of one statement that was offered, or that was parked and judged again. */
export interface Answer {
  /** `passed` for one that was not asked for: nothing was done with it. */
  readonly verdict: 'admitted' | 'parked' | 'refused' | 'passed';
  /** Absent for what has not the form of a statement. */
  readonly id?: string;
  readonly space?: string;
  /** Why it is not accepted, or why its body is not; absent when all of it was accepted. */
  readonly code?: string;
  /** Ops that it waits for. */
  readonly waitsFor?: readonly string[];
  /** Its position, when it is new in the set. */
  readonly pos?: number;
  /** A body that is not here. */
  readonly lacks?: BodyClaim;
}

/** From whom an offer comes, and what goes with it. */
export interface OfferOptions {
  /** Number of the peer, 1 to 65,535; 0 or absent for one's own. */
  readonly origin?: number;
  /** Stands for the link: what it parks is counted to it. (SYN-030) */
  readonly link?: object;
  /** The only space that the statements may belong to. (SYN-025) */
  readonly space?: string;
  /** The only ids that are wanted; others are passed over. */
  readonly ids?: ReadonlySet<string>;
  /** Values that are stored with the last commit of the offer. (SYN-021) */
  readonly meta?: NonNullable<Commit['meta']>;
  /** Hears of statements that were dropped because the link has parked too much: `E_PENDING_EVICTED`. */
  readonly evicted?: (id: string, space: string) => void;
  /** Hears what became of parked statements that an op of this offer let be judged. */
  readonly unparked?: (answers: readonly Answer[]) => void;
}

/** The codes of an offer that came to nothing. */
export type OfferCode = CommitCode | 'E_RANGE';

/** The only way into a store: what is offered is judged, committed and, when an op comes, taken up again. */
export interface Intake {
  /**
   * Judges and commits, one offer after the other: one commit for each space. One bad statement never keeps others out.
   * Refuses with `E_RANGE` (SYN-025), having stored nothing, and with the codes of `Store.commit`.
   */
  offer(items: readonly Offered[], options?: OfferOptions): Promise<Result<readonly Answer[], OfferCode>>;
  /** Stores bodies to which statements of `space` refer. Refuses with `E_DIGEST` what does not hash to its digest. (STO-010) */
  keep(space: string, bodies: NonNullable<Commit['bodies']>): Promise<Result<Committed, CommitCode>>;
}

/** What an intake is made of. */
export interface IntakeOptions {
  readonly store: Store;
  readonly judge: Judge;
}

/** Makes the only writer of statements of a store. */
export function createIntake({ store, judge }: IntakeOptions): Intake {
  const worker = new IntakeWorker(store, judge);
  let tail: Promise<unknown> = Promise.resolve();
  const serial = <T>(job: () => Promise<T>): Promise<T> => {
    const done = tail.then(job);
    tail = done.catch(() => undefined);
    return done;
  };
  return {
    offer: (items, options = {}) => serial(() => worker.offer(items, options)),
    keep: (space, bodies) =>
      serial(() => store.commit({ space, bodies, meta: bodies.map(([dig]) => [wantName(space, dig), null]) })),
  };
}

/** Statements that are judged again at once. */
const UNPARK_BATCH = 256;
/** A place for a commit that sets values alone. */
const NO_SPACE = 'A'.repeat(43);

type Accepted = Extract<Judged, { readonly verdict: 'admitted' }>;
type Waiting = Extract<Judged, { readonly verdict: 'parked' }>;

interface Plan {
  readonly space: string;
  readonly origin: number;
  readonly put: Accepted[];
  readonly park: Waiting[];
  readonly bodies: (readonly [dig: string, bytes: Uint8Array])[];
  readonly wants: string[];
  readonly drop: string[];
}

class IntakeWorker {
  readonly #store: Store;
  readonly #judge: Judge;
  readonly #lot = new ParkingLot();
  readonly #lastByLink: WeakMap<object, Promise<Result<readonly Answer[], OfferCode>>> = new WeakMap();

  constructor(store: Store, judge: Judge) {
    this.#store = store;
    this.#judge = judge;
  }

  /** What comes over a link after an offer that came to nothing comes to nothing too: a cursor must not overtake what it covers. (SYN-021) */
  async offer(items: readonly Offered[], options: OfferOptions): Promise<Result<readonly Answer[], OfferCode>> {
    const { link } = options;
    if (link === undefined) return this.#take(items, options);
    const before = await this.#lastByLink.get(link);
    if (before?.ok === false) return before;
    const taken = this.#take(items, options);
    this.#lastByLink.set(link, taken);
    return taken;
  }

  async #take(items: readonly Offered[], options: OfferOptions): Promise<Result<readonly Answer[], OfferCode>> {
    const { space, ids, origin = 0, meta = [] } = options;
    const judged = items.length === 0 ? [] : await this.#judge.judge(items, space === undefined ? {} : { space });
    if (space !== undefined && judged.some((each) => each.space !== undefined && each.space !== space))
      return refuse('E_RANGE', 'SYN-025');
    const passed = (each: Judged): boolean => ids !== undefined && each.id !== undefined && !ids.has(each.id);
    const wanted = judged.map((each) => (passed(each) ? undefined : each));
    const lacking = await this.#lacking(wanted);
    const plans = new PlanBook();
    for (const [i, each] of wanted.entries()) {
      if (each === undefined || each.verdict === 'refused') continue;
      plans.take(each, { origin, lacks: lacking.get(i) });
    }
    await this.#parkCopies(plans, { items, judged: wanted });
    const committed = await this.#commit(plans, { meta, space });
    if (!committed.ok) return committed;
    await this.#notePark({ items, judged: wanted }, options);
    const answers = judged.map((each, i) => answerOf(each, { passed: wanted[i] === undefined, lacks: lacking.get(i) }));
    const placed = withPositions(answers, committed.value);
    const ops = opsOf(plans);
    if (ops.length === 0) return accept(placed);
    const unparked = await this.#unpark(ops);
    if (!unparked.ok) return unparked;
    // What waited for an op of its own offer never waited for anybody outside.
    const laterById = new Map(unparked.value.map((each) => [each.id, each]));
    const settled = placed.map((each) => (each.verdict === 'parked' ? (laterById.get(each.id) ?? each) : each));
    const others = unparked.value.filter((each) => !settled.includes(each));
    if (others.length > 0) options.unparked?.(others);
    return accept(settled);
  }

  /** The bodies that accepted records refer to, that did not come along, and that are not here. */
  async #lacking(judged: readonly (Judged | undefined)[]): Promise<ReadonlyMap<number, BodyClaim>> {
    const claims = judged.flatMap((each, i) => {
      if (each?.verdict !== 'admitted' || each.body !== undefined) return [];
      const claim = bodyClaim(each.admitted.statement.claims);
      return claim === undefined ? [] : [[i, claim] as const];
    });
    const held = await Promise.all(claims.map(([, { dig }]) => this.#store.body(dig, [0, 0])));
    return new Map(claims.filter((_, i) => held[i] === undefined));
  }

  /**
   * A statement that waits may be a forgery: nobody could check its signatures yet. Of one that is parked already the other
   * copy is kept beside it, and both are judged when the op is there. (SYN-027)
   */
  async #parkCopies(plans: PlanBook, { items, judged }: Batch): Promise<void> {
    const waiting = judged.flatMap((each, i) => (each?.verdict === 'parked' ? [[each, items[i]!] as const] : []));
    if (waiting.length === 0) return;
    const held = await this.#store.items(waiting.map(([each]) => each.id));
    const first = new Map<string, StatementParts>();
    for (const [i, [each, offered]] of waiting.entries()) {
      const parts = held[i]?.parts ?? first.get(each.id);
      if (parts === undefined) first.set(each.id, offered.parts);
      else if (held[i]?.state === undefined && !isSameSigned(parts, offered.parts))
        this.#lot.keepCopy(each.id, offered);
    }
    plans.unpark(new Set(waiting.flatMap(([each], i) => (held[i] === undefined ? [] : [each.id]))));
  }

  async #notePark({ items, judged }: Batch, { link, origin = 0, evicted }: OfferOptions): Promise<void> {
    const out = judged.flatMap((each, i) => {
      if (each?.verdict !== 'parked' || !canBeStored(each)) return [];
      const { id, space } = each;
      return this.#lot.park({ id, space, origin, link, bytes: offeredBytes(items[i]!) });
    });
    if (out.length === 0) return;
    const held = await this.#store.items(out.map(({ id }) => id));
    for (const [i, { id, space }] of out.entries()) {
      if (held[i]?.parked === undefined) continue;
      await this.#store.commit({ space, drop: [id] });
      evicted?.(id, space);
    }
  }

  async #commit(
    plans: PlanBook,
    { meta, space }: { readonly meta: NonNullable<Commit['meta']>; readonly space: string | undefined },
  ): Promise<Result<Map<string, number>, CommitCode>> {
    const positions = new Map<string, number>();
    const list = plans.list();
    if (meta.length > 0 && list.length === 0) list.push(emptyPlan(space ?? NO_SPACE, 0));
    for (const [i, plan] of list.entries()) {
      const committed = await this.#store.commit(commitOf(plan, i === list.length - 1 ? meta : []));
      if (!committed.ok) return committed;
      for (const [at, id] of committed.value.added.entries()) positions.set(id, committed.value.first + at);
      for (const { id } of plan.put) this.#lot.forget(id);
      for (const id of plan.drop) this.#lot.forget(id);
    }
    return accept(positions);
  }

  /** Judges again what waits for these ops, and what waits for ops among that. (SYN-029) */
  async #unpark(first: readonly string[]): Promise<Result<Answer[], CommitCode>> {
    const answers: Answer[] = [];
    const ops = [...first];
    for (const op of ops) {
      const ids: string[] = [];
      for await (const { id } of this.#store.scan({ by: 'parked', waitsFor: op })) ids.push(id);
      for (let at = 0; at < ids.length; at += UNPARK_BATCH) {
        const judged = await this.#judgeAgain(ids.slice(at, at + UNPARK_BATCH));
        if (!judged.ok) return judged;
        answers.push(...judged.value.answers);
        ops.push(...judged.value.ops);
      }
    }
    return accept(answers);
  }

  async #judgeAgain(ids: readonly string[]): Promise<Result<{ answers: Answer[]; ops: string[] }, CommitCode>> {
    const stored = (await this.#store.items(ids)).filter((each) => each?.parked !== undefined);
    const spaceById = new Map(stored.map((each) => [each!.id, each!.space]));
    const copies = stored.flatMap((each) => [{ parts: each!.parts }, ...this.#lot.copiesOf(each!.id)]);
    const owners = stored.flatMap((each) => [each!.id, ...this.#lot.copiesOf(each!.id).map(() => each!.id)]);
    const verdicts = copies.length === 0 ? [] : await this.#judge.judge(copies);
    const best = new Map<string, Judged>();
    for (const [i, each] of verdicts.entries()) best.set(owners[i]!, better(best.get(owners[i]!), each));
    const list = [...best];
    const lacking = await this.#lacking(list.map(([, each]) => each));
    const plans = new PlanBook();
    for (const [i, [id, each]] of list.entries()) {
      const origin = this.#lot.originOf(id);
      if (each.verdict === 'admitted') plans.take(each, { origin, lacks: lacking.get(i) });
      else if (each.verdict === 'refused') plans.drop(id, spaceById.get(id)!);
    }
    const committed = await this.#commit(plans, { meta: [], space: undefined });
    if (!committed.ok) return committed;
    const answers = list.map(([id, each], i) => ({ ...answerOf(each, { passed: false, lacks: lacking.get(i) }), id }));
    return accept({ answers: withPositions(answers, committed.value), ops: opsOf(plans) });
  }
}

interface Batch {
  readonly items: readonly Offered[];
  readonly judged: readonly (Judged | undefined)[];
}

/** What the commits of an offer are to do, for each space and origin. */
class PlanBook {
  readonly #plans: Map<string, Plan> = new Map();

  take(judged: Accepted | Waiting, { origin, lacks }: { origin: number; lacks: BodyClaim | undefined }): void {
    const plan = this.#plan(judged.space, origin);
    const isAccepted = judged.verdict === 'admitted';
    if (isAccepted) plan.put.push(judged);
    else if (canBeStored(judged)) plan.park.push(judged);
    else return;
    const { claims } = isAccepted ? judged.admitted.statement : judged.parked.statement;
    const claim = bodyClaim(claims);
    if (judged.body?.ok === true && claim !== undefined) plan.bodies.push([claim.dig, judged.body.value]);
    if (lacks !== undefined) plan.wants.push(lacks.dig);
  }

  drop(id: string, space: string): void {
    this.#plan(space, 0).drop.push(id);
  }

  /** Leaves statements that are held already as they are. */
  unpark(held: ReadonlySet<string>): void {
    for (const plan of this.#plans.values()) {
      const left = plan.park.filter(({ id }) => !held.has(id));
      plan.park.splice(0, plan.park.length, ...left);
    }
  }

  list(): Plan[] {
    return [...this.#plans.values()];
  }

  #plan(space: string, origin: number): Plan {
    const key = `${space} ${origin}`;
    const plan = this.#plans.get(key) ?? emptyPlan(space, origin);
    this.#plans.set(key, plan);
    return plan;
  }
}

function emptyPlan(space: string, origin: number): Plan {
  return { space, origin, put: [], park: [], bodies: [], wants: [], drop: [] };
}

/** Ops get the first positions: who sends in the order of positions sends them before what they allow. (SYN-014) */
function commitOf({ space, origin, put, park, bodies, wants, drop }: Plan, meta: NonNullable<Commit['meta']>): Commit {
  const admitted = put.map((each) => each.admitted);
  const isOp = ({ statement }: (typeof admitted)[number]): boolean => statement.header.typ === 'allod-op';
  return {
    space,
    origin,
    put: [...admitted.filter(isOp), ...admitted.filter((each) => !isOp(each))],
    park: park.map(({ parked }) => parked),
    bodies,
    drop,
    meta: [...wants.map((dig) => [wantName(space, dig), new Uint8Array()] as const), ...meta],
  };
}

function opsOf(plans: PlanBook): string[] {
  const put = plans.list().flatMap((plan) => plan.put);
  return put.filter(({ admitted }) => admitted.statement.header.typ === 'allod-op').map(({ id }) => id);
}

/** A member of a batch has no signatures of its own, and a store keeps none without. */
function canBeStored({ parked }: Waiting): boolean {
  return parked.statement.signatures.length > 0;
}

function better(a: Judged | undefined, b: Judged): Judged {
  const rank = { admitted: 2, parked: 1, refused: 0 } as const;
  return a !== undefined && rank[a.verdict] >= rank[b.verdict] ? a : b;
}

function isSameSigned(a: StatementParts, b: StatementParts): boolean {
  const all = (parts: StatementParts): Uint8Array[] => [
    parts.signature,
    ...(parts.further ?? []).flatMap((each) => [each.headerBytes, each.signature]),
  ];
  const [mine, theirs] = [all(a), all(b)];
  return mine.length === theirs.length && mine.every((each, i) => equalBytes(each, theirs[i]!));
}

function answerOf(
  judged: Judged,
  { passed, lacks }: { readonly passed: boolean; readonly lacks: BodyClaim | undefined },
): Answer {
  const id = judged.id === undefined ? {} : { id: judged.id };
  if (passed) return { verdict: 'passed', ...id };
  if (judged.verdict === 'refused') return { verdict: 'refused', ...id, code: judged.error.code };
  const { verdict, space, body } = judged;
  if (verdict === 'parked') {
    const { why, waitsFor } = judged.parked;
    return { verdict, ...id, space, code: why.code, waitsFor };
  }
  const fault = body === undefined || body.ok ? {} : { code: body.error.code };
  return { verdict, ...id, space, ...fault, ...(lacks === undefined ? {} : { lacks }) };
}

function withPositions(answers: readonly Answer[], positions: ReadonlyMap<string, number>): Answer[] {
  return answers.map((each) => {
    const pos = each.id === undefined ? undefined : positions.get(each.id);
    return pos === undefined ? each : { ...each, pos };
  });
}
