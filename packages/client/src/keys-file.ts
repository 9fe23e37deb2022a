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
}

/** Writes the key of a device, readable by its owner alone and without a passphrase. Throws what the file system throws, `EEXIST` when there is one. */
export async function createKeys(folder: string, material: KeyMaterial): Promise<void> {
  await createDurably(homePaths(folder).keys, keysText(material));
}

/** Puts other keys in the place of those that are there: whole, or not at all. Throws what the file system throws. */
export async function replaceKeys(folder: string, material: KeyMaterial): Promise<void> {
  await placeDurably(homePaths(folder).keys, keysText(material));
}

/** Reads the keys of a device. Refuses with `E_KEYS` a file that others may read, that is damaged, or that holds another key than `kid`. */
export async function readKeys(folder: string, kid: string): Promise<Result<DeviceKeys, 'E_KEYS'>> {
  const material = await readKeyMaterial(folder, kid);
  if (!material.ok) return material;
  const keys = await deviceKeysOf(material.value.seed);
  return keys.signer.kid === kid ? accept(keys) : refuse('E_KEYS', '');
}

/** All that the key file holds for the key `kid`, which may be the one that is to come next. Refuses as {@link readKeys} does. */
export async function readKeyMaterial(folder: string, kid: string): Promise<Result<KeyMaterial, 'E_KEYS'>> {
  const path = homePaths(folder).keys;
  let material: KeyMaterial | undefined;
  try {
    material = (await isOwnersAlone(path)) ? materialOf(await readFile(path)) : undefined;
  } catch {
    return refuse('E_KEYS', '');
  }
  if (material === undefined) return refuse('E_KEYS', '');
  if (material.kid === kid) return accept(material);
  const { next, kit } = material;
  // The home had begun to go on as a new device, and was interrupted.
  const isNext = next !== undefined && (await createSoftwareSigner(next)).kid === kid;
  return isNext ? accept({ kid, seed: next, ...(kit === undefined ? {} : { kit }) }) : refuse('E_KEYS', '');
}

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
