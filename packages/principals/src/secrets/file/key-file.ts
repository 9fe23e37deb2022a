import { readFile } from 'node:fs/promises';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { IV_BYTES } from '@allod/core/open/primitives';
import type { KeyAttributes, KeyDescription, KeyStore } from '../key-store.ts';
import { holdKeys, liveKeys } from '../memory-store.ts';
import type { LiveKeys, PrivateKeys } from '../memory-store.ts';
import { costFault, LEAST_COST, SALT_BYTES, stretch } from '../password.ts';
import type { PasswordCost } from '../password.ts';
import { BadRandom, drawFrom } from '../random.ts';
import type { Random } from '../random.ts';
import { openText, sealText } from '../sealed-text.ts';
import { readKeyText, readPrivate, writeKeyText, writePrivate } from './key-text.ts';
import type { KeyText, PublicKeys } from './key-text.ts';
import { isOwnersAlone, writeForOwner } from './owner-file.ts';

/** Why a key file is not opened: damaged, or open to others. */
export type KeyFileCode = 'E_KEYS' | 'E_KDF_PARAMS';
/** `E_DECRYPT`: the passphrase is another one. `E_KEYS`: the file was made by somebody else's hand. */
export type UnlockCode = 'E_DECRYPT' | 'E_KEYS';

/** A passphrase, and what it costs to try one. */
export interface Passphrase {
  readonly passphrase: string;
  /** The least that is allowed when absent. (SEC-048) */
  readonly cost?: PasswordCost;
  readonly random: Random;
}

/** The keys of a device in a file. */
export interface KeyFile {
  /** Locked until `unlock`, and again after its `lock`. */
  readonly store: KeyStore;
  /** Opens the keys. Refuses with `E_DECRYPT` another passphrase. */
  unlock(passphrase: string): Promise<Result<void, UnlockCode>>;
  /** Puts the keys under a new passphrase, whole or not at all. Refuses as `unlock` does, and with `E_RANDOM`. Throws what the file system throws. */
  change(from: string, to: Passphrase): Promise<Result<void, UnlockCode | 'E_RANDOM'>>;
  /** The keys themselves, for whoever moves them to another store. The caller wipes them. Refuses as `unlock` does. (SEC-052) */
  takeOut(passphrase: string): Promise<Result<readonly PrivateKeys[], UnlockCode>>;
}

const TYP = 'allod-keys';
const IN_FILE: KeyAttributes = { hardware: false, extractable: true, synced: false, userPresence: false };

/**
 * Writes keys into a new file, for its owner alone. Refuses with `E_RANDOM` (SEC-039). Throws what the file system throws, `EEXIST` when there is such a file, and
 * `RangeError` for no keys or a cost that no reader takes.
 */
export function createKeyFile(
  path: string,
  keys: readonly PrivateKeys[],
  passphrase: Passphrase,
): Promise<Result<void, 'E_RANDOM'>> {
  return writeKeys(path, keys, { passphrase, isNew: true });
}

/** {@link createKeyFile} in the place of the file that is there, whatever it is: whole or not at all. */
export function placeKeyFile(
  path: string,
  keys: readonly PrivateKeys[],
  passphrase: Passphrase,
): Promise<Result<void, 'E_RANDOM'>> {
  return writeKeys(path, keys, { passphrase, isNew: false });
}

async function writeKeys(
  path: string,
  keys: readonly PrivateKeys[],
  { passphrase, isNew }: { readonly passphrase: Passphrase; readonly isNew: boolean },
): Promise<Result<void, 'E_RANDOM'>> {
  if (keys.length === 0) throw new RangeError('a key file has a key');
  const text = await sealKeys(keys, passphrase);
  if (!text.ok) return text;
  await writeForOwner(path, text.value, { isNew });
  return accept(undefined);
}

/**
 * Opens a key file, which stays locked. Refuses with `E_KEYS` a file that others may use or that is damaged, and with `E_KDF_PARAMS` one whose passphrase costs too
 * little or too much to try (SEC-048). Throws what the file system throws.
 */
export async function openKeyFile(path: string): Promise<Result<KeyFile, KeyFileCode>> {
  const text = (await isOwnersAlone(path)) ? readKeyText(await readFile(path)) : undefined;
  if (text === undefined) return refuse('E_KEYS', '');
  const fault = costFault(text.cost);
  if (fault !== undefined) return fault;
  return accept(keyFile(path, text));
}

