import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Round } from './contender.ts';
import type { Asked, Told, WorkerOrder } from './conversation.ts';
import { nodeOn } from './cores.ts';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

/** A contender in a process of its own, ready for its rounds. */
export interface Started {
  readonly facts: Readonly<Record<string, string>>;
  round(): Promise<Round>;
  /** Looks where its time goes, until `write`. */
  profile(): Promise<void>;
  /** Writes the profile to a file. */
  write(file: string): Promise<void>;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** Starts a contender on these cores; on all when there are none. Rejects when it ends before it is ready. */
export async function startContender(order: WorkerOrder, cores: readonly number[]): Promise<Started> {
  const { program, before } = nodeOn(cores);
  const child = fork(WORKER, [JSON.stringify(order)], { execPath: program, execArgv: before });
  const ready = await hear(child);
  if (!('ready' in ready)) throw new Error(`${order.name} did not get ready`);
  const asked = async (ask: Asked): Promise<Told> => {
    const answer = hear(child);
    child.send(ask);
    return answer;
  };
  return {
    facts: ready.ready,
    async round() {
      const told = await asked({ do: 'round' });
      if (!('round' in told)) throw new Error(`${order.name} told no figures`);
      return told.round;
    },
    profile: async () => void (await asked({ do: 'profile' })),
    write: async (file) => void (await asked({ do: 'write', file })),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.send({ do: 'stop' } satisfies Asked);
      await ended;
    },
  };
}

/** The next thing that a process tells. Rejects with its fault, or when it ends without a word. */
function hear(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const forget = (): void => void child.off('exit', ended).off('error', failed).off('message', heard);
    const failed = (fault: Error): void => {
      forget();
      reject(fault);
    };
    const ended = (code: number | null): void => failed(new Error(`a contender ended with ${code}`));
    const heard = (told: Told): void => {
      if ('fault' in told) return failed(new Error(told.fault));
      forget();
      resolve(told);
    };
    child.on('exit', ended).on('error', failed).on('message', heard);
  });
}
