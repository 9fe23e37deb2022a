import type { Readable, Writable } from 'node:stream';
import type { Client } from '@allod/client';
import { valueOf } from './errors/failure.ts';
import { lockedFailure } from './input/passphrase.ts';
import type { Interruption } from './interruption.ts';
import type { Output } from './output/output.ts';
import type { Progress } from './output/progress.ts';

/** What every verb is given. */
export interface Context {
  readonly output: Output;
  readonly stdin: Readable;
  /** For a verb that speaks a protocol of its own; results go through `output`. */
  readonly stdout: Writable;
  /** The home folder. */
  readonly home: string;
  /** Whether somebody is there to answer a question. */
  readonly canAsk: boolean;
  /** Whether every question is answered with yes. */
  readonly yes: boolean;
  readonly interruption: Interruption;
  /** The passphrase of the keys, asked for once; `undefined` when nobody can give it. */
  readonly passphrase: () => Promise<string | undefined>;
  /** Begins a progress line. The caller ends it. */
  readonly progress: () => Progress;
  /** Microseconds since 1970. */
  readonly now: () => number;
}

/** Opens the home, hands it to `use`, and closes it whatever comes. Throws a `Failure` when it cannot be opened. */
export async function withClient<T>(context: Context, use: (client: Client) => Promise<T>): Promise<T> {
  // Loaded when a home is used: help, and what is refused before, do not wait for it.
  const { openClient } = await import('@allod/client');
  const { home, passphrase } = context;
  const opened = await openClient({ home, passphrase });
  if (!opened.ok && (opened.error.code === 'E_LOCKED' || opened.error.code === 'E_DECRYPT'))
    throw lockedFailure(opened.error.code, home);
  const client = valueOf(opened, { about: home });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
