// The built program as a process, with a folder of its own for what is temporary.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url));

/** How a program ended, when it and all that it started are gone. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Lines of standard output, and of standard error. */
  readonly said: readonly string[];
  readonly warned: readonly string[];
  /** What is left where it keeps what is temporary. */
  readonly left: readonly string[];
}

export interface Program {
  /** Lines of standard output so far. */
  readonly said: readonly string[];
  /** Resolves with the first line that matches, said already or yet to be. Rejects when it ends without. */
  line(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<End>;
}

/** An empty folder, removed after the test. */
function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'allod-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the program. */
export function start(args: readonly string[]): Program {
  const temporary = scratch();
  const env = { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, INIT_CWD: ROOT };
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, warned]: [string[], string[]] = [[], []];
  let heard = (): void => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    heard();
  });
  createInterface({ input: child.stderr }).on('line', (line) => warned.push(line));
  // `close` comes when nobody holds its standard error any more: neither it, nor a relay that it started.
  const ended = once(child, 'close').then(([code, signal]): End => {
    heard();
    return { code: code as number, signal: signal as NodeJS.Signals, said, warned, left: readdirSync(temporary) };
  });
  // Before the folder is removed: what was registered last is done first.
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let isOver = false;
  const noteEnd = (): void => {
    isOver = true;
    heard();
  };
  ended.then(noteEnd, noteEnd);
  return {
    said,
    async line(pattern) {
      for (;;) {
        const found = said.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        if (isOver) throw new Error(`it ended without a line ${pattern}:\n${[...said, ...warned].join('\n')}`);
        await new Promise<void>((resolve) => {
          const before = heard;
          heard = () => {
            before();
            resolve();
          };
        });
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Whether there is a process with this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Whether anybody listens on a port of this machine. */
export async function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
