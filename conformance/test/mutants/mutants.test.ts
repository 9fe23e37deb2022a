import { createModel } from '@allod/conformance-model';
import type { ModelHooks } from '@allod/conformance-model';
import { describe, expect, test } from 'vitest';
import { deriveMutants } from '../../mutants/derived.ts';
import { DESIGNED } from '../../mutants/designed.ts';
import { createMemo } from '../../mutants/memo.ts';
import { CONTROL } from '../../mutants/mutant.ts';
import type { Mutant } from '../../mutants/mutant.ts';
import { mutantsHtml, mutantsJson, mutantsMarkdown } from '../../mutants/report.ts';
import { faultsOf, isKilled, tryControl, tryMutant } from '../../mutants/trial.ts';
import type { Trial } from '../../mutants/trial.ts';
import type { Json } from '../../runner/json.ts';
import { suiteFromJson } from '../../runner/vectors.ts';
import { protocol } from '../runner/support.ts';

const base = { title: 'a case', flags: [], kind: 'valid', level: 'must', since: '0.1' };
const refused = { error: { code: 'E_FORMAT', phase: 'format' } };
const suite = suiteFromJson(
  {
    suite: 'small',
    area: 'small',
    command: 'base64url.decode',
    profile: 'codec',
    cases: [
      ...['AA', 'AAA', 'AAAA', 'AAEC'].map((text) => ({
        ...base,
        id: `ok-${text}`,
        requirements: ['CNV-002'],
        input: { text },
        expect: { ok: { bytes: { $b64u: text } }, compare: 'bytes' },
      })),
      { ...base, id: 'bits', requirements: ['CNV-004'], input: { text: 'AB' }, expect: refused },
      { ...base, id: 'padding', requirements: ['CNV-003'], input: { text: 'AA==' }, expect: refused },
    ],
  },
  'small.json',
);
const options = { protocol, keyByName: new Map() };
const off = (requirement: string): Mutant => deriveMutants([], [{ id: requirement, errors: ['E_FORMAT'] }])[0]!;
const trial = (mutant: Mutant): Promise<Trial> => tryMutant(mutant, [suite], options);

describe('trials', () => {
  test('the control passes everything', async () => {
    const control = await trial(CONTROL);
    expect(control).toMatchObject({ killedBy: [], passed: 6, total: 6 });
    expect(faultsOf(control, [])).toEqual([]);
  });

  test('a control that fails is a fault', async () => {
    const broken = await tryMutant(CONTROL, [suite], { ...options, create: () => createModel(off('CNV-004').hooks) });
    expect(faultsOf(broken, [])).toEqual(['the control M00 fails bits']);
  });

  test('a mutant is killed by a case that cites the requirement it breaks', async () => {
    const killed = await trial(off('CNV-004'));
    expect(killed.killedBy).toEqual([{ case: 'bits', requirements: ['CNV-004'] }]);
    expect(isKilled(killed)).toBe(true);
    expect(faultsOf(await trial(CONTROL), [killed])).toEqual([]);
  });

  test('a mutant that only cases of other requirements notice survives', async () => {
    const survivor = await trial(off('CNV-002'));
    expect(survivor.killedBy.map((kill) => kill.case)).toEqual(['padding']);
    expect(isKilled(survivor)).toBe(false);
    expect(faultsOf(await trial(CONTROL), [survivor])[0]).toContain('1 cases notice it, none cites CNV-002');
  });

  test('a mutant that nobody notices survives', async () => {
    const survivor = await trial(off('STM-015'));
    expect(faultsOf(await trial(CONTROL), [survivor])[0]).toContain('D-STM-015 (STM-015) survives: no case notices it');
  });

  test('a mutant that fails most cases of other requirements proves nothing', async () => {
    const hooks: ModelHooks = { override: { decodeBase64url: () => new Uint8Array(0) } };
    const coarse = await trial({ ...off('CNV-004'), hooks });
    expect(isKilled(coarse)).toBe(true);
    expect(faultsOf(await trial(CONTROL), [coarse])[0]).toContain('too coarse');
  });

  test('a mutant that breaks down is noticed, not fatal', async () => {
    const hooks: ModelHooks = {
      override: {
        decodeBase64url: () => {
          throw new TypeError('broken');
        },
      },
    };
    expect((await trial({ ...off('CNV-004'), hooks })).passed).toBe(0);
  });
});

