import { randomBytes } from 'node:crypto'; // oxlint-disable-line no-restricted-imports -- the composition root: randomness enters here
import { setImmediate } from 'node:timers/promises';
import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import { openLmdbStore } from '@allod/storage/lmdb';
import type { LmdbOpenCode } from '@allod/storage/lmdb';
import type { Link } from '@allod/transport';
import { connectWebSocket } from '@allod/transport/websocket';

/** Calls back later. */
export interface Timers {
  /** Calls `fn` once after `ms` milliseconds. What it returns calls that off. */
  set(ms: number, fn: () => void): () => void;
}

/** Everything that a client takes from outside: what a test gives instead is used and nothing else. */
export interface Surroundings {
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
  /** Unpredictable bytes, as many as asked for. */
  readonly random: (length: number) => Uint8Array;
  readonly timers: Timers;
  /** Opens the store in a folder that exists. */
  readonly openStore: (folder: string) => Promise<Result<Store, LmdbOpenCode>>;
  /** Opens a link to the relay at a `ws:` or `wss:` URL. */
  readonly connect: (url: string) => Promise<Result<Link, 'E_LINK'>>;
}

const MICROSECONDS_PER_MILLISECOND = 1_000;

// oxlint-disable-next-line no-restricted-globals -- the composition root: the clock enters here
const now = (): number => Date.now() * MICROSECONDS_PER_MILLISECOND;
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** The surroundings of this process. */
const PROCESS: Surroundings = {
  now,
  random,
  timers: {
    set(ms, fn) {
      const timer = setTimeout(fn, ms);
      return () => clearTimeout(timer);
    },
  },
  openStore: (folder) => openLmdbStore({ folder, random }),
  connect: (url) => connectWebSocket(url),
};

/** Resolves in the next turn of the event loop. */
export const nextTurn = (): Promise<void> => setImmediate();

/** What the caller gives, and what this process has for the rest. */
export function surroundingsOf(given: Partial<Surroundings>): Surroundings {
  const { now: clock, random: bytes, timers, openStore, connect } = given;
  return {
    now: clock ?? PROCESS.now,
    random: bytes ?? PROCESS.random,
    timers: timers ?? PROCESS.timers,
    openStore: openStore ?? PROCESS.openStore,
    connect: connect ?? PROCESS.connect,
  };
}

/** A number from 0 up to, not including, 1, from unpredictable bytes. */
export function fractionOf(bytes: Surroundings['random']): number {
  return Buffer.from(bytes(6)).readUIntBE(0, 6) / 2 ** 48;
}
