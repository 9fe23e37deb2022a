import { messageLength } from '@allod/transport/frames';
import type { ReceivedItems } from '@allod/transport/frames';
import type { Answer } from '../answer.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { ask, forgetAccepted, isAsking, noteId, noteMissing } from './asking.ts';
import { giveBack, offeredFrom } from './credit.ts';
import type { Outcome, SettledSoFar } from './events.ts';
import { emit, end, say } from './state.ts';
import type { Job, SessionState, Subscription } from './state.ts';

/** Takes items: to the intake, and with them the cursor that they bring. (SYN-021) */
export function receiveItems(state: SessionState, message: ReceivedItems): void {
  const subscription = state.subscriptions.get(message.s);
  if (subscription === undefined) return end(state, 'E_TURN');
  const { space } = subscription;
  const job = state.nextJob++;
  state.jobs.set(job, { kind: 'items', s: message.s, q: message.q, credit: messageLength(message) });
  const cursor = message.cur === undefined ? {} : { cursor: { space, cur: message.cur } };
  emit(state, { do: 'offer', job, offer: { items: message.i.map(offeredFrom), space, ...cursor } });
}

/** Answers what the intake has done: `ack`, then credit, then questions for what is missing. (SYN-023, SYN-024, SYN-033) */
export function receiveOutcome(state: SessionState, id: number, outcome: Outcome): void {
  const job = state.jobs.get(id);
  state.jobs.delete(id);
  if (job === undefined) return;
  if (!outcome.ok) return end(state, outcome.code);
  const { answers } = outcome;
  if (job.kind === 'items') acknowledge(state, job, answers);
  if (job.credit > 0) giveBack(state, job.credit);
  noteRefused(state, answers, job);
  forgetAccepted(state, answers);
  noteMissing(state, answers);
  if (job.kind === 'got' && job.isLast === true) state.asks.delete(job.rq!);
  ask(state);
}

function acknowledge(state: SessionState, { s, q }: Job, answers: readonly Answer[]): void {
  const no = answers.flatMap(({ code }, i) => (code === undefined ? [] : [[i, code] as const]));
  say(state, { m: 'ack', s: s!, q: q!, no, dur: 1 });
  const { counts, space } = state.subscriptions.get(s!)!;
  counts.received += answers.filter(({ verdict }) => verdict === 'admitted').length;
  counts.refused += answers.filter(({ verdict }) => verdict === 'refused').length;
  counts.parked += answers.filter(({ verdict }) => verdict === 'parked').length;
  for (const { verdict, code, id } of answers) {
    const named = id === undefined ? {} : { id };
    if (verdict === 'refused')
      emit(state, { do: 'tell', event: { type: 'refused', by: 'us', space, code: code!, ...named } });
  }
}

/** Ends the session when too much was refused, and notes what came over this link. (SYN-019, SYN-026) */
function noteRefused(state: SessionState, answers: readonly Answer[], { kind }: Job): void {
  for (const { verdict, space, pos } of answers) {
    if (verdict === 'refused') state.refused++;
    if (pos !== undefined && space !== undefined) notePosition(state.fromHere, space, pos);
  }
  if (kind !== 'cursor' && state.refused >= SESSION_LIMITS.refusedItems) end(state, 'E_ABUSE');
}

function notePosition(ranges: SessionState['fromHere'], space: string, pos: number): void {
  const list = ranges.get(space) ?? [];
  const last = list.at(-1);
  if (last !== undefined && last[1] + 1 === pos) last[1] = pos;
  else list.push([pos, pos]);
  ranges.set(space, list);
}

/** Takes what became of parked statements: one that is refused now counts. (SYN-026) */
export function receiveUnparked(state: SessionState, answers: readonly Answer[]): void {
  state.refused += answers.filter(({ verdict }) => verdict === 'refused').length;
  if (state.refused >= SESSION_LIMITS.refusedItems) return end(state, 'E_ABUSE');
  noteMissing(state, answers);
  ask(state);
}

/** Asks for ids that the store lacks. */
export function receiveLacking(state: SessionState, ids: readonly string[]): void {
  for (const id of ids) noteId(state, id);
  ask(state);
}

/** Reports subscriptions for which both sides have sent what they had, and everything is answered. */
export function settle(state: SessionState): void {
  if (state.phase !== 'open' || state.jobs.size > 0 || isAsking(state) || state.getsIn > 0) return;
  for (const subscription of state.subscriptions.values()) {
    const { isMine, hasDone, unanswered, isSettled, ticket, cut } = subscription;
    if (!isMine || !hasDone || isSettled || unanswered.some(({ upTo = 0 }) => upTo <= cut)) continue;
    subscription.isSettled = true;
    if (ticket !== undefined) emit(state, { do: 'settle', ticket, settled: settledSoFar(state, subscription) });
  }
}

function settledSoFar({ answered }: SessionState, { counts, space, theirs, wasEqual }: Subscription): SettledSoFar {
  return { ...counts, answered, space, theirs: theirs!, wasEqual };
}
