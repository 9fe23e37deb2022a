// The forms of a case beside input and expect: what was handed out before a refusal, a granted choice, many inputs in one case.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createModel } from '@allod/conformance-model';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../coverage/evidence.ts';
import { runCase } from '../../runner/case-run.ts';
import type { CaseRun } from '../../runner/case-run.ts';
import { expand } from '../../runner/expand.ts';
import { canonicalJson } from '../../runner/json.ts';
import type { Json, JsonObject } from '../../runner/json.ts';
import { judge } from '../../runner/judge.ts';
import type { Answer } from '../../runner/session.ts';
import { polarityOf, suiteFromJson } from '../../runner/vectors.ts';
import type { Suite } from '../../runner/vectors.ts';
import { ACCUMULATED } from './accumulated.ts';
import { playFixture, root, runFixture, suiteOf, verdictsOf } from './support.ts';

const FORMAT = { code: 'E_FORMAT', phase: 'format' };
const JSON_FAULT = { code: 'E_JSON', phase: 'json' };
/** SHA-256 of the octets 00 01 02, which `hands-out-early` hands out. */
const DIGEST = 'rksygOVuL6-D9BSm49q-nV--GJdlRMBf7RIazLhbU_w';
const OTHER = 'A'.repeat(43);

const CASE: JsonObject = {
  id: 'a/b/c',
  title: 'a case',
  requirements: ['CNV-002', 'CNV-003'],
  flags: [],
  kind: 'edge',
  level: 'should',
  since: '0.1',
  input: { text: 'AA' },
  expect: { error: FORMAT },
  provenance: { origin: 'authored', by: 'allod' },
};
const CHOICE = { oneOf: [{ error: FORMAT }, { error: JSON_FAULT }], grantedBy: 'CNV-003' };
const { expect: _expect, ...UNEXPECTED } = CASE;
const COUNT = { n: 10, every: 4, seedLabel: 'x', digest: OTHER, checkpoints: [OTHER, OTHER] };

function fileOf(vector: JsonObject): JsonObject {
  const generator = { name: 'x', version: '1', seedLabel: 'x' };
  const head = { suite: 'a/b', area: 'a', command: 'order.key', profile: 'sync', specMin: '0.1', description: 'x' };
  return { $schema: '../schema/vectors.schema.json', ...head, notes: {}, generator, cases: [vector] };
}

function refusedByRunner(file: JsonObject): boolean {
  try {
    suiteFromJson(file, 'x.json');
    return false;
  } catch {
    return true;
  }
}

describe('the schema of vectors and the runner', () => {
  const text = readFileSync(join(root, 'vectors', 'schema', 'vectors.schema.json'), 'utf8');
  const schema = JSON.parse(text) as object;
  const fits = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(schema);

  test.each<[string, JsonObject]>([
    ['a refusal that hands something out', { ...CASE, expect: { error: FORMAT, released: DIGEST } }],
    ['a choice of refusals', { ...CASE, expect: CHOICE }],
    [
      'a choice with a result',
      { ...CASE, expect: { ...CHOICE, oneOf: [{ error: FORMAT }, { ok: {}, compare: 'json' }] } },
    ],
    ['many inputs', { ...UNEXPECTED, accumulate: COUNT }],
    ['the case of the tests', ACCUMULATED],
  ])('take %s', (_what, vector) => {
    const file = fileOf(vector);
    expect([fits(file), refusedByRunner(file)]).toEqual([true, false]);
  });

  test.each<[string, JsonObject]>([
    ['a result that hands something out', { ...CASE, expect: { ok: {}, compare: 'json', released: DIGEST } }],
    ['a choice in a MUST', { ...CASE, level: 'must', expect: CHOICE }],
    ['a choice of one', { ...CASE, expect: { ...CHOICE, oneOf: [{ error: FORMAT }] } }],
    ['a choice that nothing grants', { ...CASE, expect: { oneOf: CHOICE.oneOf } }],
    ['a choice within a choice', { ...CASE, expect: { ...CHOICE, oneOf: [CHOICE, { error: FORMAT }] } }],
    ['many inputs with an expectation', { ...CASE, accumulate: COUNT }],
    ['many inputs without a count', { ...UNEXPECTED, accumulate: { ...COUNT, n: 0 } }],
    ['many inputs without a digest', { ...UNEXPECTED, accumulate: { ...COUNT, digest: '' } }],
    ['many inputs with a member nobody knows', { ...UNEXPECTED, accumulate: { ...COUNT, seed: 'x' } }],
    ['neither an expectation nor many inputs', UNEXPECTED],
  ])('refuse %s', (_what, vector) => {
    const file = fileOf(vector);
    expect([fits(file), refusedByRunner(file)]).toEqual([false, true]);
  });

  test.each<[string, string, JsonObject]>([
    ['a choice that another requirement grants', 'grantedBy', { ...CASE, expect: { ...CHOICE, grantedBy: 'STM-001' } }],
    ['a missing checkpoint', '1 checkpoints, not 2', { ...UNEXPECTED, accumulate: { ...COUNT, checkpoints: [OTHER] } }],
  ])('the runner also refuses %s', (_what, message, vector) => {
    expect(() => suiteFromJson(fileOf(vector), 'x.json')).toThrow(message);
  });
});

