/** Folders that go away, and surroundings in which nothing happens by chance. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createHomes, openClient } from '@allod/client';
import type { Client, ClientOptions, Homes, HomesOptions, Surroundings, Timers } from '@allod/client';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { bound } from '@allod/storage/testing';
import { onTestFinished } from 'vitest';

export { bound };

export const START = 1_790_000_000_000_000;
const MICROSECOND_STEP = 1_000;

const folders: string[] = [];
const open: { close(): Promise<void> }[] = [];

/** Files of tests share this module: each test asks for its own end, for a hook out here would be that of the first file alone. */
function tidyLater(): void {
  if (folders.length + open.length > 0) return;
  onTestFinished(async () => {
    for (const each of open.splice(0).toReversed()) await each.close().catch(() => undefined);
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
}

/** A folder that goes away after the test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'allod-client-'));
  tidyLater();
  folders.push(folder);
  return folder;
}

/** Closes something after the test, before its folder goes. */
export function closeLater<T extends { close(): Promise<void> }>(each: T): T {
  tidyLater();
  open.push(each);
  return each;
}

/** Bytes that look random and are always the same for one seed. */
export function randomBytes(seed: string): (length: number) => Uint8Array {
  let calls = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash('sha256').update(`${seed} ${calls++}`).digest();
      out.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}

/** A clock that goes on by a millisecond whenever it is asked, and can be set. */
export interface TestClock {
  now(): number;
  set(t: number): void;
}

export function testClock(start = START): TestClock {
  let t = start;
  return {
    now: () => (t += MICROSECOND_STEP),
    set: (to) => {
      t = to;
    },
  };
}

/** Timers that go off when they are told to. */
export interface TestTimers extends Timers {
  readonly waiting: readonly { readonly ms: number; readonly fn: () => void }[];
  /** Sets off the earliest of those that wait. */
  fire(): void;
  /** Resolves when so many wait. */
  armed(count: number): Promise<void>;
}

export function testTimers(): TestTimers {
  const waiting: { ms: number; fn: () => void }[] = [];
  const watchers = new Set<() => void>();
  return {
    waiting,
    armed: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (waiting.length !== count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    set(ms, fn) {
      const timer = { ms, fn };
      waiting.push(timer);
      for (const look of watchers) look();
      return () => {
        const at = waiting.indexOf(timer);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
    fire() {
      const next = waiting.toSorted((a, b) => a.ms - b.ms)[0];
      if (next === undefined) throw new Error('no timer waits');
      waiting.splice(waiting.indexOf(next), 1);
      next.fn();
    },
  };
}

/** Stores that live in memory, one for each folder, and survive being closed and opened again. */
export function memoryStores(seed: string): Pick<Surroundings, 'openStore'> {
  const stores = new Map<string, Promise<Store>>();
  const random = randomBytes(seed);
  return {
    openStore: async (folder) => {
      const held = stores.get(folder) ?? createMemoryStore(random);
      stores.set(folder, held);
      return { ok: true, value: { ...bound(await held), close: async () => undefined } };
    },
  };
}

/** A user with one home, or with several. */
export async function newHomes(options: Partial<HomesOptions> & { readonly devices?: number } = {}): Promise<Homes> {
  const { devices = 1, ...more } = options;
  const folder = await scratch();
  const homes = Array.from({ length: devices }, (_, i) => ({ folder: join(folder, `home-${i}`) }));
  const made = await createHomes({
    homes,
    now: testClock().now,
    random: randomBytes(folder.length.toString()),
    ...more,
  });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

/** An open client, closed after the test. */
export async function newClient(home: string, options: Partial<ClientOptions> = {}): Promise<Client> {
  const opened = await openClient({ home, now: testClock().now, random: randomBytes(basename(home)), ...options });
  if (!opened.ok) throw new Error(opened.error.code);
  return closeLater(opened.value);
}

/** The value of an outcome that has to be good. */
export function valueOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } },
): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** The code of an outcome that has to be bad. */
export function codeOf(result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  if (result.ok || result.error === undefined) throw new Error('this was not refused');
  return result.error.code;
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}
