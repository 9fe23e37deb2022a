import { Worker } from 'node:worker_threads';
import { createFlight, flightMemory } from './flight.ts';
import type { Flight } from './flight.ts';
import { inputToText } from './input.ts';
import type { Oracle } from './fault.ts';
import type { TargetReport } from './run-target.ts';

/** What a thread is to do. */
export interface Task {
  readonly target: string;
  readonly seed: number;
  readonly runs: number;
  /** One input to try, in place of many. */
  readonly input?: string;
  /** URL of the module whose `TARGETS` has the target. */
  readonly module: string;
  /** Folder of the vectors. */
  readonly vectors: string;
}

/** Far above what the decoders need; a thread that outgrows it ends with an error of its own, and not the process. */
const HEAP_MEBIBYTES = 1_024;
/** How often a thread is looked after, in parts of the time that one input may take. */
const LOOKS = 4;

/** Where the code of a thread is. */
const THREAD = new URL('./thread.js', import.meta.url);

/**
 * Does a task in a thread. An input that keeps the thread for longer than `hangMs` milliseconds, or that makes it die, is a
 * failure of its own kind.
 */
export function runTask(task: Task, hangMs: number): Promise<TargetReport> {
  const memory = flightMemory();
  const flight = createFlight(memory);
  const worker = new Worker(THREAD, {
    workerData: { task, memory },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES },
  });
  return new Promise((resolve) => {
    const stopWatch = watch(flight, hangMs, () => done(blamed(task, flight, ['hang', `no end within ${hangMs} ms`])));
    const done = (report: TargetReport): void => {
      stopWatch();
      resolve(report);
      void worker.terminate();
    };
    worker.once('message', done);
    worker.once('error', (error) => done(blamed(task, flight, [oracleOf(error), String(error.stack ?? error)])));
    worker.once('exit', (code) => done(blamed(task, flight, ['throws', `the thread ended with ${code}`])));
  });
}

function oracleOf(error: Error): Oracle {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'throws';
}

/** The report on a thread that cannot make one itself. */
function blamed({ target }: Task, flight: Flight, [oracle, words]: readonly [Oracle, string]): TargetReport {
  const { begun, input } = flight.get();
  const blame = input === undefined ? {} : { input: inputToText(input) };
  return { target, inputs: begun, verdicts: {}, failure: { oracle, words, ...blame } };
}

/** Calls when the same input has been in flight for so long. Gives the way to stop watching. */
function watch(flight: Flight, hangMs: number, hangs: () => void): () => void {
  let since = 0;
  let last = -1;
  const timer = setInterval(
    () => {
      const { begun, input } = flight.get();
      since = input !== undefined && begun === last ? since + 1 : 0;
      last = begun;
      if (since >= LOOKS) hangs();
    },
    Math.ceil(hangMs / LOOKS),
  );
  return () => clearInterval(timer);
}
