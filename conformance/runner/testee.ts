import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import { HarnessError } from './harness-error.ts';
import { isObject, member, textMember, textsMember } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Protocol } from './protocol.ts';
import { openSession } from './session.ts';
import type { Answer, Session } from './session.ts';

/** What a testee says of itself. */
export interface Hello {
  readonly tp: number;
  readonly impl: {
    readonly name: string;
    readonly version: string;
    readonly language: string;
    readonly source?: string;
  };
  readonly spec: readonly string[];
  readonly profiles: readonly string[];
  readonly features: readonly string[];
  readonly commands: readonly string[];
  readonly window: number;
}

/** How to reach a testee. */
export interface TesteeOptions {
  /** Starts one more process. Throws HarnessError when that is not possible. */
  readonly start: () => Promise<Channel>;
  readonly clock: Clock;
  readonly protocol: Protocol;
  readonly deadlineMs: number;
  readonly trace?: (direction: '→' | '←', line: string) => void;
}

/** A testee: one process at a time, started again when it ended. */
export interface Testee {
  readonly hello: Hello;
  /** The living session; starts a process when there is none. `undefined` when a new process gives no equal `hello`. */
  live(): Promise<Session | undefined>;
  /** The session of now, dead or alive. */
  readonly session: Session;
  /** Sends `bye`, and ends the process. */
  stop(): Promise<void>;
}

/** The name under which the runner presents itself. */
export const RUNNER = 'allod-conformance/0.1.0';

/** Largest number of requests the runner keeps open, whatever the testee offers. */
const MAX_WINDOW = 64;

/** The arguments of `hello`. */
export function helloInput(protocol: Protocol): JsonObject {
  return { tp: [protocol.tp], runner: RUNNER, specs: protocol.specs };
}

/**
 * Starts a testee and greets it.
 *
 * @throws HarnessError when it cannot be started or does not answer `hello`
 */
export async function connectTestee(options: TesteeOptions): Promise<Testee> {
  let { session, answer } = await greet(options);
  if (answer.kind !== 'ok') {
    session.kill();
    throw new HarnessError(`the command does not speak TP/1: hello gave ${describeAnswer(answer)}`);
  }
  const first = answer.ok;
  return {
    hello: helloFrom(first),
    get session() {
      return session;
    },
    live: async () => {
      if (session.end === undefined) return session;
      const next = await greetAgain(options);
      if (next === undefined) return undefined;
      ({ session, answer } = next);
      if (answer.kind === 'ok' && JSON.stringify(answer.ok) === JSON.stringify(first)) return session;
      session.kill();
      return undefined;
    },
    stop: async () => {
      if (session.end !== undefined) return;
      await session.ask({ cmd: 'bye', input: {} });
      await session.close();
    },
  };
}

/** The claims of a `hello` that the schema let pass. */
function helloFrom(ok: JsonObject): Hello {
  const impl = member(ok, 'impl');
  const [tp, window] = ['tp', 'window'].map((name) => Number(member(ok, name)));
  return {
    tp: tp ?? 0,
    impl: implFrom(isObject(impl) ? impl : {}),
    spec: textsMember(ok, 'spec'),
    profiles: textsMember(ok, 'profiles'),
    features: textsMember(ok, 'features'),
    commands: textsMember(ok, 'commands'),
    window: window ?? 1,
  };
}

function implFrom(impl: JsonObject): Hello['impl'] {
  const source = member(impl, 'source');
  const [name = '', version = '', language = ''] = ['name', 'version', 'language'].map((part) =>
    textMember(impl, part),
  );
  return { name, version, language, ...(typeof source === 'string' ? { source } : {}) };
}

/** An answer in a few words. */
export function describeAnswer(answer: Answer): string {
  if (answer.kind === 'ok') return 'a result';
  if (answer.kind === 'error') return `${answer.code} in phase ${answer.phase}`;
  if (answer.kind === 'unsupported') return 'unsupported';
  return `${answer.kind}: ${answer.detail}`;
}

/** As `greet`; `undefined` when the program, which did start once, can no longer be started. */
async function greetAgain(options: TesteeOptions): Promise<Awaited<ReturnType<typeof greet>> | undefined> {
  try {
    return await greet(options);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

async function greet(options: TesteeOptions): Promise<{ session: Session; answer: Answer }> {
  const channel = await options.start();
  const { clock, protocol, deadlineMs, trace } = options;
  const session = openSession({ channel, clock, protocol, deadlineMs, ...(trace === undefined ? {} : { trace }) });
  const answer = await session.ask({ cmd: 'hello', input: helloInput(protocol) });
  if (answer.kind === 'ok') session.window = Math.min(MAX_WINDOW, helloFrom(answer.ok).window);
  return { session, answer };
}
