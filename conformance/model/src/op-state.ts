// Chapter 03 §6: what a set of ops says about one log.
import { AUTHORITY_LIMITS, type AuthorityState, stateIn } from './authority-intake.ts';
import { Fault, type Model } from './model.ts';
import type { Book, Judgement, Offer } from './op-judge.ts';

/** A log, and the ops of it and of others. */
export interface LogsInput {
  readonly log: string;
  readonly offers: readonly Offer[];
}

/** What the ops say about a log. */
export interface LogState {
  readonly members: ReadonlyMap<string, AuthorityState['members'][string]>;
  readonly policy: Readonly<Record<string, string>>;
  readonly alive: readonly string[];
  /** The ops that were accepted and do not live. */
  readonly struck: readonly string[];
  /** By id, in all logs. */
  readonly refused: ReadonlyMap<string, string>;
  readonly parked: ReadonlyMap<string, string>;
}

const PARKING_CODES = ['E_PENDING_AUTH', 'E_UPGRADE'];

/** The state of a log. Without its first op: why the first op that was offered for it is none. */
export function resolveLogs(model: Model, input: LogsInput): LogState {
  const judgement = model.judgeOps(input.offers);
  if (!judgement.book.statedById.has(input.log)) throw whyNone(model, input, judgement.faultById);
  return stateAfter(model, judgement, input.log);
}

/** The same on the way: before its first op a log says nothing. */
export function stepOfLogs(model: Model, input: LogsInput): LogState {
  return stateAfter(model, model.judgeOps(input.offers), input.log);
}

function stateAfter(model: Model, { book, faultById }: Judgement, log: string): LogState {
  const codes = [...faultById].map(([id, { code }]) => [id, code] as const);
  return {
    ...model.stateOfLog(book, log),
    refused: new Map(codes.filter(([, code]) => !PARKING_CODES.includes(code))),
    parked: new Map(codes.filter(([, code]) => PARKING_CODES.includes(code))),
  };
}

function whyNone(model: Model, { log, offers }: LogsInput, faultById: Judgement['faultById']): Fault {
  const own = offers.filter((offer) => offer.log === log).map(({ input }) => model.statementId(input.st));
  const [fault] = own.flatMap((id) => faultById.get(id) ?? []);
  return fault ?? new Fault('E_PENDING_AUTH', 'PRN-019');
}

/** PRN-012: everybody whom the alive ops give a level. */
export function stateOfLog(_model: Model, { trial }: Book, log: string): Omit<LogState, 'refused' | 'parked'> {
  const court = { trial, limits: AUTHORITY_LIMITS, held: new Map(), rejected: new Map() };
  const { members, policy, order, alive } = stateIn(court, log);
  return {
    members: new Map(Object.entries(members)),
    policy,
    alive: alive.toSorted(),
    struck: order.filter((id) => !alive.includes(id)).toSorted(),
  };
}
