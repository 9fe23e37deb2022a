import { principalLogsIn } from '../principal-logs.ts';
import type { At, PrincipalLogs } from '../principal-logs.ts';
import type { Trial } from '../trial.ts';
import * as asked from './asked.ts';
import type { Epochs } from './fresh.ts';

/** Principal logs that are asked for epochs, too. */
export interface EpochLogs extends PrincipalLogs {
  /**
   * The epochs that are fresh at all heads of a log, or at some, with other logs as these and `x` name them, and under which one a writer
   * seals there. `undefined` where the log, or an op that is named, is not known. (04 §2.4)
   */
  readonly epochs: (log: string, heads?: readonly string[], x?: At['x']) => Epochs | undefined;
  /** How epochs stand after some heads; who asks again there keeps it. `undefined` where the log, or an op that is named, is not known. */
  readonly epochsAt: (log: string, at: At) => ((question: asked.EpochQuestion) => asked.EpochStanding) | undefined;
  /** Which requirement the keybox of an accepted op breaks by one of these recipients, if any. */
  readonly recipientFault: (op: string, kids: readonly string[]) => 'SEC-009' | 'SEC-020' | undefined;
}

/** The logs in which ops are entered by this trial. */
export function epochLogsIn(trial: Trial): EpochLogs {
  const { world } = trial;
  return {
    ...principalLogsIn(trial),
    epochs: (log, heads, x) => asked.epochs(world, { log, heads, x }),
    epochsAt: (log, at) => asked.epochsAt(world, { log, ...at }),
    recipientFault: (op, kids) => asked.recipientFault(world, op, kids),
  };
}
