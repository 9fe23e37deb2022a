import { createAdmission } from '@allod/collections';
import type { Result } from '@allod/core/errors';
import { createIntake, createPeer, loadOps } from '@allod/sync';
import type { Peer } from '@allod/sync';
import type { Directory } from './directory.ts';
import { examineHome } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';
import type { Home } from './home-file.ts';
import type { DeviceKey } from './keys-file.ts';
import { createPacks } from './packs.ts';
import type { Packs } from './packs.ts';
import { createWriter } from './records/add.ts';
import { createRecords } from './records/records.ts';
import type { Records } from './records/records.ts';
import { digestSpace, spaceStatus } from './spaces.ts';
import type { SpaceStatus } from './spaces.ts';
import { nextTurn } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import { createConnection } from './sync/connection.ts';
import type { Connection, ConnectOptions } from './sync/connection.ts';
import { syncOnce } from './sync/sync-once.ts';
import type { SyncOptions, SyncReport } from './sync/sync-once.ts';

/** Whose client it is. */
export interface Me extends Home {
  /** The home folder. */
  readonly home: string;
}

/** One device of one user, with its store open: one client at a time for each home. After `close` every call rejects with `TypeError`, or throws it. */
export interface Client {
  readonly me: Me;
  readonly records: Records;
  readonly packs: Packs;
  /** What is here of each space, one's own first. */
  spaces(): Promise<SpaceStatus[]>;
  /** SHA-256, in hexadecimal, over the ids of all accepted statements of a space, one's own when absent: 32 bytes each, ascending. */
  digest(space?: string): Promise<string>;
  /**
   * Connects to a relay, catches up in both directions, and closes the link. Refuses with `E_INPUT` a URL that is none of a relay, `E_LINK`
   * when nobody answers, the link is lost or `signal` gives up, and with the code with which either side closed. What arrived stays.
   */
  sync(url: string, options?: SyncOptions): Promise<Result<SyncReport>>;
  /** Stays connected to a relay. Throws `RangeError` for a URL that is none of a relay. */
  connect(url: string, options?: ConnectOptions): Connection;
  /** Looks at everything that can go wrong, and changes nothing. */
  doctor(options?: { readonly relays?: readonly string[] }): Promise<Finding[]>;
  /** Ends every watch and link, waits for what is under way, and gives the store up. */
  close(): Promise<void>;
}

/** What a client is made of. */
export interface ClientParts {
  readonly folder: string;
  readonly home: Home;
  readonly key: DeviceKey;
  readonly directory: Directory;
  readonly surroundings: Surroundings;
}

/** Puts a client together, over a store that is open. */
export function createClient(parts: ClientParts): Client {
  return new HomeClient(parts);
}

class HomeClient implements Client {
  readonly me: Me;
  readonly records: Records;
  readonly packs: Packs;
  readonly #parts: ClientParts;
  readonly #peer: Peer;
  readonly #status: (space: string) => Promise<SpaceStatus>;
  readonly #closing = new AbortController();
  /** What others may be given: the spaces that somebody here has chosen to sync. */
  readonly #served: Set<string> = new Set();
  readonly #underWay: Set<Promise<unknown>> = new Set();
  readonly #connections: Set<Connection> = new Set();

  constructor(parts: ClientParts) {
    const { folder, home, key, directory, surroundings } = parts;
    const { store } = directory;
    const { now, timers } = surroundings;
    const admission = createAdmission({ now, loadOps: (space) => loadOps(store, space) });
    const intake = createIntake({ store, judge: admission, turn: nextTurn });
    this.#parts = parts;
    this.#status = (space) => spaceStatus({ directory, admission }, space);
    this.#peer = createPeer({ store, intake, now, timers, admitSpace: (space) => this.#served.has(space) });
    this.me = { ...home, home: folder };
    const spaces = (): readonly string[] => this.#spaces();
    const writer = createWriter({ user: home.user, signer: key, store, admission, surroundings });
    this.records = createRecords({
      writer: { addAll: (...call) => this.#run(() => writer.addAll(...call)) },
      watched: { store, spaces, now, closing: this.#closing.signal, during: (job) => this.#run(job) },
      collectionsOf: (space) => directory.collections(space),
      status: this.#status,
    });
    const packs = createPacks({ store, intake, spaces, now, closing: this.#closing.signal });
    this.packs = { ...packs, import: (chunks) => this.#run(() => packs.import(chunks)) };
  }

  spaces(): Promise<SpaceStatus[]> {
    return this.#run(() => Promise.all(this.#spaces().map(this.#status)));
  }

  digest(space = this.me.user): Promise<string> {
    return this.#run(() => digestSpace(this.#parts.directory.store, space));
  }

  sync(url: string, { spaces = this.#spaces(), signal, on }: SyncOptions = {}): Promise<Result<SyncReport>> {
    const { directory, surroundings } = this.#parts;
    this.#serve(spaces);
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    const context = { store: directory.store, peer: this.#peer, surroundings };
    const options = { spaces, signal: AbortSignal.any(signals), ...(on === undefined ? {} : { on }) };
    return this.#run(() => syncOnce(context, url, options));
  }

  connect(url: string, { spaces = this.#spaces(), on }: ConnectOptions = {}): Connection {
    this.#checkOpen();
    this.#serve(spaces);
    const context = { peer: this.#peer, surroundings: this.#parts.surroundings };
    const connection = createConnection(context, url, { spaces, ...(on === undefined ? {} : { on }) });
    this.#connections.add(connection);
    return connection;
  }

  doctor({ relays = [] }: { readonly relays?: readonly string[] } = {}): Promise<Finding[]> {
    const { folder, directory, surroundings } = this.#parts;
    const opened = { store: directory.store, spaces: this.#spaces() };
    return this.#run(() => examineHome({ ...surroundings, home: folder, relays, opened }));
  }

  async close(): Promise<void> {
    this.#checkOpen();
    this.#closing.abort();
    await Promise.all([...this.#connections].map((connection) => connection.close()));
    await this.#peer.close();
    await Promise.allSettled(this.#underWay);
    await this.#parts.directory.store.close();
  }

  #spaces(): string[] {
    this.#checkOpen();
    const { user } = this.#parts.home;
    return [user, ...this.#parts.directory.spaces().filter((space) => space !== user)];
  }

  #serve(spaces: readonly string[]): void {
    for (const space of spaces) this.#served.add(space);
  }

  /** Begins something that has to end before the store is closed. */
  async #run<T>(job: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    const running = job();
    this.#underWay.add(running);
    const forget = (): void => void this.#underWay.delete(running);
    running.then(forget, forget);
    return running;
  }

  #checkOpen(): void {
    if (this.#closing.signal.aborted) throw new TypeError('the client is closed');
  }
}
