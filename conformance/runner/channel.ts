import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { HarnessError } from './harness-error.ts';
import { createLineCutter } from './lines.ts';

/** What happens on the testee's side of a channel. After `ended` nothing else comes. */
export type ChannelEvent =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'violation'; readonly detail: string }
  | { readonly kind: 'ended'; readonly detail: string; readonly status: number | undefined };

/** A running testee that speaks lines. */
export interface Channel {
  /** Hands one line (without `\n`) to the testee. Silently nothing when the testee has ended. */
  send(line: string): void;
  /** Closes the testee's standard input. */
  endInput(): void;
  /** Ends the testee at once. `ended` still comes. */
  kill(): void;
  /** Sets the one listener. Call it before the first `send`. */
  listen(listener: (event: ChannelEvent) => void): void;
}

/** How to start a testee process. */
export interface TesteeCommand {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** Longest line taken from the testee, in bytes with the `\n`. */
  readonly maxLineBytes: number;
}

/** Bytes of standard error kept for the report. */
const STDERR_TAIL_BYTES = 4096;

/**
 * Starts the testee.
 *
 * @throws HarnessError when the program cannot be started
 */
export async function spawnTestee(command: TesteeCommand): Promise<Channel> {
  const [program, ...args] = command.argv;
  const child = spawn(program, args, { cwd: command.cwd, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(new HarnessError(`cannot start ${program}: ${cause.message}`, { cause })));
  });
  return channelOf(child, command.maxLineBytes);
}

function ignore(): void {}

function channelOf(child: ChildProcessWithoutNullStreams, maxLineBytes: number): Channel {
  let listener: (event: ChannelEvent) => void = ignore;
  let stderrTail = Buffer.alloc(0);
  const cut = createLineCutter(maxLineBytes);
  child.stdout.on('data', (chunk: Buffer) => {
    for (const event of cut(chunk)) {
      listener('line' in event ? { kind: 'line', line: event.line } : { kind: 'violation', detail: event.violation });
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderrTail = Buffer.concat([stderrTail, chunk]).subarray(-STDERR_TAIL_BYTES);
  });
  // A testee may end while a request is being written: the 'close' event tells it, a broken pipe tells nothing more.
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.on('close', (status, signal) => {
    const how = signal === null ? `exit status ${status}` : `signal ${signal}`;
    const words = stderrTail.toString('utf8').trim();
    listener({
      kind: 'ended',
      detail: words === '' ? how : `${how}; standard error: ${words}`,
      status: status ?? undefined,
    });
  });
  return {
    send: (line) => void (child.stdin.writable && child.stdin.write(`${line}\n`)),
    endInput: () => void child.stdin.end(),
    kill: () => {
      child.kill('SIGKILL');
      // Whoever the testee started holds its pipes too: without us it ends, and does not keep us.
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
    },
    listen: (next) => {
      listener = next;
    },
  };
}
