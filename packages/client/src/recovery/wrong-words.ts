import type { ProtocolError } from '@allod/core/errors';
import { KIT_WORDS } from '@allod/principals/kit';
import type { Drill } from './recovery.ts';

/** What is wrong with words, of which there should be so many, or with shares, as a sentence. */
export function wrongWords(
  { details }: ProtocolError<'E_KIT'>,
  count: number = KIT_WORDS,
): Drill & { readonly ok: false } {
  const what = count === KIT_WORDS ? 'kit' : 'secret key';
  switch (details.fault) {
    case 'word':
      return {
        ok: false,
        place: details.place,
        says: `Word ${details.place}, “${details.word}”, is no word of a ${what}.`,
      };
    case 'count':
      return { ok: false, says: `A ${what} has ${count} words, and these are ${details.count}.` };
    case 'checksum':
      return {
        ok: false,
        says: `One of the words is another one on the ${what === 'kit' ? what : 'paper'}, or two stand in each other’s place.`,
      };
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
