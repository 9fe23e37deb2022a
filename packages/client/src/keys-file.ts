import { readFile, stat } from 'node:fs/promises';
import { decodeBase64url, decodeId, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner } from '@allod/core/statement';
import { KIT_SEED_BYTES, secretFromBytes } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import { deviceKeysOf } from './device-keys.ts';
import type { DeviceKeys } from './device-keys.ts';
import { createDurably, placeDurably } from './durable-file.ts';
import { homePaths } from './home-file.ts';
import { isProtectedText, placeProtected, readProtected } from './keys/protected-file.ts';
import type { AskPassphrase, ProtectedCode } from './keys/protected-file.ts';
import type { Surroundings } from './surroundings.ts';

/** The version of `keys.json` that this software reads and writes. */
const VERSION = 1;
/** What nobody but the owner of a file may do with it: read, write, execute. */
const OTHERS = 0o077;

/** What the key file of a device holds. */
export interface KeyMaterial {
  readonly kid: string;
  /** 32 bytes of which the key is made. */
  readonly seed: Uint8Array;
  /** The seed of a recovery kit that nobody has confirmed yet. */
  readonly kit?: Secret;
  /** 32 bytes of the key with which this home goes on as a new device, once its user's log knows it. */
  readonly next?: Uint8Array;
  /** What stands before them in the file; absent for nothing. A kit is never there then. */
  readonly passphrase?: string;
}

/** Writes the key of a device, readable by its owner alone and without a passphrase. Throws what the file system throws, `EEXIST` when there is one. */
export async function createKeys(folder: string, material: KeyMaterial): Promise<void> {
  await createDurably(homePaths(folder).keys, keysText(material));
}

/**
 * Puts other keys in the place of those that are there, under the passphrase that they name: whole, or not at all. Refuses with `E_RANDOM` (SEC-039). Throws what the
 * file system throws.
 */
export async function replaceKeys(
  folder: string,
  material: KeyMaterial,
  { random }: Pick<Surroundings, 'random'>,
): Promise<Result<undefined, 'E_RANDOM'>> {
  const path = homePaths(folder).keys;
  const { passphrase } = material;
  if (passphrase === undefined) await placeDurably(path, keysText(material));
  else {
    const placed = await placeProtected(path, { ...material, passphrase }, random);
    if (!placed.ok) return placed;
  }
  return accept(undefined);
}

/** Why keys are not read: as those under a passphrase are not, and `E_KEYS` also for a file that others may read, or that holds another key. */
export type KeysCode = ProtectedCode;

/** Reads the keys of a device, and asks for the passphrase where there is one. Refuses as {@link KeysCode} says. */
export async function readKeys(
  folder: string,
  kid: string,
  ask?: AskPassphrase,
): Promise<Result<DeviceKeys, KeysCode>> {
  const material = await readKeyMaterial(folder, kid, ask);
  if (!material.ok) return material;
  const keys = await deviceKeysOf(material.value.seed);
  return keys.signer.kid === kid ? accept(keys) : refuse('E_KEYS', '');
}

/** All that the key file holds for the key `kid`, which may be the one that is to come next. Refuses as {@link readKeys} does. */
export async function readKeyMaterial(
  folder: string,
  kid: string,
  ask: AskPassphrase = nobody,
): Promise<Result<KeyMaterial, KeysCode>> {
  const material = await readMaterial(homePaths(folder).keys, ask);
  if (!material.ok || material.value.kid === kid) return material;
  const { next, ...rest } = material.value;
  // The home had begun to go on as a new device, and was interrupted.
  const isNext = next !== undefined && (await createSoftwareSigner(next)).kid === kid;
  return isNext ? accept({ ...rest, kid, seed: next }) : refuse('E_KEYS', '');
}

/** Whether a passphrase stands before the keys of a home. A file that cannot be read has none. */
export async function isProtected(folder: string): Promise<boolean> {
  try {
    return isProtectedText(await readFile(homePaths(folder).keys));
  } catch {
    return false;
  }
}

async function readMaterial(path: string, ask: AskPassphrase): Promise<Result<KeyMaterial, KeysCode>> {
  const bytes = await readOwn(path);
  if (bytes === undefined) return refuse('E_KEYS', '');
  // Outside of what catches faults of the file system: whoever is asked may have others.
  if (isProtectedText(bytes)) return readProtected(path, ask);
  const material = materialOf(bytes);
  return material === undefined ? refuse('E_KEYS', '') : accept(material);
}

/** A file that nobody but its owner may use. */
async function readOwn(path: string): Promise<Uint8Array | undefined> {
  try {
    return (await isOwnersAlone(path)) ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}

const nobody: AskPassphrase = () => Promise.resolve(undefined);

/** Whether nobody but its owner may use a file. Throws what the file system throws. */
export async function isOwnersAlone(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  // Windows has no modes: who may read a file is said by lists that Node does not show.
  return process.platform === 'win32' || (mode & OTHERS) === 0;
}

function keysText({ kid, seed, kit, next }: KeyMaterial): string {
  const more = {
    ...(kit === undefined ? {} : { kit: encodeBase64url(kit.bytes()) }),
    ...(next === undefined ? {} : { next: encodeBase64url(next) }),
  };
  return `${JSON.stringify({ v: VERSION, kid, seed: encodeBase64url(seed), ...more })}\n`;
}

function materialOf(bytes: Uint8Array): KeyMaterial | undefined {
  const parsed = parseStrictJson(bytes);
  if (!parsed.ok || !isJsonObject(parsed.value) || parsed.value.v !== VERSION) return undefined;
  const { kid, seed } = parsed.value;
  const decoded = typeof seed === 'string' ? decodeId(seed) : undefined;
  if (typeof kid !== 'string' || decoded?.ok !== true) return undefined;
  const kit = kitOf(parsed.value);
  const next = typeof parsed.value.next === 'string' ? decodeId(parsed.value.next) : undefined;
  return {
    kid,
    seed: decoded.value,
    ...(kit === undefined ? {} : { kit }),
    ...(next?.ok === true ? { next: next.value } : {}),
  };
}

/** A kit that cannot be read is one that is not here: the key of the device is worth more than it. */
function kitOf({ kit }: JsonObject): Secret | undefined {
  const bytes = typeof kit === 'string' ? decodeBase64url(kit) : undefined;
  return bytes?.ok === true && bytes.value.length === KIT_SEED_BYTES ? secretFromBytes(bytes.value) : undefined;
}
