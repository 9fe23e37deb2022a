import { isAbsolute, join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { createInterruption } from '../src/interruption.ts';
import { runProgram } from '../src/program.ts';
import type { Ran } from './program.ts';

/** What the program is given when it runs in this process. */
export interface GivenHere {
  readonly home: string;
  readonly stdin?: string | Uint8Array;
  /** What a person types, each line when the program asks for something. */
  readonly typed?: readonly string[];
}

/** Runs the program to its end, in this process: what a process costs is paid by the tests of processes alone. */
export async function runHere(args: readonly string[], { home, stdin = '', typed }: GivenHere): Promise<Ran> {
  const input = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  const lines = [...(typed ?? [])];
  const texts = { stdout: '', stderr: '' };
  const answer = (): void => {
    const line = lines.shift();
    if (line === undefined) input.end();
    else input.write(`${line}\n`);
  };
  const sink = (name: 'stdout' | 'stderr'): Writable & { isTTY: boolean } => {
    const stream = new Writable({
      write(chunk, _, done) {
        texts[name] += String(chunk);
        if (name === 'stderr' && typed !== undefined && /[:>]\s$/.test(String(chunk))) queueMicrotask(answer);
        done();
      },
    });
    return Object.assign(stream, { isTTY: typed !== undefined });
  };
  if (typed === undefined) input.end(stdin);
  const code = await runProgram([...args, '--home', home], {
    stdin: input,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: { NO_COLOR: '1' },
    interruption: createInterruption(),
  });
  input.destroy();
  return { code, ...texts };
}

/** A line as a shell parts it: what stands in quotation marks is one word. */
export function wordsIn(line: string): string[] {
  return (line.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

/** A line of a help page as words, and the file that it reads: paths in it are those of `folder`. */
export function wordsOfLine(
  line: string,
  folder: string,
): { readonly args: readonly string[]; readonly from?: string; readonly home?: string } {
  const [command = '', from] = line.split(' < ');
  const here = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const args = wordsIn(command)
    .slice(1)
    .map((word) => (/^\.\/|\.allod$/.test(word) ? here(word) : word));
  const at = args.indexOf('--home');
  const home = at < 0 ? undefined : args[at + 1];
  return {
    args: at < 0 ? args : args.toSpliced(at, 2),
    ...(from === undefined ? {} : { from: here(from) }),
    ...(home === undefined ? {} : { home }),
  };
}
