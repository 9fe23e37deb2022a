// What runs in a thread of its own: one target, all its inputs or a single one.
import { parentPort, workerData } from 'node:worker_threads';
import { gatherMaterial } from './corpus/material.ts';
import { examine } from './examine.ts';
import { Fault } from './fault.ts';
import { createFlight } from './flight.ts';
import { inputFromText } from './input.ts';
import { runTarget } from './run-target.ts';
import type { TargetReport } from './run-target.ts';
import type { Target } from './target.ts';
import type { Task } from './task.ts';
import type { MakeTarget } from './targets/index.ts';

const { task, memory } = workerData as { readonly task: Task; readonly memory: SharedArrayBuffer };
const flight = createFlight(memory);

async function createTarget(): Promise<Target> {
  const { TARGETS } = (await import(task.module)) as { readonly TARGETS: ReadonlyMap<string, MakeTarget> };
  const make = TARGETS.get(task.target);
  if (make === undefined) throw new RangeError(`there is no target "${task.target}"`);
  return make(await gatherMaterial(task.vectors));
}

async function tryOne(target: Target, text: string): Promise<TargetReport> {
  const input = inputFromText(text);
  flight.set(input);
  try {
    return { target: target.name, inputs: 1, verdicts: { [await examine(target, input)]: 1 } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      target: target.name,
      inputs: 1,
      verdicts: {},
      failure: { oracle: error.oracle, words: error.message, input: text },
    };
  } finally {
    flight.set();
  }
}

const target = await createTarget();
const report =
  task.input === undefined
    ? await runTarget(target, { seed: task.seed, runs: task.runs, watch: flight.set })
    : await tryOne(target, task.input);
parentPort?.postMessage(report, []);
