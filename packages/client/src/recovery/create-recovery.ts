import { createHash } from 'node:crypto';
import { isJsonObject } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import { decodeKit, encodeKit, kitKeys } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import type { ClientContext } from '../context.ts';
import { readKeyMaterial, replaceKeys } from '../keys-file.ts';
import type { KeyMaterial } from '../keys-file.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { latestByTag } from '../records/latest.ts';
import { levelOfRole } from '../teams/role.ts';
import type { Drill, Kit, Recovery, RecoveryStatus } from './recovery.ts';

/** In one's own space: when a kit was confirmed and tried, by its key. */
const RECOVERY = 'm:allod.recovery';
const KIT_WORDS = 24;
const ROOT = levelOfRole('root');
/** Letters that tell a word of a kit from all others. */
const TELLING_LETTERS = 4;

/** Puts recovery together. */
export function createRecovery(context: ClientContext): Recovery {
  const { folder, me } = context;
  const seedHere = async (): Promise<Outcome<{ material: KeyMaterial; seed: Secret }, 'E_NOT_FOUND' | 'E_KEYS'>> => {
    const material = await readKeyMaterial(folder, me.key.kid);
    if (!material.ok) return material;
    const seed = material.value.kit;
    return seed === undefined
      ? { ...refuse('E_NOT_FOUND', ''), says: 'The words of the recovery kit are not on this device.' }
      : accept({ material: material.value, seed });
  };
  const status = (): Promise<RecoveryStatus> => readStatus(context);
  return {
    status,
    async kit() {
      const found = await seedHere();
      return found.ok ? accept(await kitOf(found.value.seed)) : found;
    },
    async confirm(words) {
      const found = await seedHere();
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
      await replaceKeys(folder, { kid: own, seed });
      return accept(await status());
    },
    drill: (words) => drill(context, words),
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

async function rootKeys({ logs, me }: ClientContext): Promise<string[]> {
  const members = (await logs.log(me.user))?.memberById ?? new Map<string, { lvl: number }>();
  return [...members].flatMap(([kid, { lvl }]) => (lvl === ROOT ? [kid] : []));
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

/** What is wrong with words, as a sentence. */
export function wrongWords({ details }: ProtocolError<'E_KIT'>): Drill & { readonly ok: false } {
  switch (details.fault) {
    case 'word':
      return {
        ok: false,
        place: details.place,
        says: `Word ${details.place}, “${details.word}”, is no word of a kit.`,
      };
    case 'count':
      return { ok: false, says: `A kit has ${KIT_WORDS} words, and these are ${details.count}.` };
    case 'checksum':
      return { ok: false, says: 'One of the words is another one on the kit, or two stand in each other’s place.' };
    case 'version':
      return { ok: false, says: 'These words were made by something else, or by newer software.' };
    case 'share':
      return { ok: false, place: details.place, says: `Share ${details.place} is none of a kit, or mistyped.` };
    case 'few':
      return { ok: false, says: `${details.needed} shares are needed, and these are ${details.given}.` };
    case 'mixed':
      return { ok: false, says: 'These are shares of different kits, or one of them is here twice.' };
  }
}
