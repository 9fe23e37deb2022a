import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createIntake, createPeer, watchEnds } from '@allod/sync';
import type { Peer } from '@allod/sync';
import { admissionOver } from './admission.ts';
import type { ClientContext } from './context.ts';
import { createContext } from './create-context.ts';
import { explainDenial } from './denial.ts';
import { isRestored, watchArrivals } from './devices/arrivals.ts';
import { createDevices } from './devices/create-devices.ts';
import type { Devices } from './devices/devices.ts';
import { goOnAsNewDevice, isWithoutKey } from './devices/go-on.ts';
import type { Directory } from './directory.ts';
import { examineHome } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';
import type { Home } from './home-file.ts';
import type { DeviceKeys } from './device-keys.ts';
import { createTurns } from './epochs/turns.ts';
import type { Turns } from './epochs/turns.ts';
import { createKeys } from './keys/create-keys.ts';
import type { Keys } from './keys/keys.ts';
import type { AskPassphrase } from './keys/protected-file.ts';
import { openLink } from './open/create-open.ts';
import type { Opened, OpenOptions } from './open/opened.ts';
import type { Outcome } from './outcome.ts';
import { createPacks } from './packs.ts';
import type { Packs } from './packs.ts';
import { createPeople } from './people/create-people.ts';
import type { People } from './people/people.ts';
import type { Writer } from './records/add.ts';
import { createRecords } from './records/records.ts';
import type { Records } from './records/records.ts';
import { createRecovery } from './recovery/create-recovery.ts';
import type { Recovery } from './recovery/recovery.ts';
import { createSerial } from './serial.ts';
import { createShares } from './shares/create-shares.ts';
import type { Shares } from './shares/shares.ts';
import { digestSpace, spaceStatus } from './spaces.ts';
import type { SpaceStatus } from './spaces.ts';
import { standingOf } from './standing.ts';
import type { DeviceStanding } from './standing.ts';
import { nextTurn } from './surroundings.ts';
import type { Surroundings, Timers } from './surroundings.ts';
import { createConnection } from './sync/connection.ts';
import type { Connection, ConnectOptions } from './sync/connection.ts';
import { mergeReports } from './sync/merge-reports.ts';
import { syncOnce } from './sync/sync-once.ts';
import type { SyncOptions, SyncReport } from './sync/sync-once.ts';
import { createTeams } from './teams/create-teams.ts';
import { forgetLeaving, leavingTeams, ownTeams } from './teams/own-teams.ts';
import type { Teams } from './teams/teams.ts';
import { keepUp } from './teams/upkeep.ts';
import { whileOpen } from './while-open.ts';

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
  readonly teams: Teams;
  readonly devices: Devices;
  readonly recovery: Recovery;
  readonly people: People;
  readonly keys: Keys;
  readonly shares: Shares;
  /**
   * Looks at a link of any kind, as it was pasted: who invites whom to what. Relays that it names are asked; nothing is written before `accept`.
   * Refuses with `E_SIZE`, `E_FORMAT`, `E_JSON` and `E_UPGRADE` what is no link.
   */
  open(text: string, options?: OpenOptions): Promise<Outcome<Opened>>;
  /** How this device stands with its user. */
  standing(): Promise<DeviceStanding>;
  /** What is here of one's own space and of each team that one is in, one's own first; then of whatever else is here. */
  spaces(): Promise<SpaceStatus[]>;
  /** SHA-256, in hexadecimal, over the ids of all accepted statements of a space, one's own when absent: 32 bytes each, ascending. */
  digest(space?: string): Promise<string>;
  /**
   * Connects to a relay, catches up in both directions, and closes the link; without `spaces` then puts in order what a program does by itself
   * (`upkeep` in the report), and sends that. Refuses with `E_INPUT` a URL that is none of a relay, `E_LINK`
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
  readonly keys: DeviceKeys;
  readonly passphrase: AskPassphrase;
  readonly directory: Directory;
  readonly surroundings: Surroundings;
}

/** How often what came of a sync is synced again: what there is to put in order comes to an end, unless somebody else undoes it. */
const MAX_ROUNDS = 4;

/** Puts a client together, over a store that is open. A device to which nothing could be encrypted goes on as a new one, where it may. */
export async function createClient(parts: ClientParts): Promise<Client> {
  const client = new HomeClient(parts);
  await client.begin();
  return client;
}

