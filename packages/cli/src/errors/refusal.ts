import type { Named, Outcome, Refusal } from '@allod/client';
import { wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import { EXIT } from './exit-codes.ts';
import { failureOf } from './failure.ts';
import type { Failure, FailureMore } from './failure.ts';

/** The value of what the client answered. Throws a {@link Failure} for a refusal, with what the client says of it and whom to ask. */
export function outcomeOf<T>(outcome: Outcome<T>, more: FailureMore = {}): T {
  if (!outcome.ok) throw refusalFailure(outcome, more);
  return outcome.value;
}

/** The failure that a refusal of the client is. What several have to agree on ends with "needs a decision". */
export function refusalFailure({ error, says, ask, needsOthers }: Refusal, more: FailureMore = {}): Failure {
  return failureOf(error, {
    ...(says === undefined ? {} : { reason: printable(says) }),
    ...(error.code === 'E_NOT_AUTHORIZED' ? { data: 'Nothing was written.' } : {}),
    ...(ask === undefined || ask.length === 0 ? {} : { hint: hintTo(ask, needsOthers === true), details: { ask } }),
    ...(needsOthers === true ? { exit: EXIT.needsDecision } : {}),
    ...more,
  });
}

/** Whom to ask, and where several have to agree, how. */
function hintTo(ask: readonly Named[], needsOthers: boolean): string {
  return needsOthers ? `Propose it, with \`allod vote\`, and ask ${list(ask)} to say yes.` : `Ask ${list(ask)}.`;
}

/** How many are named; one of them is enough. */
const NAMED = 3;

function list(ask: readonly Named[]): string {
  return ask.slice(0, NAMED).map(wordFor).join(' or ');
}
