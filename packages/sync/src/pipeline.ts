/** Jobs whose first part may be done while the last part of an earlier one is under way; at most so many, for what they found waits in memory. */
const MAX_AHEAD = 2;

/** A job in two parts. */
export interface TwoParts<Found, Done> {
  readonly first: () => Promise<Found>;
  /** Whether what was found says that no later job may begin before this one is done. */
  readonly blocks: (found: Found) => boolean;
  readonly last: (finding: Promise<Found>) => Promise<Done>;
}

/**
 * Does jobs in the order in which they come: never two first parts at once, never two last parts at once. First parts go ahead of
 * the last parts of earlier jobs, up to a bound, as far as these allow it.
 */
export class Pipeline {
  /** When the next first part may begin. */
  #isFree: Promise<unknown> = Promise.resolve();
  /** When all that was given is done. */
  #isDone: Promise<unknown> = Promise.resolve();
  readonly #latest: Promise<unknown>[] = [];

  /** Does a job. What it throws is the caller's, and keeps no other back. */
  add<Found, Done>({ first, blocks, last }: TwoParts<Found, Done>): Promise<Done> {
    const finding = this.#isFree.then(first);
    const done = this.append(() => last(finding));
    this.#latest.push(this.#isDone);
    const early = this.#latest.length > MAX_AHEAD ? this.#latest.shift() : undefined;
    const end = this.#isDone;
    const isClear = finding.then((found) => (blocks(found) ? end : undefined));
    this.#isFree = Promise.allSettled([isClear, early]);
    return done;
  }

  /** Does a job that has a last part alone. */
  append<Done>(last: () => Promise<Done>): Promise<Done> {
    const done = this.#isDone.then(last);
    this.#isDone = done.then(nothing, nothing);
    return done;
  }
}

function nothing(): void {}
