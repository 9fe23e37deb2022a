import type { MissingSecret } from '@allod/principals/secrets';
import { quoted } from '../open/words.ts';
import type { NameBook } from '../people/names.ts';
import type { Missing } from './keys.ts';

/** Who is named of those that can be asked. */
const NAMED = 3;

/** Why the secret of an epoch cannot be had, as one whole sentence, and what would help. */
export function whyMissing({ why, ask }: MissingSecret, names: NameBook): Missing {
  switch (why) {
    case 'locked':
      return { says: 'The keys are locked.', fix: 'Unlock the keys, and try again.' };
    case 'ended':
      return {
        says: 'The key for this has burned, as its writer meant it to.',
        fix: 'Ask for it to be written again.',
      };
    case 'unknown':
      return { says: 'The key for this is not known here.', fix: 'Run `allod sync URL` for newer keys.' };
    case 'not-given': {
      const whom = ask.slice(0, NAMED).map((id) => quoted(names.of(id)));
      const asked = whom.length === 0 ? 'a member of the team' : whom.join(' or ');
      return {
        says: 'Nobody has handed the key for this to this device.',
        fix: `Ask ${asked} to run \`allod sync URL\`, and run it after that.`,
      };
    }
  }
}
