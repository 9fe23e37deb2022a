import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { encodeBase64url } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner, statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { beginUserLog, createUser } from '@allod/principals';
import type { CommitCode, Store } from '@allod/storage';
import type { LmdbOpenCode } from '@allod/storage/lmdb';
import { createDirectory } from './directory.ts';
import { hasHome, homePaths, writeHome } from './home-file.ts';
import { createKeys } from './keys-file.ts';
import type { DeviceKey } from './keys-file.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import { isNoRoom, systemCode } from './system-fault.ts';

/** How many devices a user can begin with. (PRN-009) */
export const MAX_FIRST_DEVICES = 8;

/** The level of a first device: each may do everything. (03 §2) */
const OWNER = 40;
const SEED_BYTES = 32;
const SALT_BYTES = 16;

/** Where the homes of a new user are made, and what they are called. */
export interface HomesOptions extends Partial<Pick<Surroundings, 'now' | 'random' | 'openStore'>> {
  /** 1 to {@link MAX_FIRST_DEVICES}: the folder of each device, which need not exist, and what the device is called. */
  readonly homes: readonly { readonly folder: string; readonly device?: string }[];
  /** What the user is called in these homes. */
  readonly name?: string;
}

/** A new user. */
export interface Homes {
  /** Id of the user. */
  readonly user: string;
  /** The devices, in the order of the homes. */
  readonly devices: readonly { readonly kid: string; readonly folder: string }[];
}

/** The codes with which no user is made. */
export type HomesCode = 'E_HOME' | 'E_HOME_EXISTS' | LmdbOpenCode | CommitCode;

interface Device {
  readonly folder: string;
  readonly device: string | undefined;
  readonly seed: Uint8Array;
  readonly key: DeviceKey;
}

/**
 * Makes a user whose first devices these are, and a home for each. The first home's store holds the first op of the user; those of the others
 * are empty until they sync. **The keys have no passphrase**: whoever can read a home's `keys.json` can sign as its device; it has mode 0600.
 *
 * Refuses with `E_HOME_EXISTS` when a folder holds a home, or is named twice, `E_HOME` when it cannot be made or written, and the codes of
 * the store. What was made is taken away again then. Throws `RangeError` for another number of homes.
 */
export async function createHomes(options: HomesOptions): Promise<Result<Homes, HomesCode>> {
  const { homes, name } = options;
  if (homes.length < 1 || homes.length > MAX_FIRST_DEVICES)
    throw new RangeError(`a user begins with 1 to ${MAX_FIRST_DEVICES} devices, not ${homes.length}`);
  const surroundings = surroundingsOf(options);
  const devices = await Promise.all(homes.map((home) => makeDevice(home, surroundings)));
  if (new Set(devices.map(({ folder }) => folder)).size < devices.length) return refuse('E_HOME_EXISTS', '');
  const undo: (() => Promise<void>)[] = [];
  let isMade = false;
  try {
    const made = await makeAll(devices, { name, surroundings, undo });
    isMade = made.ok;
    return made;
  } finally {
    if (!isMade) for (const step of undo.toReversed()) await step();
  }
}

interface Making {
  readonly name: string | undefined;
  readonly surroundings: Surroundings;
  /** What takes away again what was made. */
  readonly undo: (() => Promise<void>)[];
}

async function makeDevice(
  { folder, device }: HomesOptions['homes'][number],
  { random }: Surroundings,
): Promise<Device> {
  const seed = random(SEED_BYTES);
  return { folder: resolve(folder), device, seed, key: await createSoftwareSigner(seed) };
}

async function makeAll(devices: readonly Device[], making: Making): Promise<Result<Homes, HomesCode>> {
  try {
    if (devices.some(({ folder }) => hasHome(folder))) return refuse('E_HOME_EXISTS', '');
    for (const each of devices) await makeFolder(each, making);
    const init = await makeInit(devices, making.surroundings);
    const user = init.id;
    for (const [i, each] of devices.entries()) {
      const made = await makeStore(each.folder, { making, init: i === 0 ? init : undefined });
      if (!made.ok) return made;
    }
    for (const { folder, device, key } of devices) {
      making.undo.push(() => rm(homePaths(folder).home, { force: true }));
      await writeHome(folder, { user, kid: key.kid, ...named(making.name, device) });
    }
    return accept({ user, devices: devices.map(({ folder, key }) => ({ kid: key.kid, folder })) });
  } catch (fault) {
    return refuseFault(fault);
  }
}

/** The key goes first: that its file can be made only once decides between two who come at the same time. */
async function makeFolder({ folder, seed, key }: Device, { undo }: Making): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) undo.push(() => removeEmpty(folder, made));
  await createKeys(folder, { kid: key.kid, seed });
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

interface Init {
  readonly id: string;
  readonly statement: Statement;
}

async function makeInit(devices: readonly Device[], { now, random }: Surroundings): Promise<Init> {
  const first = devices.map(({ key }) => {
    const sig = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(key.publicKey) } as const;
    return { signer: key, sig, level: OWNER } as const;
  });
  const statement = await createUser(first, { salt: random(SALT_BYTES), t: now() });
  const [id] = await statementIds([statement]);
  return { id: id!, statement };
}

/** An empty store, or one that holds the first op of the user. */
async function makeStore(
  folder: string,
  { making, init }: { readonly making: Making; readonly init: Init | undefined },
): Promise<Result<undefined, HomesCode>> {
  const path = homePaths(folder).store;
  await mkdir(path, { mode: 0o700 });
  making.undo.push(() => rm(path, { recursive: true, force: true }));
  const opened = await making.surroundings.openStore(path);
  if (!opened.ok) return opened;
  try {
    return init === undefined ? accept(undefined) : await keepInit(opened.value, init);
  } finally {
    await opened.value.close();
  }
}

async function keepInit(store: Store, { id, statement }: Init): Promise<Result<undefined, CommitCode>> {
  const log = await beginUserLog(id, statement);
  if (!log.ok) throw new Error(`the first op of a new user does not hold: ${log.error.code}`);
  const directory = await createDirectory(store);
  const committed = await directory.store.commit({ space: id, put: log.value.ops });
  return committed.ok ? accept(undefined) : committed;
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