/** The example of every command that the model has: each is accepted. */
const examples = Object.entries(protocol.commands)
  .filter(([command]) => createModel().commands.includes(command))
  .map(([command, row]) => {
    const expectation = { ok: row.ok, compare: command === 'statement.sign' ? 'jws' : 'bytes' };
    const only = { ...base, id: command, requirements: ['CNV-001'], input: row.in, expect: expectation };
    return suiteFromJson(
      { suite: command, area: 'examples', command, profile: row.profile, cases: [only] },
      'examples.json',
    );
  });
const switched = ['CNV-002', 'CNV-003', 'CNV-004', 'CNV-007', 'STM-013', 'STM-016', 'STM-029', 'COL-002', 'REC-011'];
const mutants = [CONTROL, ...DESIGNED, ...switched.map(off)];
const all = [suite, ...examples];

/** Every mutant against every case, without any help: what the faster ways have to give too. */
const plainTrials = async (): Promise<readonly Trial[]> => {
  const trials: Trial[] = [];
  for (const mutant of mutants) trials.push(await tryMutant(mutant, all, options));
  return trials;
};
const plain = plainTrials();

describe('the examples of the protocol', () => {
  test('are what the model answers', async () => {
    const control = await tryMutant(CONTROL, examples, options);
    expect(control).toMatchObject({ killedBy: [] });
    expect(control.total).toBeGreaterThan(10);
  });
});

describe('the memo', () => {
  test('changes no trial', async () => {
    const hooksOf = createMemo();
    for (const expected of await plain) {
      for (const _again of [1, 2]) {
        expect(await tryMutant(expected.mutant, all, { ...options, hooksOf })).toEqual(expected);
      }
    }
  });
});

describe('the control that is watched', () => {
  test('changes no trial, with or without a memo', async () => {
    for (const more of [options, { ...options, hooksOf: createMemo() }]) {
      const control = await tryControl(all, more);
      for (const expected of await plain) {
        expect(await tryMutant(expected.mutant, all, { ...more, control })).toEqual(expected);
      }
    }
  });

  test('spares a mutant the cases in which nothing can differ', async () => {
    const control = await tryControl([suite], options);
    const asked: string[] = [];
    const create = (hooks: ModelHooks): ReturnType<typeof createModel> => {
      const model = createModel(hooks);
      return {
        ...model,
        handle: (cmd, input) => {
          asked.push((input as { text: string }).text);
          return model.handle(cmd, input);
        },
      };
    };
    await tryMutant(off('CNV-004'), [suite], { ...options, control, create });
    expect(asked).toEqual(['AB']);
  });

  test('sees a fault that the model catches itself', async () => {
    const header = Buffer.from('{"alg":"Ed25519","kid":"AB","typ":"allod-rec"}').toString('base64url');
    const decode = suiteFromJson(
      {
        suite: 'decode',
        area: 'small',
        command: 'statement.decode',
        profile: 'codec',
        cases: [
          {
            ...base,
            id: 'kid',
            requirements: ['STM-008'],
            input: { st: `${header}.e30`, sig: 'A'.repeat(86) },
            expect: { error: { code: 'E_HEADER', phase: 'header' } },
          },
        ],
      },
      'decode.json',
    );
    const { seenById } = await tryControl([decode], { ...options, hooksOf: createMemo() });
    expect([...(seenById.get('kid') ?? [])]).toEqual(
      expect.arrayContaining(['CNV-004', 'E_FORMAT', 'STM-008', 'E_HEADER', 'checkHeader']),
    );
  });

  test('leaves a case that fails without any mistake failing', async () => {
    const broken = { ...options, create: () => createModel(off('CNV-004').hooks) };
    const control = await tryControl([suite], broken);
    expect(control.killedBy.map((kill) => kill.case)).toEqual(['bits']);
    expect((await tryMutant(off('STM-013'), [suite], { ...options, control })).killedBy).toEqual(control.killedBy);
  });
});

