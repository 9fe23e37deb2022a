import { describe, expect, test } from 'vitest';
import * as checks from '../src/checks.ts';
import { levelsIn } from '../src/spec-facts.ts';
import { Suite, type VectorCase } from '../src/suite.ts';
import { resolveKeys } from '../src/statement.ts';

const COMMAND = 'base64url.decode';

/** A sound suite of one accepted and one refused case. */
function sound(): VectorCase[] {
  const head = {
    suite: 'conventions/small',
    command: COMMAND,
    profile: 'codec',
    description: 'small',
    notes: {},
  } as const;
  const suite = new Suite(head, resolveKeys('public'));
  suite.accepts('ok', 'two characters', { requirements: ['CNV-002'], input: { text: 'AA' } });
  suite.refuses('padding', 'padded', {
    requirements: ['CNV-002'],
    code: 'E_FORMAT',
    base: 'ok',
    fault: { op: 'splice', path: '/text', at: 2, from: '', to: '==' },
  });
  return suite.cases;
}

const placed = (cases: VectorCase[]): { command: string; vector: VectorCase }[] =>
  cases.map((vector) => ({ command: COMMAND, vector }));

/** The sound cases, with the refused one changed. */
function changed(change: Partial<VectorCase>): { command: string; vector: VectorCase }[] {
  const [ok, bad] = sound();
  return placed([ok!, { ...bad!, ...change }]);
}

const spec: checks.SpecFacts = { levelById: new Map([['CNV-002', 'MUST']]), limitNames: [], codes: ['E_FORMAT'] };

describe('one fault', () => {
  test('a sound suite has no complaint', () => {
    expect(checks.oneFault(placed(sound()))).toEqual([]);
    expect(checks.complaints([{ path: 'a.json', text: '', command: COMMAND, cases: sound() }], spec)).toEqual([]);
  });

  test('a refused case with a second fault is found', () => {
    expect(checks.oneFault(changed({ input: { text: 'AB==' } }))).toEqual([
      'conventions/small/padding: undoing the fault does not give conventions/small/ok',
    ]);
  });

  test('a refused case without its fault is found', () => {
    expect(checks.oneFault(changed({ input: { text: 'AA' } }))[0]).toContain('the fault cannot be undone');
  });

  test('an invalid case that names no base is found', () => {
    const { base: _, fault: __, ...bare } = sound()[1]!;
    expect(checks.oneFault(placed([bare]))).toEqual([
      'conventions/small/padding: an invalid case needs a base and a fault',
    ]);
  });

  test('a base that does not exist is found', () => {
    expect(checks.oneFault(changed({ base: 'conventions/small/gone' }))).toEqual([
      'conventions/small/padding: there is no conventions/small/gone',
    ]);
  });

  test('a base that is itself refused is found', () => {
    const [ok, bad] = sound();
    const cases = [
      { ...ok!, input: { text: 'AB' } },
      { ...bad!, input: { text: 'AB==' } },
    ];
    expect(checks.oneFault(placed(cases))).toEqual([
      'conventions/small/padding: the model does not accept conventions/small/ok',
    ]);
  });
});

describe('the tree of vectors', () => {
  test('one case under two names is found', () => {
    const [ok] = sound();
    expect(checks.doubles(placed([ok!, { ...ok!, id: 'conventions/small/again' }]))).toEqual([
      'conventions/small/again: is the same case as conventions/small/ok',
    ]);
  });

  test('one id for two cases is found', () => {
    expect(checks.doubles(changed({ id: 'conventions/small/ok' }))).toEqual([
      'conventions/small/ok: is the same case as conventions/small/ok',
    ]);
  });

  test('a requirement that is not in the spec, and one of another level, are found', () => {
    expect(checks.levels(changed({ requirements: ['CNV-999'] }), spec)).toEqual([
      'conventions/small/padding: CNV-999 is not in the spec',
    ]);
    const should = { ...spec, levelById: new Map([['CNV-002', 'SHOULD']]) };
    expect(checks.levels(placed(sound()), should)).toHaveLength(2);
    expect(checks.levels(placed(sound()), { ...spec, levelById: new Map([['CNV-002', 'MUST NOT']]) })).toEqual([]);
  });

  test('a code that no case expects is found', () => {
    expect(checks.codesCovered(placed(sound()), { ...spec, codes: ['E_FORMAT', 'E_SIG'] })).toEqual([
      'no case expects E_SIG',
    ]);
  });

  test('a limit without its three cases is found', () => {
    const limited = { ...spec, limitNames: ['jsonDepth'] };
    const named = ['minus-1', 'exact'].map((place) => ({
      ...sound()[0]!,
      id: `conventions/small/json-depth-limit-${place}`,
    }));
    expect(checks.limitsCovered(placed(named), limited)).toEqual(['no case is called json-depth-limit-plus-1']);
  });

  test('a tree that refuses too little is found', () => {
    const [ok] = sound();
    expect(checks.refusingShare(placed([...sound(), ok!]))).toEqual(['only 33.3 % of the cases refuse']);
  });

  test('a file that is too large is found', () => {
    expect(checks.sizes([{ path: 'a.json', text: ' '.repeat(500_001), command: COMMAND, cases: [] }])).toEqual([
      'a.json is larger than 500 kB',
    ]);
  });
});

describe('the small language of suites', () => {
  const suite = (): Suite =>
    new Suite(
      { suite: 'conventions/small', command: COMMAND, profile: 'codec', description: 'small', notes: {} },
      resolveKeys('public'),
    );
  const plan = { requirements: ['CNV-002'], input: { text: 'AA' } };

  test('refuses an accepted case that the model refuses', () => {
    expect(() => suite().accepts('ok', 'padded', { ...plan, input: { text: 'AA==' } })).toThrow('the model says');
  });

  test('refuses a refused case with another code or another requirement than the model gives', () => {
    const bad = { ...plan, kind: 'edge', input: { text: 'AB' } } as const;
    expect(() => suite().refuses('bad', 'bits', { ...bad, code: 'E_SIG' })).toThrow('wanted E_SIG');
    expect(() => suite().refuses('bad', 'bits', { ...bad, code: 'E_FORMAT' })).toThrow('CNV-004');
  });

  test('refuses an id twice, a flag without a note and a refusal without a base', () => {
    const small = suite();
    small.accepts('ok', 'two characters', plan);
    expect(() => small.accepts('ok', 'two characters', plan)).toThrow('is there twice');
    expect(() => small.accepts('flagged', 'two characters', { ...plan, flags: ['Unknown'] })).toThrow(
      'no note explains Unknown',
    );
    expect(() => small.refuses('bad', 'bits', { ...plan, code: 'E_FORMAT', input: { text: 'AB' } })).toThrow(
      'without a base',
    );
  });
});

describe('the levels of the spec', () => {
  test('are read from the text of a chapter', () => {
    const chapter =
      '- <a id="stm-001"></a>**STM-001** A verifier MUST refuse it. `→ E_FORMAT`\n- <a id="stm-002"></a>**STM-002** A writer\n  SHOULD NOT do it.\n';
    expect(levelsIn(chapter)).toEqual([
      ['STM-001', 'MUST'],
      ['STM-002', 'SHOULD NOT'],
    ]);
  });
});
