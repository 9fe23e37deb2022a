/**
 * Two peers, a wire, and somebody who decides at every step what happens next: a commit here or there, one frame delivered, the wire
 * cut, a process that dies and comes back with what its store kept. Nothing in it is random but what the caller gives.
 */
import { decodeFrame } from '@allod/transport/frames';
import type { Store } from '@allod/storage';
import { createMemoryStore } from '@allod/storage';
import { idsIn } from './probe.ts';
import { accept, Activity, certificateOf, createHost, held } from './world.ts';
import type { Host, Made, Writer } from './world.ts';
import { createWire } from './wire.ts';
import type { Wire } from './wire.ts';

/** What may happen next. */
export type Move =
  | { readonly kind: 'commit'; readonly at: 0 | 1 }
  | { readonly kind: 'deliver'; readonly to: 0 | 1 }
  | { readonly kind: 'rest' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'die'; readonly at: 0 | 1 };

export interface World {
  readonly writer: Writer;
  /** Statements that nobody holds yet, taken from the front. */
  readonly stock: readonly Made[];
  /** Puts a fault between the store of one side and those who use it. */
  readonly wrap?: (store: Store, side: 0 | 1) => Store;
}

/** What was seen of a run. */
export interface Outcome {
  /** Ids that went over one link twice while nothing was lost on it. */
  readonly duplicates: readonly string[];
  /** Ids that were sent back over the link that they came from. */
  readonly echoes: readonly string[];
  /** Ids that one side holds at the end and the other does not. */
  readonly gaps: readonly string[];
  readonly certificates: readonly string[];
  /** Acknowledged statements that the side which acknowledged them does not hold at the end. (TRN-009) */
  readonly lost: readonly string[];
}

class Simulation {
  readonly #world: World;
  readonly #activity = new Activity();
  readonly #stores: Store[] = [];
  readonly #hosts: Host[] = [];
  readonly #duplicates: string[] = [];
  readonly #echoes: string[] = [];
  readonly #acknowledged: [Set<string>, Set<string>] = [new Set(), new Set()];
  #wire: Wire | undefined;
  #sent: [string[], string[]] = [[], []];
  #frames: { from: 0 | 1; frame: Uint8Array }[] = [];
  #next = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async run(start: readonly [number, number], moves: readonly Move[]): Promise<Outcome> {
    for (const side of [0, 1] as const) {
      this.#stores[side] = await createMemoryStore((length) => new Uint8Array(length).fill(side + 1));
      await this.#begin(side);
      await accept(this.#hosts[side]!, [this.#world.writer.init]);
      for (let i = 0; i < start[side]; i++) await this.#commit(side);
    }
    await this.#connect();
    for (const move of moves) await this.#make(move);
    await this.#finish();
    return this.#outcome();
  }

  async #begin(side: 0 | 1): Promise<void> {
    const { wrap = (store: Store) => store } = this.#world;
    const options = { activity: this.#activity, store: this.#stores[side]!, wrap: (store: Store) => wrap(store, side) };
    this.#hosts[side] = await createHost(side + 1, options);
  }

  async #connect(): Promise<void> {
    await this.#look();
    this.#sent = [[], []];
    this.#frames = [];
    const wire = createWire((from, frame) => this.#frames.push({ from, frame }));
    this.#wire = wire;
    const session = this.#hosts[0]!.peer.attach(wire.ends[0], 'opened');
    this.#hosts[1]!.peer.attach(wire.ends[1], 'accepted');
    void session.open(this.#world.writer.space, { live: true });
  }

  async #make(move: Move): Promise<void> {
    if (move.kind === 'commit') return this.#commit(move.at);
    if (move.kind === 'deliver') return void this.#wire!.deliver(move.to);
    if (move.kind === 'rest') return this.#activity.quiet();
    this.#wire!.cut();
    if (move.kind === 'die') {
      await this.#hosts[move.at]!.peer.close();
      await this.#begin(move.at);
    }
    await this.#connect();
  }

  async #commit(at: 0 | 1): Promise<void> {
    const next = this.#world.stock[this.#next++];
    // Not waited for: what else happens meanwhile is what this is about.
    if (next !== undefined) void this.#activity.during(() => accept(this.#hosts[at]!, [next]));
    await Promise.resolve();
  }

  /** Lets everything that is on its way arrive; if the link is lost by then, once more over another. */
  async #finish(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      for (let calm = 0; calm < 2;) {
        await this.#activity.quiet();
        const moved = [this.#wire!.deliver(0), this.#wire!.deliver(1)];
        calm = moved.includes(true) ? 0 : calm + 1;
      }
      await this.#look();
      if (this.#wire!.isCut) await this.#connect();
    }
  }

  /** Looks through the frames of the link: what went twice, what came back, what was acknowledged. */
  async #look(): Promise<void> {
    const idsByNumber = new Map<string, string[]>();
    for (const { from, frame } of this.#frames.splice(0)) {
      const decoded = decodeFrame(frame);
      if (!decoded.ok) throw new Error(`a peer sent no frame: ${decoded.error.code}`);
      for (const message of decoded.value) {
        const ids = await idsIn([message]);
        if (message.m === 'items') {
          idsByNumber.set(`${from} ${message.s} ${message.q}`, ids);
          const [mine, others] = [this.#sent[from], this.#sent[from === 0 ? 1 : 0]];
          this.#duplicates.push(...ids.filter((id) => mine.includes(id)));
          // Both sides hold the log from the beginning, so it may cross itself.
          this.#echoes.push(...ids.filter((id) => others.includes(id) && id !== this.#world.writer.space));
          mine.push(...ids);
        }
        if (message.m !== 'ack') continue;
        const refused = new Set(message.no.map(([i]) => i));
        const answered = idsByNumber.get(`${from === 0 ? 1 : 0} ${message.s} ${message.q}`) ?? [];
        for (const [i, id] of answered.entries()) if (!refused.has(i)) this.#acknowledged[from].add(id);
      }
    }
  }

  async #outcome(): Promise<Outcome> {
    const { space } = this.#world.writer;
    const [left, right] = [await held(this.#hosts[0]!, space), await held(this.#hosts[1]!, space)];
    const gaps = [...left.filter((id) => !right.includes(id)), ...right.filter((id) => !left.includes(id))];
    const certificates = await Promise.all(this.#hosts.map((host) => certificateOf(host, space)));
    const lost = [left, right].flatMap((ids, side) => [...this.#acknowledged[side]!].filter((id) => !ids.includes(id)));
    return { duplicates: this.#duplicates, echoes: this.#echoes, gaps, certificates, lost };
  }
}

/** Runs one story: each side begins with so many statements of its own, then the moves are made, then everything may arrive. */
export async function simulate(
  world: World,
  start: readonly [number, number],
  moves: readonly Move[],
): Promise<Outcome> {
  return new Simulation(world).run(start, moves);
}