const runBad = async (
  behaviour: string,
  expectation: JsonObject,
  more: JsonObject = {},
): Promise<(string | undefined)[]> => {
  const suite = suiteOf(['bad-one'], { expect: expectation, ...more });
  const [report] = (await runFixture(playFixture(behaviour), [suite])).suites;
  return [report?.cases[0]?.verdict, report?.cases[0]?.detail];
};

describe('released', () => {
  test('what was handed out before a refusal fails the case, though the code is right', async () => {
    const expected = `handed out 3 bytes with SHA-256 ${DIGEST} before it refused, expected nothing`;
    expect(await runBad('hands-out-early', { error: FORMAT })).toEqual(['fail', expected]);
    expect(await runBad('honest', { error: FORMAT })).toEqual(['pass', undefined]);
  });

  test('what a case expects to be handed out has to be exactly that', async () => {
    expect(await runBad('hands-out-early', { error: FORMAT, released: DIGEST })).toEqual(['pass', undefined]);
    expect((await runBad('hands-out-early', { error: FORMAT, released: OTHER }))[0]).toBe('fail');
    const nothing = `handed out nothing before it refused, expected SHA-256 ${DIGEST}`;
    expect(await runBad('honest', { error: FORMAT, released: DIGEST })).toEqual(['fail', nothing]);
  });

  test('an empty list of bytes is nothing, and another code is told first', () => {
    const answer = { kind: 'error', ...FORMAT, released: { $b64u: '' } } as const;
    expect(judge({ error: FORMAT }, answer).verdict).toBe('pass');
    expect(judge({ error: JSON_FAULT }, { ...answer, released: { $b64u: 'AA' } }).verdict).toBe('wrong-code');
  });

  test('sameAs asks for the same bytes again', async () => {
    const { input: _input, ...scenario } = UNEXPECTED;
    const steps = [
      { do: 'a', in: {}, expect: { error: FORMAT, released: DIGEST } },
      { do: 'b', in: {}, expect: { sameAs: 0 } },
    ];
    const [vector] = suiteFromJson(fileOf({ ...scenario, steps }), 'x.json').cases;
    const again = async (second: string): Promise<unknown> => {
      const ask = async ({ cmd }: { cmd: string }): Promise<Answer> => {
        return { kind: 'error', ...FORMAT, released: { $b64u: cmd === 'a' ? 'AAEC' : second } };
      };
      return runCase(vector!, { keyByName: new Map(), keyForm: () => 'public', ask });
    };
    expect(await again('AAEC')).toMatchObject({ verdict: 'pass' });
    expect(await again('AAED')).toMatchObject({ verdict: 'fail' });
  });
});

