// A keybox as a case: its op in a history.
import { addBoxed, boxInput, type BoxedOp } from './epochs-boxes.ts';
import type { EpochFlag } from './epochs-notes.ts';
import type { BodySuite, Refusal } from './epochs-verdicts.ts';
import type { Plan } from './log-plan.ts';

/** A recipient is none. */
export const NOBODY: Refusal = ['E_KEYBOX_RECIPIENT', 'SEC-009'];

/** An op of the team. */
export const byAlice = (...to: readonly string[]): BoxedOp => ({ by: ['alice'], to });

/** A history, an op with its keybox in it, and what is said of the keybox. */
export interface Row {
  readonly plan: Plan;
  readonly op: BoxedOp;
  readonly refused?: Refusal;
  readonly flag?: EpochFlag;
  readonly requirements?: readonly string[];
  /** What comes behind the op. */
  readonly afterwards?: (plan: Plan) => Plan;
}

/** Adds a case. */
export function put(suite: BodySuite, [slug, title]: readonly [slug: string, title: string], row: Row): void {
  const { plan, op, refused, flag = 'Recipient', requirements = ['SEC-009', 'SEC-060'], afterwards } = row;
  const body = addBoxed(plan, 'box', op);
  afterwards?.(plan);
  const input = boxInput(plan, 'box', body);
  suite.judged(slug, title, { flag, input, requirements, ...(refused === undefined ? {} : { refused }) });
}
