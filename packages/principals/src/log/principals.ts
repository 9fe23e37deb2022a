import { examine, forget, type Intake, park, release, rememberRefusal, type Verdict, verdictOn } from './intake.ts';
import type { OpCode } from './judge.ts';
import type { Op, OpSigner } from './op.ts';
import * as asked from './epochs/asked.ts';
import type { Epochs } from './epochs/fresh.ts';
import * as read from './selectors.ts';
import type { World } from './table.ts';
import { restore, type Snapshot, snapshotOf } from './snapshot.ts';

/** An op that was judged, and how. */
export interface Judged {
  readonly id: string;
  /** Absent where it was accepted. */
  readonly code?: OpCode;
}

/** What came of an op: its own verdict, and all ops that were judged now, itself among them, in their order. */
export type Added = Verdict & { readonly judged: readonly Judged[] };

/** Ops of a log, or a word about other logs, by which an authority is judged. */
export interface At {
  readonly heads: readonly string[];
  /** As in an op. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
}

/** Many principal logs at once. Nothing in them depends on the order in which their ops came. (design 3) */
export interface Principals {
  /**
   * Judges an op without keeping it, in its log as it stands: what is accepted here is accepted by `add`. For whoever has
   * still to check its signatures. (0007: 31)
   */
  readonly judge: (op: Op) => Verdict;
  /** Takes an op whose form and signatures were checked. What waited for it is judged with it. */
  readonly add: (op: Op) => Added;
  /** Forgets an op that waits; false where none did. */
  readonly forget: (id: string) => boolean;
  /** How an op stands that was added; `undefined` for any other. */
  readonly verdict: (id: string) => Verdict | undefined;
  /** The ops that wait, in the order in which they came. */
  readonly parked: () => readonly string[];
  /** The logs that have begun. */
  readonly logs: () => readonly string[];
  /** Who is a member at all heads, by principal or key; of a user these are its devices. Empty for an unknown log. */
  readonly members: (log: string) => ReadonlyMap<string, read.Member>;
  /** −1 for whoever is no member. */
  readonly levelOf: (log: string, who: string) => number;
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
  /**
   * The epochs that are fresh at all heads of a log, or at some, with other logs as these and `x` name them, and under which one a writer
   * seals there. `undefined` where the log, or an op that is named, is not known. (04 §2.4)
   */
  readonly epochs: (log: string, heads?: readonly string[], x?: At['x']) => Epochs | undefined;
  /** How epochs stand after some heads; who asks again there keeps it. `undefined` where the log, or an op that is named, is not known. */
  readonly epochsAt: (log: string, at: At) => ((question: asked.EpochQuestion) => asked.EpochStanding) | undefined;
  /** Which requirement the keybox of an accepted op breaks by one of these recipients, if any. */
  readonly recipientFault: (op: string, kids: readonly string[]) => 'SEC-009' | 'SEC-020' | undefined;
  /** `undefined` for a log that has not begun. */
  readonly kindOf: (log: string) => 'user' | 'team' | undefined;
  /** The log of an accepted op. */
  readonly logOf: (op: string) => string | undefined;
  /** A log, the logs that it names, and how their ops were judged, as plain JSON; `undefined` where it has not begun. */
  readonly snapshot: (log: string) => Snapshot | undefined;
  /**
   * Takes the ops of a snapshot as it says that they were judged, and judges what waited for them. Returns all ops that
   * were judged now. Throws `RangeError` for a snapshot that is none.
   */
  readonly restore: (snapshot: Snapshot) => readonly Judged[];
}

/** No logs yet. */
export function createPrincipals(): Principals {
  const world: World = {
    logs: new Map(),
    entries: new Map(),
    announcedIn: new Map(),
    epochKnowledge: new Map(),
    depth: 0,
  };
  const intake: Intake = { world, refused: new Map(), parked: new Map(), waiting: new Map(), tried: undefined };
  return {
    judge: (op) => verdictOn(intake, op.id) ?? examine(intake, op, false),
    add: (op) => add(intake, op),
    forget: (id) => forget(intake, id),
    verdict: (id) => verdictOn(intake, id),
    parked: () => [...intake.parked.keys()],
    logs: () => [...world.logs.keys()],
    members: (log) => read.members(world, log),
    levelOf: (log, who) => read.levelOf(world, log, who),
    policy: (log) => read.policy(world, log),
    stateAt: (log, heads) => read.stateAt(world, log, heads),
    isAlive: (op) => read.isAlive(world, op),
    heads: (log) => read.headsIn(world, log),
    order: (log) => read.order(world, log),
    audit: (op) => read.audit(world, op),
    levelAt: (log, at, signer) => read.levelAt(world, { log, ...at }, signer),
    standingAt: (log, at, signer) => read.standingAt(world, { log, ...at }, signer),
    isKnownAt: (log, at, op) => read.isKnownAt(world, { log, ...at }, op),
    epochs: (log, heads, x) => asked.epochs(world, { log, heads, x }),
    epochsAt: (log, at) => asked.epochsAt(world, { log, ...at }),
    recipientFault: (op, kids) => asked.recipientFault(world, op, kids),
    kindOf: (log) => read.kindOf(world, log),
    logOf: (op) => world.entries.get(op)?.log.id,
    snapshot: (log) => snapshotOf(world, log),
    restore: (snapshot) => takeSnapshot(intake, snapshot),
  };
}

function add(intake: Intake, op: Op): Added {
  const before = verdictOn(intake, op.id);
  if (before !== undefined) return { ...before, judged: [] };
  const judged: Judged[] = [];
  const verdict = decide(intake, op, judged);
  judgeWaiting(intake, judged);
  return { ...verdict, judged };
}

function takeSnapshot(intake: Intake, snapshot: Snapshot): readonly Judged[] {
  const judged = restore(intake.world, snapshot).map(({ id }): Judged => ({ id }));
  for (const { id } of judged) forget(intake, id);
  judgeWaiting(intake, judged);
  return judged;
}

/** Whatever waited for one of these, and then for one of those. */
function judgeWaiting(intake: Intake, judged: Judged[]): void {
  for (let n = 0; n < judged.length; n++)
    for (const next of release(intake, judged[n]?.id ?? '')) decide(intake, next, judged);
}

function decide(intake: Intake, op: Op, judged: Judged[]): Verdict {
  const verdict = examine(intake, op, true);
  if (verdict.state === 'parked') park(intake, op, verdict.lacks);
  else if (verdict.state === 'accepted') judged.push({ id: op.id });
  else {
    rememberRefusal(intake, op, verdict.code);
    judged.push({ id: op.id, code: verdict.code });
  }
  return verdict;
}
