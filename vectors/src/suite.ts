// The small language in which suites are written. The model computes every result; the author says every code.
import { createHash } from 'node:crypto';
import { phaseOf } from '@allod/conformance-model/registries';
import { SEED_LABEL } from './actors.ts';
import { applyFault, type Fault, type FaultPlan } from './fault.ts';
import { readMember } from './place.ts';
import { quickModel } from './quick-model.ts';
import { derivedInput } from './derived.ts';
import { canonical, compact, fromBase64url, isObject, textOf, type Value, type ValueObject } from './value.ts';

/** Where a case comes from. */
export interface Provenance {
  origin: 'authored' | 'published';
  by: string;
  link?: string;
  license?: string;
}

/** One case of a suite. The field order is the order in the file. */
export interface VectorCase {
  id: string;
  title: string;
  requirements: string[];
  flags: string[];
  kind: 'valid' | 'invalid' | 'edge';
  level: 'must';
  since: string;
  base?: string;
  fault?: Fault;
  input: ValueObject;
  /** Absent where there is `accumulate`. */
  expect?: { ok: ValueObject; compare: Compare } | { error: { code: string; phase: string } };
  accumulate?: Accumulation;
  /** The broken part, for the check that the schemas of the spec refuse it too. */
  schemaInstance?: {
    schema:
      | 'header'
      | 'claims'
      | 'statement'
      | 'record-claims'
      | 'op-claims'
      | 'team-init-claims'
      | 'user-init-claims'
      | 'snapshot-claims'
      | 'messages'
      | 'pack-messages'
      | 'invite-link'
      | 'knock-link'
      | 'request-link'
      | 'share-link'
      | 'sealed-header'
      | 'keybox'
      | 'keybox-header'
      | 'ballot';
    instance: Value;
  };
  provenance: Provenance;
}

/** Many inputs, and the digests of what is answered to them. */
export interface Accumulation {
  n: number;
  every: number;
  seedLabel: string;
  digest: string;
  checkpoints: string[];
}

/** How a result is compared; conformance/protocol/INTERPRETING.md defines each. */
export type Compare = 'bytes' | 'jws' | 'link' | 'subset' | 'accept';

/** A flag: what kind of mistake its cases find. */
export interface Note {
  bugClass: string;
  effect: string;
  description: string;
  links?: string[];
}

/** What a suite says about itself. */
export interface SuiteHead {
  suite: string;
  command: string;
  profile: 'codec' | 'crypto' | 'frames' | 'principals' | 'collection' | 'secrecy' | 'sync';
  compare?: Compare;
  description: string;
  notes: Record<string, Note>;
}

/** What an author says about a case. */
export interface CasePlan {
  requirements: readonly string[];
  flags?: readonly string[];
  kind?: 'edge';
  provenance?: Provenance;
  /** The broken part as a schema of the spec sees it, where the command does not say. */
  schemaInstance?: NonNullable<VectorCase['schemaInstance']>;
}

/** What an author says about a case of many inputs. */
export interface AccumulatedPlan extends CasePlan {
  /** With `$derived` where the inputs differ. */
  input: ValueObject;
  n: number;
  /** Inputs between two checkpoints. */
  every: number;
  /** The answer to each. */
  answer: ValueObject;
}

/** What of the result is asked for: all of it; `verdict`, that it is accepted; or all but what the spec leaves open. */
export type Asked = 'all' | 'verdict' | { readonly allBut: readonly string[] };

/** An input, or one derived from a base case by one fault. */
export type Source = { input: ValueObject } | { base: string; fault: FaultPlan };

const AUTHORED: Provenance = { origin: 'authored', by: 'allod' };
const model = quickModel();

/** Skips nothing, but hears of every check that fails: the model then asks whether to skip it, by requirement and by code. */
class Listener extends Set<string> {
  /** Each as requirement and code. */
  readonly broken: [requirement: string, code: string][] = [];
  #requirement = '';

