import { type EpochLogs, epochLogsIn } from './epochs/epoch-logs.ts';
import { examine, forget, type Intake, park, release, rememberRefusal, type Verdict, verdictOn } from './intake.ts';
import type { OpCode } from './judge.ts';
import type { Op } from './op.ts';
import { createTrial } from './principal-logs.ts';
import * as read from './selectors.ts';
import { restore, type Snapshot, snapshotOf } from './snapshot.ts';

/** An op that was judged, and how. */
export interface Judged {
  readonly id: string;
  /** Absent where it was accepted. */
  readonly code?: OpCode;
}

/** What came of an op: its own verdict, and all ops that were judged now, itself among them, in their order. */
export type Added = Verdict & { readonly judged: readonly Judged[] };

/** Principal logs by themselves: for whoever keeps what was judged, and looks on while ops wait. */
export interface Principals extends Omit<EpochLogs, 'tryOp' | 'enter'> {
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
  /** −1 for whoever is no member. */
  readonly levelOf: (log: string, who: string) => number;
  /** `undefined` for a log that has not begun. */
  readonly kindOf: (log: string) => 'user' | 'team' | undefined;
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
  const intake: Intake = { ...createTrial(), refused: new Map(), parked: new Map(), waiting: new Map() };
  const { world } = intake;
  const { tryOp: _tryOp, enter: _enter, ...logs } = epochLogsIn(intake);
  return {
    ...logs,
    judge: (op) => verdictOn(intake, op.id) ?? examine(intake, op, false),
    add: (op) => add(intake, op),
    forget: (id) => forget(intake, id),
    verdict: (id) => verdictOn(intake, id),
    parked: () => [...intake.parked.keys()],
    logs: () => [...world.logs.keys()],
    levelOf: (log, who) => read.levelOf(world, log, who),
    kindOf: (log) => read.kindOf(world, log),
    snapshot: (log) => snapshotOf(world, log),
    restore: (snapshot) => takeSnapshot(intake, snapshot),
  };
}

function takeSnapshot(intake: Intake, snapshot: Snapshot): readonly Judged[] {
  const judged = restore(intake.world, snapshot).map(({ id }): Judged => ({ id }));
  for (const { id } of judged) forget(intake, id);
  judgeWaiting(intake, judged);
  return judged;
}

function add(intake: Intake, op: Op): Added {
  const before = verdictOn(intake, op.id);
  if (before !== undefined) return { ...before, judged: [] };
  const judged: Judged[] = [];
  const verdict = decide(intake, op, judged);
  judgeWaiting(intake, judged);
  return { ...verdict, judged };
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
