// Devices and a relay that exist in memory alone: as much of the real ones as the story can see. Any part can be replaced by one that fails.
import { createHash } from 'node:crypto';
import type { Device, Live, RunningRelay, World } from '../src/world.ts';

interface Statement {
  readonly id: string;
  readonly col: string;
  readonly tag?: string;
  readonly json?: unknown;
}

/** What behaves otherwise than it should. */
export interface Faults {
  readonly laptop?: Partial<Device>;
  readonly phone?: Partial<Device>;
  readonly stranger?: Partial<Device>;
  readonly world?: Partial<World>;
}

const USER = 'ada';
const PORT = 4_100;

/** An async queue that ends when told. */
function createArrivals(): { push(id: string): void; end(): void; readonly ids: AsyncIterable<string> } {
  const waiting: string[] = [];
  let wake = (): void => undefined;
  let ended = false;
  async function* read(): AsyncGenerator<string> {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift()!;
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    push(id) {
      waiting.push(id);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    ids: read(),
  };
}

/** A relay that forgets its links when it dies, and nothing else. */
export class ImaginedRelay {
  readonly held: Map<string, Statement> = new Map();
  readonly linked: Set<ImaginedDevice> = new Set();
  readonly wanting: Set<ImaginedDevice> = new Set();
  isUp = false;
  starts = 0;

  start(): RunningRelay {
    this.isUp = true;
    this.starts++;
    for (const device of this.wanting) this.link(device);
    return {
      pid: 7_000 + this.starts,
      port: PORT,
      url: `http://127.0.0.1:${PORT}`,
      linkUrl: `ws://127.0.0.1:${PORT}`,
      exited: new Promise(() => undefined),
      kill: async () => {
        this.isUp = false;
        this.linked.clear();
      },
    };
  }

  link(device: ImaginedDevice): void {
    this.linked.add(device);
    device.meet(this);
  }

  take(statement: Statement): void {
    if (this.held.has(statement.id)) return;
    this.held.set(statement.id, statement);
    for (const device of this.linked) device.take(statement);
  }
}

class ImaginedDevice {
  readonly held: Map<string, Statement> = new Map();
  readonly #arrivals: Set<ReturnType<typeof createArrivals>> = new Set();
  readonly #name: string;
  readonly #relay: ImaginedRelay;

  constructor(name: string, relay: ImaginedRelay) {
    this.#name = name;
    this.#relay = relay;
  }

  take(statement: Statement): void {
    if (this.held.has(statement.id)) return;
    this.held.set(statement.id, statement);
    for (const each of this.#arrivals) each.push(statement.id);
    if (this.#relay.linked.has(this)) this.#relay.take(statement);
  }

  meet(relay: ImaginedRelay): { sent: number; received: number } {
    const missingThere = [...this.held.values()].filter(({ id }) => !relay.held.has(id));
    const missingHere = [...relay.held.values()].filter(({ id }) => !this.held.has(id));
    for (const each of missingThere) relay.take(each);
    for (const each of missingHere) this.take(each);
    return { sent: missingThere.length, received: missingHere.length };
  }

  asDevice(): Device {
    return {
      name: this.#name,
      home: `/homes/${this.#name}`,
      count: async () => this.held.size,
      digest: async () =>
        createHash('sha256')
          .update([...this.held.keys()].toSorted().join())
          .digest('hex'),
      write: async (col, records) =>
        records.map((record) => {
          const id = `${this.#name}-${this.held.size}`;
          this.take({ id, col, ...record });
          return id;
        }),
      read: async (col) => {
        const records = [...this.held.values()].filter((each) => each.col === col);
        return new Map(records.map(({ tag, json }) => [tag ?? '', json]));
      },
      arrivals: () => {
        const arrivals = createArrivals();
        this.#arrivals.add(arrivals);
        return arrivals.ids;
      },
      sync: async () => ({ ...this.meet(this.#relay), refused: 0, parked: 0 }),
      connect: () => this.#connect(),
      close: async () => {
        for (const each of this.#arrivals) each.end();
      },
    };
  }

  #connect(): Live {
    const relay = this.#relay;
    relay.wanting.add(this);
    relay.link(this);
    return {
      current: async () => undefined,
      broken: async () => undefined,
      close: async () => {
        relay.wanting.delete(this);
        relay.linked.delete(this);
      },
    };
  }
}

/** A world in which all goes well but for `faults`, with what was said in it. */
export function imagine({ world, ...faults }: Faults = {}): {
  readonly world: World;
  readonly relay: ImaginedRelay;
  readonly said: readonly string[];
} {
  const relay = new ImaginedRelay();
  const said: string[] = [];
  let clock = 0;
  const device = (name: 'laptop' | 'phone' | 'stranger', held: readonly Statement[] = []): Device => {
    const imagined = new ImaginedDevice(name, relay);
    for (const each of held) imagined.take(each);
    return { ...imagined.asDevice(), ...faults[name] };
  };
  return {
    relay,
    said,
    world: {
      countries: {
        source: 'an atlas',
        list: [
          { cca3: 'TUV', name: { common: 'Tuvalu' } },
          { cca3: 'ABW', name: { common: 'Aruba' } },
          { cca3: 'NRU', name: { common: 'Nauru' } },
        ],
      },
      // Each look at the clock is 5 ms after the last.
      now: () => (clock += 5),
      say: (line) => void said.push(line),
      signal: new AbortController().signal,
      startRelay: async () => relay.start(),
      createAda: async () => ({
        user: USER,
        laptop: device('laptop', [
          { id: 'init', col: '' },
          { id: 'epoch', col: '' },
        ]),
        phone: device('phone'),
      }),
      // Who is nobody's member opens nothing.
      createStranger: async () => ({ ...device('stranger'), read: async () => new Map(), ...faults.stranger }),
      ...world,
    },
  };
}
