import { wordsOf } from './words.ts';
import type { World } from './world.ts';

/** The step at which a story failed. */
export class StoryFault extends Error {
  override readonly name = 'StoryFault';

  constructor(step: string, cause: unknown) {
    super(`${step}: ${wordsOf(cause)}`, { cause });
  }
}

/** Runs one step. */
export type Step = <T>(title: string, act: () => Promise<T>) => Promise<T>;

/** Numbers steps, after `before` that were told already. One that fails, or is ended by the signal, rejects with a {@link StoryFault}. */
export function createSteps({ say, signal }: Pick<World, 'say' | 'signal'>, before = 0): Step {
  let count = before;
  return async (title, act) => {
    count++;
    say(`${count}. ${title}`);
    try {
      signal.throwIfAborted();
      return await unlessAborted(signal, act());
    } catch (cause) {
      throw new StoryFault(`step ${count}, "${title}"`, cause);
    }
  };
}

/** What somebody waits for. Rejects with the reason of a signal when that comes first. */
async function unlessAborted<T>(signal: AbortSignal, waited: Promise<T>): Promise<T> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([waited, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Nothing is told that is not so. */
export function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
