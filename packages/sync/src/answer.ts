import type { Judged } from '@allod/core/verify';
import type { Commit, CommitCode } from '@allod/storage';
import type { BodyClaim } from './bodies.ts';

/** What became of one statement that was offered, or that was parked and judged again. */
export interface Answer {
  /** `passed` for one that was not asked for: nothing was done with it. */
  readonly verdict: 'admitted' | 'parked' | 'refused' | 'passed';
  /** Absent for what has not the form of a statement. */
  readonly id?: string;
  readonly space?: string;
  /** Why it is not accepted, or why its body is not; absent when all of it was accepted. */
  readonly code?: string;
  /** Ops that it waits for. */
  readonly waitsFor?: readonly string[];
  /** Its position, when it is new in the set. */
  readonly pos?: number;
  /** A body that is not here. */
  readonly lacks?: BodyClaim;
}

/** From whom an offer comes, and what goes with it. */
export interface OfferOptions {
  /** Number of the peer, 1 to 65,535; 0 or absent for one's own. */
  readonly origin?: number;
  /** Stands for the link: what it parks is counted to it. (SYN-030) */
  readonly link?: object;
  /** The only space that the statements may belong to. (SYN-025) */
  readonly space?: string;
  /** The only ids that are wanted; others are passed over. */
  readonly ids?: ReadonlySet<string>;
  /** Values that are stored with the last commit of the offer. (SYN-021) */
  readonly meta?: NonNullable<Commit['meta']>;
  /** Hears of statements that were dropped because the link has parked too much: `E_PENDING_EVICTED`. */
  readonly evicted?: (id: string, space: string) => void;
  /** Hears what became of parked statements that an op of this offer let be judged. */
  readonly unparked?: (answers: readonly Answer[]) => void;
}

/** The codes of an offer that came to nothing. */
export type OfferCode = CommitCode | 'E_RANGE';

/** An answer while it is worked out. */
export type AnswerDraft = { -readonly [Member in keyof Answer]: Answer[Member] };

/** The answers to verdicts, so far as these alone tell. Of ids, when they are given, no others are wanted. */
export function draftAnswers(judged: readonly Judged[], ids?: ReadonlySet<string>): AnswerDraft[] {
  return judged.map((each) => draftAnswer(each, ids));
}

function draftAnswer(judged: Judged, ids: ReadonlySet<string> | undefined): AnswerDraft {
  if (ids !== undefined && judged.id !== undefined && !ids.has(judged.id)) return { verdict: 'passed', id: judged.id };
  if (judged.verdict === 'refused') {
    const { code } = judged.error;
    return judged.id === undefined ? { verdict: 'refused', code } : { verdict: 'refused', id: judged.id, code };
  }
  const { verdict, id, space, body } = judged;
  if (verdict === 'parked') {
    const { why, waitsFor } = judged.parked;
    return { verdict, id, space, code: why.code, waitsFor };
  }
  return body === undefined || body.ok ? { verdict, id, space } : { verdict, id, space, code: body.error.code };
}
