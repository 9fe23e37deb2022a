/** How the program ends. Every code of the error catalogue names one of these. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  notPermitted: 4,
  refused: 5,
  unreachable: 6,
  needsDecision: 7,
  full: 8,
  checkFailed: 9,
  interrupted: 130,
} as const;

/** A number that the program ends with. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each number means, in the order of the numbers. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done'],
  [EXIT.failed, 'failed'],
  [EXIT.usage, 'called or fed wrongly'],
  [EXIT.notFound, 'not found'],
  [EXIT.notPermitted, 'not permitted, or locked by somebody else'],
  [EXIT.refused, 'something was refused by verification'],
  [EXIT.unreachable, 'network or relay unreachable'],
  [EXIT.needsDecision, 'needs a decision'],
  [EXIT.full, 'storage full'],
  [EXIT.checkFailed, 'a check found problems'],
  [EXIT.interrupted, 'interrupted'],
];
