import { EXIT } from './errors/exit-codes.ts';
import type { ExitCode } from './errors/exit-codes.ts';
import { createInterruption } from './interruption.ts';
import type { Interruption } from './interruption.ts';
import { runProgram } from './program.ts';

/** The longest time that a timer of Node can wait. */
const LONGEST_TIMER_MS = 2_147_483_647;
/** What a system says when a disk or a quota is full. Every other fault of an output means that nobody reads it. */
const NO_ROOM: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Runs the program in this process. What it comes to is what the process is to end with. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const interruption = createInterruption();
  listen(interruption);
  // A verb may wait for a signal alone, which does not keep a process alive.
  const awake = setInterval(() => undefined, LONGEST_TIMER_MS);
  const { stdin, stdout, stderr, env } = process;
  const exit = await runProgram(args, { stdin, stdout, stderr, env, interruption });
  clearInterval(awake);
  // Nothing waits for input any more, also not a terminal or a pipe that stays open.
  stdin.destroy();
  return exit;
}

function listen(interruption: Interruption): void {
  const interrupt = (): void => {
    // The first asks for an orderly end; whoever repeats it does not want to wait for that.
    if (interruption.cause === 'interrupt') process.exit(EXIT.interrupted);
    interruption.stop('interrupt');
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (fault: NodeJS.ErrnoException) => {
      interruption.stop(NO_ROOM.has(fault.code) ? 'no room for output' : 'reader gone');
    });
}
