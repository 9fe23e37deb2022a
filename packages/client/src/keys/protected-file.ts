import { isJsonObject, parseStrictJson } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { openKeyFile, placeKeyFile } from '@allod/principals/secrets/file';
import { deviceKeysOf, privateKeysOf } from '../device-keys.ts';
import type { KeyMaterial } from '../keys-file.ts';
import type { Surroundings } from '../surroundings.ts';

/** Asks for the passphrase of a key file; `undefined` when nobody has one to give. */
export type AskPassphrase = () => Promise<string | undefined>;

/**
 * Why keys under a passphrase are not had. `E_LOCKED`: nobody gave one · `E_DECRYPT`: it is another one · `E_KDF_PARAMS`: it costs too little or too much to try ·
 * `E_KEYS`: the file is damaged, or somebody else's hand was in it.
 */
export type ProtectedCode = 'E_KEYS' | 'E_LOCKED' | 'E_DECRYPT' | 'E_KDF_PARAMS';

/** Whether a key file is one whose keys are under a passphrase. */
export function isProtectedText(bytes: Uint8Array): boolean {
  const said = parseStrictJson(bytes);
  return said.ok && isJsonObject(said.value) && said.value.jwe !== undefined;
}

/** Reads a key file that {@link placeProtected} has written. Throws what the file system throws. */
export async function readProtected(path: string, ask: AskPassphrase): Promise<Result<KeyMaterial, ProtectedCode>> {
  const file = await openKeyFile(path);
  if (!file.ok) return file;
  const passphrase = await ask();
  if (passphrase === undefined) return refuse('E_LOCKED', 'SEC-053');
  const taken = await file.value.takeOut(passphrase);
  if (!taken.ok) return taken;
  const seeds = taken.value.map(({ sig }) => sig.bytes());
  for (const { sig, enc } of taken.value) {
    sig.wipe();
    enc?.wipe();
  }
  const [seed, next] = seeds;
  const { kid } = (await deviceKeysOf(seed!)).signer;
  return accept({ kid, seed: seed!, passphrase, ...(next === undefined ? {} : { next }) });
}

/**
 * Puts keys under a passphrase into the place of the key file. Refuses with `E_RANDOM` (SEC-039). Throws what the file system throws, and `TypeError` for a kit, whose
 * words are for paper.
 */
export function placeProtected(
  path: string,
  { seed, next, kit, passphrase }: KeyMaterial & { readonly passphrase: string },
  random: Surroundings['random'],
): Promise<Result<void, 'E_RANDOM'>> {
  if (kit !== undefined) throw new TypeError('a recovery kit is confirmed before there is a passphrase');
  const keys = (next === undefined ? [seed] : [seed, next]).map(privateKeysOf);
  return placeKeyFile(path, keys, { passphrase, random });
}
