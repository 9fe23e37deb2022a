import { describe, expect, test } from 'vitest';
import { countCoverage } from '../../coverage/gate.ts';
import { gate, item, reasons, replace, settle, soundTexts } from './fixture.ts';
import type { Texts } from './fixture.ts';

const chapter1 = 'spec/01-conventions.md';
const chapter2 = 'spec/02-statements.md';
const cases = 'reports/conformance.json';
const vectorFile = 'vectors/text/text.json';
const tests = 'packages/core/reports/test.json';
const mutantFile = 'reports/mutants.json';

/** The sound workspace with one stretch of one text replaced, and nothing settled again. */
function broken(path: string, from: string, to: string): Texts {
  return replace(soundTexts(), path, [from, to]);
}

/** The same with one more item in a chapter, locked and extracted. */
function withItem(path: string, line: string): Texts {
  const texts = soundTexts();
  return settle(texts.set(path, `${texts.get(path) ?? ''}\n${line}\n`));
}

/** The same without one vector case and its verdict. */
function withoutCase(id: string): Texts {
  const texts = soundTexts();
  for (const path of [vectorFile, cases]) {
    const file: { cases: { id: string }[] } = JSON.parse(texts.get(path) ?? '');
    texts.set(path, JSON.stringify({ cases: file.cases.filter((one) => one.id !== id) }));
  }
  return texts;
}

describe('the gate on a sound workspace', () => {
  test('is green', () => {
    expect(gate(soundTexts()).failures).toEqual([]);
  });

  test('counts by chapter and in all', () => {
    const { chapters, totals } = countCoverage(gate(soundTexts()).rows);
    expect(chapters['01']).toEqual({
      must: { total: 3, covered: 3, bothPolarities: 3 },
      should: { total: 1, covered: 1 },
      untestable: 0,
    });
    expect(totals.must).toEqual({ total: 6, covered: 6, bothPolarities: 6 });
  });

  test('lists the design rows of chapters that are not written, without failing', () => {
    expect(gate(soundTexts()).design.later.map(({ row }) => row)).toEqual(['N72']);
  });
});

