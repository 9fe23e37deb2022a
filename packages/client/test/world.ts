/** People with devices of their own, who share a clock and a relay and nothing else. */
import { join } from 'node:path';
import { createHomes, openClient } from '@allod/client';
import type { Client, ClientOptions, Surroundings, Timers } from '@allod/client';
import type { Store } from '@allod/storage';
import { startRelay } from './relay.ts';
import type { TestRelay } from './relay.ts';
import { closeLater, memoryStores, randomBytes, scratch, testClock, valueOf } from './scratch.ts';
import type { TestClock } from './scratch.ts';

export interface World {
  readonly relay: TestRelay;
  readonly clock: TestClock;
  /** A new user, who is called so, with one device. */
  person(name: string): Promise<Client>;
  /** Where the home of a device is. */
  folder(name: string): string;
  /** What the device of this name is given in place of this process. */
  surroundings(name: string): Omit<ClientOptions, 'home'>;
  /** Opens a home that was made. */
  open(name: string): Promise<Client>;
  /** Syncs these with the relay, one after the other. */
  sync(...clients: readonly Client[]): Promise<void>;
}

/** Where the homes of a world are, and what its stores hold already. */
export interface Ground {
  /** The folder with all homes. */
  readonly root: string;
  /** Of the devices, by the folder that a home has for it. */
  readonly openStore: Surroundings['openStore'];
  readonly relay: Store;
  readonly clock: TestClock;
  /** No two worlds over the same homes draw the same bytes. */
  readonly seed: string;
}

/** Stores are in memory, unless they are to be files. */
export async function createWorld({
  onDisk = false,
  timers,
  ground,
}: { readonly onDisk?: boolean; readonly timers?: Timers; readonly ground?: Ground } = {}): Promise<World> {
  const relay = await startRelay(ground === undefined ? {} : { store: ground.relay });
  const { clock = testClock(), seed = 'world' } = ground ?? {};
  const stores = onDisk ? {} : ground === undefined ? memoryStores('world') : { openStore: ground.openStore };
  const root = ground?.root ?? (await scratch());
  const folder = (name: string): string => join(root, name);
  const surroundings = (name: string): Omit<ClientOptions, 'home'> => ({
    now: clock.now,
    random: randomBytes(`${seed} ${name}`),
    ...stores,
    ...(timers === undefined ? {} : { timers }),
  });
  const open = async (name: string): Promise<Client> =>
    closeLater(valueOf(await openClient({ home: folder(name), ...surroundings(`${name} again`) })));
  return {
    relay,
    clock,
    folder,
    surroundings,
    open,
    async person(name) {
      const homes = [{ folder: folder(name), device: `${name}'s laptop` }];
      valueOf(await createHomes({ homes, name, ...surroundings(name) }));
      return open(name);
    },
    async sync(...clients) {
      for (const client of clients) valueOf(await client.sync(relay.url));
    },
  };
}

/** A team of Ada's with everybody else in it as a writer, known to all. */
export async function createTeamOf(
  { relay, sync }: World,
  [ada, ...others]: readonly [Client, ...Client[]],
): Promise<string> {
  const { id } = valueOf(await ada.teams.create('Home'));
  for (const other of others) {
    const { link } = valueOf(await ada.teams.invite(id, { relays: [relay.url] }));
    await sync(ada);
    valueOf(await valueOf(await other.open(link)).accept());
    await sync(other);
  }
  await sync(ada, ...others);
  return id;
}
