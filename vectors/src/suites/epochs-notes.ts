// What kind of mistake the cases about epochs of logs find.
import type { Note } from '../suite.ts';

/** A flag of the suites about epochs of logs. */
export type EpochFlag =
  | 'Stale'
  | 'Storm'
  | 'Ripple'
  | 'Backdated'
  | 'Current'
  | 'Recipient'
  | 'History'
  | 'End'
  | 'Body'
  | 'Order'
  | 'AcceptedOddity';

/** What each flag means. */
export const EPOCH_NOTES: Readonly<Record<EpochFlag, Note>> = {
  Stale: {
    bugClass: 'secrecy',
    effect: 'whoever was removed reads what is written after it',
    description: 'An epoch is out of use when somebody who may hold it reads no more.',
  },
  Storm: {
    bugClass: 'over-strictness',
    effect: 'epochs end for nothing, and everybody announces new ones all the time',
    description: 'What takes nobody the right to read ends no epoch.',
  },
  Ripple: {
    bugClass: 'secrecy',
    effect: 'a lost device reads on in all teams of its user',
    description: 'Whoever holds the epochs of a member holds those of the team.',
  },
  Backdated: {
    bugClass: 'secrecy',
    effect: 'replicas disagree about who can read, or whoever was removed ends the epochs of others',
    description: 'Ops beside each other: the rules say which epochs go on.',
  },
  Current: {
    bugClass: 'interoperability',
    effect: 'writers spread over several epochs, of which some readers lack one',
    description: 'Of several fresh epochs all writers take the same.',
  },
  Recipient: {
    bugClass: 'secrecy',
    effect: 'a keybox opens for somebody who is no member, and everybody takes it for a good one',
    description: 'A keybox is addressed to those who may read where its op was made, and to nobody else.',
  },
  History: {
    bugClass: 'secrecy',
    effect: 'who joins reads what came before, against the word of the team',
    description: 'What an epoch leads back to.',
  },
  End: {
    bugClass: 'secrecy',
    effect: 'what was to burn can be read for ever',
    description: 'Nothing leads back to an epoch that ends, and nothing that stays is sealed under it.',
  },
  Body: {
    bugClass: 'secrecy',
    effect: 'a body that somebody who was removed can read is kept and shown',
    description: 'The epoch of a body is judged by what its record knows; the record stands.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first rule is reported.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest work is refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};
