/**
 * The runner cannot do its work: a broken vector file, an unknown option, a command that does not start.
 * Ends the run with exit status 2. Never a verdict about the testee.
 */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}
