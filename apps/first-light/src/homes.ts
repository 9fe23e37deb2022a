import { join } from 'node:path';
import { createHomes, joinAsDevice, openClient } from '@allod/client';
import type { Client, Outcome } from '@allod/client';
import type { CleanUp } from './clean-up.ts';
import { valueOf } from './client-device.ts';
import type { World } from './world.ts';

/** What the story of teams happens with. */
export interface Stage extends Pick<World, 'countries' | 'now' | 'say' | 'signal'> {
  /** The folder with all homes. */
  readonly folder: string;
  /** Where the relay takes links. */
  readonly linkUrl: string;
  readonly cleanUp: CleanUp;
}

/** A device that is on. */
export interface Running {
  readonly client: Client;
  /** Switches it off. Twice is once. */
  off(): Promise<void>;
}

/** Switches on the device with its home in this folder of the stage. `clock` is what it takes for the time, microseconds since 1970. */
export async function switchOn({ folder, cleanUp }: Stage, name: string, clock?: () => number): Promise<Running> {
  const options = clock === undefined ? {} : { now: clock };
  const client = valueOf(name, await openClient({ home: join(folder, name), ...options }));
  let closed: Promise<void> | undefined;
  const off = (): Promise<void> => (closed ??= client.close());
  cleanUp.add(off);
  return { client, off };
}

/** The home of somebody new. */
export async function newUser({ folder }: Stage, name: string, home: string): Promise<void> {
  valueOf(home, await createHomes({ homes: [{ folder: join(folder, home), device: 'laptop' }], name }));
}

/** One more device of whoever has this one: by a link, through the relay. Gives its key. */
export async function pair({ folder, linkUrl }: Stage, first: Client, home: string): Promise<string> {
  const { link } = answerOf('a link for a device', await first.devices.offer({ relays: [linkUrl] }));
  await bring(first, linkUrl);
  const { kid } = answerOf(home, await joinAsDevice({ folder: join(folder, home), link, device: 'phone' }));
  await bring(first, linkUrl);
  answerOf('its name', await first.devices.setName(kid, 'phone'));
  return kid;
}

/** What a sync came to. */
export interface Brought {
  readonly sent: number;
  readonly received: number;
  /** What was put in order meanwhile, as whole sentences. */
  readonly upkeep: readonly string[];
}

/** Brings a device and the relay together. */
export async function bring(client: Client, url: string): Promise<Brought> {
  return valueOf('a sync', await client.sync(url));
}

/** The value of an answer of a client. Throws, with what it says of itself, when there is none. */
export function answerOf<T>(what: string, outcome: Outcome<T>): T {
  if (!outcome.ok && outcome.says !== undefined) throw new Error(`${what}: ${outcome.error.code}, ${outcome.says}`);
  return valueOf(what, outcome);
}
