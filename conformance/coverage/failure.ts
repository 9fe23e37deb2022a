/** Why the gate is red. */

/** The exit reasons of the gate; each has a red test. */
export type Reason =
  | 'lint'
  | 'stale-extract'
  | 'unlocked-change'
  | 'missing-report'
  | 'unknown-id'
  | 'retired-id'
  | 'not-emitted'
  | 'evidence-failed'
  | 'suspect-evidence'
  | 'uncovered-must'
  | 'missing-polarity'
  | 'untestable-ceiling'
  | 'should-floor'
  | 'derived-mutant'
  | 'designed-mutant'
  | 'waiver'
  | 'design-map'
  | 'design-case';

/** One reason with what it is about, in words for the person who has to mend it. */
export interface Failure {
  readonly reason: Reason;
  readonly requirement?: string;
  readonly message: string;
}
