import type { Readable, Writable } from 'node:stream';
import type { Client } from '@allod/client';
import { valueOf } from './errors/failure.ts';
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
  /** Begins a progress line. The caller ends it. */
  readonly progress: () => Progress;
  /** Microseconds since 1970. */
  readonly now: () => number;
}

/** Opens the home, hands it to `use`, and closes it whatever comes. Throws a `Failure` when it cannot be opened. */
export async function withClient<T>(context: Context, use: (client: Client) => Promise<T>): Promise<T> {
  // Loaded when a home is used: help, and what is refused before, do not wait for it.
  const { openClient } = await import('@allod/client');
  const client = valueOf(await openClient({ home: context.home }), { about: context.home });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
