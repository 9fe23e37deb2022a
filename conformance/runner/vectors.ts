import { HarnessError } from './harness-error.ts';
import { isObject, member } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { withShared } from './shared.ts';

const KINDS = ['valid', 'invalid', 'edge'] as const;
const LEVELS = ['must', 'should', 'may'] as const;
const COMPARES = ['bytes', 'json', 'set', 'subset', 'jws', 'link', 'accept'] as const;

/** How a result is compared. `protocol/INTERPRETING.md` defines each. */
export type Compare = (typeof COMPARES)[number];

/** A result that has to come. */
export interface Acceptance {
  readonly ok: JsonObject;
  readonly compare: Compare;
  /** For `jws`: the public JWKs of the signers, known once the arguments of the request are. */
  readonly keys?: readonly Json[];
}

/** A refusal that has to come. */
export interface Refusal {
  readonly error: { readonly code: string; readonly phase: string };
  /** SHA-256 of every byte that was handed out before, in base64url. Without it none may have been. */
  readonly released?: string;
}

/** Answers of which any is right, because a requirement of the case says so. */
export interface Choice {
  readonly oneOf: readonly (Acceptance | Refusal)[];
  /** The requirement that grants the choice. */
  readonly grantedBy: string;
}

/** What one request has to give. */
export type Expectation = Acceptance | Refusal | Choice;

/** Many inputs derived from one, whose answers are hashed together. Digests are SHA-256 in base64url. */
export interface Accumulation {
  readonly command: string;
  /** The arguments, with `$derived` where the inputs differ. */
  readonly input: JsonObject;
  /** How many inputs, and how many of them between two checkpoints. */
  readonly n: number;
  readonly every: number;
  readonly seedLabel: string;
  /** The digest after the last answer. */
  readonly digest: string;
  /** The digests after `every`, 2 · `every`, … answers, as long as some are left. */
  readonly checkpoints: readonly string[];
}

/** One request of a scenario. */
export interface Step {
  readonly do: string;
  readonly in: JsonObject;
  /** `{sameAs: n}`: the result of step n, counted from 0. */
  readonly expect: Expectation | { readonly sameAs: number };
  /** Name under which the member `handle` of the result is known to later steps. */
  readonly as?: string;
}

/** Strength of the requirement behind a case. */
export type Level = (typeof LEVELS)[number];

/** One case of a vector file. Has `input` and `expect`, or `input` and `accumulate`, or `steps`. */
export interface VectorCase {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly flags: readonly string[];
  readonly kind: (typeof KINDS)[number];
  readonly level: Level;
  readonly since: string;
  readonly until?: string;
  readonly features: readonly string[];
  /** Empty for an accumulated case. */
  readonly steps: readonly Step[];
  readonly accumulate?: Accumulation;
}

/** One vector file: the cases of one suite. */
export interface Suite {
  readonly suite: string;
  readonly area: string;
  readonly command: string;
  readonly profile: string;
  readonly cases: readonly VectorCase[];
}

// The members of each object of a vector file. A member that nobody reads here would promise a check that never happens.
const FILE_MEMBERS = '$schema suite area command profile specMin description notes generator shared cases'.split(' ');
const CASE_MEMBERS =
  'id title requirements flags kind level since until features base fault schemaInstance provenance'.split(' ');

/**
 * Reads the parsed JSON of one vector file.
 *
 * @throws HarnessError naming the file and the member that is wrong, or that this runner does not implement
 */
export function suiteFromJson(value: Json, file: string): Suite {
  const at = reader(value, file);
  at.only(FILE_MEMBERS);
  const command = at.text('command');
  const shared = at.optional('shared') === undefined ? {} : at.object('shared');
  return {
    suite: at.text('suite'),
    area: at.text('area'),
    command,
    profile: at.text('profile'),
    cases: at.list('cases').map((item, index) => {
      const where = `${file} case ${index}`;
      return caseFromJson(withShared(item, shared, where), command, where);
    }),
  };
}

/**
 * Refuses suites that use one case id twice.
 *
 * @throws HarnessError naming the id
 */
export function refuseDoubleIds(suites: readonly Suite[]): void {
  const seen = new Set<string>();
  for (const { id } of suites.flatMap((suite) => suite.cases)) {
    if (seen.has(id)) throw new HarnessError(`two cases have the id ${id}`);
    seen.add(id);
  }
}

/** `reject` when any request of the case has to be refused, with whatever choice, else `accept`. */
export function polarityOf(vector: VectorCase): 'accept' | 'reject' {
  return vector.steps.some(({ expect }) => isRefused(expect)) ? 'reject' : 'accept';
}

function isRefused(expect: Step['expect']): boolean {
  return 'oneOf' in expect ? expect.oneOf.every(isRefused) : 'error' in expect;
}

/** The three forms of a case, by the member that tells them apart, with the members of each. */
const FORMS = {
  steps: ['steps'],
  accumulate: ['input', 'accumulate'],
  expect: ['input', 'expect'],
} as const;

function caseFromJson(value: Json, command: string, where: string): VectorCase {
  const at = reader(value, where);
  const form = (['steps', 'accumulate'] as const).find((name) => at.optional(name) !== undefined) ?? 'expect';
  at.only([...CASE_MEMBERS, ...FORMS[form]]);
  const until = at.optional('until');
  const vector: VectorCase = {
    id: at.text('id'),
    title: at.text('title'),
    requirements: at.texts('requirements'),
    flags: at.texts('flags'),
    kind: at.oneOf('kind', KINDS),
    level: at.oneOf('level', LEVELS),
    since: at.text('since'),
    ...(typeof until === 'string' ? { until } : {}),
    features: at.optional('features') === undefined ? [] : at.texts('features'),
    steps: form === 'accumulate' ? [] : stepsFromJson(at, command, where),
    ...(form === 'accumulate' ? { accumulate: accumulationFromJson(at, command, where) } : {}),
  };
  vector.steps.forEach(({ expect }) => refuseGrant(expect, vector, where));
  return vector;
}

