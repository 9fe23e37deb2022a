import { runAccumulation } from './accumulate.ts';
import { HarnessError } from './harness-error.ts';
import { expandObject } from './expand.ts';
import type { NamedKey } from './expand.ts';
import { bytesFromJson, isObject, member, objectFrom } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { digestOf, judge } from './judge.ts';
import type { Judgement } from './judge.ts';
import type { Answer, Request } from './session.ts';
import type { Acceptance, Expectation, Refusal, Step, VectorCase } from './vectors.ts';

/** One request of a case, as it was sent, and what came back. */
export interface Exchange {
  readonly cmd: string;
  readonly input: JsonObject;
  /** For an input of an accumulated case: the digest after its block. */
  readonly expect: Expectation | { readonly digest: string };
  readonly answer: Answer;
}

/** A case that was run: its judgement and its wire traffic. */
export type CaseRun = Judgement & { readonly exchanges: readonly Exchange[] };

/** What running a case needs. */
export interface CaseOptions {
  readonly keyByName: ReadonlyMap<string, NamedKey>;
  /** Which half of a key the arguments of this command take. */
  readonly keyForm: (command: string) => 'public' | 'private';
  readonly ask: (request: Request) => Promise<Answer>;
}

/**
 * Runs the steps of one case in order and stops at the first that is not as expected. `lost` when the process
 * ended with other requests open too: run the case again, alone.
 */
export async function runCase(vector: VectorCase, options: CaseOptions): Promise<CaseRun | 'lost'> {
  if (vector.accumulate !== undefined) return runAccumulation(vector.accumulate, options, vector.id);
  const exchanges: Exchange[] = [];
  const handleByName = new Map<string, Json>();
  let judgement: Judgement = { verdict: 'pass' };
  for (const step of vector.steps) {
    const expanded = expandObject(step.in, { ...options, keyForm: options.keyForm(step.do), where: vector.id });
    const input = withHandle(expanded, handleByName);
    const expect = expectationOf(step, { vector, exchanges, options, input });
    const answer = await options.ask({ cmd: step.do, input, label: vector.id });
    if (answer.kind === 'lost') return 'lost';
    exchanges.push({ cmd: step.do, input, expect, answer });
    judgement = judge(expect, answer);
    if (judgement.verdict !== 'pass') break;
    if (step.as !== undefined && answer.kind === 'ok') handleByName.set(step.as, member(answer.ok, 'handle') ?? null);
  }
  return { ...judgement, exchanges };
}

function withHandle(input: JsonObject, handleByName: ReadonlyMap<string, Json>): JsonObject {
  const name = member(input, 'handle');
  const handle = typeof name === 'string' ? handleByName.get(name) : undefined;
  return handle === undefined ? input : objectFrom([...Object.entries(input), ['handle', handle]]);
}

interface Progress {
  readonly vector: VectorCase;
  readonly exchanges: readonly Exchange[];
  readonly options: CaseOptions;
  /** The arguments of the step, as they are sent. */
  readonly input: JsonObject;
}

function expectationOf(step: Step, { vector, exchanges, options, input }: Progress): Expectation {
  const { expect } = step;
  if ('sameAs' in expect) {
    const earlier = exchanges[expect.sameAs]?.answer;
    if (earlier?.kind === 'ok') return { ok: earlier.ok, compare: 'bytes' };
    if (earlier?.kind === 'error') return refusalOf(earlier);
    throw new HarnessError(`${vector.id}: sameAs ${expect.sameAs} names no earlier step`);
  }
  const whole = (each: Acceptance | Refusal): Acceptance | Refusal => {
    if ('error' in each) return each;
    const ok = expandObject(each.ok, { ...options, keyForm: 'public', where: vector.id });
    return { ok, compare: each.compare, ...(each.compare === 'jws' ? { keys: publicKeysOf(input) } : {}) };
  };
  return 'oneOf' in expect ? { ...expect, oneOf: expect.oneOf.map(whole) } : whole(expect);
}

/** What a later answer has to be when it has to be the same. */
function refusalOf({ code, phase, released }: Extract<Answer, { kind: 'error' }>): Refusal {
  const digest = digestOf(bytesFromJson(released ?? null));
  return { error: { code, phase }, ...(digest === undefined ? {} : { released: digest }) };
}

/** The public halves of the keys that a request signs with. */
function publicKeysOf(input: JsonObject): readonly Json[] {
  const keys = member(input, 'keys') ?? [member(input, 'key') ?? null];
  return (Array.isArray(keys) ? keys : []).map((key: Json) =>
    isObject(key) ? objectFrom(Object.entries(key).filter(([name]) => name !== 'd')) : key,
  );
}
