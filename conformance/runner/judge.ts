import { createHash } from 'node:crypto';
import { compareResults } from './compare.ts';
import { bytesFromJson } from './json.ts';
import type { Json } from './json.ts';
import type { Answer } from './session.ts';
import type { Acceptance, Choice, Expectation, Refusal } from './vectors.ts';

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
  if (answer.kind === 'unsupported') return { verdict: 'unsupported', detail: `answered unsupported: ${answer.what}` };
  if (answer.kind !== 'ok' && answer.kind !== 'error')
    return { verdict: answer.kind === 'violation' ? 'fail' : answer.kind, detail: answer.detail };
  if ('oneOf' in expect) return judgeChoice(expect, answer);
  return answer.kind === 'ok' ? judgeResult(expect, answer) : judgeError(expect, answer);
}

function judgeChoice(expect: Choice, answer: Extract<Answer, { kind: 'ok' | 'error' }>): Judgement {
  const judged = expect.oneOf.map((each) => judge(each, answer));
  const right = judged.find(({ verdict }) => verdict === 'pass');
  if (right !== undefined) return right;
  const reasons = judged.map(({ detail }) => detail).join('; ');
  return {
    verdict: judged.some(({ verdict }) => verdict === 'wrong-code') ? 'wrong-code' : 'fail',
    ...(answer.kind === 'error' ? { code: answer.code } : {}),
    detail: `none of the answers that ${expect.grantedBy} grants: ${reasons}`,
  };
}

function judgeResult(expect: Acceptance | Refusal, answer: Extract<Answer, { kind: 'ok' }>): Judgement {
  if ('error' in expect)
    return {
      verdict: 'fail',
      detail: `expected ${expect.error.code} in phase ${expect.error.phase}, but it was accepted`,
    };
  const difference = compareResults(expect, answer.ok);
  return difference === undefined ? { verdict: 'pass' } : { verdict: 'fail', detail: difference };
}

function judgeError(expect: Acceptance | Refusal, answer: Extract<Answer, { kind: 'error' }>): Judgement {
  const { code, phase } = answer;
  const words = answer.detail === undefined ? '' : ` (${answer.detail})`;
  if (!('error' in expect))
    return { verdict: 'fail', code, detail: `expected to be accepted, got ${code} in phase ${phase}${words}` };
  const { error } = expect;
  if (error.code !== code || error.phase !== phase)
    return {
      verdict: 'wrong-code',
      code,
      detail: `expected ${error.code} in phase ${error.phase}, got ${code} in phase ${phase}${words}`,
    };
  const detail = releasedDifference(expect.released, answer.released);
  return detail === undefined ? { verdict: 'pass', code } : { verdict: 'fail', code, detail };
}

/** The right code does not make up for content that was handed out before it. */
function releasedDifference(expected: string | undefined, released: Json | undefined): string | undefined {
  const bytes = bytesFromJson(released ?? null);
  const got = digestOf(bytes);
  if (got === expected) return undefined;
  const words = got === undefined ? 'nothing' : `${bytes?.length} bytes with SHA-256 ${got}`;
  return `handed out ${words} before it refused, expected ${expected === undefined ? 'nothing' : `SHA-256 ${expected}`}`;
}

/** SHA-256 in base64url; `undefined` for no bytes at all. */
export function digestOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined || bytes.length === 0 ? undefined : createHash('sha256').update(bytes).digest('base64url');
}
