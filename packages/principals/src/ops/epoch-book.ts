import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { readKeybox } from '../keybox/form.ts';
import type { KeyboxCode } from '../keybox/form.ts';
import type { EpochQuestion, EpochStanding } from '../log/epochs/asked.ts';
import type { Epochs } from '../log/epochs/fresh.ts';
import { epochLogsIn } from '../log/epochs/epoch-logs.ts';
import { createTrial } from '../log/principal-logs.ts';
import { Court } from './court.ts';
import { EpochCache } from './epoch-cache.ts';
import type { KnownHeads } from './heads.ts';
import { bookOf } from './log-book.ts';
import type { LogBook } from './log-book.ts';

/** A book that is asked for epochs, too: which bodies and keyboxes may be taken. */
export interface EpochBook extends LogBook {
  /** How an epoch stands at heads that were accepted; one of another log by what is known of that there. (SEC-014, SEC-024, SEC-044) */
  epochAt(heads: KnownHeads, question: EpochQuestion): EpochStanding;
  /**
   * The epochs that are fresh at all heads of a log, or at some of its accepted ops, with what `x` names of other logs; `undefined` where an
   * op that is named is not known. (04 §2.4)
   */
  epochs(log: string, heads?: readonly string[], x?: KnownHeads['x']): Epochs | undefined;
  /**
   * Judges the keybox of an accepted op, whose digest holds. Refuses with `E_FORMAT`, `E_HEADER`, `E_ALG`, `E_SIZE` (SEC-005 to SEC-008),
   * `E_KEYBOX_RECIPIENT` (SEC-009, SEC-020): the keybox alone, never the op.
   */
  checkKeybox(op: string, keybox: Uint8Array): Result<Uint8Array, KeyboxCode | 'E_KEYBOX_RECIPIENT'>;
}

/** A book without logs. */
export function createEpochBook(): EpochBook {
  const principals = epochLogsIn(createTrial());
  const cache = new EpochCache(principals);
  return {
    ...bookOf(new Court(principals)),
    epochAt: (heads, question) => cache.at(heads, question),
    epochs: (log, heads, x) => principals.epochs(log, heads, x),
    checkKeybox(op, keybox) {
      const box = readKeybox(keybox);
      if (!box.ok) return box;
      const kids = box.value.recipients.map(({ header }) => header.kid);
      const fault = principals.recipientFault(op, kids);
      return fault === undefined ? accept(keybox) : refuse('E_KEYBOX_RECIPIENT', fault);
    },
  };
}
