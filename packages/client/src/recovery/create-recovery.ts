import { createHash } from 'node:crypto';
import { isJsonObject } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import { decodeKit, encodeKit, KIT_WORDS, kitKeys } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import type { ClientContext } from '../context.ts';
import { readKeyMaterial, replaceKeys } from '../keys-file.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { latestByTag } from '../records/latest.ts';
import { rootKeys, seedHere } from './kit-here.ts';
import { splitOwnKit } from './kit-shares.ts';
import { makeEnclave } from './make-enclave.ts';
import type { Drill, Kit, Recovery, RecoveryStatus } from './recovery.ts';
import { wrongWords } from './wrong-words.ts';

/** In one's own space: when a kit was confirmed and tried, by its key. */
const RECOVERY = 'm:allod.recovery';
/** Letters that tell a word of a kit from all others. */
const TELLING_LETTERS = 4;

/** Puts recovery together. */
export function createRecovery(context: ClientContext): Recovery {
  const { folder } = context;
  const status = (): Promise<RecoveryStatus> => readStatus(context);
  return {
    status,
    async kit() {
      const found = await seedHere(context);
      return found.ok ? accept(await kitOf(found.value.seed)) : found;
    },
    async confirm(words) {
      const found = await seedHere(context);
      if (!found.ok) return found;
      const { words: right, places, kid } = await kitOf(found.value.seed);
      const wrong = places.findIndex((place, i) => beginning(words[i]!) !== beginning(right[place - 1]!));
      if (wrong >= 0)
        return {
          ...refuse('E_INPUT', ''),
          says: `Word ${places[wrong]} is another one on the kit. Nothing was changed.`,
        };
      // First the note: a crash between the two leaves the words here, which can be confirmed again.
      const noted = await note(context, kid, { confirmed: context.now() });
      if (!noted.ok) return noted;
      const { kid: own, seed } = found.value.material;
      await replaceKeys(folder, { kid: own, seed }, context);
      return accept(await status());
    },
    drill: (words) => drill(context, words),
    split: (options) => splitOwnKit(context, options),
    enclave: (options) => makeEnclave(context, options),
  };
}

/** A kit, and the three places that are asked for: they follow from the kit, so that they are the same whenever it is shown. */
async function kitOf(seed: Secret): Promise<Kit> {
  const words = encodeKit(seed).split(' ');
  const { kid } = (await kitKeys(seed)).signer;
  const digest = createHash('sha256').update(kid).digest();
  const places = new Set<number>();
  for (let at = 0; places.size < 3; at++) places.add(((digest[at % digest.length]! + at) % KIT_WORDS) + 1);
  const [a, b, c] = [...places].toSorted((x, y) => x - y);
  return { words, kid, places: [a!, b!, c!] };
}

function beginning(word: string): string {
  return word.trim().toLowerCase().slice(0, TELLING_LETTERS);
}

async function readStatus(context: ClientContext): Promise<RecoveryStatus> {
  const { folder, me } = context;
  const kids = await rootKeys(context);
  const names = await readNames(context);
  const material = await readKeyMaterial(folder, me.key.kid);
  const notes = await readNotes(context);
  const times = (member: string): number[] =>
    kids.map((kid) => notes.get(kid)?.[member]).filter((t) => typeof t === 'number');
  const [confirmed, drilled] = [times('confirmed'), times('drilled')];
  const isConfirmed = confirmed.length > 0;
  return {
    state: kids.length === 0 ? 'none' : isConfirmed ? 'confirmed' : 'unconfirmed',
    keys: kids.map((kid) => names.of(kid)),
    isHere: material.ok && material.value.kit !== undefined,
    ...(isConfirmed ? { confirmed: Math.max(...confirmed) } : {}),
    ...(drilled.length > 0 ? { drilled: Math.max(...drilled) } : {}),
  };
}

async function readNotes(context: ClientContext): Promise<Map<string, JsonObject>> {
  const notes = new Map<string, JsonObject>();
  for (const [kid, { json }] of await latestByTag(context, { space: context.me.user, col: RECOVERY }))
    if (isJsonObject(json as JsonValue)) notes.set(kid, json as JsonObject);
  return notes;
}

async function note(context: ClientContext, kid: string, what: JsonObject): Promise<Outcome<unknown>> {
  const before = (await readNotes(context)).get(kid) ?? {};
  return context.writer.addAll(RECOVERY, [{ json: { ...before, ...what } }], { tags: [kid] });
}

async function drill(context: ClientContext, words: string): Promise<Drill> {
  const seed = decodeKit(words);
  if (!seed.ok) return wrongWords(seed.error);
  const { kid } = (await kitKeys(seed.value)).signer;
  const kids = await rootKeys(context);
  if (kids.length === 0) return { ok: false, says: 'This user has no recovery kit.' };
  if (!kids.includes(kid)) return { ok: false, says: 'These are the words of a kit, but not of one of this user.' };
  // Nothing that a person waits for: the words are right, whether or not it can be noted.
  await note(context, kid, { drilled: context.now() });
  return { ok: true, says: 'These are the words of the recovery kit of this user.' };
}
