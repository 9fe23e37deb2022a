import { setImmediate as nextTurn } from 'node:timers/promises';

/** Jobs that are done here before whatever else waits for this thread gets its turn: 2 or 3 milliseconds of Ed25519. */
export const SLICE = 16;

/** Two ways to do jobs: the one at a place at once on this thread, and those from one place up to another on some other thread. */
export interface Workers<T> {
  readonly here: (at: number) => T;
  readonly elsewhere: (from: number, to: number) => Promise<readonly T[]>;
  /** How many jobs go elsewhere together; 1 or more. */
  readonly chunk: number;
  /** How many chunks are elsewhere at once; 0 for none. New ones go there when this thread has its turn, hence after a slice. */
  readonly lanes: number;
}

/**
 * Does `count` jobs: this thread from the front, other threads from the back, until they meet. The outcomes are in the order of the
 * jobs. Rejects with what the first job that failed threw.
 */
export async function shareJobs<T>(count: number, { here, elsewhere, chunk, lanes }: Workers<T>): Promise<T[]> {
  const outcomes: T[] = Array.from({ length: count });
  let front = 0;
  let back = count;
  const doHere = async (): Promise<void> => {
    while (front < back) {
      for (const end = Math.min(front + SLICE, back); front < end; front++) outcomes[front] = here(front);
      if (front < back) await nextTurn();
    }
  };
  const doElsewhere = async (): Promise<void> => {
    while (front < back) {
      const to = back;
      const from = Math.max(front, to - chunk);
      back = from;
      for (const [i, outcome] of (await elsewhere(from, to)).entries()) outcomes[from + i] = outcome;
    }
  };
  // Those elsewhere begin first: this thread is busy from then on.
  await Promise.all([...Array.from({ length: lanes }, doElsewhere), doHere()]);
  return outcomes;
}
