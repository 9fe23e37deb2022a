// How the requests of collections/accept are written.
import type { Label } from '../actors.ts';
import { NOW, statement } from '../statement.ts';
import type { Value, ValueObject } from '../value.ts';
import { ALICE, BOB, BODY, recordClaims, type UserLog } from './users.ts';

/** How a request is made. What is not given is a record of Alice's phone with its body. */
export interface AcceptPlan {
  by?: Label;
  user?: UserLog;
  /** Claims that are otherwise; `undefined` leaves one out. */
  claims?: Record<string, Value | undefined>;
  body?: ValueObject;
  logs?: readonly UserLog[];
  now?: number;
}

/** The input of `record.accept`. */
export function acceptInput(plan: AcceptPlan = {}): ValueObject {
  const { by = 'alice/phone', user = ALICE, claims = {}, body = { body: BODY }, logs = [ALICE, BOB], now = NOW } = plan;
  const made = statement({ by, claims: recordClaims(user, claims) });
  return { ...made, ...body, logs: logs.map((log) => ({ ...log })), now };
}

/** Claims of a record without a body. */
export const DELETE: Record<string, Value | undefined> = { dig: undefined, len: undefined, del: true };
