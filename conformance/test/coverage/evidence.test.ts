import { describe, expect, test } from 'vitest';
import { judgeDesignMap } from '../../coverage/design-map.ts';
import type { DesignMapInput } from '../../coverage/design-map.ts';
import { casesOf, testEvidence } from '../../coverage/evidence.ts';
import { fenceInstances, schemaEvidence, vectorInstances } from '../../coverage/schema-evidence.ts';
import { createValidate } from '../../coverage/schemas.ts';

function evidenceOf(fullName: string, title: string = fullName): string[] {
  const report = { testResults: [{ assertionResults: [{ fullName, title, status: 'passed' }] }] };
  return testEvidence(report).map(({ requirement, polarity }) => `${requirement} ${polarity}`);
}

describe('a test title', () => {
  test.each([
    ['STM-012 refuses a header', ['STM-012 reject']],
    ['STM-012: parks a header', ['STM-012 reject']],
    ['CNV-003, CNV-004 round-trips bytes', ['CNV-003 accept', 'CNV-004 accept']],
    ['CNV-003 and CNV-004 ignores bytes', ['CNV-003 reject', 'CNV-004 reject']],
    ['REC-001 never refuses', ['REC-001 reject']],
    ['refuses what STM-012 names', []],
    ['XYZ-001 refuses', []],
    ['STM-012', []],
  ])('"%s" cites what it begins with', (title, expected) => {
    expect(evidenceOf(title)).toEqual(expected);
  });

  test('cites also when its suite has a name, or when the suite is named for the requirement', () => {
    expect(evidenceOf('header STM-012 refuses more', 'STM-012 refuses more')).toEqual(['STM-012 reject']);
    expect(evidenceOf('STM-012 refuses more', 'refuses more')).toEqual(['STM-012 reject']);
  });
});

describe('a vector file', () => {
  test('without cases, or of another shape, declares nothing', () => {
    expect([{}, { cases: 3 }, [], 'text', null].flatMap(casesOf)).toEqual([]);
  });

  test('declares a refusal by its expectation or its kind', () => {
    const cases = [
      { id: 'a', requirements: ['CNV-001'], kind: 'edge', expect: { error: { code: 'E_JSON' } } },
      { id: 'b', requirements: ['CNV-001'], kind: 'invalid' },
      { id: 'c', requirements: ['CNV-001'], kind: 'edge', expect: { ok: {} } },
    ];
    expect(casesOf({ cases }).map(({ polarity }) => polarity)).toEqual(['reject', 'reject', 'accept']);
  });

  test('declares a refusal where a log stands without one of its ops', () => {
    const cases = [{ refused: { a: 'E_FORMAT' } }, { parked: { a: 'E_UPGRADE' } }, { refused: {}, parked: [] }].map(
      (ok) => ({ id: 'a', requirements: ['PRN-015'], kind: 'edge', expect: { ok } }),
    );
    expect(casesOf({ cases }).map(({ polarity }) => polarity)).toEqual(['reject', 'reject', 'accept']);
  });

  test('offers the instances of its refusing cases to the schemas', () => {
    const schemaInstance = { schema: 'claims', instance: { t: 'late' } };
    const cases = casesOf({
      cases: [
        { id: 'a', requirements: ['CNV-001'], kind: 'invalid', schemaInstance },
        { id: 'b', requirements: ['CNV-001'], kind: 'valid', schemaInstance },
      ],
    });
    expect(vectorInstances(cases)).toEqual([{ ...schemaInstance, requirements: ['CNV-001'] }]);
  });
});

