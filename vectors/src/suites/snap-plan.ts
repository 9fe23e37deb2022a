// Snapshots of logs that are made by names.
import { quickModel } from '../quick-model.ts';
import type { Note } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { crew, type OpPlan, Plan } from './log-plan.ts';

/** A snapshot by names. What is not given: one of the team at all its heads, which says what the ops say. */
export interface SnapshotPlan extends OpPlan {
  readonly plan: Plan;
  /** Ops that are not at hand. */
  readonly without?: readonly string[];
}

/** What the ops say at some heads. */
export interface Said {
  readonly n: number;
  readonly text: string;
  readonly state: string;
}

/** The logs of a plan, as ops that were given before. */
export function logsOf(plan: Plan, without: readonly string[] = []): ValueObject[] {
  return plan.logs.map((log) => ({
    id: plan.id(log),
    ops: plan
      .namesIn(log)
      .filter((name) => !without.includes(name))
      .map((name) => plan.statementOf(name)),
  }));
}

/** The input of `snap.state` for a log at some ops of it, or at its heads. */
export function stateInput(plan: Plan, log = 'team', heads: readonly string[] = plan.headsOf(log)): ValueObject {
  return { log: plan.id(log), heads: heads.map((name) => plan.id(name)), logs: logsOf(plan) };
}

/** What the model finds there. */
export function said(plan: Plan, log?: string, heads?: readonly string[]): Said {
  const outcome = quickModel().handle('snap.state', stateInput(plan, log, heads));
  if (!('ok' in outcome)) throw new RangeError(JSON.stringify(outcome));
  return outcome.ok as unknown as Said;
}

/** The statement of a snapshot. Its heads are ops that stand, or it says by itself what there is. */
export function snapshotOf({ plan, ...how }: SnapshotPlan): ValueObject {
  const isTold = how.claims?.['state'] !== undefined && how.claims['n'] !== undefined;
  const { n, state } = isTold ? { n: 0, state: '' } : said(plan, how.in, how.after);
  return plan.snapshot({ n, state }, how);
}

/** The input of `snap.check`. */
export function checkInput({ without, ...how }: SnapshotPlan): ValueObject {
  return { ...snapshotOf(how), logs: logsOf(how.plan, without) };
}

/** The team of the examples of chapter 03, from which Alice has removed Carol. */
export const example = (): Plan => crew({ alice: 40, bob: 30, carol: 20 }).remove('x', 'carol', { by: ['alice'] });

/** A user with two heads: `x` strikes `y`. */
export const split = (): Plan =>
  new Plan()
    .user('alice', { 'alice/phone': 40, 'alice/laptop': 30 })
    .remove('x', 'alice/laptop', { in: 'alice', by: ['alice/phone'], after: ['alice'] })
    .add('y', ['alice/card', 20], { in: 'alice', by: ['alice/laptop'], after: ['alice'] });

/** A capability to read a collection, with something beside. */
export const reading = (more: ValueObject = {}): Value => ({ do: ['r'], col: 'v:com.example.notes', ...more });

/** What kind of mistake a case finds. */
export type SnapshotFlag =
  | 'State'
  | 'Form'
  | 'Waiting'
  | 'Signer'
  | 'Signature'
  | 'Mismatch'
  | 'Weightless'
  | 'Future'
  | 'AcceptedOddity';

const NOTES: Readonly<Record<SnapshotFlag, Note>> = {
  State: {
    bugClass: 'state',
    effect: 'two verifiers that agree find a difference, or two that differ find none',
    description: 'The state at some heads has one text.',
  },
  Form: {
    bugClass: 'shape',
    effect: 'a snapshot that one verifier takes and another refuses',
    description: 'Claims whose form is not that of the table.',
  },
  Waiting: {
    bugClass: 'order',
    effect: 'a right snapshot is refused because it came early',
    description: 'A snapshot waits for everything that it names.',
  },
  Signer: {
    bugClass: 'authority',
    effect: 'a stranger tells a new device who its members are',
    description: 'Who signs is a member where the snapshot says.',
  },
  Signature: {
    bugClass: 'signature',
    effect: 'anybody speaks as a device that is trusted to know',
    description: 'Every signature holds under the key that its signer is known by.',
  },
  Mismatch: {
    bugClass: 'state',
    effect: 'a new device goes on with members that nobody made',
    description: 'What a snapshot says is compared with what the ops say.',
  },
  Weightless: {
    bugClass: 'authority',
    effect: 'what stands depends on which snapshots somebody has seen',
    description: 'A snapshot changes nothing.',
  },
  Future: {
    bugClass: 'growth',
    effect: 'old software refuses for ever what new rules allow',
    description: 'What is not known is ignored, or parks the snapshot.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest snapshots are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** The notes of some flags. */
export function notesOf(...flags: readonly SnapshotFlag[]): Record<string, Note> {
  return Object.fromEntries(flags.map((flag) => [flag, NOTES[flag]]));
}