describe('oneOf', () => {
  const may = { level: 'may', requirements: ['CNV-002', 'CNV-003'] };
  const bytes = (text: string): JsonObject => ({ ok: { bytes: { $b64u: text } }, compare: 'bytes' });

  test('any of the answers passes, a refusal or a result', async () => {
    expect((await runBad('honest', CHOICE, may))[0]).toBe('pass');
    expect((await runBad('wrong-code', CHOICE, may))[0]).toBe('pass');
    const mixed = { ...CHOICE, oneOf: [{ error: FORMAT }, bytes('AA')] };
    expect((await runBad('accepts-all', mixed, may))[0]).toBe('pass');
  });

  test('every other answer fails, and the report says what was granted and by what', async () => {
    const codes = { ...CHOICE, oneOf: [{ error: FORMAT }, { error: { code: 'E_SIZE', phase: 'size' } }] };
    const [verdict, detail] = await runBad('wrong-code', codes, may);
    expect(verdict).toBe('wrong-code');
    expect(detail).toMatch(/^none of the answers that CNV-003 grants: expected E_FORMAT .*; expected E_SIZE /);
    expect((await runBad('accepts-all', codes, may))[0]).toBe('fail');
    expect((await runBad('accepts-all', { ...CHOICE, oneOf: [{ error: FORMAT }, bytes('AQ')] }, may))[0]).toBe('fail');
    expect((await runBad('unsupported-on-boom', CHOICE, { ...may, input: { text: 'boom' } }))[0]).toBe('unsupported');
  });

  test('is a refusal only when every answer is one, for the runner and for the gate', () => {
    const polarity = (expectation: JsonObject): string[] => {
      const file = fileOf({ ...CASE, expect: expectation });
      return [polarityOf(suiteFromJson(file, 'x.json').cases[0]!), casesOf(file)[0]!.polarity];
    };
    expect(polarity(CHOICE)).toEqual(['reject', 'reject']);
    expect(polarity({ ...CHOICE, oneOf: [{ error: FORMAT }, bytes('AA')] })).toEqual(['accept', 'accept']);
  });
});

describe('accumulate', () => {
  const model = createModel();
  const suite: Suite = suiteFromJson(fileOf(ACCUMULATED), 'x.json');
  const honest = (input: JsonObject): Answer => {
    const outcome = model.handle('order.key', input);
    if (!('ok' in outcome)) throw new Error(JSON.stringify(outcome));
    return { kind: 'ok', ok: outcome.ok as JsonObject };
  };
  /** Runs the case; `answer` sees each input and its number. */
  const run = async (answer: (input: JsonObject, index: number) => Answer): Promise<CaseRun | 'lost'> => {
    let asked = 0;
    const ask = async ({ input }: { input: JsonObject }): Promise<Answer> => answer(input, asked++);
    return runCase(suite.cases[0]!, { keyByName: new Map(), keyForm: () => 'public', ask });
  };

  test('a thousand right order keys pass, and leave nothing in the report', async () => {
    expect(await run(honest)).toEqual({ verdict: 'pass', exchanges: [] });
  });

  test.each([
    [0, 'inputs 0 to 399'],
    [399, 'inputs 0 to 399'],
    [400, 'inputs 400 to 799'],
    [999, 'inputs 800 to 999'],
  ])('one other answer of a thousand, to input %i, fails at the end of its block', async (wrong, words) => {
    const result = await run((input, index) =>
      index === wrong ? { kind: 'ok', ok: { key: { $b64u: 'AA' } } } : honest(input),
    );
    expect(result).toMatchObject({ verdict: 'fail', detail: expect.stringContaining(words) });
    // The first exchange of the block is an example of its inputs.
    expect((result as CaseRun).exchanges).toHaveLength(1);
  });

  test('a refusal instead of a result is another answer, and so are two that changed places', async () => {
    const refused = await run((input, index) => (index === 7 ? { kind: 'error', ...FORMAT } : honest(input)));
    expect(refused).toMatchObject({ verdict: 'fail', detail: expect.stringContaining('inputs 0 to 399') });
    const answers: Answer[] = [];
    await run((input, index) => (answers[index] = honest(input)));
    const swapped = await run((_input, index) => answers[index < 2 ? 1 - index : index]!);
    expect(swapped).toMatchObject({ verdict: 'fail', detail: expect.stringContaining('inputs 0 to 399') });
  });

  test.each<[Answer, string, string]>([
    [{ kind: 'crash', detail: 'signal SIGSEGV' }, 'crash', 'input 5: signal SIGSEGV'],
    [{ kind: 'timeout', detail: 'no answer' }, 'timeout', 'input 5: no answer'],
    [{ kind: 'violation', detail: 'no JSON' }, 'fail', 'input 5: no JSON'],
    [{ kind: 'unsupported', what: 'x' }, 'unsupported', 'input 5: answered unsupported: x'],
    [
      { kind: 'error', ...FORMAT, released: { $b64u: 'AAEC' } },
      'fail',
      'input 5: handed out 3 bytes before it refused',
    ],
  ])('stops at what is no answer: %j', async (answer, verdict, detail) => {
    expect(await run((input, index) => (index === 5 ? answer : honest(input)))).toMatchObject({ verdict, detail });
  });

  test('gives no verdict when it was lost with others', async () => {
    expect(await run((input, index) => (index === 5 ? { kind: 'lost', detail: 'x' } : honest(input)))).toBe('lost');
  });

  test('speaks to a testee as every other case does', async () => {
    const accumulate = { n: 3, every: 3, seedLabel: 'x', checkpoints: [], digest: OTHER };
    const input = { text: { $derived: { label: 'text', base64url: 6 } } };
    const file = fileOf({ ...UNEXPECTED, id: 'small/one', input, accumulate });
    const suites = [suiteFromJson({ ...file, command: 'base64url.decode', profile: 'codec' }, 'x.json')];
    expect(verdictsOf(await runFixture(playFixture('honest'), suites))).toEqual({ one: 'fail' });
    expect(verdictsOf(await runFixture(playFixture('exits-on-any-case'), suites))).toEqual({ one: 'crash' });
    expect(verdictsOf(await runFixture(playFixture('claims-nothing'), suites))).toEqual({ one: 'not-applicable' });
  });
});

