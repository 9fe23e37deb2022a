import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Round } from './contender.ts';
import type { Asked, Told, WorkerOrder } from './conversation.ts';
import { nodeOn } from './cores.ts';

const WORKER = fileURLToPath(new URL('../dist/worker.js', import.meta.url));

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

/** How long a contender may take for one thing, in seconds: several times what the longest takes on a slow machine. */
const PATIENCE_SECONDS = 240;

/** How the process of a contender is started. */
export interface StartOptions {
  /** The cores it is kept on; all when there are none. */
  readonly cores: readonly number[];
  /** Flags for Node. */
  readonly flags?: readonly string[];
  /** How long it may say nothing, in seconds. */
  readonly patience?: number;
}

/**
 * Starts a contender. Rejects when it ends before it is ready. What it is asked rejects when
 * it ends, and when it says nothing for `patience` seconds: its process is stopped then, for a run that hangs measures nothing.
 */
export async function startContender(
  order: WorkerOrder,
  { cores, flags = [], patience = PATIENCE_SECONDS }: StartOptions,
): Promise<Started> {
  const { program, before } = nodeOn(cores);
  const child = fork(WORKER, [JSON.stringify(order)], { execPath: program, execArgv: [...before, ...flags] });
  const ready = await hear(child, { who: order.name, patience: PATIENCE_SECONDS });
  if (!('ready' in ready)) throw new Error(`${order.name} did not get ready`);
  const asked = async (ask: Asked): Promise<Told> => {
    const answer = hear(child, { who: `${order.name}, asked to do its "${ask.do}",`, patience });
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
      const timer = setTimeout(() => child.kill('SIGKILL'), patience * 1_000);
      child.send({ do: 'stop' } satisfies Asked);
      await ended;
      clearTimeout(timer);
    },
  };
}

interface Listening {
  readonly who: string;
  /** In seconds. */
  readonly patience: number;
}

/** The next thing that a process tells. Rejects with its fault, when it ends without a word, and when it hangs. */
function hear(child: ChildProcess, { who, patience }: Listening): Promise<Told> {
  return new Promise((resolve, reject) => {
    let isHanging = false;
    const timer = setTimeout(() => {
      isHanging = true;
      child.kill('SIGKILL');
    }, patience * 1_000);
    const forget = (): void => {
      clearTimeout(timer);
      child.off('exit', ended).off('error', failed).off('message', heard);
    };
    const failed = (fault: Error): void => {
      forget();
      reject(fault);
    };
    const ended = (code: number | null): void => {
      const how = isHanging ? `said nothing for ${patience} seconds and was stopped` : `ended with ${code}`;
      failed(new Error(`${who} ${how}`));
    };
    const heard = (told: Told): void => {
      if ('fault' in told) return failed(new Error(told.fault));
      forget();
      resolve(told);
    };
    child.on('exit', ended).on('error', failed).on('message', heard);
  });
}
