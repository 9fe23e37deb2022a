import { accept, refuse } from '@allod/core/errors';
import { decodeKit, encodeKit, kitKeys } from '@allod/principals/kit';
import { joinShares, splitKit } from '@allod/principals/secrets';
import type { Secret } from '@allod/principals/kit';
import type { ClientContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { rootKeys, seedHere } from './kit-here.ts';
import type { KitShares, KitWords, SplitOptions } from './recovery.ts';
import { wrongWords } from './wrong-words.ts';

/** Splits the kit of a user. A kit that is not his is refused: nobody finds out years later that the shares are of something else. */
export async function splitOwnKit(
  context: ClientContext,
  { words, needed, shares }: SplitOptions,
): Promise<Outcome<KitShares, 'E_KIT' | 'E_NOT_FOUND' | 'E_KEYS' | 'E_NOT_AUTHORIZED'>> {
  const seed = words === undefined ? await heldSeed(context) : seedOfWords(words);
  if (!seed.ok) return seed;
  const { kid } = (await kitKeys(seed.value)).signer;
  if (!(await rootKeys(context)).includes(kid))
    return {
      ...refuse('E_NOT_AUTHORIZED', 'PRN-034'),
      says: 'These are the words of a kit, but not of one of this user.',
    };
  const texts = await splitKit(seed.value, { needed, shares });
  seed.value.wipe();
  return accept({ kid, needed, shares: texts });
}

/**
 * The words of a kit, from shares of it as they were pasted or scanned. No home is needed. Refuses with `E_KIT` what is none of them: a text that is no share or is
 * mistyped (SEC-050), fewer than are needed, one of them twice, or shares of different kits (SEC-051).
 */
export async function joinKit(shares: readonly string[]): Promise<Outcome<KitWords, 'E_KIT'>> {
  const seed = await joinShares(shares);
  if (!seed.ok) return { ...seed, says: wrongWords(seed.error).says };
  const { kid } = (await kitKeys(seed.value)).signer;
  const words = encodeKit(seed.value).split(' ');
  seed.value.wipe();
  return accept({ words, kid });
}

async function heldSeed(context: ClientContext): Promise<Outcome<Secret, 'E_NOT_FOUND' | 'E_KEYS'>> {
  const found = await seedHere(context);
  return found.ok ? accept(found.value.seed) : found;
}

function seedOfWords(words: string): Outcome<Secret, 'E_KIT'> {
  const seed = decodeKit(words);
  return seed.ok ? seed : { ...seed, says: wrongWords(seed.error).says };
}
