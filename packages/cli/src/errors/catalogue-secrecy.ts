import type { ErrorCode } from '@allod/core/errors';
import { EXIT } from './exit-codes.ts';
import type { Explanation } from './explanation.ts';

/** Codes of what goes wrong with keys and with what they open. */
export type SecrecyCode = Extract<
  ErrorCode,
  | 'E_HISTORY'
  | 'E_STALE_EPOCH'
  | 'E_KEYBOX_RECIPIENT'
  | 'E_BURNED'
  | 'E_KEYBOX_BAD'
  | 'E_KEY_COMMIT'
  | 'E_DECRYPT'
  | 'E_CONTENT'
  | 'E_KDF_PARAMS'
  | 'E_LOCKED'
  | 'E_RANDOM'
>;

const BODY_LEFT = 'The record stands; its body was not taken.';
const NOT_SHOWN = 'Nothing of it was shown, and what is stored was left as it is.';

/** {@link SecrecyCode} in words. */
export const SECRECY_EXPLANATIONS: Readonly<Record<SecrecyCode, Explanation>> = {
  E_HISTORY: {
    title: 'A key leads back to an earlier one that it may not open.',
    data: 'It was not stored, and what is stored was left as it is.',
    hint: 'Ask whoever made it to update allod: their program opens to newcomers what the team keeps from them.',
    exit: EXIT.refused,
  },
  E_STALE_EPOCH: {
    title: 'A body is sealed under a key that is out of use, because somebody left who may have it.',
    data: BODY_LEFT,
    hint: 'Run `allod sync URL`, and write it again: a new key is made where one is missing.',
    exit: EXIT.refused,
  },
  E_KEYBOX_RECIPIENT: {
    title: 'A key was handed to somebody who may not have it.',
    data: 'It was not passed on. Who is a member is as it was.',
    hint: 'Ask whoever made it to update allod, and look whether the members of the team are those you expect.',
    exit: EXIT.refused,
  },
  E_BURNED: {
    title: 'What would open this has burned, as its writer meant it to.',
    data: 'It is gone for everybody who kept to the rules.',
    hint: 'Ask its writer to write it again if it is still needed.',
    exit: EXIT.refused,
  },
  E_KEYBOX_BAD: {
    title: 'A box of keys opens, and does not hold the key that it is said to.',
    data: NOT_SHOWN,
    hint: 'Ask another member of the team for the key; whoever made this box has a program with a fault, or keeps you out.',
    exit: EXIT.refused,
  },
  E_KEY_COMMIT: {
    title: 'A body was not sealed under this key for this record.',
    data: NOT_SHOWN,
    hint: 'If it was opened by a link, ask for the link of this very record; else ask its writer to write it again.',
    exit: EXIT.refused,
  },
  E_DECRYPT: {
    title: 'This does not open with the keys at hand, or it was changed on the way.',
    data: NOT_SHOWN,
    hint: 'Run `allod sync URL` for newer keys. If it happens each time, ask its writer to write it again.',
    exit: EXIT.refused,
  },
  E_CONTENT: {
    title: 'A body opens, and does not hold a content of a form that is known.',
    data: NOT_SHOWN,
    hint: 'Update allod, or ask its writer to write it again.',
    exit: EXIT.refused,
  },
  E_KDF_PARAMS: {
    title: 'What a password protects asks for too little work to be safe, or for more than this machine should give.',
    data: 'No password was tried.',
    hint: 'Do not use it: whoever offers it wants to guess your password, or to stop this machine.',
    exit: EXIT.refused,
  },
  E_LOCKED: {
    title: 'The keys are locked.',
    data: 'Nothing was read or written.',
    hint: 'Unlock the keys, and run the command again.',
    exit: EXIT.notPermitted,
  },
  E_RANDOM: {
    title: 'This machine gave no random numbers.',
    data: 'No key was made, and nothing was written.',
    hint: 'Restart the machine, or use another one: keys without random numbers protect nothing.',
    exit: EXIT.failed,
  },
};
