import { compareResults } from './compare.ts';
import type { Answer } from './session.ts';
import type { Expectation } from './vectors.ts';

/** The verdicts of `protocol/INTERPRETING.md`. There is no skip. */
export type Verdict =
  | 'pass'
  | 'fail'
  | 'wrong-code'
  | 'crash'
  | 'timeout'
  | 'unsupported'
  | 'not-applicable'
  | 'known-failing'
  | 'unexpected-pass'
  | 'flaky';

/** A verdict with its reason. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The code that the testee reported, when it refused. */
  readonly code?: string;
  /** Why it is not a pass. */
  readonly detail?: string;
}

/** True for the verdicts that make a run fail. */
export function isFailure(verdict: Verdict): boolean {
  return verdict !== 'pass' && verdict !== 'not-applicable' && verdict !== 'known-failing';
}

/** Judges one answer. A `lost` answer cannot be judged: run the request again, alone. */
export function judge(expect: Expectation, answer: Exclude<Answer, { kind: 'lost' }>): Judgement {
  if (answer.kind === 'ok') return judgeResult(expect, answer);
  if (answer.kind === 'error') return judgeError(expect, answer);
  if (answer.kind === 'unsupported') return { verdict: 'unsupported', detail: `answered unsupported: ${answer.what}` };
  return { verdict: answer.kind === 'violation' ? 'fail' : answer.kind, detail: answer.detail };
}

function judgeResult(expect: Expectation, answer: Extract<Answer, { kind: 'ok' }>): Judgement {
  if ('error' in expect)
    return {
      verdict: 'fail',
      detail: `expected ${expect.error.code} in phase ${expect.error.phase}, but it was accepted`,
    };
  const difference = compareResults(expect, answer.ok);
  return difference === undefined ? { verdict: 'pass' } : { verdict: 'fail', detail: difference };
}

function judgeError(expect: Expectation, answer: Extract<Answer, { kind: 'error' }>): Judgement {
  const { code, phase } = answer;
  const words = answer.detail === undefined ? '' : ` (${answer.detail})`;
  if (!('error' in expect))
    return { verdict: 'fail', code, detail: `expected to be accepted, got ${code} in phase ${phase}${words}` };
  const { error } = expect;
  if (error.code === code && error.phase === phase) return { verdict: 'pass', code };
  return {
    verdict: 'wrong-code',
    code,
    detail: `expected ${error.code} in phase ${error.phase}, got ${code} in phase ${phase}${words}`,
  };
}
