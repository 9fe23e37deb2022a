import { describe, expect, test } from 'vitest';
import { runCase } from '../../runner/case-run.ts';
import { HarnessError } from '../../runner/harness-error.ts';
import type { Json, JsonObject } from '../../runner/json.ts';
import { applyKnownFailing, knownFailingFromJson, staleEntries } from '../../runner/known-failing.ts';
import { commonSpec, compareVersions, selectSuites } from '../../runner/select.ts';
import type { Answer } from '../../runner/session.ts';
import { polarityOf, refuseDoubleIds, suiteFromJson } from '../../runner/vectors.ts';
import { loadKeys, loadSuites } from '../../runner/workspace.ts';
import { root, suiteOf } from './support.ts';

const CASE = {
  id: 'x/a',
  title: 'a case',
  requirements: ['STM-001'],
  flags: [],
  kind: 'valid',
  level: 'must',
  since: '0.1',
  input: { text: 'AA' },
  expect: { ok: {}, compare: 'accept' },
};
const { input: _input, expect: _expect, ...SCENARIO } = CASE;
const ERROR = { code: 'E_FORMAT', phase: 'format' };
const FILE = { suite: 'x', area: 'y', command: 'base64url.decode', profile: 'codec', cases: [CASE] };

const withExpect = (expectation: Json): Json => ({ ...FILE, cases: [{ ...CASE, expect: expectation }] });
const withStep = (more: JsonObject): Json => ({
  ...FILE,
  cases: [{ ...SCENARIO, steps: [{ do: 'a', in: {}, expect: { ok: {} }, ...more }] }],
});

describe('suiteFromJson', () => {
  test('reads a case as one step of the command of its file', () => {
    const [vector] = suiteFromJson(FILE, 'x.json').cases;
    expect(vector?.steps).toEqual([
      { do: 'base64url.decode', in: { text: 'AA' }, expect: { ok: {}, compare: 'accept' } },
    ]);
  });

  test('a case is a reject when one of its steps has to be refused', () => {
    const refused = { ...CASE, expect: { error: { code: 'E_FORMAT', phase: 'format' } } };
    const suite = suiteFromJson({ ...FILE, cases: [CASE, refused] }, 'x.json');
    expect(suite.cases.map(polarityOf)).toEqual(['accept', 'reject']);
  });

  test.each<[string, Json]>([
    ['x.json: not an object', []],
    ['x.json: cases is not a list', { ...FILE, cases: {} }],
    ['x.json case 0: id is not a text', { ...FILE, cases: [{ ...CASE, id: '' }] }],
    ['x.json case 0: level is not one of must, should, may', { ...FILE, cases: [{ ...CASE, level: 'perhaps' }] }],
    ['x.json case 0: requirements is not a list of texts', { ...FILE, cases: [{ ...CASE, requirements: [1] }] }],
    ['x.json case 0: input is not an object', { ...FILE, cases: [{ ...CASE, input: 'AA' }] }],
    [
      'x.json case 0 expect: compare is not one of',
      { ...FILE, cases: [{ ...CASE, expect: { ok: {}, compare: 'jwe' } }] },
    ],
    ['x.json case 0 expect: ok is not an object', { ...FILE, cases: [{ ...CASE, expect: {} }] }],
    ['x.json case 0: no steps', { ...FILE, cases: [{ ...SCENARIO, steps: [] }] }],
  ])('refuses with: %s', (message, file) => {
    expect(() => suiteFromJson(file, 'x.json')).toThrow(message);
  });

  test.each<[string, Json]>([
    ['x.json: this runner does not implement accumulate', { ...FILE, accumulate: {} }],
    [
      'x.json case 0: this runner does not implement intermediates',
      { ...FILE, cases: [{ ...CASE, intermediates: {} }] },
    ],
    ['x.json case 0: this runner does not implement input', { ...FILE, cases: [{ ...CASE, steps: [] }] }],
    ['x.json case 0 expect: this runner does not implement intermediates', withExpect({ ok: {}, intermediates: {} })],
    ['x.json case 0 expect: this runner does not implement released', withExpect({ ok: {}, released: 'AA' })],
    ['x.json case 0 expect: this runner does not implement ok', withExpect({ ok: {}, error: ERROR })],
    ['x.json case 0 expect: this runner does not implement error', withExpect({ oneOf: [], error: ERROR })],
    ['x.json case 0: this runner does not implement expect', { ...FILE, cases: [{ ...CASE, accumulate: {} }] }],
    [
      'x.json case 0 expect.error: this runner does not implement detail',
      withExpect({ error: { ...ERROR, detail: 'x' } }),
    ],
    ['x.json case 0 step 0: this runner does not implement wait', withStep({ wait: 1 })],
    ['x.json case 0 step 0 expect: this runner does not implement ok', withStep({ expect: { sameAs: 0, ok: {} } })],
  ])('does not pass over what it does not check: %s', (message, file) => {
    expect(() => suiteFromJson(file, 'x.json')).toThrow(message);
  });

  test('refuses one id for two cases, also in two files', () => {
    expect(() => refuseDoubleIds([suiteOf(['one']), suiteOf(['one'])])).toThrow('two cases have the id small/one');
  });

  test('reads every file and key of this repository', () => {
    const suites = loadSuites(root);
    expect(suites.flatMap((suite) => suite.cases).length).toBeGreaterThan(0);
    expect(loadKeys(root).get('alice/phone')?.privateJwk['d']).toBeTypeOf('string');
  });
});

