import { probeHonesty } from './honesty.ts';
import type { Json } from './json.ts';
import { echoDifference } from './compare.ts';
import type { Protocol } from './protocol.ts';
import { connectTestee, describeAnswer } from './testee.ts';
import type { Testee, TesteeOptions } from './testee.ts';

/** One thing looked at, and what is wrong with it. */
export interface Finding {
  readonly title: string;
  readonly problem: string | undefined;
}

/** What an examination needs. */
export interface DoctorOptions {
  readonly testee: TesteeOptions;
  readonly protocol: Protocol;
  /** Makes up the unknown names: lower-case letters and digits. */
  readonly nonce: string;
}

/** Values that adapters tend to break on the way: `echo` has to give each back. */
const ECHO_VALUES: ReadonlyArray<readonly [string, Json]> = [
  ['no bytes and some bytes', [{ $b64u: '' }, { $b64u: 'AP-A' }]],
  ['empty text, list and object', ['', [], {}]],
  ['text with escapes', 'quote " backslash \\ slash / tab \t newline \n return \r nul \u0000 separators \u2028\u2029'],
  ['text beyond the basic plane', 'é e\u0301 漢 𝄞 👩‍👧'],
  ['large integers', [0, -1, 1_790_000_000_000_000, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]],
  ['true, false and null', [true, false, null]],
  ['nesting of 30', nested(30)],
  ['a long text', 'x'.repeat(1 << 20)],
];

/**
 * Looks at an adapter before any case: encodings, flushing, claims, the window, and how it ends.
 *
 * @throws HarnessError when the command cannot be started or does not answer `hello`
 */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const testee = await connectTestee(options.testee);
  try {
    return [...(await examineRunning(testee, options)), await checkEndOfInput(options.testee)];
  } finally {
    testee.session.kill();
  }
}

async function examineRunning(testee: Testee, options: DoctorOptions): Promise<readonly Finding[]> {
  const { name, version } = testee.hello.impl;
  const findings: Finding[] = [{ title: `starts, and answers hello as ${name} ${version}`, problem: undefined }];
  for (const [title, value] of ECHO_VALUES) findings.push(await checkEcho(testee, title, value));
  findings.push(await checkWindow(testee));
  const probes = await probeHonesty({ testee, protocol: options.protocol, nonce: options.nonce });
  findings.push(
    ...probes.map(({ title, detail, verdict }) => ({
      title,
      problem: verdict === 'pass' ? undefined : (detail ?? verdict),
    })),
  );
  findings.push(await checkBye(testee));
  return findings;
}

/** Sent alone, so that an adapter that does not flush misses the deadline here. */
async function checkEcho(testee: Testee, title: string, value: Json): Promise<Finding> {
  const answer = await (await testee.live())?.ask({ cmd: 'echo', input: { value } });
  const label = `echo gives back ${title}`;
  if (answer?.kind !== 'ok') {
    const hint = answer?.kind === 'timeout' ? '; does the adapter flush after every line?' : '';
    return {
      title: label,
      problem: `${answer === undefined ? 'the process does not stay up' : describeAnswer(answer)}${hint}`,
    };
  }
  return { title: label, problem: echoDifference(value, answer.ok) };
}

/** A full window at once: each answer has to carry the id of its own request. */
async function checkWindow(testee: Testee): Promise<Finding> {
  const { window } = testee.hello;
  const title = `a full window of ${window} is answered, each request by its id`;
  const session = await testee.live();
  if (session === undefined) return { title, problem: 'the process does not stay up' };
  const answers = await Promise.all(
    Array.from({ length: window }, (_, n) => session.ask({ cmd: 'echo', input: { value: n } })),
  );
  const wrong = answers.findIndex((answer, n) => answer.kind !== 'ok' || answer.ok['value'] !== n);
  const answer = answers[wrong];
  return {
    title,
    problem:
      answer === undefined
        ? undefined
        : `request ${wrong + 1} of the window: ${describeAnswer(answer)} instead of its own value`,
  };
}

async function checkBye(testee: Testee): Promise<Finding> {
  const title = 'answers bye, then ends with status 0';
  const session = await testee.live();
  const answer = await session?.ask({ cmd: 'bye', input: {} });
  if (session === undefined || answer?.kind !== 'ok')
    return { title, problem: answer === undefined ? 'not up' : describeAnswer(answer) };
  return { title, problem: statusProblem(await session.close()) };
}

async function checkEndOfInput(options: TesteeOptions): Promise<Finding> {
  const testee = await connectTestee(options);
  // A process that ignores the end of its input misses the deadline, and is ended then.
  return { title: 'ends with status 0 when its input ends', problem: statusProblem(await testee.session.close()) };
}

function statusProblem(status: number | undefined): string | undefined {
  if (status === 0) return undefined;
  return status === undefined
    ? 'did not end within the deadline, or was ended by a signal'
    : `ended with status ${status}`;
}

function nested(depth: number): Json {
  return depth === 0 ? [] : [nested(depth - 1)];
}
