// The commands of TP/1 that chapters 03 and 05 of the model answer.
import { bytesValue, recordInput, statementInput, text, type Input } from './command-values.ts';
import type { Model } from './model.ts';
import type { Offer } from './op-judge.ts';
import { stepOfLogs, type LogState } from './op-state.ts';

type Answer = Record<string, unknown>;

/** Logs, snapshots of them, and records that go by them. */
export const PRINCIPAL_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Answer>> = {
  'log.resolve': (model, input) => {
    const log = text(input['log']);
    const own = offersOf({ id: log, ops: input['ops'] });
    const others = logsOf(input['others']);
    const ok = answerOf(model.resolveLogs({ log, offers: [...others, ...own] }));
    const { steps } = input;
    if (!Array.isArray(steps)) return ok;
    const after = (count: number): LogState => stepOfLogs(model, { log, offers: [...others, ...own.slice(0, count)] });
    return { ...ok, steps: steps.map((count) => answerOf(after(Number(count)))) };
  },
  'snap.state': (model, input) => {
    const at = { log: text(input['log']), heads: (input['heads'] as string[]).map(text) };
    const { n, text: written, digest } = model.stateAt(model.judgeOps(logsOf(input['logs'])).book, at);
    return { n, text: written, state: digest };
  },
  'snap.check': (model, input) => {
    const { book } = model.judgeOps(logsOf(input['logs']));
    return { id: model.checkSnapshot(statementInput(input), book) };
  },
  'record.accept': (model, input) => {
    const { book } = model.judgeOps(logsOf(input['logs']));
    const { body, ...accepted } = model.acceptRecord({ ...recordInput(input), book, now: Number(input['now']) });
    return { ...accepted, ...(body === undefined ? {} : { body: bytesValue(body) }) };
  },
};

/** The ops of some logs. */
export function logsOf(logs: unknown): Offer[] {
  return ((logs ?? []) as Input[]).flatMap(offersOf);
}

function offersOf({ id, ops }: Input): Offer[] {
  return (ops as Input[]).map((op) => ({ log: text(id), input: statementInput(op) }));
}

function answerOf({ members, policy, alive, struck, refused, parked }: LogState): Answer {
  const guests = [...members].flatMap(([who, { caps }]) => (caps === undefined ? [] : [[who, caps.map(fromText)]]));
  return {
    members: Object.fromEntries([...members].map(([who, { lvl }]) => [who, lvl])),
    ...(guests.length === 0 ? {} : { caps: Object.fromEntries(guests) }),
    pol: policy,
    alive,
    struck,
    refused: Object.fromEntries(refused),
    parked: Object.fromEntries(parked),
  };
}

const fromText = (caps: string): unknown => JSON.parse(caps);
