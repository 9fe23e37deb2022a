// What kind of mistake the scenarios find.
import type { Note } from '../suite.ts';

/** A flag of the suites of logs. */
export type LogFlag =
  | 'Beside'
  | 'Backdated'
  | 'Majority'
  | 'Ceiling'
  | 'Invite'
  | 'Consent'
  | 'Path'
  | 'Waiting'
  | 'Recovery'
  | 'Guest'
  | 'Policy'
  | 'Signature'
  | 'AcceptedOddity';

/** What each flag means. */
export const LOG_NOTES: Readonly<Record<LogFlag, Note>> = {
  Beside: {
    bugClass: 'authority',
    effect: 'replicas disagree about who is a member, or whoever is quicker wins',
    description: 'Ops beside each other: the rules say what follows, not the order in which they came.',
  },
  Backdated: {
    bugClass: 'authority',
    effect: 'whoever was removed comes back, or takes revenge, by ops with old parents',
    description: 'Ops beside a removal by its target count for nothing.',
  },
  Majority: {
    bugClass: 'authority',
    effect: 'one owner alone takes the team over',
    description: 'At the top more than half of those who are there agree, each member counted once.',
  },
  Ceiling: {
    bugClass: 'authority',
    effect: 'somebody gives or takes what he does not have',
    description: 'You can give what you have; you can take from those below you.',
  },
  Invite: {
    bugClass: 'authority',
    effect: 'an old link lets in whom nobody wants',
    description:
      'An offer is for whom it is for, as often and as long as it says, while its maker could make it again.',
  },
  Consent: {
    bugClass: 'identity',
    effect: 'somebody becomes a member without knowing, or a key that he does not have is enrolled',
    description: 'Nobody becomes a member without having signed.',
  },
  Path: {
    bugClass: 'authority',
    effect: 'somebody signs for a member that he never belonged to, or no longer',
    description: 'Each step of a path is looked up in the log that it is a step of, by what the op knows of it.',
  },
  Waiting: {
    bugClass: 'order',
    effect: 'the verdict depends on what came first, or what came too early is lost',
    description: 'An op waits for everything that it names; then codes have one order.',
  },
  Recovery: {
    bugClass: 'identity',
    effect: 'a thief keeps the identity, or its owner cannot come back',
    description: 'A cold key ends what a stolen device does, and begins anew.',
  },
  Guest: {
    bugClass: 'authority',
    effect: 'a guest may do more than everybody who let him in agrees to',
    description: 'Capabilities are compared as values; of several words the common ones hold.',
  },
  Policy: {
    bugClass: 'authority',
    effect: 'a thief makes admission easy before it admits its friends',
    description: 'Of the last words about a field the strongest holds, then the strict one.',
  },
  Signature: {
    bugClass: 'signature',
    effect: 'an op in the name of somebody who never signed it',
    description: 'Every signature holds under the key that its signer is known by.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest ops are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};