describe('schema evidence', () => {
  const schemas = {
    common: { $defs: { time: { type: 'integer', minimum: 0, 'x-req': ['CNV-001'] } } },
    claims: {
      $id: 'claims',
      type: 'object',
      properties: {
        t: { $ref: 'common.schema.json#/$defs/time' },
        list: { items: { type: 'string', 'x-req': ['CNV-002'] } },
      },
    },
  };
  const outcomes = (requirement: string, instance: object): string[] =>
    schemaEvidence(schemas, [
      { schema: 'claims', requirements: [requirement], instance: JSON.parse(JSON.stringify(instance)) },
    ])
      .filter((evidence) => evidence.outcome === 'passed')
      .map(({ key }) => key);

  test('counts when a tagged instance hangs on one keyword, also through a reference', () => {
    expect(outcomes('CNV-001', { t: -1 })).toEqual(['schema:common#/$defs/time']);
    expect(outcomes('CNV-002', { list: [1] })).toEqual(['schema:claims#/properties/list/items']);
  });

  test.each([
    ['too short', 'AA'],
    ['too long', 'AAAAAA'],
    ['spare bits', 'AAB'],
  ])('bounds the bytes that a text stands for: %s', (_name, id) => {
    const bytes = { x: { type: 'object', properties: { id: { 'x-bytes': [2, 3], 'x-req': ['CNV-001'] } } } };
    const judge = (value: string): string[] =>
      schemaEvidence(bytes, [{ schema: 'x', requirements: ['CNV-001'], instance: { id: value } }]).map(
        ({ outcome }) => outcome,
      );
    expect(judge(id)).toEqual(['passed']);
    expect(judge('AAA')).not.toContain('passed');
  });

  test.each([
    ['the instance is tagged with another requirement', 'CNV-002', { t: -1 }],
    ['the instance is accepted', 'CNV-001', { t: 1 }],
    ['another keyword refuses it as well', 'CNV-001', { t: -1, list: [1] }],
  ])('does not count when %s', (_name, requirement, instance) => {
    expect(outcomes(requirement, instance)).toEqual([]);
  });

  test('ignores an instance of a schema that is not there', () => {
    expect(schemaEvidence(schemas, [{ schema: 'ghost', requirements: ['CNV-001'], instance: 1 }])).toHaveLength(2);
  });

  test('tags the instance of a fence with every requirement that names its code', () => {
    const requirements = [
      { id: 'CNV-001', errors: ['E_A'] },
      { id: 'CNV-002', errors: ['E_B', 'E_A'] },
      { id: 'CNV-003', errors: ['E_B'] },
    ];
    const [tagged] = fenceInstances([{ schema: 'claims', code: 'E_A', instance: 1 }], requirements);
    expect(tagged?.requirements).toEqual(['CNV-001', 'CNV-002']);
  });

  test('knows the schemas by name only', () => {
    expect(() => createValidate(schemas)('ghost', 1)).toThrow(RangeError);
    expect(() => createValidate({ list: [] })).toThrow(TypeError);
  });

  test('refuses to start on a schema with a keyword that nobody registered', () => {
    expect(() => createValidate({ odd: { 'x-mood': 1 } })('odd', 1)).toThrow(/x-mood/);
  });
});

describe('the design map', () => {
  const sound: DesignMapInput = {
    rows: [
      { row: 'N1', chapter: '01', says: 'double names' },
      { row: 'N72', chapter: '05', says: 'a flipped body' },
    ],
    map: [{ row: 'N1', maps: ['CNV-001'], not: '' }],
    requirementIds: new Set(['CNV-001']),
    writtenChapters: new Set(['01']),
  };

  test('is quiet when each row of a written chapter is mapped', () => {
    expect(judgeDesignMap(sound)).toMatchObject({ total: 2, mapped: 1, unmapped: [], failures: [] });
  });

  test.each<[string, Partial<DesignMapInput>]>([
    ['has neither requirements nor a reason', { map: [{ row: 'N1', maps: [], not: '' }] }],
    ['has both', { map: [{ row: 'N1', maps: ['CNV-001'], not: 'no' }] }],
    ['maps to an id that no chapter has', { map: [{ row: 'N1', maps: ['CNV-009'], not: '' }] }],
    ['gives a reason of two lines', { map: [{ row: 'N1', maps: [], not: 'a\nb' }] }],
    ['is mapped twice', { map: [...sound.map, ...sound.map] }],
    ['is no row of the design', { map: [...sound.map, { row: 'N0', maps: [], not: 'no' }] }],
    ['is unmapped though its chapter is written', { writtenChapters: new Set(['01', '05']) }],
  ])('refuses a row that %s', (_name, change) => {
    expect(judgeDesignMap({ ...sound, ...change }).failures).toHaveLength(1);
  });
});