function keyFile(path: string, first: KeyText): KeyFile {
  let text = first;
  const held = holdKeys(text.keys.map((each): KeyDescription => ({ ...each, attributes: IN_FILE })));
  return Object.freeze({
    store: held.store,
    async unlock(passphrase) {
      const keys = await openKeys(text, passphrase);
      if (!keys.ok) return keys;
      const live = await liveAs(text, keys.value);
      wipeAll(keys.value);
      if (live.ok) held.unlock(live.value);
      return live.ok ? accept(undefined) : live;
    },
    async takeOut(passphrase) {
      const keys = await openKeys(text, passphrase);
      if (!keys.ok) return keys;
      const live = await liveAs(text, keys.value);
      if (live.ok) wipeLive(live.value);
      else wipeAll(keys.value);
      return live.ok ? keys : live;
    },
    async change(from, to) {
      const keys = await openKeys(text, from);
      if (!keys.ok) return keys;
      const sealed = await sealKeys(keys.value, to);
      wipeAll(keys.value);
      if (!sealed.ok) return sealed;
      await writeForOwner(path, sealed.value, { isNew: false });
      text = readKeyText(Buffer.from(sealed.value)) ?? text;
      return accept(undefined);
    },
  } satisfies KeyFile);
}

/** The public halves in the file are nobody's word: the private ones have to give them. */
async function liveAs(
  { keys: said }: KeyText,
  keys: readonly PrivateKeys[],
): Promise<Result<readonly LiveKeys[], UnlockCode>> {
  const live: LiveKeys[] = [];
  for (const each of keys) live.push(await liveKeys(each, IN_FILE));
  const isSame = live.length === said.length && live.every((each, at) => isSameKey(each.description, said[at]!));
  if (isSame) return accept(live);
  wipeLive(live);
  return refuse('E_KEYS', '');
}

function wipeLive(live: readonly LiveKeys[]): void {
  for (const { wipe } of live) wipe?.();
}

function isSameKey(a: KeyDescription, b: PublicKeys): boolean {
  return a.kid === b.kid && a.sig.x === b.sig.x && a.enc?.x === b.enc?.x;
}

async function openKeys(
  { cost, salt, jwe }: KeyText,
  passphrase: string,
): Promise<Result<readonly PrivateKeys[], UnlockCode>> {
  if (passphrase === '') return refuse('E_DECRYPT', 'SEC-049');
  const key = await stretch(passphrase, cost, salt);
  const content = await openText(jwe, { typ: TYP, key });
  key.fill(0);
  if (content === undefined) return refuse('E_DECRYPT', 'SEC-049');
  const keys = readPrivate(content);
  content.fill(0);
  return keys === undefined ? refuse('E_KEYS', '') : accept(keys);
}

async function sealKeys(
  keys: readonly PrivateKeys[],
  { passphrase, cost = LEAST_COST, random }: Passphrase,
): Promise<Result<string, 'E_RANDOM'>> {
  const described: KeyDescription[] = [];
  for (const each of keys) {
    const { description, wipe } = await liveKeys(each, IN_FILE);
    wipe?.();
    described.push(description);
  }
  const drawn = drawSalt(random);
  if (!drawn.ok) return drawn;
  const { salt, iv } = drawn.value;
  const key = await stretch(passphrase, cost, salt);
  const content = writePrivate(keys);
  const jwe = await sealText(content, { typ: TYP, key }, iv);
  content.fill(0);
  key.fill(0);
  const publics = described.map(({ kid, sig, enc }) => ({ kid, sig, ...(enc === undefined ? {} : { enc }) }));
  return accept(writeKeyText({ cost, salt, keys: publics as KeyText['keys'], jwe }));
}

function drawSalt(random: Random): Result<{ readonly salt: Uint8Array; readonly iv: Uint8Array }, 'E_RANDOM'> {
  try {
    const draw = drawFrom(random);
    return accept({ salt: draw(SALT_BYTES), iv: draw(IV_BYTES) });
  } catch (error) {
    if (error instanceof BadRandom) return refuse('E_RANDOM', 'SEC-039');
    throw error;
  }
}

function wipeAll(keys: readonly PrivateKeys[]): void {
  for (const { sig, enc } of keys) {
    sig.wipe();
    enc?.wipe();
  }
}
