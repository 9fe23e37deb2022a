import { Worker } from 'node:worker_threads';
import { packJobs } from './packed-jobs.ts';
import type { SignatureJob } from './platform.ts';

/** Another thread that verifies Ed25519 signatures with libsodium. */
export interface VerifyThread {
  /** Whether each signature holds; `undefined` when the thread cannot say, because it did not start or has ended. */
  verify(jobs: readonly SignatureJob[]): Promise<boolean[] | undefined>;
}

type Answered = (verdicts: Uint8Array | undefined) => void;

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
  worker?.on('message', (verdicts: Uint8Array) => {
    waiting.shift()?.(verdicts);
    if (waiting.length === 0) worker.unref();
  });
  worker?.unref();
  return {
    async verify(jobs) {
      if (worker === undefined || isGone) return undefined;
      const packed = packJobs(jobs);
      worker.ref();
      worker.postMessage(packed, [packed.buffer]);
      const verdicts = await new Promise<Uint8Array | undefined>((resolve) => {
        waiting.push(resolve);
      });
      return verdicts?.length === jobs.length ? Array.from(verdicts, (verdict) => verdict === 1) : undefined;
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