class HomeClient implements Client {
  readonly records: Records;
  readonly packs: Packs;
  readonly teams: Teams;
  readonly devices: Devices;
  readonly recovery: Recovery;
  readonly people: People;
  readonly keys: Keys;
  readonly shares: Shares;
  readonly #parts: ClientParts;
  readonly #context: ClientContext;
  readonly #peer: Peer;
  readonly #status: (space: string) => Promise<SpaceStatus>;
  readonly #closing = new AbortController();
  readonly #leaveEnds: () => Promise<void>;
  readonly #turns: Turns;
  /** What others may be given: the spaces that somebody here has chosen to sync. */
  readonly #served: Set<string> = new Set();
  readonly #underWay: Set<Promise<unknown>> = new Set();
  readonly #connections: Set<Connection> = new Set();
  /** The connections over which everything of one's own comes and goes. */
  readonly #keptUp: Set<Connection> = new Set();
  #isUpkeepDue = false;
  /** What is written into logs is written by one after the other. */
  readonly #inTurn = createSerial();
  readonly #upkeepInTurn = createSerial();

  constructor(parts: ClientParts) {
    const { directory, surroundings } = parts;
    const { store } = directory;
    const { now, timers } = surroundings;
    const admission = admissionOver(store, now);
    this.#parts = parts;
    this.#context = createContext(parts, admission);
    const ownKid = (): string => this.#context.me.key.kid;
    const arrivals = watchArrivals(store, { ownKid, onOps: () => this.#keepUpLive() });
    const intake = createIntake({ store: arrivals, judge: admission, turn: nextTurn });
    this.#status = (space) => spaceStatus({ directory, admission }, space);
    const { epochs } = this.#context;
    // With the keyboxes of what has ended go its secrets. (SEC-026)
    const sweeping: Timers = { set: (ms, sweep) => timers.set(ms, () => (epochs.expire(), sweep())) };
    this.#leaveEnds = watchEnds({ store, now, timers: sweeping });
    this.#turns = createTurns(this.#context, surroundings, () => this.#keepUpLive());
    this.#peer = createPeer({ store, intake, now, timers, admitSpace: (space) => this.#served.has(space) });
    const spaces = (): readonly string[] => this.#spaces();
    this.records = createRecords({
      writer: this.#writer(),
      watched: {
        store,
        spaces,
        now,
        open: this.#context.open,
        closing: this.#closing.signal,
        during: (job) => this.#run(job),
      },
      collectionsOf: (space) => directory.collections(space),
      status: this.#status,
    });
    const packs = createPacks({ store, logs: this.#context.logs, intake, spaces, now, closing: this.#closing.signal });
    this.packs = { ...packs, import: (chunks) => this.#run(() => packs.import(chunks)) };
    const each = <T extends object>(part: T): T => whileOpen(part, (job) => this.#run(() => this.#inTurn(job)));
    this.people = each(createPeople(this.#context));
    this.teams = each(createTeams(this.#context));
    this.devices = each(createDevices(this.#context, () => this.#keepUp()));
    this.recovery = each(createRecovery(this.#context));
    this.keys = each(createKeys(this.#context));
    this.shares = each(createShares(this.#context));
  }

  /** What has to be done before anything is written. */
  begin(): Promise<void> {
    return this.#run(async () => {
      if (await isWithoutKey(this.#context)) await goOnAsNewDevice(this.#context);
    });
  }

  get me(): Me {
    const { home, folder } = this.#parts;
    return { ...home, kid: this.#context.me.key.kid, home: folder };
  }

  open(text: string, options: OpenOptions = {}): Promise<Outcome<Opened>> {
    const { surroundings } = this.#parts;
    const open = {
      context: this.#context,
      people: this.people,
      surroundings,
      sync: (relays: readonly string[], spaces: readonly string[]) => this.#reach(relays, spaces),
    };
    return this.#run(async () => {
      const opened = await openLink(open, text, options);
      return opened.ok ? accept(whileOpen(opened.value, (job) => this.#run(job))) : opened;
    });
  }

  standing(): Promise<DeviceStanding> {
    return this.#run(() => standingOf(this.#context));
  }

  spaces(): Promise<SpaceStatus[]> {
    return this.#run(() => Promise.all(this.#spaces().map(this.#status)));
  }

  digest(space = this.me.user): Promise<string> {
    return this.#run(() => digestSpace(this.#parts.directory.store, space));
  }

  sync(url: string, { spaces, signal, on }: SyncOptions = {}): Promise<Result<SyncReport>> {
    const signals = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    const options = { signal: AbortSignal.any(signals), ...(on === undefined ? {} : { on }) };
    return this.#run(() =>
      spaces === undefined ? this.#syncAll(url, options) : this.#sync(url, { ...options, spaces }),
    );
  }

  connect(url: string, { spaces, on }: ConnectOptions = {}): Connection {
    this.#checkOpen();
    const followed = async (): Promise<readonly string[]> => {
      const all = spaces ?? (await this.#ownSpaces());
      this.#serve(all);
      return all;
    };
    const onCurrent = (): void => this.#keepUpLive();
    const context = { peer: this.#peer, surroundings: this.#parts.surroundings, spaces: followed, onCurrent };
    const connection = createConnection(context, url, on === undefined ? {} : { on });
    this.#connections.add(connection);
    if (spaces === undefined) this.#keptUp.add(connection);
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
    this.#turns.close();
    await Promise.all([...this.#connections].map((connection) => connection.close()));
    await this.#peer.close();
    await this.#leaveEnds();
    await Promise.allSettled(this.#underWay);
    await this.#context.epochs.lock();
    await this.#parts.directory.store.close();
  }

  /** Records are added while the client is open; what a team does not let one do is said with whom to ask. */
  #writer(): Writer {
    const { writer, me } = this.#context;
    return {
      addAll: (col, bodies, options = {}) =>
        this.#run(async () => {
          const added = await writer.addAll(col, bodies, options);
          const { owner = me.user } = options;
          if (added.ok || owner === me.user) return added;
          const wish = { to: 'write in this team', needs: 'writer' } as const;
          return { ...(await explainDenial(this.#context, owner, { refused: added, wish })), error: added.error };
        }),
    };
  }

  #spaces(): string[] {
    this.#checkOpen();
    const { user } = this.#parts.home;
    return [user, ...this.#parts.directory.spaces().filter((space) => space !== user)];
  }

  /** The spaces that this device keeps up: not the bare logs of others, nor teams that its user is in no more. */
  async #ownSpaces(): Promise<string[]> {
    const { directory } = this.#parts;
    const { logs, me } = this.#context;
    const wanted = new Set([me.user, ...(await ownTeams(this.#context)), ...(await leavingTeams(this.#context))]);
    for (const space of directory.spaces()) {
      const isTeam = (await logs.log(space))?.kind === 'team';
      if (!isTeam && directory.collections(space).length > 0) wanted.add(space);
    }
    return [...wanted];
  }

  #sync(url: string, options: SyncOptions & { readonly spaces: readonly string[] }): Promise<Result<SyncReport>> {
    const { directory, surroundings } = this.#parts;
    this.#serve(options.spaces);
    return syncOnce({ store: directory.store, peer: this.#peer, surroundings }, url, options);
  }

  /** What came may name teams that were not known, and may have to be put in order: then it is synced again. */
  async #syncAll(url: string, options: Omit<SyncOptions, 'spaces'>): Promise<Result<SyncReport>> {
    const leaving = await leavingTeams(this.#context);
    let spaces = await this.#ownSpaces();
    let report = await this.#sync(url, { ...options, spaces });
    const done = new Set<string>();
    for (let round = 0; report.ok && round < MAX_ROUNDS; round++) {
      for (const space of spaces) done.add(space);
      const upkeep = await this.#keepUp();
      const news = (await this.#ownSpaces()).filter((space) => !done.has(space));
      if (upkeep.length === 0 && news.length === 0) break;
      spaces = upkeep.length === 0 ? news : await this.#ownSpaces();
      const again = await this.#sync(url, { ...options, spaces });
      if (!again.ok) return again;
      report = accept(mergeReports({ ...report.value, upkeep: [...report.value.upkeep, ...upkeep] }, again.value));
    }
    if (report.ok) await forgetLeaving(this.#context, leaving);
    return report;
  }

  /** Syncs some spaces with each of some relays; gives those that could be reached. */
  async #reach(relays: readonly string[], spaces: readonly string[]): Promise<readonly string[]> {
    const reached: string[] = [];
    for (const relay of new Set(relays)) {
      const synced = await this.#sync(relay, { spaces, signal: this.#closing.signal });
      if (synced.ok) reached.push(relay);
    }
    return reached;
  }

  /** Does what a program does by itself. Says what it did, in whole sentences. */
  #keepUp(isLive = false): Promise<string[]> {
    return this.#upkeepInTurn(() => this.#putInOrder(isLive));
  }

  /** The same while a connection is live: before both sides have caught up, what has to be done cannot be known. */
  #keepUpLive(): void {
    const isLive = [...this.#keptUp].some(({ state }) => state === 'live');
    if (this.#isUpkeepDue || this.#closing.signal.aborted || !isLive) return;
    this.#isUpkeepDue = true;
    const putInOrder = async (): Promise<void> => {
      this.#isUpkeepDue = false;
      await this.#keepUp(true);
    };
    // What cannot be put in order now is when the next op comes, or both sides have caught up again.
    void this.#run(putInOrder).catch(() => undefined);
  }

  async #putInOrder(isLive: boolean): Promise<string[]> {
    const said: string[] = [];
    if (await isRestored(this.#context.store)) {
      const gone = await goOnAsNewDevice(this.#context);
      if (gone.ok)
        said.push(
          'This home was brought back from an old copy. It goes on as a new device, and the old one was ended.',
        );
    }
    for (const { says } of await keepUp(this.#context, await ownTeams(this.#context), { isLive })) said.push(...says);
    await this.#turns.wait();
    return said;
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
