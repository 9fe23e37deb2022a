import { join } from 'node:path';
import { createHomes } from '@allod/client';
import type { CleanUp } from './clean-up.ts';
import { openDevice, valueOf } from './client-device.ts';
import { spawnRelay } from './relay-child.ts';
import type { Device, World } from './world.ts';

/** The folder of the relay's store, in that of the world. */
export const RELAY_FOLDER = 'relay';

/** What the world is made of. */
export interface WorldOptions extends Pick<World, 'countries' | 'now' | 'say' | 'signal'> {
  /** An empty folder, for the homes and for the store of the relay. */
  readonly folder: string;
  /** Port of the relay; 0 for any that is free. */
  readonly port: number;
  /** Gets everything that has to be ended, as soon as it is begun. */
  readonly cleanUp: CleanUp;
}

/** The world as it is: processes, folders and sockets of this machine. */
export function openWorld(options: WorldOptions): World {
  const { folder, cleanUp } = options;
  const open = async (name: string, user: string): Promise<Device> => {
    const device = await openDevice({ name, home: join(folder, name), user });
    cleanUp.add(() => device.close());
    return device;
  };
  return {
    ...options,
    async startRelay(port = options.port) {
      const child = spawnRelay({ folder: join(folder, RELAY_FOLDER), port });
      cleanUp.add(() => child.stop());
      return child.listening;
    },
    async createAda() {
      const homes = ['laptop', 'phone'].map((device) => ({ folder: join(folder, device), device }));
      const { user } = valueOf('two homes', await createHomes({ homes, name: 'Ada' }));
      return { user, laptop: await open('laptop', user), phone: await open('phone', user) };
    },
    async createStranger(user) {
      valueOf('a third home', await createHomes({ homes: [{ folder: join(folder, 'stranger') }], name: 'Grace' }));
      return open('stranger', user);
    },
  };
}
