import type { OpCode } from './judge.ts';
import type { Op, OpSigner } from './op.ts';
import * as read from './selectors.ts';
import { enterTried, tryOp } from './trial.ts';
import type { Trial } from './trial.ts';

/** Ops of a log, or a word about other logs, by which an authority is judged. */
export interface At {
  readonly heads: readonly string[];
  /** As in an op. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
}

/** Many principal logs at once. Nothing in them depends on the order in which their ops came. (design 3) */
export interface PrincipalLogs {
  /** What LOCAL has against an op of which form and names were looked at. Nothing is kept. (0007: 31) */
  readonly tryOp: (op: Op) => OpCode | undefined;
  /** Takes an op against which `tryOp` has nothing, and of which the signatures were checked. Throws `RangeError` for any other. */
  readonly enter: (op: Op) => void;
  /** Who is a member at all heads, by principal or key; of a user these are its devices. Empty for an unknown log. */
  readonly members: (log: string) => ReadonlyMap<string, read.Member>;
  /** What is in force at all heads, by field. */
  readonly policy: (log: string) => ReadonlyMap<string, string>;
  /**
   * What some accepted ops of a log and their pasts say, with what they name of other logs: for ever the same. `undefined` where
   * there is none of them, or one is not an accepted op of the log. (03 §6.7)
   */
  readonly stateAt: (log: string, heads: readonly string[]) => read.LogState | undefined;
  /** Whether an accepted op counts at all heads. */
  readonly isAlive: (op: string) => boolean;
  /** The accepted ops that no other accepted one has as parent, in order of their ids. */
  readonly heads: (log: string) => readonly string[];
  /** All accepted ops, parents first, by the number of ops in their past and then by id. */
  readonly order: (log: string) => readonly string[];
  /** How an accepted op stands, and why it is dead if it is. */
  readonly audit: (op: string) => read.Audit | undefined;
  /**
   * EFF of a signer in RESOLVE of some heads of a log, with other logs as these and `x` name them: what a record that names
   * them may do. −1 for nobody, `undefined` where the log or an op that is named is not known.
   */
  readonly levelAt: (log: string, at: At, signer: OpSigner) => number | undefined;
  /** The same in its parts: the level of the entry, the least level below it, and what a guest may do. */
  readonly standingAt: (log: string, at: At, signer: OpSigner) => read.SignerStanding | undefined;
  /** Whether an op is one of some heads, or before them, or known to them. */
  readonly isKnownAt: (log: string, at: At, op: string) => boolean;
  /** The log of an accepted op. */
  readonly logOf: (op: string) => string | undefined;
}

/** No logs yet. */
export function createTrial(): Trial {
  const world = { logs: new Map(), entries: new Map(), announcedIn: new Map(), epochKnowledge: new Map(), depth: 0 };
  return { world, tried: undefined };
}

/** The logs in which ops are entered by this trial. */
export function principalLogsIn(trial: Trial): PrincipalLogs {
  const { world } = trial;
  return {
    tryOp: (op) => tryOp(trial, op),
    enter(op) {
      if (enterTried(trial, op)) return;
      const code = tryOp(trial, op);
      if (code !== undefined || !enterTried(trial, op)) throw new RangeError(`no log takes this op: ${code}`);
    },
    members: (log) => read.members(world, log),
    policy: (log) => read.policy(world, log),
    stateAt: (log, heads) => read.stateAt(world, log, heads),
    isAlive: (op) => read.isAlive(world, op),
    heads: (log) => read.headsIn(world, log),
    order: (log) => read.order(world, log),
    audit: (op) => read.audit(world, op),
    levelAt: (log, at, signer) => read.levelAt(world, { log, ...at }, signer),
    standingAt: (log, at, signer) => read.standingAt(world, { log, ...at }, signer),
    isKnownAt: (log, at, op) => read.isKnownAt(world, { log, ...at }, op),
    logOf: (op) => world.entries.get(op)?.log.id,
  };
}
