import type { Failure } from './errors/failure.ts';

/** A failure that the result of a verb has told already: what it prints then is for people alone. */
export class Reported extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'Reported';
    this.failure = failure;
  }
}