describe('the tables', () => {
  test('every designed mutant has its own id, one requirement, one sentence and one mistake', () => {
    expect(new Set(DESIGNED.map(({ id }) => id)).size).toBe(DESIGNED.length);
    for (const { id, requirement, who, hooks } of DESIGNED) {
      expect(id).toMatch(/^M\d{2,3}$/);
      expect(requirement).toMatch(/^[A-Z]{3}-\d{3}$/);
      expect(who).toMatch(/^\w.*\.$/);
      expect(
        (hooks.skip?.size ?? 0) + (hooks.off?.size ?? 0) + Object.keys(hooks.override ?? {}).length,
      ).toBeGreaterThan(0);
    }
  });

  test('one mutant is derived for each refusing requirement, and for each code whose requirement is not among them', () => {
    const errors = [
      { code: 'E_SIG', requirement: 'STM-016', scope: 'wire' },
      { code: 'E_SIZE', requirement: 'STM-003', scope: 'wire' },
      { code: 'E_DISK', requirement: 'STO-001', scope: 'local' },
    ];
    const derived = deriveMutants(errors, [{ id: 'STM-016', errors: ['E_SIG'] }]);
    expect(derived.map(({ id, requirement }) => [id, requirement])).toEqual([
      ['D-STM-003', 'STM-003'],
      ['D-STM-016', 'STM-016'],
    ]);
    expect([...(derived[0]?.hooks.skip ?? [])]).toEqual(['STM-003']);
  });
});

describe('local codes', () => {
  const errors = [
    { code: 'E_SIG', requirement: 'STM-016', scope: 'wire' },
    { code: 'E_DISK', requirement: 'STO-001', scope: 'local' },
    { code: 'E_FULL', requirement: 'STO-002', scope: 'local' },
  ];

  test('a requirement that names nothing but local codes has no mutant', () => {
    const derived = deriveMutants(errors, [{ id: 'STO-003', errors: ['E_DISK', 'E_FULL'] }]);
    expect(derived.map(({ requirement }) => requirement)).toEqual(['STM-016']);
  });

  test('a requirement that names a code of the wire too has one', () => {
    const derived = deriveMutants(errors, [{ id: 'STO-003', errors: ['E_DISK', 'E_SIG'] }]);
    expect(derived.map(({ requirement }) => requirement)).toEqual(['STM-016', 'STO-003']);
  });

  test('a code that is not registered is not taken for a local one', () => {
    const derived = deriveMutants(errors, [{ id: 'STO-003', errors: ['E_NEW'] }]);
    expect(derived.map(({ requirement }) => requirement)).toEqual(['STM-016', 'STO-003']);
  });
});

describe('reports', () => {
  test('mutants.json has exactly its shape', async () => {
    const designed: Trial = {
      ...(await trial(off('CNV-004'))),
      mutant: { ...off('CNV-004'), id: 'M12', family: 'designed' },
    };
    const content: Json = JSON.parse(mutantsJson([designed, await trial(off('STM-015'))]));
    expect(content).toEqual({
      designed: { total: 1, killed: 1 },
      derived: { total: 1, killed: 0 },
      survivors: [{ id: 'D-STM-015', requirement: 'STM-015' }],
      mutants: [
        {
          id: 'M12',
          family: 'designed',
          requirement: 'CNV-004',
          killedBy: [{ case: 'bits', requirements: ['CNV-004'] }],
        },
        { id: 'D-STM-015', family: 'derived', requirement: 'STM-015', killedBy: [] },
      ],
    });
  });

  test('the kill matrix shows survivors and escapes text', async () => {
    const odd = { ...off('STM-015'), who: 'a <b> | c' };
    expect(mutantsMarkdown([await trial(odd)])).toContain('| SURVIVES | 0 | 0 | 6/6 | a <b> \\| c |');
    expect(mutantsHtml([await trial(odd)])).toContain('a &lt;b&gt; | c');
  });
});
