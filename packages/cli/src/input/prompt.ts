import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Context } from '../context.ts';
import type { Terminal } from '../output/output.ts';

/** Whom questions are put to. */
export interface Asking {
  readonly stdin: Readable;
  readonly stderr: Terminal;
  readonly signal: AbortSignal;
}

/** Whoever called the program. */
export function askingOf({ stdin, output, interruption }: Pick<Context, 'stdin' | 'output' | 'interruption'>): Asking {
  return { stdin, stderr: output.stderr, signal: interruption.signal };
}

/** Questions to a person, one after the other. */
export interface Prompt {
  /** The line that answers a question; `undefined` when the input ends, or the person interrupts. */
  ask(question: string): Promise<string | undefined>;
  /** Reads no more. */
  end(): void;
}

/** How what is typed is kept from whoever looks at the screen. */
export interface Hidden {
  /** What Ctrl-C does: a terminal that shows nothing makes no signal of it. */
  readonly interrupt: () => void;
}

/** Begins to ask. What is typed ahead answers the questions that follow. With `hidden` nothing of it is shown. */
export function createPrompt({ stdin, stderr, signal }: Asking, hidden?: Hidden): Prompt {
  const lines = createInterface(
    hidden === undefined
      ? { input: stdin, terminal: false }
      : { input: stdin, output: nowhere(), terminal: true, historySize: 0 },
  );
  if (hidden !== undefined) lines.on('SIGINT', hidden.interrupt);
  const typed: string[] = [];
  let answer: ((line: string | undefined) => void) | undefined;
  let hasEnded = false;
  lines.on('line', (line) => {
    if (answer === undefined) typed.push(line);
    else answer(line);
  });
  const stop = (): void => {
    hasEnded = true;
    answer?.(undefined);
  };
  lines.on('close', stop);
  signal.addEventListener('abort', stop, { once: true });
  return {
    ask(question) {
      stderr.write(question);
      if (signal.aborted) return Promise.resolve(undefined);
      if (typed.length > 0 || hasEnded) return Promise.resolve(typed.shift());
      return new Promise((resolve) => {
        answer = (line) => {
          answer = undefined;
          // The end of the line was not shown either.
          if (hidden !== undefined) stderr.write('\n');
          resolve(line);
        };
      });
    },
    end() {
      signal.removeEventListener('abort', stop);
      lines.close();
    },
  };
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
