import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HELP, readArgs } from './args.ts';
import type { CliOptions } from './args.ts';
import { splitCommand } from './argv.ts';
import { spawnTestee } from './channel.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import { examine } from './doctor.ts';
import { HarnessError } from './harness-error.ts';
import { knownFailingFromJson } from './known-failing.ts';
import { listLines } from './list.ts';
import { loadProtocol, wholeProfiles } from './protocol.ts';
import type { Protocol } from './protocol.ts';
import { replayLines } from './replay.ts';
import { reportHtml } from './report/html.ts';
import { reportJson } from './report/json.ts';
import { reportJunit } from './report/junit.ts';
import { suiteLines, summaryLines } from './report/terminal.ts';
import { loadRequirements } from './requirements.ts';
import type { Requirement } from './requirements.ts';
import { exitStatus, runSuites } from './run.ts';
import type { RunReport, SuiteReport } from './run.ts';
import { selectSuites } from './select.ts';
import { connectTestee } from './testee.ts';
import type { Testee, TesteeOptions } from './testee.ts';
import { loadKeys, loadSuites, readJsonFile } from './workspace.ts';

/** The world around the runner, passed in by `bin.ts` and by tests. */
export interface World {
  /** The words after the program's own name. */
  readonly argv: readonly string[];
  /** The workspace: `vectors`, `spec`, `conformance/protocol` are below it. */
  readonly root: string;
  /** Folder in which the testee is started and against which paths of options are read. */
  readonly cwd: string;
  /** Argument vector of the testee that is checked without `--cmd`. */
  readonly reference: readonly [string, ...string[]];
  readonly clock: Clock;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** A fresh seed: letters and digits. */
  readonly freshSeed: () => string;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/** Exit statuses of `protocol/INTERPRETING.md`. */
export type ExitStatus = 0 | 1 | 2 | 3;

interface Context {
  readonly world: World;
  readonly options: CliOptions;
  readonly protocol: Protocol;
}

/** Runs the command that the words ask for, and gives its exit status. Never throws for what a person or testee did. */
export async function main(world: World): Promise<ExitStatus> {
  try {
    const options = readArgs(world.argv);
    const context = { world, options, protocol: loadProtocol(join(world.root, 'conformance', 'protocol')) };
    return await COMMANDS[options.command](context);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    world.printError(`conformance: ${error.message}`);
    return 2;
  }
}

const COMMANDS: Readonly<Record<CliOptions['command'], (context: Context) => Promise<ExitStatus>>> = {
  help: async ({ world }) => {
    world.print(HELP);
    return 0;
  },
  list: async ({ world, options }) => {
    listLines(selectSuites(loadSuites(world.root), options.only)).forEach((line) => world.print(line));
    return 0;
  },
  run,
  replay,
  doctor,
};

async function run(context: Context): Promise<ExitStatus> {
  const { world, options, protocol } = context;
  const suites = loadSuites(world.root);
  const requirementById = loadRequirements(world.root);
  const asked = options.profiles.length === 0 ? undefined : wholeProfiles(protocol, options.profiles);
  const selected = selectSuites(suites, options.only).filter((suite) => asked?.includes(suite.profile) ?? true);
  const settings = {
    protocol,
    keyByName: loadKeys(world.root),
    knownFailing: options.knownFailing === undefined ? [] : knownFailing(context, options.knownFailing),
    allIds: new Set(suites.flatMap((suite) => suite.cases.map(({ id }) => id))),
    today: world.today,
    bail: options.bail,
    seed: options.seed ?? world.freshSeed(),
    ...(asked === undefined ? {} : { askedProfiles: asked }),
    onSuite: (suite: SuiteReport) => suiteLines(suite, { requirementById }).forEach((line) => world.print(line)),
  };
  const report = await withTestee(context, (testee) => runSuites(selected, { ...settings, testee }));
  summaryLines(report).forEach((line) => world.print(line));
  world.print(`  report: ${writeReports(report, requirementById, context)}`);
  return exitStatus(report, options.strict || options.cmd === undefined);
}

async function replay(context: Context): Promise<ExitStatus> {
  const { world, options, protocol } = context;
  const suites = selectSuites(loadSuites(world.root), [options.replayId ?? '']);
  const keyByName = loadKeys(world.root);
  const requirementById = loadRequirements(world.root);
  const { lines, failed } = await withTestee(context, (testee) =>
    replayLines(suites, { testee, protocol, keyByName, requirementById }),
  );
  lines.forEach((line) => world.print(line));
  return failed ? 1 : 0;
}

async function doctor(context: Context): Promise<ExitStatus> {
  const { world, options, protocol } = context;
  const nonce = options.seed ?? world.freshSeed();
  const findings = await examine({ testee: testeeOptions(context), protocol, nonce });
  for (const { title, problem } of findings)
    world.print(problem === undefined ? `  ✓ ${title}` : `  ✗ ${title}\n      ${problem}`);
  return findings.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

/** Starts the testee for the time of `use`, and leaves no process behind, whatever happens. */
async function withTestee<T>(context: Context, use: (testee: Testee) => Promise<T>): Promise<T> {
  const testee = await connectTestee(testeeOptions(context));
  try {
    const result = await use(testee);
    await testee.stop();
    return result;
  } finally {
    testee.session.kill();
  }
}

function testeeOptions({ world, options, protocol }: Context): TesteeOptions {
  const argv = options.cmd === undefined ? world.reference : splitCommand(options.cmd);
  const start = (): Promise<Channel> => spawnTestee({ argv, cwd: world.cwd, maxLineBytes: protocol.maxLineBytes });
  const deadlineMs = options.deadlineMs ?? protocol.deadlineMs;
  const trace = (direction: string, line: string): void => world.printError(`${direction} ${line}`);
  return { start, clock: world.clock, protocol, deadlineMs, ...(options.trace ? { trace } : {}) };
}

function knownFailing({ world }: Context, path: string): ReturnType<typeof knownFailingFromJson> {
  return knownFailingFromJson(readJsonFile(resolve(world.cwd, path)), path);
}

/**
 * Writes the three report files and gives the path of the page. A selection is no claim: it leaves the reports of a whole run as
 * they are, unless the person named a folder.
 */
function writeReports(
  report: RunReport,
  requirementById: ReadonlyMap<string, Requirement>,
  { world, options }: Context,
): string {
  const partial = options.only.length > 0 || options.profiles.length > 0 || options.bail;
  const usual = join(world.root, 'reports', ...(partial ? ['selection'] : []));
  const folder = options.reports === undefined ? usual : resolve(world.cwd, options.reports);
  const limits = readFileSync(join(world.root, 'conformance', 'protocol', 'LIMITS.md'), 'utf8');
  const page = join(folder, 'conformance.html');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'conformance.json'), reportJson(report));
  writeFileSync(join(folder, 'conformance.junit.xml'), reportJunit(report));
  writeFileSync(page, reportHtml(report, { requirementById, limits }));
  return page;
}
