// What the tests of the runner share: the fixture testee, a clock that never fires by itself, and small suites.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { spawnTestee } from '../../runner/channel.ts';
import type { Channel, ChannelEvent } from '../../runner/channel.ts';
import type { Clock } from '../../runner/clock.ts';
import { createLineCutter } from '../../runner/lines.ts';
import { loadProtocol } from '../../runner/protocol.ts';
import type { Protocol } from '../../runner/protocol.ts';
import { runSuites } from '../../runner/run.ts';
import type { RunOptions, RunReport } from '../../runner/run.ts';
import { connectTestee } from '../../runner/testee.ts';
import type { Testee, TesteeOptions } from '../../runner/testee.ts';
import { suiteFromJson } from '../../runner/vectors.ts';
import type { Suite } from '../../runner/vectors.ts';
import type { Json } from '../../runner/json.ts';
import { createTestee } from '../fixtures/behaviours.mjs';

export const conformance: string = fileURLToPath(new URL('../..', import.meta.url));
export const root: string = join(conformance, '..');
export const protocol: Protocol = loadProtocol(join(conformance, 'protocol'));

/** A clock that moves only when it is told to. */
export interface ManualClock extends Clock {
  /** Lets every deadline that is set pass. */
  expire(): void;
  readonly pending: number;
  /** Called whenever a deadline is set. */
  onSet: (run: () => void) => void;
}

export function manualClock(): ManualClock {
  const runs = new Set<() => void>();
  const clock: ManualClock = {
    onSet: () => {},
    get pending() {
      return runs.size;
    },
    after: (_delayMs, run) => {
      runs.add(run);
      clock.onSet(run);
      return () => void runs.delete(run);
    },
    expire: () => {
      const due = Array.from(runs);
      runs.clear();
      for (const run of due) run();
    },
  };
  return clock;
}

/**
 * Plays the fixture testee within this process, for tests that are not about processes: the same behaviours and the same
 * cutting of lines, but no pipe, no standard error, and nothing that outlives the end of its input.
 */
export function playFixture(behaviour: string): () => Promise<Channel> {
  return async () => {
    const cut = createLineCutter(protocol.maxLineBytes);
    let listener = (_event: ChannelEvent): void => {};
    let [status, ended] = [0, false];
    const tell = (event: ChannelEvent): void => queueMicrotask(() => listener(event));
    const end = (detail: string, exit: number | undefined): void => {
      if (!ended) tell({ kind: 'ended', detail, status: exit });
      ended = true;
    };
    const write = (chunk: string | Uint8Array): void => {
      for (const event of ended ? [] : cut(Buffer.from(chunk as string))) {
        tell('line' in event ? { kind: 'line', line: event.line } : { kind: 'violation', detail: event.violation });
      }
    };
    const exit = (code: number): void => end(`exit status ${code}`, code);
    const setStatus = (code: number): void => void (status = code);
    const receive = createTestee(behaviour, { write, exit, status: setStatus, words: () => {}, stay: () => {} });
    return {
      send: (line) => queueMicrotask(() => void (ended || receive(JSON.parse(line)) || exit(status))),
      endInput: () => queueMicrotask(() => exit(status)),
      kill: () => end('signal SIGKILL', undefined),
      listen: (next) => void (listener = next),
    };
  };
}

/** Starts the fixture testee with a behaviour, as a process. */
export function startFixture(behaviour: string, ...more: readonly string[]): () => Promise<Channel> {
  const fixture = join(conformance, 'test', 'fixtures', 'testee.mjs');
  const argv = [process.execPath, fixture, behaviour, ...more] as const;
  return () => spawnTestee({ argv, cwd: conformance, maxLineBytes: protocol.maxLineBytes });
}

/** A suite of base64url cases: texts that begin with `bad` have to be refused. */
export function suiteOf(texts: readonly string[], more: { readonly [name: string]: Json } = {}): Suite {
  const cases = texts.map((text) => ({
    id: `small/${text}`,
    title: `the text ${text}`,
    requirements: ['CNV-002'],
    flags: [],
    kind: 'valid',
    level: 'must',
    since: '0.1',
    input: { text },
    expect: text.startsWith('bad')
      ? { error: { code: 'E_FORMAT', phase: 'format' } }
      : { ok: { bytes: { $b64u: 'AA' } }, compare: 'bytes' },
    ...more,
  }));
  const file = { suite: 'small', area: 'small', command: 'base64url.decode', profile: 'codec', cases };
  return suiteFromJson(file, 'small.json');
}

/** Runs suites against the fixture testee. */
export async function runFixture(
  start: () => Promise<Channel>,
  suites: readonly Suite[],
  more: Partial<RunOptions> & Partial<Pick<TesteeOptions, 'clock' | 'trace'>> = {},
): Promise<RunReport> {
  const { clock = manualClock(), trace = () => {}, ...options } = more;
  const testee: Testee = await connectTestee({ start, clock, protocol, trace, deadlineMs: 1000 });
  try {
    return await runSuites(suites, {
      testee,
      protocol,
      keyByName: new Map(),
      knownFailing: [],
      allIds: new Set(suites.flatMap((suite) => suite.cases.map(({ id }) => id))),
      today: '2026-01-01',
      bail: false,
      seed: 'feed',
      ...options,
    });
  } finally {
    testee.session.kill();
  }
}

/** The verdict of each case of a run, by the text of the case. */
export function verdictsOf(report: RunReport): Readonly<Record<string, string>> {
  const cases = report.suites.flatMap((suite) => suite.cases);
  return Object.fromEntries(cases.map(({ id, verdict }) => [id.replace('small/', ''), verdict]));
}