describe('the gate turns red when', () => {
  test('one vector is removed', () => {
    expect(reasons(withoutCase('text/padded'))).toEqual(['missing-polarity CNV-001']);
  });

  test('one schema keyword is removed', () => {
    const texts = broken('spec/schemas/statement.schema.json', '"maxLength":8,', '');
    expect(reasons(texts)).toEqual(['not-emitted STM-001', 'missing-polarity STM-001']);
  });

  test('the instance that a schema keyword needs is removed', () => {
    const texts = soundTexts();
    texts.delete('spec/schemas/examples/statement.invalid.json');
    expect(reasons(texts)).toEqual(['not-emitted STM-001', 'missing-polarity STM-001']);
  });

  test('one test is removed', () => {
    const report = soundTexts().get(tests) ?? '';
    const texts = soundTexts().set(tests, report.replaceAll('CNV-002 encodes', 'encodes'));
    expect(reasons(texts)).toEqual(['uncovered-must CNV-002']);
  });

  test('one id is removed from the spec', () => {
    const texts = broken(chapter1, item('CNV-002', 'A writer MUST encode bytes without padding.'), '');
    expect(reasons(texts)).toEqual(['unlocked-change', 'stale-extract', 'unknown-id CNV-002']);
  });

  test('a MUST is added that nothing tests', () => {
    expect(reasons(withItem(chapter1, item('CNV-005', 'A writer MUST be brief.')))).toEqual(['uncovered-must CNV-005']);
  });

  test('a lint speaks', () => {
    expect(reasons(broken(chapter1, '# 01 Conventions', '# 01 What you must know'))).toEqual(['lint']);
  });

  test('evidence cites an id that no chapter has', () => {
    expect(reasons(broken(vectorFile, '["CNV-001"]', '["CNV-001","CNV-077"]'))).toEqual(['unknown-id CNV-077']);
  });

  test('the error registry cites an id that no chapter has', () => {
    expect(reasons(broken('spec/registries/errors.json', 'STM-001', 'STM-099'))).toContain('unknown-id STM-099');
  });

  test('evidence cites a retired id', () => {
    const texts = broken(vectorFile, '["CNV-001"]', '["CNV-001","CNV-077"]');
    texts.set('spec/requirements.retired.json', '{"retired":[{"id":"CNV-077","reason":"merged into CNV-001"}]}');
    expect(reasons(texts)).toEqual(['retired-id CNV-077']);
  });

  test('a declared case has no verdict', () => {
    const texts = broken(cases, '{"id":"text/padded","verdict":"pass"},', '');
    expect(reasons(texts)).toEqual(['not-emitted CNV-001', 'missing-polarity CNV-001']);
  });

  test('a verdict belongs to no declared case', () => {
    expect(reasons(broken(cases, '[{', '[{"id":"text/ghost","verdict":"pass"},{'))).toEqual(['not-emitted']);
  });

  test.each(['fail', 'wrong-code', 'crash', 'timeout', 'unsupported', 'not-applicable', 'known-failing', 'flaky'])(
    'a case ends in %s',
    (verdict) => {
      const texts = broken(cases, '"text/padded","verdict":"pass"', `"text/padded","verdict":"${verdict}"`);
      expect(reasons(texts)).toEqual(['evidence-failed CNV-001', 'missing-polarity CNV-001']);
    },
  );

  test('a citing test fails', () => {
    const texts = broken(tests, '"status":"passed"', '"status":"failed"');
    expect(reasons(texts)).toEqual(['evidence-failed CNV-002', 'uncovered-must CNV-002']);
  });

  test('a citing test is skipped', () => {
    const texts = broken(tests, '"status":"passed"', '"status":"skipped"');
    expect(reasons(texts)).toEqual(['not-emitted CNV-002', 'uncovered-must CNV-002']);
  });

  test('a requirement that accepts has no neighbour that is refused', () => {
    expect(reasons(withoutCase('text/spaced-too-far'))).toEqual(['missing-polarity CNV-004']);
  });

  test('the text of a requirement changes', () => {
    expect(reasons(broken(chapter1, 'without padding', 'without any padding'))).toEqual([
      'unlocked-change',
      'stale-extract',
    ]);
  });

  test('the extract is not the one of the chapters', () => {
    expect(reasons(broken('spec/requirements.json', 'without padding', 'with padding'))).toEqual(['stale-extract']);
  });

  test('evidence was written for an earlier wording', () => {
    const texts = broken(chapter1, 'without padding', 'without any padding');
    texts.set('spec/changes/one.md', '- CNV-002 rev 2: line breaks are padding too\n');
    expect(reasons(settle(texts))).toEqual(['suspect-evidence CNV-002', 'uncovered-must CNV-002']);
    texts.set('spec/changes/two.md', '- CNV-002 rev 2 still holds: CNV-002 encodes without padding\n');
    expect(reasons(settle(texts))).toEqual([]);
  });

  test('more MUSTs are untestable than the ceiling allows', () => {
    const line = item('CNV-005', 'A writer MUST mean it. `[untestable: intent]`');
    expect(reasons(withItem(chapter1, line))).toEqual(['untestable-ceiling']);
  });

  test('fewer SHOULDs are covered than the floor wants', () => {
    expect(reasons(withItem(chapter1, item('CNV-005', 'A writer SHOULD be brief.')))).toEqual(['should-floor']);
  });

  test('the derived mutant of a refusal is killed by nothing that cites it', () => {
    expect(reasons(broken(mutantFile, '"requirements":["CNV-001"]', '"requirements":["CNV-004"]'))).toEqual([
      'derived-mutant CNV-001',
    ]);
  });

  test('the derived mutant of a refusal survives', () => {
    const texts = broken(mutantFile, '{"case":"text/long","requirements":["STM-001"]}', '');
    expect(reasons(texts)).toEqual(['derived-mutant STM-001']);
    const waivers = '{"STM-003":"why","STM-001":"nothing that a testee is given shows it"}';
    expect(reasons(texts.set('spec/waivers.json', waivers))).toEqual([]);
  });

  test('the designed mutant of another MUST survives', () => {
    const texts = broken(mutantFile, '{"case":"text/sign","requirements":["STM-002"]}', '');
    expect(reasons(texts)).toEqual(['designed-mutant STM-002']);
  });

  test('a waiver is taken away', () => {
    expect(reasons(soundTexts().set('spec/waivers.json', '{}'))).toEqual(['designed-mutant STM-003']);
  });

  test.each([
    ['has no reason', '{"STM-003":" "}', ['waiver STM-003']],
    ['waives what is tested', '{"STM-003":"why","STM-002":"why"}', ['waiver STM-002']],
    ['waives a refusal that is tested', '{"STM-003":"why","STM-001":"why"}', ['waiver STM-001']],
    ['waives what needs no mutant', '{"STM-003":"why","CNV-002":"why"}', ['waiver CNV-002']],
    ['names no requirement', '{"STM-003":"why","STM-044":"why"}', ['unknown-id STM-044']],
  ])('a waiver %s', (_name, waivers, expected) => {
    expect(reasons(soundTexts().set('spec/waivers.json', waivers))).toEqual(expected);
  });

  test('the design map names no requirement for a row of a written chapter', () => {
    expect(reasons(soundTexts().set('spec/design-map.json', '{"rows":[]}'))).toEqual(['design-map']);
  });

  test('no case has the number of a row of the design', () => {
    expect(reasons(broken(vectorFile, 'N7 padding', 'padding'))).toEqual(['design-case']);
  });

  test.each([cases, mutantFile])('the report %s is not there', (path) => {
    const texts = soundTexts();
    texts.delete(path);
    expect(reasons(texts)).toContain('missing-report');
  });
});

describe('derived mutants', () => {
  test('one that switches off a shared code speaks for each requirement cited by what kills it', () => {
    const texts = withItem(chapter2, item('STM-004', 'A verifier MUST refuse an empty statement. `→ E_SIZE`'));
    replace(texts, vectorFile, [
      '"cases":[',
      '"cases":[{"id":"text/empty","requirements":["STM-004"],"kind":"invalid"},{"id":"text/full","requirements":["STM-004"],"kind":"valid"},',
    ]);
    replace(texts, cases, [
      '"cases":[',
      '"cases":[{"id":"text/empty","verdict":"pass"},{"id":"text/full","verdict":"pass"},',
    ]);
    expect(reasons(texts)).toEqual(['derived-mutant STM-004']);
    replace(texts, mutantFile, ['"requirements":["STM-001"]', '"requirements":["STM-001","STM-004"]']);
    expect(reasons(texts)).toEqual([]);
  });

  test('one is asked for when a refusal has a code of the wire, and none when all its codes are local', () => {
    const survivor = broken(mutantFile, '{"case":"text/long","requirements":["STM-001"]}', '');
    const registry = 'spec/registries/errors.json';
    const row = '{"code":"E_SIZE","requirement":"STM-001"';
    expect(reasons(survivor)).toEqual(['derived-mutant STM-001']);
    replace(survivor, registry, [`${row},"scope":"wire"`, `${row},"scope":"local"`]);
    expect(reasons(survivor)).toEqual([]);
  });
});
