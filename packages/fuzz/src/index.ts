/** The runner of the fuzzer: targets in threads of their own, and what becomes of a failure. */
export { keepCrash, runAll, summaryOf } from './run-all.ts';
export type { Plan } from './run-all.ts';
export type { Failure, TargetReport } from './run-target.ts';
export { runTask } from './task.ts';
export type { Task } from './task.ts';
