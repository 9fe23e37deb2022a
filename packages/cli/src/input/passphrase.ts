import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import type { Context } from '../context.ts';
import { Failure, wrongInput } from '../errors/failure.ts';
import { askPassword, firstLine } from './password.ts';

const run = promisify(exec);

/**
 * Where the passphrase of the keys comes from, once for each run: what a command prints, else a person at a terminal, else nobody. It is no argument and in no
 * environment. Throws a `Failure` when the command fails.
 */
export function passphraseSource(
  asked: Pick<Context, 'stdin' | 'output' | 'canAsk' | 'interruption'>,
  command: string | undefined,
): Context['passphrase'] {
  let known: Promise<string | undefined> | undefined;
  const find = async (): Promise<string | undefined> => {
    if (command !== undefined) return printedBy(command, asked.interruption.signal);
    return asked.canAsk ? askPassword(asked, 'passphrase') : undefined;
  };
  return () => (known ??= find());
}

/** What a command prints on its first line. What it says of its failure is not repeated: it may be the passphrase. */
async function printedBy(command: string, signal: AbortSignal): Promise<string> {
  let printed: string;
  try {
    ({ stdout: printed } = await run(command, { signal }));
  } catch {
    throw wrongInput('The command of --passphrase-command failed.', {
      hint: 'Run it by itself: it has to print the passphrase, and to end with 0.',
    });
  }
  return firstLine(printed, 'passphrase').first;
}

/** What is said when keys stay locked, or do not open. */
export function lockedFailure(code: 'E_LOCKED' | 'E_DECRYPT', about: string): Failure {
  if (code === 'E_DECRYPT')
    return new Failure('E_DECRYPT', {
      about,
      reason: 'The passphrase of the keys is another one.',
      data: 'Nothing was read or written.',
      hint: 'Run it again with the right one. Without it this device is lost: the way back is another device, or the recovery kit.',
    });
  return new Failure('E_LOCKED', {
    about,
    hint: 'Run it in a terminal, where the passphrase is asked for; or add --passphrase-command and a command that prints it.',
  });
}
