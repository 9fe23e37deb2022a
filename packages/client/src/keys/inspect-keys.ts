import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { kitKeys } from '@allod/principals/kit';
import { createSeedKeyStore } from '@allod/principals/secrets';
import type { KeyDescription } from '@allod/principals/secrets';
import { openKeyFile } from '@allod/principals/secrets/file';
import { deviceKeysOf } from '../device-keys.ts';
import { homePaths, readHome } from '../home-file.ts';
import { isProtected, readKeyMaterial } from '../keys-file.ts';
import type { KeyInfo } from './keys.ts';

/** The keys of a home that need not be open. Changes nothing. Refuses with `E_NO_USER` and `E_HOME` as a home does, and with `E_KEYS` a key file that cannot be used. */
export async function inspectKeys({
  home,
}: {
  /** The home folder. */
  readonly home: string;
}): Promise<Result<KeyInfo[], 'E_NO_USER' | 'E_HOME' | 'E_KEYS'>> {
  const read = await readHome(home);
  if (!read.ok) return read;
  if (await isProtected(home)) return inspectProtected(home, read.value.kid);
  const material = await readKeyMaterial(home, read.value.kid);
  if (!material.ok) return refuse('E_KEYS', '');
  const { seed, next, kit } = material.value;
  const told: KeyInfo[] = [];
  const tell = (use: KeyInfo['use'], keys: readonly KeyDescription[]): void => {
    told.push(...keys.map((key) => infoOf(key, { use, hasPassphrase: false })));
  };
  tell('device', await (await deviceKeysOf(seed)).store.describe());
  if (next !== undefined) tell('next', await (await deviceKeysOf(next)).store.describe());
  if (kit !== undefined) tell('kit', await (await createSeedKeyStore(await kitKeys(kit))).describe());
  return accept(told);
}

/** The public halves lie beside what the passphrase locks. */
async function inspectProtected(home: string, kid: string): Promise<Result<KeyInfo[], 'E_KEYS'>> {
  const file = await openKeyFile(homePaths(home).keys);
  const keys = file.ok ? await file.value.store.describe() : [];
  if (!keys.some((key) => key.kid === kid)) return refuse('E_KEYS', '');
  return accept(keys.map((key) => infoOf(key, { use: key.kid === kid ? 'device' : 'next', hasPassphrase: true })));
}

function infoOf({ kid, sig, enc, attributes }: KeyDescription, more: Pick<KeyInfo, 'use' | 'hasPassphrase'>): KeyInfo {
  return { kid, signs: sig.crv, ...(enc === undefined ? {} : { agrees: enc.crv }), ...attributes, ...more };
}
