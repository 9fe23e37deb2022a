import type { Client, Connection, ConnectionState, SyncOptions } from '@allod/client';
import { openClient } from '@allod/client';
import type { Result } from '@allod/core/errors';
import type { Device, Live, NewRecord, Synced } from './world.ts';

/** The value of a result. Throws, with the code in its words, when there is none. */
export function valueOf<T>(what: string, result: Result<T>): T {
  if (!result.ok) throw new Error(`${what} refused: ${result.error.code}`);
  return result.value;
}

/** A home, and whose records are looked at in it. */
export interface DeviceOptions {
  readonly name: string;
  readonly home: string;
  /** Whose records. */
  readonly user: string;
}

/** Opens a home as a device of the story. */
export async function openDevice(options: DeviceOptions): Promise<Device> {
  return new ClientDevice(options, valueOf(options.home, await openClient({ home: options.home })));
}

class ClientDevice implements Device {
  readonly name: string;
  readonly home: string;
  readonly #user: string;
  readonly #client: Client;
  #closed: Promise<void> | undefined;

  constructor({ name, home, user }: DeviceOptions, client: Client) {
    this.name = name;
    this.home = home;
    this.#user = user;
    this.#client = client;
  }

  async count(): Promise<number> {
    const held = await this.#client.spaces();
    return held.find(({ space }) => space === this.#user)?.count ?? 0;
  }

  digest(): Promise<string> {
    return this.#client.digest(this.#user);
  }

  async write(col: string, records: readonly NewRecord[]): Promise<readonly string[]> {
    const bodies = records.map(({ json }) => ({ json }));
    const tags = records.map(({ tag }) => tag);
    const added = valueOf(`records of the ${this.name}`, await this.#client.records.addAll(col, bodies, { tags }));
    return added.map(({ id }) => id);
  }

  async read(col: string): Promise<ReadonlyMap<string, unknown>> {
    const said = new Map<string, unknown>();
    for await (const { tag, json, sealed } of this.#client.records.list({ col, owner: this.#user }))
      if (sealed === undefined) said.set(tag ?? '', json);
    return said;
  }

  arrivals(): AsyncIterable<string> {
    return idsOf(this.#client.records.watch());
  }

  async sync(url: string): Promise<Synced> {
    let refusedThere = 0;
    const on: SyncOptions['on'] = (event) => {
      if (event.type === 'refused' && event.by === 'them') refusedThere++;
    };
    const report = valueOf(`a sync of the ${this.name}`, await this.#client.sync(url, { spaces: [this.#user], on }));
    const { received, sent, refused, parked } = report;
    return { received, sent, refused: refused + refusedThere, parked };
  }

  connect(url: string): Live {
    return liveOf(this.#client.connect(url, { spaces: [this.#user] }));
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#client.close());
  }
}

async function* idsOf(records: ReturnType<Client['records']['watch']>): AsyncGenerator<string> {
  for await (const { id } of records) yield id;
}

function liveOf(connection: Connection): Live {
  return {
    current: () => enters(connection, ['live']),
    broken: () => enters(connection, ['waiting', 'connecting']),
    close: () => connection.close(),
  };
}

/** Resolves when a connection is in one of these states. Rejects when it is closed before. */
function enters(connection: Connection, states: readonly ConnectionState[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (state: ConnectionState): boolean => {
      if (states.includes(state)) resolve();
      else if (state === 'closed') reject(new Error('the connection was closed'));
      else return false;
      return true;
    };
    if (look(connection.state)) return;
    const stop = connection.on((event) => {
      if (event.type === 'state' && look(event.state)) stop();
    });
  });
}
