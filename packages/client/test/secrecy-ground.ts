/** Worlds that begin alike: what was set up once is copied for each, homes and stores. */
import { cp } from 'node:fs/promises';
import { relative } from 'node:path';
import { createMemoryKeyValue, openStore } from '@allod/storage';
import type { KeyValue, Store } from '@allod/storage';
import { bound, randomBytes, scratch, testClock, valueOf } from './scratch.ts';
import type { TestClock } from './scratch.ts';
import type { Ground } from './world.ts';

/** Under this name stands what the relay holds. */
const RELAY = 'relay';
const FIRST_KEY = new Uint8Array(1);
/** Above every key of a store. */
const LAST_KEY = new Uint8Array(64).fill(255);

/** A ground that can be copied. */
export interface Soil {
  readonly ground: Ground;
  /** The store of a device. */
  storeOf(name: string): Promise<Store>;
  /** The same again: what happens on one of them changes nothing on the other. Nobody works on this one meanwhile. */
  copy(seed: string): Promise<Soil>;
}

interface Parts {
  readonly root: string;
  readonly maps: Map<string, KeyValue>;
  readonly clock: TestClock;
  readonly seed: string;
}

/** An empty ground. */
export async function newSoil(seed: string): Promise<Soil> {
  return soilOf({ root: await scratch(), maps: new Map(), clock: testClock(), seed });
}

async function soilOf(parts: Parts): Promise<Soil> {
  const { root, maps, clock, seed } = parts;
  const stores = new Map<string, Promise<Store>>();
  const store = (name: string): Promise<Store> => {
    const map = maps.get(name) ?? createMemoryKeyValue();
    maps.set(name, map);
    const opened = stores.get(name) ?? openStore(map, { random: randomBytes(`${seed} store ${name}`) }).then(valueOf);
    stores.set(name, opened);
    return opened;
  };
  const deviceStore = async (name: string): Promise<Store> => ({
    ...bound(await store(name)),
    close: async () => undefined,
  });
  const ground: Ground = {
    root,
    openStore: async (folder) => ({ ok: true, value: await deviceStore(relative(root, folder)) }),
    relay: await deviceStore(RELAY),
    clock,
    seed,
  };
  return {
    ground,
    storeOf: (name) => deviceStore(`${name}/store`),
    copy: (to) => copyOf(parts, to),
  };
}

async function copyOf({ root, maps, clock }: Parts, seed: string): Promise<Soil> {
  const folder = await scratch();
  await cp(root, folder, { recursive: true });
  const copies = new Map<string, KeyValue>();
  for (const [name, map] of maps) {
    const pairs = await map.range(FIRST_KEY, LAST_KEY, { limit: Infinity });
    const copied = createMemoryKeyValue();
    valueOf(await copied.write(pairs));
    copies.set(name, copied);
  }
  return soilOf({ root: folder, maps: copies, clock: testClock(clock.now()), seed });
}
