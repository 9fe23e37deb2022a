import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCleanUp } from './clean-up.ts';
import { readCountries } from './countries.ts';
import { openWorld, RELAY_FOLDER } from './open-world.ts';
import type { Options } from './options.ts';
import { searchRelay } from './search-acts.ts';
import { createSteps } from './steps.ts';
import { STEPS, tellStory } from './story.ts';
import type { Ending } from './story.ts';
import { TEAM_STEPS, tellTeams } from './teams.ts';
import { commandLines } from './try-it.ts';
import { wordsOf } from './words.ts';

/** How long the story may take, in milliseconds. A bound for one that hangs. */
const STORY_MS = 300_000;

/** How long one thing may take to end, in milliseconds. A bound for one that hangs. */
const PATIENCE_MS = 15_000;

/** Why everything ends early. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly exitCode: number;

  constructor(what: string, exitCode: number) {
    super(`ended by ${what}`);
    this.exitCode = exitCode;
  }
}

/** What a run takes from its process. */
export interface Run {
  readonly options: Options;
  readonly say: (line: string) => void;
  /** Says what went wrong. */
  readonly warn: (line: string) => void;
  /** Milliseconds, from some beginning. */
  readonly now: () => number;
  /** Aborted, with an {@link Interruption}, when the person has seen enough. */
  readonly interrupted: AbortSignal;
  /** The folder in which the person types commands. */
  readonly here: string;
}

/**
 * Tells the story in a temporary folder, stays up unless told otherwise, and leaves neither a process nor a folder behind, however it ends.
 * Gives the exit code: 0 when the story was told to its end, 1 when it failed.
 */
export async function runFirstLight(run: Run): Promise<number> {
  const cleanUp = createCleanUp(PATIENCE_MS);
  let code = 1;
  try {
    const folder = await makeFolder();
    cleanUp.add(() => removeFolder(folder));
    const countries = readCountries();
    const ending = await tellBounded(run, async (signal) => {
      const world = openWorld({ ...run, countries, signal, folder, port: run.options.port, cleanUp });
      const told = await tellStory(world);
      const stage = { ...world, folder, cleanUp, linkUrl: told.relay.linkUrl };
      await tellTeams(stage, STEPS);
      const step = createSteps(stage, STEPS + TEAM_STEPS);
      const searched = { folder: join(folder, RELAY_FOLDER), pid: told.relay.pid };
      await step('The relay is searched for what was written', () => searchRelay(stage, searched));
      return told;
    });
    if (!run.options.once) await stayUp(run, ending, folder);
    code = 0;
  } catch (fault) {
    const { aborted, reason } = run.interrupted;
    if (aborted) code = (reason as Interruption).exitCode;
    else run.warn(`Failed: ${wordsOf(fault)}`);
  }
  const faults = await cleanUp.run();
  for (const fault of faults) run.warn(`Not everything could be cleaned up: ${wordsOf(fault)}`);
  if (faults.length === 0) run.say('Nothing is left running, and the folder is removed.');
  return faults.length === 0 ? code : 1;
}

/** Runs the story with a signal that ends it when the person says so, and when it hangs. */
async function tellBounded({ interrupted }: Run, tell: (signal: AbortSignal) => Promise<Ending>): Promise<Ending> {
  const bound = new AbortController();
  const hangs = setTimeout(() => bound.abort(new Error(`no end after ${STORY_MS / 1_000} s`)), STORY_MS);
  try {
    return await tell(AbortSignal.any([interrupted, bound.signal]));
  } finally {
    clearTimeout(hangs);
  }
}

/** Says how to go on by hand, and waits until the person has seen enough. Rejects when the relay ends before. */
async function stayUp({ say, interrupted, here }: Run, ending: Ending, folder: string): Promise<void> {
  say('');
  say(`The relay stays up. What it holds, by ids: ${ending.relay.url}/`);
  say('To go on by hand, in another terminal:');
  for (const line of commandLines(ending, here)) say(`  ${line}`);
  say(`Ctrl-C ends the relay and removes ${folder}`);
  const ended = await Promise.race([
    ending.relay.exited.then(() => 'relay' as const),
    new Promise<'person'>((resolve) => {
      if (interrupted.aborted) resolve('person');
      interrupted.addEventListener('abort', () => resolve('person'));
    }),
  ]);
  if (ended === 'relay') throw new Error('the relay ended by itself');
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'allod-first-light-'));
  // Also when nobody gets to clean up: after a fault that nobody caught.
  process.once('exit', () => removeFolder(folder));
  return folder;
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
