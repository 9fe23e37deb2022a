import { readFile, stat } from 'node:fs/promises';
import { decodeId, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { createSoftwareSigner } from '@allod/core/statement';
import type { Signer } from '@allod/core/statement';
import { createDurably } from './durable-file.ts';
import { homePaths } from './home-file.ts';

/** The version of `keys.json` that this software reads and writes. */
const VERSION = 1;
/** What nobody but the owner of a file may do with it: read, write, execute. */
const OTHERS = 0o077;

/** A signer that lives in this process, with its public key. */
export type DeviceKey = Signer & { readonly publicKey: Uint8Array };

/** Writes the key of a device, readable by its owner alone and without a passphrase. Throws what the file system throws, `EEXIST` when there is one. */
export async function createKeys(folder: string, { kid, seed }: { kid: string; seed: Uint8Array }): Promise<void> {
  const keys = { v: VERSION, kid, seed: encodeBase64url(seed) };
  await createDurably(homePaths(folder).keys, `${JSON.stringify(keys)}\n`);
}

/** Reads the key of a device. Refuses with `E_KEYS` a file that others may read, that is damaged, or that holds another key than `kid`. */
export async function readKeys(folder: string, kid: string): Promise<Result<DeviceKey, 'E_KEYS'>> {
  const path = homePaths(folder).keys;
  let seed: Uint8Array | undefined;
  try {
    if (!(await isOwnersAlone(path))) return refuse('E_KEYS', '');
    seed = seedOf(await readFile(path), kid);
  } catch {
    return refuse('E_KEYS', '');
  }
  if (seed === undefined) return refuse('E_KEYS', '');
  const key = await createSoftwareSigner(seed);
  return key.kid === kid ? accept(key) : refuse('E_KEYS', '');
}

/** Whether nobody but its owner may use a file. Throws what the file system throws. */
export async function isOwnersAlone(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  // Windows has no modes: who may read a file is said by lists that Node does not show.
  return process.platform === 'win32' || (mode & OTHERS) === 0;
}

function seedOf(bytes: Uint8Array, expected: string): Uint8Array | undefined {
  const parsed = parseStrictJson(bytes);
  if (!parsed.ok || !isJsonObject(parsed.value) || parsed.value.v !== VERSION) return undefined;
  const { kid, seed } = parsed.value;
  const decoded = kid === expected && typeof seed === 'string' ? decodeId(seed) : undefined;
  return decoded?.ok === true ? decoded.value : undefined;
}
