import type { Committed, Store } from '@allod/storage';
import { encodeCursor, placeAt, readCursor } from './cursor.ts';
import type { OfferOptions } from './answer.ts';
import type { Intake } from './intake.ts';
import { coverageName, cursorName, wantOf, wantPrefix } from './meta.ts';
import { loadItems, MAX_RIDING_BYTES, queueCounts } from './outgoing.ts';
import type { PositionRow } from './outgoing.ts';
import { metaValue } from './peer-number.ts';
import type {
  LiveRow,
  Offering,
  Opening,
  Outcome,
  SessionEffect,
  SessionEvent,
  SessionInput,
  Settled,
  SettledSoFar,
  Want,
} from './session/events.ts';
import { MESSAGE_OVERHEAD } from './session/state.ts';
import { headsOf, isSameSet, lastPosition, summarize } from './summary.ts';
import type { Summary } from './summary.ts';

/** Bodies that one subscription asks for again. */
const MAX_WANTS = 1_000;
/** Bytes of a live item with its body: what everybody takes in one message. */
const LIVE_ITEM_BYTES = 2 * MAX_RIDING_BYTES - MESSAGE_OVERHEAD;

type Effect<D extends SessionEffect['do']> = Extract<SessionEffect, { readonly do: D }>;

interface Watch {
  stop: (() => void) | undefined;
  /** What was found at the beginning. */
  cut: number;
  summary: Summary | undefined;
  /** Commits are looked at in their order. */
  tail: Promise<void>;
}

interface SideOptions {
  readonly store: Store;
  readonly intake: Intake;
  readonly on: ((event: SessionEvent) => void) | undefined;
}

/** Who performs what a session wants done. */
interface Driver {
  readonly tell: (input: SessionInput) => void;
  /** Begins something that takes time; a fault in it ends the session. */
  readonly run: (job: () => Promise<void>) => void;
}

/** What a session needs of its store and its intake. */
export class StoreSide {
  readonly #store: Store;
  readonly #intake: Intake;
  readonly #on: ((event: SessionEvent) => void) | undefined;
  readonly #tell: Driver['tell'];
  readonly #run: Driver['run'];
  readonly #watchBySubscription: Map<number, Watch> = new Map();
  /** Stands for the link. */
  readonly #link = {};
  #peer: Uint8Array = new Uint8Array(8);
  #origin = 0;

  constructor({ store, intake, on }: SideOptions, { tell, run }: Driver) {
    this.#store = store;
    this.#intake = intake;
    this.#on = on;
    this.#tell = tell;
    this.#run = run;
  }

  identified(peer: Uint8Array, origin: number): void {
    this.#peer = peer.slice();
    this.#origin = origin;
  }