  override has(name: string): boolean {
    if (name.startsWith('E_')) this.broken.push([this.#requirement, name]);
    else this.#requirement = name;
    return false;
  }
}

/** A suite under construction. */
export class Suite {
  readonly head: SuiteHead;
  readonly cases: VectorCase[] = [];
  readonly #inputById = new Map<string, ValueObject>();
  readonly #resolveKeys: (input: ValueObject) => ValueObject;

  constructor(head: SuiteHead, resolveKeys: (input: ValueObject) => ValueObject) {
    this.head = head;
    this.#resolveKeys = resolveKeys;
  }

  /** An input that must be accepted; the model gives the result. */
  accepts(slug: string, title: string, plan: CasePlan & { input: ValueObject; asked?: Asked }): void {
    const outcome = model.handle(this.head.command, this.#resolveKeys(plan.input));
    if (!('ok' in outcome)) throw new RangeError(`${this.#id(slug)}: the model says ${JSON.stringify(outcome)}`);
    const expect = expected(outcome.ok as ValueObject, plan.asked ?? 'all', this.head.compare ?? 'bytes');
    this.#put(slug, title, { plan, kind: plan.kind ?? 'valid', input: plan.input, expect });
  }

  /** An input that must be refused with one code: one fault away from a base case, or an edge case with an input of its own. */
  refuses(slug: string, title: string, plan: CasePlan & { code: string } & Source): void {
    const { input, ...derivation } = this.#source(plan);
    const outcome = model.handle(this.head.command, this.#resolveKeys(input));
    const got = 'error' in outcome ? outcome.error : undefined;
    if (got?.code !== plan.code || !plan.requirements.includes(got.detail ?? '')) {
      throw new RangeError(
        `${this.#id(slug)}: wanted ${plan.code} of ${plan.requirements.join()}, got ${JSON.stringify(outcome)}`,
      );
    }
    const expect = { error: { code: plan.code, phase: phaseOf(plan.code) } };
    this.#put(slug, title, { plan, kind: plan.kind ?? 'invalid', input, expect, ...derivation });
  }

  /**
   * A log that stands, and in it one op that must be refused or parked with one code; `at` leads to it. One fault away from a
   * base case, or an edge case with an input of its own.
   */
  refusesOp(slug: string, title: string, plan: CasePlan & { code: string; at: string } & Source): void {
    const { input, ...derivation } = this.#source(plan);
    const op = readMember(input, plan.at).value as ValueObject;
    const skip = new Listener();
    const outcome = quickModel({ skip }).handle(this.head.command, this.#resolveKeys(input));
    if (!('ok' in outcome) || codeOf(outcome.ok as ValueObject, op) !== plan.code) {
      throw new RangeError(`${this.#id(slug)}: wanted ${plan.code}, got ${JSON.stringify(outcome)}`);
    }
    if (!skip.broken.some(([requirement, code]) => code === plan.code && plan.requirements.includes(requirement))) {
      throw new RangeError(`${this.#id(slug)}: wanted ${plan.requirements.join()}, got ${skip.broken.join(' ')}`);
    }
    const expect = expected(outcome.ok as ValueObject, 'all', this.head.compare ?? 'bytes');
    this.#put(slug, title, { plan, kind: plan.kind ?? 'invalid', input, expect, op, ...derivation });
  }

  /** An input with places where `n` inputs differ, to all of which the model has to give one answer. */
  accumulates(slug: string, title: string, plan: AccumulatedPlan): void {
    const { input, n, every, answer } = plan;
    const seedLabel = this.#id(slug);
    const hash = createHash('sha256');
    const digests: string[] = [];
    for (let index = 0; index < n; index++) {
      const outcome = model.handle(this.head.command, this.#resolveKeys(derivedInput(input, { seedLabel, index })));
      if (!('ok' in outcome) || canonical(outcome.ok as ValueObject) !== canonical(answer))
        throw new RangeError(`${seedLabel}: to input ${index} the model says ${JSON.stringify(outcome)}`);
      hash.update(`${canonical({ ok: answer })}\n`);
      if ((index + 1) % every === 0 || index + 1 === n) digests.push(hash.copy().digest('base64url'));
    }
    const [digest = ''] = digests.splice(-1);
    const accumulate = { n, every, seedLabel, digest, checkpoints: digests };
    this.#put(slug, title, { plan, kind: 'edge', input, accumulate });
  }

  /** The input of an earlier case. */
  inputOf(slug: string): ValueObject {
    const input = this.#inputById.get(this.#id(slug));
    if (input === undefined) throw new RangeError(`${this.#id(slug)} does not exist yet`);
    return input;
  }

  /** The file of the suite. */
  file(): ValueObject {
    const { suite, command, profile, description, notes } = this.head;
    const [area = ''] = suite.split('/');
    return {
      $schema: '../schema/vectors.schema.json',
      suite,
      area,
      command,
      profile,
      specMin: '0.1',
      description,
      notes: notes as unknown as ValueObject,
      generator: { name: '@allod/vectors', version: '0.1.0', seedLabel: SEED_LABEL },
      cases: this.cases as unknown as Value[],
    };
  }

  #id(slug: string): string {
    return `${this.head.suite}/${slug}`;
  }

  #source(plan: CasePlan & Source): { input: ValueObject; base?: string; fault?: Fault } {
    if ('input' in plan) {
      if (plan.kind !== 'edge') throw new RangeError('a refused input without a base is an edge case');
      return { input: plan.input };
    }
    return { base: this.#id(plan.base), ...applyFault(this.inputOf(plan.base), plan.fault) };
  }

  #put(slug: string, title: string, made: Made): void {
    const { plan, kind, input, expect, accumulate, base, fault } = made;
    const id = this.#id(slug);
    if (this.#inputById.has(id)) throw new RangeError(`${id} is there twice`);
    for (const flag of plan.flags ?? []) {
      if (this.head.notes[flag] === undefined) throw new RangeError(`${id}: no note explains ${flag}`);
    }
    this.#inputById.set(id, input);
    const derivation =
      base === undefined || fault === undefined
        ? {}
        : { base, fault: compact(fault as unknown as Value) as unknown as Fault };
    this.cases.push({
      id,
      title,
      requirements: [...plan.requirements],
      flags: [...(plan.flags ?? [])],
      kind,
      level: 'must',
      since: '0.1',
      ...derivation,
      input: compact(input) as ValueObject,
      ...(expect === undefined ? {} : { expect: compact(expect) as unknown as NonNullable<VectorCase['expect']> }),
      ...(accumulate === undefined ? {} : { accumulate }),
      ...(kind === 'invalid' ? schemaInstance(this.head.command, made) : {}),
      provenance: plan.provenance ?? AUTHORED,
    });
  }
}

/** The code with which an op of a log is refused or parked. */
function codeOf({ refused, parked }: ValueObject, op: ValueObject): string | undefined {
  const id = String((model.handle('statement.id', { st: op['st'] }) as { ok: ValueObject }).ok['id']);
  return (refused as Record<string, string>)[id] ?? (parked as Record<string, string>)[id];
}

function expected(ok: ValueObject, asked: Asked, compare: Compare): { ok: ValueObject; compare: Compare } {
  if (asked === 'all') return { ok, compare };
  if (asked === 'verdict') return { ok: {}, compare: 'accept' };
  const shown = Object.entries(ok).filter(([name]) => !asked.allBut.includes(name));
  return { ok: Object.fromEntries(shown), compare: 'subset' };
}

type Schema = NonNullable<VectorCase['schemaInstance']>['schema'];

// Requirements whose breach a JSON Schema of the spec shows. For claims, the schema of the statements that the command is about.
const REQUIREMENTS_BY_SCHEMA: Readonly<Record<'header' | 'claims' | 'statement', readonly string[]>> = {
  statement: ['STM-001', 'STM-005'],
  header: ['STM-007', 'STM-008', 'STM-009', 'STM-011'],
  claims: [
    'STM-004',
    'STM-020',
    'CNV-018',
    'REC-001',
    'REC-002',
    'REC-003',
    'REC-004',
    'REC-005',
    'REC-006',
    'REC-008',
    'REC-009',
    'PRN-004',
    'PRN-013',
    'PRN-015',
    'PRN-093',
    'SEC-001',
    'SEC-003',
  ],
};

/** The broken part of a refused statement, as an instance of its schema. */
function schemaInstance(command: string, made: Made): SchemaInstance {
  const { plan, input } = made;
  if (plan.schemaInstance !== undefined) return { schemaInstance: plan.schemaInstance };
  const { st, sig, sigs } = made.op ?? statementOf(input);
  const [requirement = ''] = plan.requirements;
  const part = Object.entries(REQUIREMENTS_BY_SCHEMA).find(([, ids]) => ids.includes(requirement))?.[0];
  if (part === undefined || typeof st !== 'string' || typeof sig !== 'string') return {};
  if (part === 'statement') {
    const instance = { st, sig, ...(sigs === undefined ? {} : { sigs }) };
    return { schemaInstance: { schema: 'statement', instance } };
  }
  if (part === 'header' && sigs !== undefined) return {};
  const text = st.split('.')[part === 'header' ? 0 : 1] ?? '';
  const instance = JSON.parse(textOf(fromBase64url(text))) as Value;
  const schema = part === 'header' ? 'header' : requirement === 'STM-020' ? 'claims' : claimsSchema(command, instance);
  return { schemaInstance: { schema, instance } };
}

function claimsSchema(command: string, claims: Value): Schema {
  if (command === 'log.resolve') {
    const { k = null, kind = null } = isObject(claims) ? claims : {};
    if (k !== 'init') return 'op-claims';
    return kind === 'team' ? 'team-init-claims' : 'user-init-claims';
  }
  if (command === 'snap.check') return 'snapshot-claims';
  return command.startsWith('record.') ? 'record-claims' : 'claims';
}

/** The statement that a request is about: the input itself, or the first op of a log. */
function statementOf(input: ValueObject): ValueObject {
  const { ops } = input;
  const [op] = Array.isArray(ops) ? ops : [];
  return isObject(op) ? op : input;
}

type SchemaInstance = Pick<VectorCase, 'schemaInstance'>;

interface Made {
  plan: CasePlan;
  kind: VectorCase['kind'];
  input: ValueObject;
  expect?: NonNullable<VectorCase['expect']>;
  accumulate?: Accumulation;
  base?: string;
  fault?: Fault;
  /** The op that is refused, where the log stands. */
  op?: ValueObject;
}
