import { equalBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { StatementParts } from '@allod/core/statement';
import type { Judged, Offered } from '@allod/core/verify';
import type { Commit, CommitCode, Store, Stored } from '@allod/storage';
import { draftAnswers } from './answer.ts';
import type { Answer, AnswerDraft, OfferCode, OfferOptions } from './answer.ts';
import { bodyClaim, loggedBodyClaim } from './bodies.ts';
import type { Judge } from './judge.ts';
import { offeredBytes, ParkingLot } from './parking.ts';
import { commitOf, emptyPlan, PlanBook } from './plan-book.ts';
import type { Waiting } from './plan-book.ts';

/** Statements that are judged again at once. */
const UNPARK_BATCH = 256;
/** Bytes of their bodies that are held meanwhile, unless one alone is longer. */
const UNPARK_BYTES = 4_194_304;
/** A place for a commit that sets values alone. */
const NO_SPACE = 'A'.repeat(43);

type Outcome = Result<readonly Answer[], OfferCode>;

/** What a worker is made of: the options of an intake. */
interface WorkerOptions {
  readonly store: Store;
  readonly judge: Judge;
  readonly turn?: () => Promise<void>;
}

/** One statement that waits: the verdict, and what was offered. */
interface Parking {
  readonly judged: Waiting;
  readonly offered: Offered;
}

/** Does what an intake has to do. The caller sees to it that `take` is never under way twice. */
export class IntakeWorker {
  readonly #store: Store;
  readonly #judge: Judge;
  readonly #turn: WorkerOptions['turn'];
  readonly #lot = new ParkingLot();
  /** Of links on which an offer came to nothing: what came of it. */
  readonly #fallByLink: WeakMap<object, Promise<Outcome>> = new WeakMap();

  constructor({ store, judge, turn }: WorkerOptions) {
    this.#store = store;
    this.#judge = judge;
    this.#turn = turn;
  }

  /** The verdicts on an offer; none on one that comes to nothing anyway. */
  async judge(items: readonly Offered[], { link, space, ids }: OfferOptions): Promise<readonly Judged[]> {
    if (items.length === 0 || (link !== undefined && this.#fallByLink.has(link))) return [];
    const judge = (some: readonly Offered[]): Promise<readonly Judged[]> =>
      this.#judge.judge(some, space === undefined ? {} : { space });
    const judged = await judge(items);
    const isWanted = ({ id }: Judged): boolean => id === undefined || ids === undefined || ids.has(id);
    if (judged.every(isWanted)) return judged;
    // What nobody wants is passed over, so nothing else may stand on it: the rest is judged as if it had come alone.
    const again = (await judge(items.filter((_, i) => isWanted(judged[i]!)))).values();
    return judged.map((each) => (isWanted(each) ? again.next().value! : each));
  }

  /**
   * Commits an offer by its verdicts. What comes over a link after an offer that came to nothing comes to nothing too: a cursor
   * must not overtake what it covers. (SYN-021)
   */
  async take(
    { items, judging }: { readonly items: readonly Offered[]; readonly judging: Promise<readonly Judged[]> },
    options: OfferOptions,
  ): Promise<Outcome> {
    const { link } = options;
    const take = async (): Promise<Outcome> => {
      const judged = await judging;
      await this.#turn?.();
      return this.#take({ items, judged }, options);
    };
    if (link === undefined) return take();
    const before = this.#fallByLink.get(link);
    if (before !== undefined) return before;
    const taking = take();
    let isTaken = false;
    try {
      const taken = await taking;
      isTaken = taken.ok;
      return taken;
    } finally {
      if (!isTaken) this.#fallByLink.set(link, taking);
    }
  }

  async #take(
    { items, judged }: { readonly items: readonly Offered[]; readonly judged: readonly Judged[] },
    options: OfferOptions,
  ): Promise<Outcome> {
    const { space, ids, origin = 0, meta = [] } = options;
    if (space !== undefined && judged.some((each) => each.space !== undefined && each.space !== space))
      return refuse('E_RANGE', 'SYN-025');
    const answers = draftAnswers(judged, ids);
    await this.#noteLacking(judged, answers);
    const plans = new PlanBook();
    const waiting: Parking[] = [];
    for (const [i, each] of judged.entries()) {
      const { verdict, lacks } = answers[i]!;
      if (verdict === 'passed') continue;
      if (each.verdict === 'admitted') plans.put(each, { origin, lacks: lacks?.dig });
      if (each.verdict !== 'parked') continue;
      waiting.push({ judged: each, offered: items[i]! });
      if (canBeStored(each)) plans.park(each, origin);
    }
    if (waiting.length > 0) await this.#parkCopies(plans, waiting);
    const committed = await this.#commit(plans, { meta, space });
    if (!committed.ok) return committed;
    notePositions(answers, committed.value);
    if (waiting.length > 0) await this.#notePark(waiting, options);
    const ops = [...plans.ops(), ...refusedIds(answers)];
    return ops.length === 0 ? accept(answers) : this.#afterOps(ops, answers, options);
  }

  /** Takes up again what waited for ops, now that these are accepted or refused. What waited for an op of its own offer never waited for anybody outside. */
  async #afterOps(ops: readonly string[], answers: readonly Answer[], { unparked }: OfferOptions): Promise<Outcome> {
    const later = await this.#unpark(ops);
    if (!later.ok) return later;
    const laterById = new Map(later.value.map((each) => [each.id, each]));
    const settled = answers.map((each) => (each.verdict === 'parked' ? (laterById.get(each.id) ?? each) : each));
    const told = new Set(settled);
    const others = later.value.filter((each) => !told.has(each));
    if (others.length > 0) unparked?.(others);
    return accept(settled);
  }

  /** Notes the bodies that accepted records refer to, that did not come along, and that are not here. */
  async #noteLacking(judged: readonly Judged[], answers: readonly AnswerDraft[]): Promise<void> {
    const asked: { readonly answer: AnswerDraft; readonly claim: NonNullable<Answer['lacks']> }[] = [];
    for (const [i, each] of judged.entries()) {
      const answer = answers[i]!;
      if (each.verdict !== 'admitted' || answer.verdict === 'passed') continue;
      if (each.body !== undefined || each.isBurned === true) continue;
      const claim = bodyClaim(each.admitted.statement.claims);
      if (claim !== undefined) asked.push({ answer, claim });
    }
    if (asked.length === 0) return;
    const held = await Promise.all(asked.map(({ claim }) => this.#store.body(claim.dig, [0, 0])));
    for (const [i, { answer, claim }] of asked.entries()) if (held[i] === undefined) answer.lacks = claim;
  }

  /**
   * A statement that waits may be a forgery: nobody could check its signatures yet. Of one that is parked already the other
   * copy is kept beside it, and both are judged when the op is there. (SYN-027)
   */
  async #parkCopies(plans: PlanBook, waiting: readonly Parking[]): Promise<void> {
    const held = await this.#store.items(waiting.map(({ judged }) => judged.id));
    const first = new Map<string, StatementParts>();
    for (const [i, { judged, offered }] of waiting.entries()) {
      const parts = held[i]?.parts ?? first.get(judged.id);
      if (parts === undefined) first.set(judged.id, offered.parts);
      else if (held[i]?.state === undefined && !isSameSigned(parts, offered.parts))
        this.#lot.keepCopy(judged.id, offered);
    }
    plans.unpark(new Set(waiting.flatMap(({ judged }, i) => (held[i] === undefined ? [] : [judged.id]))));
  }

  async #notePark(waiting: readonly Parking[], { link, origin = 0, evicted }: OfferOptions): Promise<void> {
    const out = waiting.flatMap((each) => {
      if (!canBeStored(each.judged)) return [];
      const { id, space } = each.judged;
      return this.#lot.park({ id, space, origin, link, bytes: offeredBytes(each.offered) });
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
      const { added, first } = committed.value;
      for (const [at, id] of added.entries()) positions.set(id, first + at);
      if (this.#lot.isEmpty) continue;
      for (const { statement } of [...plan.ops, ...plan.records]) this.#lot.forget(statement.id);
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
        const stored = (await this.#store.items(ids.slice(at, at + UNPARK_BATCH))).flatMap((each) => each ?? []);
        for (const some of inBytes(stored.filter(({ parked }) => parked !== undefined))) {
          const judged = await this.#judgeAgain(some);
          if (!judged.ok) return judged;
          answers.push(...judged.value.answers);
          ops.push(...judged.value.ops);
        }
      }
    }
    return accept(answers);
  }

  async #judgeAgain(stored: readonly Stored[]): Promise<Result<{ answers: Answer[]; ops: string[] }, CommitCode>> {
    const spaceById = new Map(stored.map(({ id, space }) => [id, space]));
    const parked = await Promise.all(stored.map(({ parts }) => this.#withBody(parts)));
    const copies = stored.flatMap(({ id }, i) => [parked[i]!, ...this.#lot.copiesOf(id)]);
    const owners = stored.flatMap(({ id }) => [id, ...this.#lot.copiesOf(id).map(() => id)]);
    const verdicts = copies.length === 0 ? [] : await this.#judge.judge(copies);
    const best = new Map<string, Judged>();
    for (const [i, each] of verdicts.entries()) best.set(owners[i]!, better(best.get(owners[i]!), each));
    const judged = [...best.values()];
    const answers = draftAnswers(judged);
    await this.#noteLacking(judged, answers);
    const plans = new PlanBook();
    for (const [i, id] of [...best.keys()].entries()) {
      const each = judged[i]!;
      answers[i]!.id = id;
      const lacks = answers[i]!.lacks?.dig;
      if (each.verdict === 'admitted') plans.putAgain(each, { origin: this.#lot.originOf(id), lacks });
      else if (each.verdict === 'refused') plans.drop(id, spaceById.get(id)!);
    }
    const committed = await this.#commit(plans, { meta: [], space: undefined });
    if (!committed.ok) return committed;
    notePositions(answers, committed.value);
    return accept({ answers, ops: [...plans.ops(), ...refusedIds(answers)] });
  }

  /** What waited, with its body, of which nobody could say before whether it is under the right key. (SEC-014) */
  async #withBody(parts: StatementParts): Promise<Offered> {
    const claim = loggedBodyClaim(parts);
    const body = claim === undefined ? undefined : await this.#store.body(claim.dig);
    return body === undefined ? { parts } : { parts, body };
  }
}

/** Statements with no more than so many bytes of bodies that are judged with them. */
function* inBytes(stored: readonly Stored[]): Generator<readonly Stored[]> {
  let [some, bytes]: [Stored[], number] = [[], 0];
  for (const each of stored) {
    const { len = 0 } = loggedBodyClaim(each.parts) ?? {};
    if (some.length > 0 && bytes + len > UNPARK_BYTES) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(each);
    bytes += len;
  }
  if (some.length > 0) yield some;
}

/** A member of a batch has no signatures of its own, and a store keeps none without. */
function canBeStored({ parked }: Waiting): boolean {
  return parked.statement.signatures.length > 0;
}

/** Whatever they are: nothing waits for a record. */
function refusedIds(answers: readonly AnswerDraft[]): string[] {
  return answers.flatMap(({ verdict, id }) => (verdict === 'refused' && id !== undefined ? [id] : []));
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

function notePositions(answers: readonly AnswerDraft[], positions: ReadonlyMap<string, number>): void {
  for (const answer of answers) {
    const pos = answer.id === undefined ? undefined : positions.get(answer.id);
    if (pos !== undefined) answer.pos = pos;
  }
}
