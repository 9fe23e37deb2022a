import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { refuse } from '@allod/core/errors';
import type { ErrorCode, Result } from '@allod/core/errors';
import type { Secret } from '@allod/principals/kit';
import type { CommitCode, Store } from '@allod/storage';
import type { LmdbOpenCode } from '@allod/storage/lmdb';
import { hasHome, homePaths, writeHome } from './home-file.ts';
import { createKeys } from './keys-file.ts';
import { deviceKeysOf } from './device-keys.ts';
import type { DeviceKeys } from './device-keys.ts';
import type { Surroundings } from './surroundings.ts';
import { isNoRoom, systemCode } from './system-fault.ts';

const SEED_BYTES = 32;

/** The codes with which no home is made. */
export type HomesCode = 'E_HOME' | 'E_HOME_EXISTS' | LmdbOpenCode | CommitCode;

/** A device that is to have a home. */
export interface DeviceToBe {
  readonly folder: string;
  /** What it is called. */
  readonly device: string | undefined;
  readonly seed: Uint8Array;
  readonly keys: DeviceKeys;
}

/** How homes are made. */
export interface Making {
  /** What the user is called. */
  readonly name?: string | undefined;
  readonly surroundings: Pick<Surroundings, 'openStore'>;
  /** The seed of a new recovery kit, for the first of the homes. */
  readonly kit?: Secret;
}

type Undo = (() => Promise<void>)[];

/** A device with a new key. */
export async function newDevice(
  { folder, device }: { readonly folder: string; readonly device?: string | undefined },
  { random }: Pick<Surroundings, 'random'>,
): Promise<DeviceToBe> {
  const seed = random(SEED_BYTES);
  return { folder: resolve(folder), device, seed, keys: await deviceKeysOf(seed) };
}

/**
 * Makes a home for each device: folder and key, a store that `fill` puts into what belongs there, and last of all `home.json`. Gives what `fill` says of
 * the first store. Refuses as `fill` does, with `E_HOME_EXISTS` when a folder holds a home or is named twice, `E_HOME` when one cannot be made, and the
 * codes of the store; what was made is taken away again then.
 */
export async function makeHomes<T extends { readonly user: string }, C extends ErrorCode>(
  devices: readonly DeviceToBe[],
  making: Making,
  fill: (store: Store, place: number) => Promise<Result<T, C>>,
): Promise<Result<T, C | HomesCode>> {
  if (new Set(devices.map(({ folder }) => folder)).size < devices.length) return refuse('E_HOME_EXISTS', '');
  const undo: Undo = [];
  let isMade = false;
  try {
    const made = await makeAll(devices, { ...making, undo }, fill);
    isMade = made.ok;
    return made;
  } catch (fault) {
    return refuseFault(fault);
  } finally {
    if (!isMade) for (const step of undo.toReversed()) await step();
  }
}

async function makeAll<T extends { readonly user: string }, C extends ErrorCode>(
  devices: readonly DeviceToBe[],
  making: Making & { readonly undo: Undo },
  fill: (store: Store, place: number) => Promise<Result<T, C>>,
): Promise<Result<T, C | HomesCode>> {
  if (devices.some(({ folder }) => hasHome(folder))) return refuse('E_HOME_EXISTS', '');
  for (const [i, each] of devices.entries()) await makeFolder(each, making.undo, i === 0 ? making.kit : undefined);
  let first: Result<T, C | HomesCode> = refuse('E_HOME', '');
  for (const [i, { folder }] of devices.entries()) {
    const filled = await fillStore(folder, making, (store) => fill(store, i));
    if (!filled.ok) return filled;
    if (i === 0) first = filled;
  }
  if (!first.ok) return first;
  for (const { folder, device, keys } of devices) {
    making.undo.push(() => rm(homePaths(folder).home, { force: true }));
    await writeHome(folder, { user: first.value.user, kid: keys.signer.kid, ...named(making.name, device) });
  }
  return first;
}

/** The key goes first: that its file can be made only once decides between two who come at the same time. */
async function makeFolder({ folder, seed, keys }: DeviceToBe, undo: Undo, kit: Secret | undefined): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) undo.push(() => removeEmpty(folder, made));
  await createKeys(folder, { kid: keys.signer.kid, seed, ...(kit === undefined ? {} : { kit }) });
  undo.push(() => rm(homePaths(folder).keys, { force: true }));
}

/** Takes away a folder and those above it up to `top`, unless somebody has put something there. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  for (let path = folder; path.length >= top.length; path = dirname(path)) {
    try {
      await rmdir(path);
    } catch {
      return;
    }
  }
}

async function fillStore<T, C extends ErrorCode>(
  folder: string,
  { undo, surroundings }: Making & { readonly undo: Undo },
  fill: (store: Store) => Promise<Result<T, C>>,
): Promise<Result<T, C | LmdbOpenCode>> {
  const path = homePaths(folder).store;
  await mkdir(path, { mode: 0o700 });
  undo.push(() => rm(path, { recursive: true, force: true }));
  const opened = await surroundings.openStore(path);
  if (!opened.ok) return opened;
  try {
    return await fill(opened.value);
  } finally {
    await opened.value.close();
  }
}

function named(name: string | undefined, device: string | undefined): { name?: string; device?: string } {
  // What is no Unicode could be written to a home, and not be read again.
  const [whole, wholeDevice] = [name?.toWellFormed(), device?.toWellFormed()];
  return {
    ...(whole === undefined ? {} : { name: whole }),
    ...(wholeDevice === undefined ? {} : { device: wholeDevice }),
  };
}

/** What the file system throws, as a code. */
function refuseFault(fault: unknown): Result<never, 'E_HOME' | 'E_HOME_EXISTS' | 'E_STORE_FULL'> {
  if (isNoRoom(fault)) return refuse('E_STORE_FULL', 'STO-013');
  if (systemCode(fault) === '') throw fault;
  // The folder may be in the way as a file, which is not a home; a key that is there already is one.
  const isKey = systemCode(fault) === 'EEXIST' && String((fault as NodeJS.ErrnoException).path).endsWith('keys.json');
  return refuse(isKey ? 'E_HOME_EXISTS' : 'E_HOME', '');
}
