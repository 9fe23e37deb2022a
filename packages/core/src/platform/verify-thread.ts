import { Worker } from 'node:worker_threads';
import { packJobs, readVerdicts } from './packed-jobs.ts';
import type { SignatureJob } from './platform.ts';

/** Another thread that verifies Ed25519 signatures with libsodium. */
export interface VerifyThread {
  /** Whether each signature holds; `undefined` when the thread cannot say, because it did not start or has ended. */
  verify(jobs: readonly SignatureJob[]): Promise<boolean[] | undefined>;
}

type Answered = (packed: Uint8Array | undefined) => void;

/** Starts the thread. It lasts as long as the process, and keeps the process alive only while somebody waits for it. */
export function startVerifyThread(): VerifyThread {
  const waiting: Answered[] = [];
  const worker = start();
  let isGone = worker === undefined;
  const end = (): void => {
    isGone = true;
    for (const answered of waiting.splice(0)) answered(undefined);
  };
  worker?.on('error', end).on('messageerror', end).on('exit', end);
  worker?.on('message', (packed: Uint8Array) => {
    waiting.shift()?.(packed);
    if (waiting.length === 0) worker.unref();
  });
  worker?.unref();
  return {
    async verify(jobs) {
      if (worker === undefined || isGone) return undefined;
      const packed = packJobs(jobs);
      worker.ref();
      worker.postMessage(packed, [packed.buffer]);
      const answer = await new Promise<Uint8Array | undefined>((resolve) => {
        waiting.push(resolve);
      });
      return answer === undefined ? undefined : readVerdicts(answer, jobs.length);
    },
  };
}

function start(): Worker | undefined {
  try {
    return new Worker(new URL('./verify-worker.js', import.meta.url), { execArgv: [], name: 'allod-verify' });
  } catch {
    return undefined;
  }
}
