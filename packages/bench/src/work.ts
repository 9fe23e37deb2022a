import type { Contender } from './contender.ts';
import { timed } from './contender.ts';

/** What is made ready for a round, and what the round does with it. */
export interface Work<T> {
  readonly ready: () => T | Promise<T>;
  /** Returns whether all went as it has to. */
  readonly work: (made: T) => boolean | Promise<boolean>;
}

/** A contender that does some work in each round. Its round rejects when something did not go as it has to. */
export function contenderOf<T>({ ready, work }: Work<T>): Contender {
  return {
    async round() {
      const made = await ready();
      let isRight = false;
      const took = await timed(async () => {
        isRight = await work(made);
      });
      if (!isRight) throw new Error('the logs do not say what they have to');
      return took;
    },
    close: async () => undefined,
  };
}
