import { accept, refuse } from '@allod/core/errors';
import type { Secret } from '@allod/principals/kit';
import type { ClientContext } from '../context.ts';
import { readKeyMaterial } from '../keys-file.ts';
import type { KeyMaterial } from '../keys-file.ts';
import type { Outcome } from '../outcome.ts';
import { levelOfRole } from '../teams/role.ts';

const ROOT = levelOfRole('root');

/** The seed of a kit that nobody has confirmed yet, and what else is in the key file. Refuses with `E_NOT_FOUND` where there is none. */
export async function seedHere({
  folder,
  me,
}: ClientContext): Promise<Outcome<{ material: KeyMaterial; seed: Secret }, 'E_NOT_FOUND' | 'E_KEYS'>> {
  const material = await readKeyMaterial(folder, me.key.kid);
  if (!material.ok && material.error.code === 'E_KEYS') return refuse('E_KEYS', '');
  // Where a passphrase stands before the keys, the kit was confirmed before.
  const seed = material.ok ? material.value.kit : undefined;
  return !material.ok || seed === undefined
    ? { ...refuse('E_NOT_FOUND', ''), says: 'The words of the recovery kit are not on this device.' }
    : accept({ material: material.value, seed });
}

/** The cold keys of this user. */
export async function rootKeys({ logs, me }: ClientContext): Promise<string[]> {
  const members = (await logs.log(me.user))?.memberById ?? new Map<string, { lvl: number }>();
  return [...members].flatMap(([kid, { lvl }]) => (lvl === ROOT ? [kid] : []));
}
