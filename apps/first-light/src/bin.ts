#!/usr/bin/env node
import { Interruption, runFirstLight } from './first-light.ts';
import { parseOptions, USAGE } from './options.ts';
import type { Options } from './options.ts';
import { wordsOf } from './words.ts';

/** What ends a run, with the exit code that shells give it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const EPIPE_EXIT_CODE = 141;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

const options = readOptions();
if (options === undefined) process.exitCode = 2;
else {
  // oxlint-disable-next-line no-restricted-globals -- the composition root: the clock enters here
  const now = (): number => performance.now();
  const here = process.env['INIT_CWD'] ?? process.cwd();
  // Not left to end by itself: whatever was begun and not ended would keep the process.
  process.exit(await runFirstLight({ options, say, warn, now, interrupted: interruptions(), here }));
}

function readOptions(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (fault) {
    warn(`${wordsOf(fault)}\n\n${USAGE}`);
    return undefined;
  }
}

/** Aborted by the first signal, or when nobody reads any more. More signals change nothing: npm sends on what the terminal has sent already. */
function interruptions(): AbortSignal {
  const controller = new AbortController();
  for (const [name, exitCode] of Object.entries(EXIT_CODES))
    process.on(name, () => controller.abort(new Interruption(name, exitCode)));
  process.stdout.on('error', () => controller.abort(new Interruption('a reader that went away', EPIPE_EXIT_CODE)));
  return controller.signal;
}
