import { parseArgs } from 'node:util';
import { HarnessError } from './harness-error.ts';

/** What the words on the command line ask for. */
export interface CliOptions {
  readonly command: 'run' | 'list' | 'replay' | 'doctor' | 'help';
  /** The case of `replay`. */
  readonly replayId: string | undefined;
  /** The testee's command line; without it, the reference adapter. */
  readonly cmd: string | undefined;
  readonly only: readonly string[];
  /** Profiles to be judged as if they were claimed. */
  readonly profiles: readonly string[];
  readonly bail: boolean;
  readonly trace: boolean;
  readonly strict: boolean;
  readonly seed: string | undefined;
  readonly deadlineMs: number | undefined;
  /** Folder for the report files, where the person said one. */
  readonly reports: string | undefined;
  readonly knownFailing: string | undefined;
}

/** The text of `--help`. */
export const HELP = `Checks an implementation of Allod over standard input and output (TP/1).

  conformance [run] [--cmd "…"] [--only STM-012|suite|case]… [--bail] [--trace] [--strict]
                    [--profile NAME]… [--seed S] [--deadline MS] [--reports DIR] [--known-failing FILE]
  conformance list  [--only …]         suites and cases
  conformance replay CASE [--cmd "…"]  one case, with its lines
  conformance doctor [--cmd "…"]       checks an adapter before any case

Without --cmd the reference adapter is checked. Exit status: 0 the claim holds, 1 failures,
2 the runner could not do its work, 3 nothing claimed or not complete.
--profile judges the cases of a profile (and of those it includes) before it is claimed.
How to write an adapter: conformance/protocol/INTERPRETING.md
`;

const COMMANDS = ['run', 'list', 'replay', 'doctor'] as const;

/**
 * Reads the command line.
 *
 * @param argv - the words after the program's own name
 * @throws HarnessError for an unknown word or a value out of range
 */
export function readArgs(argv: readonly string[]): CliOptions {
  const { values, positionals } = parse(argv);
  const [word = 'run', replayId, ...more] = positionals;
  const command = COMMANDS.find((each) => each === word);
  if (command === undefined) throw new HarnessError(`${word}: not one of ${COMMANDS.join(', ')}`);
  if ((command === 'replay') !== (replayId !== undefined) || more.length > 0) {
    throw new HarnessError(command === 'replay' ? 'replay needs exactly one case' : `${replayId}: one word too many`);
  }
  return {
    command: values.help ? 'help' : command,
    replayId,
    cmd: values.cmd,
    only: values.only,
    profiles: values.profile,
    bail: values.bail,
    trace: values.trace,
    strict: values.strict,
    seed: seedFrom(values.seed),
    deadlineMs: deadlineFrom(values.deadline),
    reports: values.reports,
    knownFailing: values['known-failing'],
  };
}

interface Parsed {
  readonly values: {
    readonly cmd?: string;
    readonly only: readonly string[];
    readonly profile: readonly string[];
    readonly bail: boolean;
    readonly trace: boolean;
    readonly strict: boolean;
    readonly help: boolean;
    readonly seed?: string;
    readonly deadline?: string;
    readonly reports?: string;
    readonly 'known-failing'?: string;
  };
  readonly positionals: readonly string[];
}

function parse(argv: readonly string[]): Parsed {
  try {
    return parseArgs({
      // Package managers hand the `--` of `run conformance -- --cmd …` through.
      args: argv.filter((word) => word !== '--'),
      allowPositionals: true,
      options: {
        cmd: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        profile: { type: 'string', multiple: true, default: [] },
        bail: { type: 'boolean', default: false },
        trace: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        seed: { type: 'string' },
        deadline: { type: 'string' },
        reports: { type: 'string' },
        'known-failing': { type: 'string' },
      },
    }) as Parsed;
  } catch (cause) {
    throw new HarnessError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function seedFrom(text: string | undefined): string | undefined {
  if (text !== undefined && !/^[a-z0-9]{1,32}$/.test(text))
    throw new HarnessError('--seed takes 1 to 32 of a–z and 0–9');
  return text;
}

/** Longest deadline, in milliseconds: an hour. */
const MAX_DEADLINE_MS = 3_600_000;

function deadlineFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const deadlineMs = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (deadlineMs < 1 || deadlineMs > MAX_DEADLINE_MS)
    throw new HarnessError(`--deadline takes 1 to ${MAX_DEADLINE_MS} ms`);
  return deadlineMs;
}
