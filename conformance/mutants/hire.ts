import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { HarnessError } from '../runner/harness-error.ts';
import type { ControlFindings, Findings, Hand } from './hand.ts';

/** What a hand in a thread is told. */
export type Order =
  | { readonly do: 'control'; readonly suite: number }
  | { readonly do: 'learn'; readonly control: ControlFindings }
  | { readonly do: 'trial'; readonly mutant: number };

/** What it answers; `harness`: the words of a HarnessError. */
export interface Reply {
  readonly findings?: unknown;
  readonly harness?: string;
}

/** A hand that has to be let go. */
export interface HiredHand extends Hand {
  close(): Promise<void>;
}

/** Where the code of a thread is. */
const THREAD = new URL('./thread.js', import.meta.url);

/** A hand in a thread of its own, which reads what lies below the root by itself. */
export function hire(root: string): HiredHand {
  const worker = new Worker(THREAD, { workerData: { root }, name: 'allod-mutants' });
  const tell = async (order: Order): Promise<unknown> => {
    const answered = once(worker, 'message');
    worker.postMessage(order, []);
    const [{ findings, harness }] = (await answered) as [Reply];
    if (harness !== undefined) throw new HarnessError(harness);
    return findings;
  };
  return {
    control: async (suite) => (await tell({ do: 'control', suite })) as ControlFindings,
    learn: async (control) => void (await tell({ do: 'learn', control })),
    trial: async (mutant) => (await tell({ do: 'trial', mutant })) as Findings,
    close: async () => void (await worker.terminate()),
  };
}