describe('$derived', () => {
  const derive = (value: JsonObject, index = 0): Json =>
    expand(
      { $derived: value },
      {
        keyByName: new Map(),
        keyForm: 'public',
        where: 'x',
        derivation: { seedLabel: 'seed', index },
      },
    );

  test('gives bytes, base64url and decimal digits, by label and by number', () => {
    expect(derive({ label: 'a', bytes: 2 })).toEqual({ $b64u: derive({ label: 'a', base64url: 2 }) });
    expect(derive({ label: 'a', decimal: 10 })).toMatch(/^\d$/);
    const texts = [derive({ label: 'a', base64url: 8 }), derive({ label: 'b', base64url: 8 })];
    expect(new Set([...texts, derive({ label: 'a', base64url: 8 }, 1)]).size).toBe(3);
  });

  test('gives a list in another order by each number, with all of its items', () => {
    const list = ['a', 'b', 'c', { $concat: ['d', 'e'] }];
    const orders = Array.from({ length: 200 }, (_, index) => derive({ label: 'a', order: list }, index) as string[]);
    for (const order of orders) expect(order.toSorted()).toEqual(['a', 'b', 'c', 'de']);
    expect(new Set(orders.map(String)).size).toBe(24);
  });

  test.each<[JsonObject]>([
    [{ label: 'a', order: ['alone'] }],
    [{ label: 'a', order: 2 }],
    [{ order: ['a', 'b'] }],
    [{ bytes: 2 }],
    [{ label: 'a' }],
    [{ label: 'a', bytes: 2, decimal: 2 }],
    [{ label: 'a', bytes: 0 }],
    [{ label: 'a', bytes: 8161 }],
    [{ label: 'a', toString: 2 }],
  ])('refuses %j', (value) => {
    expect(() => derive(value)).toThrow('x: $derived');
  });

  test('is refused outside of an accumulated input', () => {
    const options = { keyByName: new Map(), keyForm: 'public', where: 'x' } as const;
    expect(() => expand({ $derived: { label: 'a', bytes: 2 } }, options)).toThrow('outside of an accumulated input');
  });
});

describe('canonicalJson', () => {
  test('sorts members by UTF-16 units at every depth and keeps the order of lists', () => {
    const value: Json = JSON.parse('{"b":[2,1,{"d":null,"c":true}],"\\ufb33":1,"\\ud83d\\ude00":"\\u00e9\\n","a":1e3}');
    expect(canonicalJson(value)).toBe('{"a":1000,"b":[2,1,{"c":true,"d":null}],"\u{1f600}":"\u00e9\\n","\ufb33":1}');
  });
});