describe('runCase', () => {
  const scenario = (steps: Json): ReturnType<typeof suiteFromJson> =>
    suiteFromJson({ ...FILE, cases: [{ ...SCENARIO, steps }] }, 'x.json');
  const run = async (steps: Json, answers: readonly Answer[]): Promise<{ inputs: JsonObject[]; result: unknown }> => {
    const inputs: JsonObject[] = [];
    const [vector] = scenario(steps).cases;
    const result = await runCase(vector!, {
      keyByName: new Map(),
      keyForm: () => 'public',
      ask: async ({ input }) => {
        inputs.push(input);
        return answers[inputs.length - 1] ?? { kind: 'lost', detail: 'no more' };
      },
    });
    return { inputs, result };
  };

  test('hands the handle of one step to the next', async () => {
    const steps = [
      { do: 'log.resolve', in: {}, as: 'h', expect: { ok: {}, compare: 'subset' } },
      { do: 'log.extend', in: { handle: 'h' }, expect: { ok: {}, compare: 'accept' } },
    ];
    const { inputs, result } = await run(steps, [
      { kind: 'ok', ok: { handle: 42 } },
      { kind: 'ok', ok: {} },
    ]);
    expect(inputs[1]).toEqual({ handle: 42 });
    expect(result).toMatchObject({ verdict: 'pass' });
  });

  test('compares with an earlier step, and stops at the first step that is not as expected', async () => {
    const steps = [
      { do: 'a', in: {}, expect: { ok: {}, compare: 'accept' } },
      { do: 'b', in: {}, expect: { sameAs: 0 } },
      { do: 'c', in: {}, expect: { ok: {}, compare: 'accept' } },
    ];
    const { inputs, result } = await run(steps, [
      { kind: 'ok', ok: { n: 1 } },
      { kind: 'ok', ok: { n: 2 } },
    ]);
    expect(inputs).toHaveLength(2);
    expect(result).toMatchObject({ verdict: 'fail', detail: '/n: expected 1, got 2' });
  });

  test('a step that names no earlier step is a broken vector', async () => {
    await expect(run([{ do: 'a', in: {}, expect: { sameAs: 3 } }], [])).rejects.toThrow(HarnessError);
  });

  test('gives no verdict to a case that was lost', async () => {
    const { result } = await run([{ do: 'a', in: {}, expect: { ok: {}, compare: 'accept' } }], []);
    expect(result).toBe('lost');
  });
});

describe('known-failing entries', () => {
  const entry = { case: 'x/a', reason: 'slow', issue: '#7', expires: '2026-06-30' };
  const [known] = knownFailingFromJson([entry], 'known.json');

  test('a failure that is listed is known, a pass that is listed is unexpected', () => {
    expect(applyKnownFailing({ verdict: 'fail' }, known, '2026-06-30').verdict).toBe('known-failing');
    expect(applyKnownFailing({ verdict: 'pass' }, known, '2026-06-30').verdict).toBe('unexpected-pass');
  });

  test('an expired entry excuses nothing and fails the run', () => {
    expect(applyKnownFailing({ verdict: 'fail' }, known, '2026-07-01').verdict).toBe('fail');
    expect(staleEntries([known!], new Set(['x/a']), '2026-07-01')).toEqual([
      'known-failing: the entry for x/a expired on 2026-06-30',
    ]);
  });

  test('an entry with a code excuses only that code', () => {
    const [exact] = knownFailingFromJson([{ ...entry, code: 'E_SIG' }], 'known.json');
    expect(applyKnownFailing({ verdict: 'wrong-code', code: 'E_SIG' }, exact, '2026-01-01').verdict).toBe(
      'known-failing',
    );
    expect(applyKnownFailing({ verdict: 'wrong-code', code: 'E_ALG' }, exact, '2026-01-01').verdict).toBe('wrong-code');
  });

  test('an entry for no case fails the run', () => {
    expect(staleEntries([known!], new Set(), '2026-01-01')).toEqual(['known-failing: x/a is no case']);
  });

  test.each<[Json]>([[{}], [[{ ...entry, issue: '' }]], [[{ ...entry, expires: 'soon' }]], [['x/a']]])(
    'refuses %j',
    (file) => {
      expect(() => knownFailingFromJson(file, 'known.json')).toThrow(HarnessError);
    },
  );
});

describe('selectSuites', () => {
  const suites = [suiteFromJson(FILE, 'x.json'), suiteOf(['one', 'two'])];

  test.each([
    ['STM-001', ['x/a']],
    ['x', ['x/a']],
    ['small', ['small/one', 'small/two']],
    ['small/two', ['small/two']],
  ])('%s asks for %j', (word, ids) => {
    expect(selectSuites(suites, [word]).flatMap((suite) => suite.cases.map(({ id }) => id))).toEqual(ids);
  });

  test('refuses a word that asks for nothing', () => {
    expect(() => selectSuites(suites, ['x', 'STM-999'])).toThrow('--only STM-999');
  });
});

describe('versions', () => {
  test('are ordered by number', () => {
    expect(compareVersions('0.10', '0.9')).toBeGreaterThan(0);
    expect(compareVersions('1.0', '0.9')).toBeGreaterThan(0);
    expect(commonSpec(['0.9', '0.10'], ['0.10', '0.9', '2.0'])).toBe('0.10');
    expect(commonSpec(['0.1'], ['0.2'])).toBeUndefined();
  });
});
