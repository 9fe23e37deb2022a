import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import type { Command } from 'commander';
import type { Context } from './context.ts';
import { Failure, wrongUsage } from './errors/failure.ts';
import { ownFault } from './errors/own-fault.ts';
import { EXIT } from './errors/exit-codes.ts';
import type { ExitCode } from './errors/exit-codes.ts';
import { createParser } from './help.ts';
import { readDuration } from './input/duration.ts';
import { passphraseSource } from './input/passphrase.ts';
import { refuseSecrets } from './input/secret-text.ts';
import type { Interruption } from './interruption.ts';
import { createOutput } from './output/output.ts';
import type { Output, OutputStreams } from './output/output.ts';
import { createProgress, PROCESS_TICKER } from './output/progress.ts';
import { Reported } from './reported.ts';
import { suggest } from './suggest.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

/** How many verbs are named to somebody who typed another word. */
const SUGGESTED = 8;

/** What the program takes from its process. */
export interface ProgramOptions extends OutputStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
}

interface GlobalOptions {
  readonly json?: boolean;
  readonly home?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly input: boolean;
  readonly yes?: boolean;
  readonly timeout?: string;
  readonly passphraseCommand?: string;
}

/** Runs the program. What it comes to is what the process ends with. Never rejects. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<ExitCode> {
  const { interruption } = options;
  // Until everything is parsed: a failure of that is printed as it is asked for.
  let output = createOutput(options, { json: args.includes('--json'), quiet: false, verbose: false, color: false });
  try {
    refuseSecrets(args);
    const parser = createParser(VERBS, async (verb, command) => {
      const context = contextOf(command.optsWithGlobals<GlobalOptions>(), options);
      ({ output } = context);
      await verb.run(context, command.args, command.opts());
    });
    writeHelpTo(parser, options);
    await parser.parseAsync(withHelp(args), { from: 'user' });
    if (interruption.cause === 'no room for output') throw lostOutput();
    return exitOf(EXIT.done, interruption);
  } catch (fault) {
    return exitOf(await report(fault, { output, args, interruption }), interruption);
  }
}

/** `help record add` is `record add --help`; `help errors` is a verb. */
function withHelp([first, ...others]: readonly string[]): string[] {
  if (first !== 'help' || others[0] === 'errors') return first === undefined ? [] : [first, ...others];
  return [...others, '--help'];
}

function contextOf(globals: GlobalOptions, { stdin, stdout, stderr, env, interruption }: ProgramOptions): Context {
  const { json = false, quiet = false, verbose = false, yes = false } = globals;
  const color = globals.color && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  if (globals.timeout !== undefined) stopAfter(readDuration(globals.timeout), interruption);
  const home = globals.home ?? nonEmpty(env['ALLOD_HOME']) ?? join(nonEmpty(env['HOME']) ?? homedir(), '.allod');
  const output = createOutput({ stdout, stderr }, { json, quiet, verbose, color });
  const asked = { output, stdin, canAsk: globals.input && stdin.isTTY === true, interruption };
  return {
    ...asked,
    stdout,
    home: resolve(home),
    yes,
    passphrase: passphraseSource(asked, globals.passphraseCommand),
    progress: () => createProgress(stderr, { quiet, ticker: PROCESS_TICKER }),
    now: () => Date.now() * 1_000,
  };
}

function stopAfter(ms: number, interruption: Interruption): void {
  // What ends sooner does not wait for it.
  setTimeout(() => interruption.stop('timeout'), ms).unref();
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function writeHelpTo(parser: Command, { stdout, stderr }: OutputStreams): void {
  const configure = (command: Command): void => {
    command.configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: () => undefined,
    });
    command.commands.forEach(configure);
  };
  configure(parser);
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  parser.version(version, '--version', 'the version of this program');
}

/** Prints why the program stopped. */
async function report(
  fault: unknown,
  { output, args, interruption }: { output: Output; args: readonly string[]; interruption: Interruption },
): Promise<ExitCode> {
  const failure = fault instanceof CommanderError ? failureOfParser(fault, args) : fault;
  if (failure === undefined || interruption.cause === 'reader gone') return EXIT.done;
  if (interruption.cause === 'interrupt') output.note('Interrupted. What was done before is kept.');
  else if (failure instanceof Reported) await output.failure(failure.failure, true);
  else await output.failure(failure instanceof Failure ? failure : ownFault(failure, output));
  if (failure instanceof Reported) return failure.failure.exit;
  return failure instanceof Failure ? failure.exit : EXIT.failed;
}

function lostOutput(): Failure {
  const reason = 'The results cannot be written: there is no room left where they go.';
  return new Failure('E_STORE_FULL', {
    reason,
    data: 'What was done before is kept.',
    hint: 'Make room, and run the command again.',
  });
}

/** `undefined` when the parser has only printed a page that was asked for. */
function failureOfParser({ code, exitCode, message }: CommanderError, args: readonly string[]): Failure | undefined {
  if (exitCode === 0) return undefined;
  if (code === 'commander.help') return wrongUsage('Say what to do: a noun and a verb, such as "record list".');
  if (code === 'commander.unknownCommand') return unknownVerb(args);
  const [sentence = '', more = ''] = message.replace(/^error: /, '').split('\n');
  const suggestion = more === '' ? '' : ` ${more.replace(/^\((.*)\)$/, '$1')}`;
  return wrongUsage(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.${suggestion}`);
}

function unknownVerb(args: readonly string[]): Failure {
  const typed = args.filter((word) => !word.startsWith('-')).slice(0, 2);
  const paths = VERBS.map(({ path }: Verb) => path);
  const exact = suggest(typed.join(' '), paths);
  const near = (exact.length > 0 ? exact : suggest(typed.at(-1) ?? '', paths)).slice(0, SUGGESTED);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.map((path) => `"${path}"`).join(' or ')}?`;
  return wrongUsage(`There is no command "${typed.join(' ')}".${meant}`, 'allod --help lists the commands.');
}

/** An interrupt outranks every other end; a reader that left is none. */
function exitOf(exit: ExitCode, { cause }: Interruption): ExitCode {
  if (cause === 'interrupt') return EXIT.interrupted;
  return cause === 'reader gone' ? EXIT.done : exit;
}