/** A choice is granted by a requirement that the case is about; a MUST grants none. */
function refuseGrant(expect: Step['expect'], { requirements, level }: VectorCase, where: string): void {
  if (!('oneOf' in expect)) return;
  if (level === 'must') throw new HarnessError(`${where}: oneOf in a case of level must`);
  if (!requirements.includes(expect.grantedBy))
    throw new HarnessError(`${where}: grantedBy is not one of its requirements`);
}

/** Most inputs of an accumulated case: minutes, not hours. */
const MAX_INPUTS = 1_000_000;

function accumulationFromJson(at: Reader, command: string, where: string): Accumulation {
  const own = reader(at.object('accumulate'), `${where} accumulate`);
  own.only(['n', 'every', 'seedLabel', 'digest', 'checkpoints']);
  const n = own.count('n', MAX_INPUTS);
  const every = own.count('every', n);
  const checkpoints = own.texts('checkpoints');
  if (checkpoints.length !== Math.floor((n - 1) / every))
    throw new HarnessError(
      `${where} accumulate: ${checkpoints.length} checkpoints, not ${Math.floor((n - 1) / every)}`,
    );
  const input = at.object('input');
  return { command, input, n, every, seedLabel: own.text('seedLabel'), digest: own.text('digest'), checkpoints };
}

function stepsFromJson(at: Reader, command: string, where: string): readonly Step[] {
  if (at.optional('steps') === undefined) {
    return [
      { do: command, in: at.object('input'), expect: expectationFromJson(at.object('expect'), `${where} expect`) },
    ];
  }
  const steps = at.list('steps').map((step, index) => stepFromJson(step, `${where} step ${index}`));
  if (steps.length === 0) throw new HarnessError(`${where}: no steps`);
  return steps;
}

function stepFromJson(value: Json, where: string): Step {
  const at = reader(value, where);
  at.only(['do', 'in', 'expect', 'as']);
  const expect = at.object('expect');
  const sameAs = member(expect, 'sameAs');
  if (sameAs !== undefined) reader(expect, `${where} expect`).only(['sameAs']);
  const as = at.optional('as');
  return {
    do: at.text('do'),
    in: at.object('in'),
    expect: typeof sameAs === 'number' ? { sameAs } : expectationFromJson(expect, `${where} expect`),
    ...(typeof as === 'string' ? { as } : {}),
  };
}

function expectationFromJson(value: JsonObject, where: string): Expectation {
  const at = reader(value, where);
  if (at.optional('oneOf') === undefined) return answerFromJson(value, where);
  at.only(['oneOf', 'grantedBy']);
  const oneOf = at.list('oneOf').map((each, index) => answerFromJson(each, `${where} oneOf ${index}`));
  if (oneOf.length < 2) throw new HarnessError(`${where}: oneOf is no choice`);
  return { oneOf, grantedBy: at.text('grantedBy') };
}

function answerFromJson(value: Json, where: string): Acceptance | Refusal {
  const at = reader(value, where);
  if (at.optional('error') !== undefined) {
    at.only(['error', 'released']);
    const error = reader(at.object('error'), `${where}.error`);
    error.only(['code', 'phase']);
    const refusal = { error: { code: error.text('code'), phase: error.text('phase') } };
    return at.optional('released') === undefined ? refusal : { ...refusal, released: at.text('released') };
  }
  at.only(['ok', 'compare']);
  const compare = at.optional('compare') === undefined ? 'bytes' : at.oneOf('compare', COMPARES);
  return { ok: at.object('ok'), compare };
}

interface Reader {
  /** Refuses any other member. */
  only(names: readonly string[]): void;
  optional(name: string): Json | undefined;
  text(name: string): string;
  texts(name: string): readonly string[];
  list(name: string): readonly Json[];
  object(name: string): JsonObject;
  /** An integer from 1 to `max`. */
  count(name: string, max: number): number;
  oneOf<T extends string>(name: string, values: readonly T[]): T;
}

function reader(value: Json, where: string): Reader {
  if (!isObject(value)) throw new HarnessError(`${where}: not an object`);
  const refuse = (name: string, wanted: string): never => {
    throw new HarnessError(`${where}: ${name} is not ${wanted}`);
  };
  const optional = (name: string): Json | undefined => member(value, name);
  const text = (name: string): string => {
    const got = optional(name);
    return typeof got === 'string' && got !== '' ? got : refuse(name, 'a text');
  };
  const list = (name: string): readonly Json[] => {
    const got = optional(name);
    return Array.isArray(got) ? got : refuse(name, 'a list');
  };
  return {
    only: (names) => {
      const unknown = Object.keys(value).find((name) => !names.includes(name));
      if (unknown !== undefined) throw new HarnessError(`${where}: this runner does not implement ${unknown}`);
    },
    optional,
    text,
    list,
    texts: (name) => list(name).map((item) => (typeof item === 'string' ? item : refuse(name, 'a list of texts'))),
    object: (name) => {
      const got = optional(name);
      return isObject(got) ? got : refuse(name, 'an object');
    },
    count: (name, max) => {
      const got = optional(name);
      const isCount = typeof got === 'number' && Number.isInteger(got) && got >= 1 && got <= max;
      return isCount ? got : refuse(name, `a count from 1 to ${max}`);
    },
    oneOf: (name, values) => values.find((each) => each === text(name)) ?? refuse(name, `one of ${values.join(', ')}`),
  };
}