  /** Listens, then reads where the space ends, then what is in it: in this order nothing can fall between. (SYN-016) */
  async begin({ s, space, live, isMine, cur }: Effect<'begin'>): Promise<void> {
    const store = this.#store;
    const watch: Watch = { stop: undefined, cut: 0, summary: undefined, tail: Promise.resolve() };
    this.unwatch(s);
    this.#watchBySubscription.set(s, watch);
    if (live) watch.stop = store.watch(space, (committed) => this.#loadLater(s, watch, committed));
    watch.cut = await lastPosition(store, space);
    watch.summary = await summarize(store, space);
    const { cut, summary } = watch;
    const cutCursor = encodeCursor(store.gen, await placeAt(store, { space, pos: cut }));
    const known = isMine ? await this.#mine(space, cut) : await this.#theirs(space, cut, cur);
    this.#tell({ on: 'opening', s, opening: { summary, cut, cutCursor, wants: await this.#wants(space), ...known } });
  }

  async #mine(space: string, last: number): Promise<Pick<Opening, 'covered' | 'kept'>> {
    const kept = await metaValue(this.#store, cursorName(this.#peer, space));
    const cursor = await metaValue(this.#store, coverageName(this.#peer, space));
    const covered = cursor === undefined ? undefined : await readCursor(this.#store, { space, cursor, last });
    return { ...(kept === undefined ? {} : { kept }), ...(covered === undefined ? {} : { covered }) };
  }

  async #theirs(space: string, last: number, cursor: Uint8Array | undefined): Promise<Pick<Opening, 'after'>> {
    const after = cursor === undefined ? undefined : await readCursor(this.#store, { space, cursor, last });
    return after === undefined ? {} : { after };
  }

  async #wants(space: string): Promise<Want[]> {
    const wants: Want[] = [];
    for await (const { name } of this.#store.scan({ by: 'meta', prefix: wantPrefix(space) })) {
      const { dig } = wantOf(space, name);
      // Names ascend: those of one body stand side by side.
      if (wants.at(-1)?.dig === dig) continue;
      if ((await this.#store.body(dig, [0, 0])) === undefined) wants.push({ space, dig });
      if (wants.length === MAX_WANTS) break;
    }
    return wants;
  }

  unwatch(s: number): void {
    this.#watchBySubscription.get(s)?.stop?.();
    this.#watchBySubscription.delete(s);
  }

  close(): void {
    for (const s of this.#watchBySubscription.keys()) this.unwatch(s);
  }

  #loadLater(s: number, watch: Watch, committed: Committed): void {
    if (committed.added.length === 0) return;
    const before = watch.tail;
    watch.tail = new Promise((resolve) =>
      this.#run(async () => {
        await before;
        await this.#load(s, watch, committed).finally(resolve);
      }),
    );
  }

  async #load(s: number, watch: Watch, committed: Committed): Promise<void> {
    if (watch.stop === undefined || committed.last <= watch.cut) return;
    const rows = await this.#liveRows(committed);
    if (rows.length > 0 && this.#watchBySubscription.get(s) === watch) this.#tell({ on: 'committed', s, rows });
  }

  /** What others than this peer committed, as it travels. */
  async #liveRows({ space, first, last }: Committed): Promise<LiveRow[]> {
    const rows: PositionRow[] = [];
    for await (const row of this.#store.scan({ by: 'pos', space, after: first - 1 })) {
      if (row.pos > last) break;
      if (row.origin === 0 || row.origin !== this.#origin) rows.push(row);
    }
    const loaded = await loadItems(this.#store, rows, LIVE_ITEM_BYTES);
    const counts = await queueCounts(this.#store, rows, loaded);
    return loaded.map((each, i) => {
      const { id, pos, origin } = rows[i]!;
      return { ...each, pos, origin, cur: encodeCursor(this.#store.gen, { pos, id }), counts: counts[i]! };
    });
  }

  async count({ s, space }: Effect<'count'>): Promise<void> {
    const watch = this.#watchBySubscription.get(s);
    const isSame = watch?.summary !== undefined && (await lastPosition(this.#store, space)) === watch.cut;
    if (isSame) return this.#tell({ on: 'counted', s, n: watch.summary!.n, heads: watch.summary!.heads });
    const [fold] = await this.#store.fold(space, [{}]);
    this.#tell({ on: 'counted', s, n: fold!.count, heads: await headsOf(this.#store, space) });
  }

  async offer(job: number, { items, space, ids, cursor, bodies = [] }: Offering): Promise<void> {
    const options: OfferOptions = {
      origin: this.#origin,
      link: this.#link,
      ...(space === undefined ? {} : { space }),
      ...(ids === undefined ? {} : { ids }),
      ...(cursor === undefined ? {} : { meta: [[cursorName(this.#peer, cursor.space), cursor.cur.slice()] as const] }),
      evicted: (id, of) => this.#on?.({ type: 'evicted', space: of, id }),
      unparked: (found) => this.#tell({ on: 'unparked', answers: found }),
    };
    const hasOffer = items.length > 0 || cursor !== undefined;
    const offered = hasOffer ? await this.#intake.offer(items, options) : ({ ok: true, value: [] } as const);
    if (!offered.ok) return this.#answered(job, { ok: false, code: offered.error.code });
    for (const { space: of, dig, bytes } of bodies) {
      const kept = await this.#intake.keep(of, [[dig, bytes]]);
      // A body that is refused is none of a statement: nobody waits for an answer.
      if (!kept.ok && (kept.error.code === 'E_STORE_FULL' || kept.error.code === 'E_CONFLICT'))
        return this.#answered(job, { ok: false, code: kept.error.code });
    }
    this.#answered(job, { ok: true, answers: offered.value });
  }

  #answered(job: number, outcome: Outcome): void {
    this.#tell({ on: 'answered', job, outcome });
  }

  async lack(ids: readonly string[]): Promise<void> {
    const held = await this.#store.items(ids);
    this.#tell({ on: 'lacking', ids: ids.filter((_, i) => held[i]?.state === undefined) });
  }

  async cover({ space, pos }: Effect<'cover'>): Promise<void> {
    const cursor = encodeCursor(this.#store.gen, await placeAt(this.#store, { space, pos }));
    await this.#intake.offer([], { space, meta: [[coverageName(this.#peer, space), cursor]] });
  }

  /** Equal sets are equal certificates. What we sent has changed theirs, and only another `open` would tell to what. (SYN-011) */
  async settled({ space, theirs, wasEqual, ...counts }: SettledSoFar): Promise<Settled> {
    const isEqual = wasEqual || (counts.sent === 0 && isSameSet(await summarize(this.#store, space), theirs));
    return { ...counts, equal: isEqual };
  }
}
