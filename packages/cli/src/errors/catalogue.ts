import type { ErrorCode } from '@allod/core/errors';
import { LINK_EXPLANATIONS } from './catalogue-links.ts';
import type { LinkCode } from './catalogue-links.ts';
import { SECRECY_EXPLANATIONS } from './catalogue-secrecy.ts';
import type { SecrecyCode } from './catalogue-secrecy.ts';
import { STATEMENT_EXPLANATIONS } from './catalogue-statements.ts';
import type { StatementCode } from './catalogue-statements.ts';
import { EXIT } from './exit-codes.ts';
import type { Explanation } from './explanation.ts';

const PROGRAM_EXPLANATIONS: Readonly<Record<Exclude<ErrorCode, StatementCode | LinkCode | SecrecyCode>, Explanation>> =
  {
    E_KIT: {
      title: 'These are not the words of a recovery kit.',
      data: 'Nothing was changed, and the kit stays as good as it was.',
      hint: 'Compare what you typed with the paper, word by word and in the order of the paper.',
      exit: EXIT.refused,
    },
    E_CONFLICT: {
      title: 'Something changed between reading and writing.',
      data: 'Nothing was written.',
      hint: 'Look at what is there now, and run the command again if it is still what you want.',
      exit: EXIT.needsDecision,
    },
    E_STORE_FULL: {
      title: 'There is no room left on the disk, or the quota is used up.',
      data: 'Nothing was written, and nothing that was stored before is lost.',
      hint: 'Make room, or use a home folder on another disk with --home, and run the command again.',
      exit: EXIT.full,
    },
    E_STORE_BUSY: {
      title: 'Another process has this store open.',
      data: 'Nothing was read or written.',
      hint: 'End the other allod command or app that uses this home folder, and run the command again.',
      exit: EXIT.notPermitted,
    },
    E_STORE_VERSION: {
      title: 'This store is in a format that this version of allod does not know.',
      data: 'It was left as it is.',
      hint: 'Use the version of allod that wrote it, or a newer one.',
      exit: EXIT.failed,
    },
    E_STORE_CORRUPT: {
      title: 'The files of this store are damaged.',
      data: 'They were left as they are. What a relay or another device has is still there.',
      hint: 'Move the folder away, keep it, make an empty one in its place, and run `allod sync URL`: what a relay has comes back.',
      exit: EXIT.failed,
    },
    E_STORE_OPEN: {
      title: 'The folder of the store cannot be read and written.',
      data: 'Nothing was read or written.',
      hint: 'Check that the folder exists and belongs to you, or name another one with --home.',
      exit: EXIT.notPermitted,
    },
    E_USAGE: {
      title: 'The command was not called as it is meant to be.',
      data: 'Nothing was done.',
      hint: 'Add --help to the command to see two examples of it.',
      exit: EXIT.usage,
    },
    E_INPUT: {
      title: 'The input is not what the command takes.',
      data: 'Nothing was written.',
      hint: 'Compare it with the examples that --help shows.',
      exit: EXIT.usage,
    },
    E_NOT_PUBLIC: {
      title: 'What goes into this collection is not encrypted, and nobody said that it may be public.',
      data: 'Nothing was written.',
      hint: 'If anybody may read it, add --public. Otherwise name a collection that does not end in .public, and is none of claims.',
      exit: EXIT.needsDecision,
    },
    E_NOT_FOUND: {
      title: 'Nothing here has this id or name, or more than one thing has it.',
      data: 'Nothing was changed.',
      hint: 'List what is here with `allod record list`; an id can be shortened to the 6 or more characters that only it begins with.',
      exit: EXIT.notFound,
    },
    E_NO_USER: {
      title: 'There is no user in this home folder yet.',
      data: 'Nothing was changed.',
      hint: 'Make one with `allod init`, or name another home folder with --home or ALLOD_HOME.',
      exit: EXIT.notFound,
    },
    E_HOME_EXISTS: {
      title: 'There is a user in this home folder already, or the folder was named twice.',
      data: 'Nothing was changed.',
      hint: 'Use that user (`allod id show`), or name another folder with --home or ALLOD_HOME.',
      exit: EXIT.needsDecision,
    },
    E_HOME: {
      title: 'The home folder cannot be read or written, or its home.json is damaged.',
      data: 'What is in it was left as it is.',
      hint: 'Check that it is a folder and belongs to you, or name another one with --home or ALLOD_HOME.',
      exit: EXIT.notPermitted,
    },
    E_KEYS: {
      title:
        'The key file cannot be used: it is damaged, belongs to another device, or others than its owner can read it.',
      data: 'It was left as it is.',
      hint: 'If others could read it, treat the key as stolen. To use it all the same, run `chmod 600` on keys.json in the home folder; if it is damaged, put back a copy of it.',
      exit: EXIT.notPermitted,
    },
    E_LISTEN: {
      title: 'The relay cannot listen there: the port is taken, or may not be used.',
      data: 'What the relay keeps was left as it is.',
      hint: 'Name another port with --port, or 0 for any that is free.',
      exit: EXIT.unreachable,
    },
    E_CHECK: {
      title: 'A check found problems.',
      data: 'Checks change nothing.',
      hint: 'Each finding says how to mend it.',
      exit: EXIT.checkFailed,
    },
    E_INTERNAL: {
      title: 'The program itself has a fault.',
      data: 'What was stored before is kept.',
      hint: 'Run `allod doctor`. If it finds nothing, report this, with what --verbose prints.',
      exit: EXIT.failed,
    },
  };

/** Every registered code in words: one place for messages, `allod help errors` and exit codes. */
export const CATALOGUE: Readonly<Record<ErrorCode, Explanation>> = {
  ...STATEMENT_EXPLANATIONS,
  ...LINK_EXPLANATIONS,
  ...SECRECY_EXPLANATIONS,
  ...PROGRAM_EXPLANATIONS,
};
