import type { Client } from '@allod/client';
import type { Command } from 'commander';
import type { Context } from './context.ts';
import { failureOf, wrongUsage } from './errors/failure.ts';
import { LINK_WARNING } from './link-warning.ts';
import { printable } from './output/printable.ts';

/** Options of verbs that can tell relays at once. */
export interface RelayOptions {
  readonly relay: readonly string[];
}

/** Adds `--relay`, which may be repeated. */
export function addRelayOption(command: Command, does: string): Command {
  return command.option('--relay <url>', `${does}; may be repeated`, collect, []);
}

function collect(url: string, others: readonly string[]): string[] {
  return [...others, url];
}

/** Throws a `Failure` with `E_USAGE` for a URL that is none of a relay. */
export async function checkRelays(relays: readonly string[]): Promise<void> {
  const { isRelayUrl } = await import('@allod/client');
  const wrong = relays.find((url) => !isRelayUrl(url));
  if (wrong !== undefined)
    throw wrongUsage(`${wrong} is not the URL of a relay.`, 'Give a URL such as ws://127.0.0.1:4321.');
}

/** Syncs with each relay. One that cannot be reached costs a warning: what was written stays, and goes there with the next sync. */
export async function tellRelays(
  { output, interruption }: Context,
  client: Client,
  relays: readonly string[],
): Promise<void> {
  if (relays.length > 0) output.warn(LINK_WARNING);
  for (const url of relays) {
    const synced = await client.sync(url, { signal: interruption.signal });
    if (synced.ok) for (const says of synced.value.upkeep) output.note(printable(says));
    else
      output.warn(
        `${failureOf(synced.error, { about: url }).message} Run \`allod sync ${url}\` before others need it.`,
      );
  }
}
