import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../bundle/bin.js', import.meta.url));

/** What a run of the program came to. */
export interface Ran {
  /** Exit code, or the signal that ended it. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the program is given. */
export interface Given {
  readonly cwd: string;
  /** Home folder; without it `ALLOD_HOME` is not set. */
  readonly home?: string;
  readonly stdin?: string | Uint8Array;
  /** Whether standard input stays open. */
  readonly keepsStdin?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** The first match in what it has printed on both streams, or prints yet. Rejects when it ends without one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its end. */
  readonly done: Promise<Ran>;
}

/** A folder that is gone after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'allod-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the program as it is built. It is ended with the test, if it has not ended by then. */
export function start(args: readonly string[], given: Given): Running {
  return launch(process.execPath, [BIN, ...args], given);
}

/** Runs the program to its end. */
export function run(args: readonly string[], given: Given): Promise<Ran> {
  return start(args, given).done;
}

/** Starts a line of a shell in which the program is called `allod`. */
export function startLine(line: string, given: Given): Running {
  // The shell outlives an interrupt of its group, and says what the program came to.
  return launch('sh', ['-euc', `trap : INT\nallod() { '${process.execPath}' '${BIN}' "$@"; }\n${line}`], given);
}

/** The one document that a run printed. */
export function document(ran: Ran): { readonly [name: string]: unknown } {
  return JSON.parse(ran.stdout) as { [name: string]: unknown };
}

/** The lines of JSON that a run printed. */
export function jsonLines(ran: Ran): { readonly [name: string]: unknown }[] {
  return ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { [name: string]: unknown });
}

function launch(
  program: string,
  args: readonly string[],
  { cwd, home, stdin = '', keepsStdin = false, env = {} }: Given,
): Running {
  const path = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const own = { PATH: path, HOME: cwd, ...(home === undefined ? {} : { ALLOD_HOME: home }), ...env };
  // A group of its own: what a shell starts is ended with it.
  const child = spawn(program, [...args], { cwd, env: own, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const texts = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      for (const listener of listeners) listener();
    });
  // A program that does not read its input to the end is no fault of the test.
  child.stdin.on('error', () => undefined);
  if (keepsStdin) child.stdin.write(stdin);
  else child.stdin.end(stdin);
  const done = once(child, 'close').then(([code, signal]) => ({ code: (code ?? signal) as number | string, ...texts }));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
    await done;
  });
  return { child, done, printed: (pattern) => waitFor(pattern, { texts, listeners, done }) };
}

interface Heard {
  readonly texts: { readonly stdout: string; readonly stderr: string };
  readonly listeners: Set<() => void>;
  readonly done: Promise<Ran>;
}

function waitFor(pattern: RegExp, { texts, listeners, done }: Heard): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(texts.stdout) ?? pattern.exec(texts.stderr);
      if (found === null) return;
      listeners.delete(look);
      resolve(found);
    };
    listeners.add(look);
    void done.then(({ code }) =>
      reject(new Error(`it ended with ${code} before it printed ${pattern}: ${texts.stderr}`)),
    );
    look();
  });
}
