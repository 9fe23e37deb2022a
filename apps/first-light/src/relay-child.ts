import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunningRelay } from './world.ts';

const PROGRAM = fileURLToPath(new URL('relay-process.js', import.meta.url));
/** How long a relay may take to end when asked, in milliseconds. A bound for one that hangs. */
const PATIENCE_MS = 10_000;

/** The process of a relay, which may not listen yet. */
export interface RelayChild {
  /** The relay when it listens. Rejects when it does not come to that, with its code in the words; the process is gone then. */
  readonly listening: Promise<RunningRelay>;
  /** Asks it to end; resolves when it is gone. */
  stop(): Promise<void>;
}

/** What the process prints. */
type Line = { readonly url: string; readonly linkUrl: string } | { readonly code: string };

/** Starts a relay in a process of its own, with its store in `folder`. It ends when this process does. */
export function spawnRelay({
  folder,
  port,
  program = PROGRAM,
}: {
  readonly folder: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** What to run instead of the relay. */
  readonly program?: string;
}): RelayChild {
  // What it says on standard error is for the person too.
  const child = spawn(process.execPath, [program, folder, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  // To write to a process that has died is no fault.
  child.stdin.on('error', () => undefined);
  const exited = exitOf(child);
  const listening = firstLine(child.stdout).then(async (line) => {
    if (line !== undefined && 'url' in line) return runningRelay(child, { ...line, exited });
    await exited;
    throw new Error(`the relay does not start on port ${port}: ${line?.code ?? 'its process ended without a word'}`);
  });
  // Whoever stops it before it listens does not ask why.
  listening.catch(() => undefined);
  return {
    listening,
    async stop() {
      const hangs = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      child.stdin.end();
      await exited;
      clearTimeout(hangs);
    },
  };
}

function runningRelay(child: ChildProcess, known: Pick<RunningRelay, 'url' | 'linkUrl' | 'exited'>): RunningRelay {
  return {
    ...known,
    pid: child.pid!,
    port: Number(new URL(known.url).port),
    async kill() {
      child.kill('SIGKILL');
      await known.exited;
    },
  };
}

/** Resolves when the process is gone, or was never there. */
function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

async function firstLine(output: NodeJS.ReadableStream): Promise<Line | undefined> {
  const lines = createInterface({ input: output });
  const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?];
  return line === undefined ? undefined : (JSON.parse(line) as Line);
}
