import type { CutClass } from './cut-class.ts';
import type { Contest } from './contest.ts';
import type { Knowledge } from './epochs/knowledge.ts';
import type { Op } from './op.ts';
import type { Outcome } from './outcome.ts';
import type { Span } from './span.ts';

/** How an op stands where it is judged. */
export interface Standing {
  /** Negative: it may not be. */
  readonly rank: number;
  /** It needs a majority of peers, and has it. */
  readonly isMajority?: boolean;
  readonly isRaise?: boolean;
  readonly isLowering?: boolean;
  /** It is about the member who made it. */
  readonly isSelf?: boolean;
}

export const REFUSED: Standing = { rank: -1 };

/** What is known of a log: heads by their numbers there, and all that is before them. */
export interface Known {
  readonly heads: readonly number[];
  readonly span: Span;
}

/** An op at its place in a log. */
export interface Place {
  readonly op: Op;
  /** Its number in the log: ops are numbered as they come, parents before children. */
  readonly at: number;
  /** Its past and itself. */
  readonly closure: Span;
  /** Its parents, without those before others of them. */
  readonly parents: readonly number[];
  /** Of a join: the invite in its past. */
  readonly invite: Entry | undefined;
  /** Of a removal without `keep`: the invite in its past that it is about. */
  readonly target: Entry | undefined;
  /** What it and its past know of the logs that it names; absent where it names none. */
  readonly known: ReadonlyMap<string, Known> | undefined;
  /** The highest level that any op in its past ever gave its target; −1 where none did. */
  readonly peak: number;
  /** The same of the first hop that a cut goes through; −1 for any other op. */
  readonly peakThru: number;
  /** The level that it gives its target; −1 ends a membership, `undefined` is silence. */
  readonly says: number | undefined;
}

/** An op that was accepted. */
export interface Entry extends Place {
  /** LOCAL. */
  readonly standing: Standing;
  /** Of a cut. */
  readonly cutClass: CutClass | undefined;
  /** RESOLVE of its past and itself. Set once, before the op is entered. */
  outcome: Outcome;
  /** The nearest op before it that is comparable to all ops before it; and where it stands in the tree of these. */
  readonly gate: number;
  readonly depth: number;
  readonly jump: number;
  /** How many ops of all logs were accepted before it. */
  readonly turn: number;
}

/** Lists of ops by what they are about. */
export type Lists<K> = ReadonlyMap<K, readonly number[]>;

/** Most logs have no list of most kinds. There may be many logs, and an empty map of their own would be a large part of them. */
export const NO_LISTS: Lists<never> = new Map<never, never>();

/** The same of one list. */
export const NO_NUMBERS: readonly number[] = [];

/** The same of sets. */
export const NO_LOGS: ReadonlySet<Log> = new Set();

/** The ops of one principal, and what finds them. Lists of numbers ascend. */
export interface Log {
  readonly id: string;
  readonly isUser: boolean;
  readonly entries: Entry[];
  /** The ops that no other has as parent. */
  readonly heads: Set<number>;
  /** The levels with which it begins. */
  readonly founders: ReadonlyMap<string, number>;
  /** By member: the ops that give it a level or take it. */
  speakers: Lists<string>;
  /** By invite: the ops that join with it. */
  joins: Lists<number>;
  /** By target: all removals, of members and of invites. */
  removals: Lists<string>;
  /** Who was ever given level admin or more: nobody else can be part of a majority. */
  readonly seniors: Set<string>;
  /** By field. */
  policies: Lists<string>;
  /** By log: the ops that name heads of it. */
  namers: Lists<string>;
  /** By epoch: the ops that announce it, and of these the first ones: those with none of them in their past. */
  announcers: Lists<string>;
  announcements: Lists<string>;
  /** All ops that announce an epoch. */
  epochs: readonly number[];
  /** What may say that somebody reads less: removals without `keep`, and settings to a level below reader. */
  exits: readonly number[];
  /** By key: the invites with it. */
  invites: Lists<string>;
  /** Logs that name this one. */
  readonly namedIn: Set<Log>;
  /** The logs named here in which an op may have died. */
  troubled: ReadonlySet<Log>;
  /** Whether an op of this log may die. */
  isTroubled: boolean;
  /** Only once there are concurrent ops. */
  contest: Contest | undefined;
  /** Of several heads, by their numbers; a few of them. */
  outcomes: Map<string, Outcome> | undefined;
  /** Of all heads, if it was asked for since the last op. */
  whole: Outcome | undefined;
}

/** All logs, and where each op is. */
export interface World {
  readonly logs: Map<string, Log>;
  readonly entries: Map<string, { readonly log: Log; readonly entry: Entry }>;
  /** By epoch: the logs in which it is announced. Nearly always one. */
  readonly announcedIn: Map<string, ReadonlySet<Log>>;
  /** What ops that announce epochs know, by their ids; a few of them. */
  readonly epochKnowledge: Map<string, Knowledge>;
  /** How many outcomes are being found, each for the sake of the one before. */
  depth: number;
}

/** The op with a number. */
export function entryAt(log: Log, at: number): Entry {
  const entry = log.entries[at];
  if (entry === undefined) throw new RangeError(`the log has ${log.entries.length} ops, and no number ${at}`);
  return entry;
}

/** Adds to one of many lists. */
export function addTo<K>(lists: Map<K, number[]>, key: K, at: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [at]);
  else if (list.at(-1) !== at) list.push(at);
}

/** Lists with an op more in one of them: the same, unless they were nobody's. */
export function withAdded<K>(lists: Lists<K>, key: K, at: number): Lists<K> {
  const own = lists === NO_LISTS ? new Map<K, number[]>() : (lists as Map<K, number[]>);
  addTo(own, key, at);
  return own;
}

/** A list with a number more: the same, unless it was nobody's. */
export function withNumber(numbers: readonly number[], at: number): readonly number[] {
  if (numbers === NO_NUMBERS) return [at];
  (numbers as number[]).push(at);
  return numbers;
}

/** Logs with one more: the same, unless they were nobody's. */
export function withLog(logs: ReadonlySet<Log>, log: Log): ReadonlySet<Log> {
  return logs === NO_LOGS ? new Set([log]) : (logs as Set<Log>).add(log);
}

/** The level that an op of a log gives a member. */
export function saysOf(log: Log, { op, says }: Place, member: string): number | undefined {
  return op.k === 'init' ? log.founders.get(member) : says;
}
