import { decodeRecord, decodeStatement, isRecord, MAX_BODY_BYTES, RECORD_RULE } from '@allod/core/statement';
import type { RecordJson } from '@allod/core/statement';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { describe, expect, test } from 'vitest';
import { headerOf, ID, jsonOf, OTHER } from './craft.ts';

const base = { iss: ID, col: 'v:notes', tag: 'a', dig: OTHER, len: 2, seq: 1, t: 1, au: [ID] };
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${String.fromCharCode(65 + i)}${'A'.repeat(42)}`);
const jsonWith = (claims: JsonObject): RecordJson => jsonOf({ headers: [headerOf()], claims });

/** What a reader makes of a record with these claims. */
function judge(claims: JsonObject): string {
  const read = decodeRecord(jsonWith(claims));
  if (!read.ok) return `${read.error.code} ${read.error.requirement}`;
  const { upgrade } = read.value.statement;
  return upgrade === undefined ? 'sound' : `${upgrade.code} ${upgrade.requirement}`;
}

const withClaim = (name: string, value: JsonValue): string => judge({ ...base, [name]: value });

function without(...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(base).filter(([name]) => !names.includes(name)));
}

describe('the claims of a record', () => {
  test('REC-001 are refused without one that is always there', () => {
    for (const name of ['iss', 'col', 'seq', 'au']) expect(judge(without(name))).toBe('E_FORMAT REC-001');
    expect(judge(without('t'))).toBe('E_FORMAT REC-001');
    expect(judge({})).toBe('E_FORMAT REC-001');
  });

  test('REC-002 are refused with a value outside the form', () => {
    for (const name of [
      'iss',
      'act',
      'dig',
      'via',
      'ant',
      'prv',
      'au',
      'ax',
      'tag',
      'cty',
      'len',
      'seq',
      'burn',
      'col',
    ]) {
      for (const value of [null, true]) expect([name, withClaim(name, value)]).toEqual([name, formOf(name)]);
    }
    for (const seq of [0, -1]) expect(withClaim('seq', seq)).toBe('E_FORMAT REC-002');
    for (const name of ['tag', 'cty']) {
      for (const text of ['', 'x'.repeat(129)]) expect(withClaim(name, text)).toBe('E_FORMAT REC-002');
      expect(withClaim(name, '\u{1f33e}'.repeat(128))).toBe('sound');
    }
    for (const [name, most] of [
      ['via', 7],
      ['ant', 16],
      ['prv', 16],
      ['au', 16],
    ] as const) {
      expect(withClaim(name, ids(most))).toBe('sound');
      expect(withClaim(name, ids(most + 1))).toBe('E_FORMAT REC-002');
    }
    expect(withClaim('ax', { [ID]: ids(16) })).toBe('sound');
    expect(withClaim('ax', Object.fromEntries(ids(16).map((id) => [id, [ID]])))).toBe('sound');
    expect(withClaim('ax', { [ID]: ids(17) })).toBe('E_FORMAT REC-002');
    expect(withClaim('ax', Object.fromEntries(ids(17).map((id) => [id, [ID]])))).toBe('E_FORMAT REC-002');
  });

  test('REC-003 are refused when they spell out what absence means', () => {
    for (const name of ['via', 'ant', 'prv', 'au']) expect(withClaim(name, [])).toBe('E_FORMAT REC-003');
    const spelled: [string, JsonValue][] = [
      ['ax', {}],
      ['ax', { [ID]: [] }],
      ['del', false],
      ['del', null],
      ['cty', 'application/json'],
      ['act', ID],
    ];
    for (const [name, value] of spelled) expect([name, withClaim(name, value)]).toEqual([name, 'E_FORMAT REC-003']);
    expect(withClaim('act', OTHER)).toBe('sound');
    expect(withClaim('cty', 'application/xml')).toBe('sound');
  });

  test('REC-004 are refused when one list names an id twice', () => {
    for (const name of ['via', 'ant', 'prv', 'au']) expect(withClaim(name, [ID, OTHER, ID])).toBe('E_FORMAT REC-004');
    expect(withClaim('ax', { [ID]: [OTHER, OTHER] })).toBe('E_FORMAT REC-004');
    expect(judge({ ...base, ant: [ID], prv: [ID], ax: { [ID]: [ID] } })).toBe('sound');
  });

  test('REC-005 are refused without a body, or as a delete with one', () => {
    expect(judge(without('dig'))).toBe('E_FORMAT REC-005');
    expect(judge(without('dig', 'len'))).toBe('E_FORMAT REC-005');
    expect(judge(without('len'))).toBe('sound');
    const deletion = { ...without('dig', 'len'), del: true };
    expect(judge(deletion)).toBe('sound');
    for (const more of [{ dig: ID }, { len: 1 }, { cty: 'text/plain' }])
      expect(judge({ ...deletion, ...more })).toBe('E_FORMAT REC-005');
  });

  test('REC-006 are refused with a collection of another form', () => {
    const wrong = [
      '',
      'v',
      'v:',
      ':a',
      'V:a',
      'vv:a',
      'v:a b',
      'v:ä',
      'v:a/b',
      `v:${'a'.repeat(129)}`,
      '1:a',
      ' v:a',
      'v:a\n',
    ];
    for (const col of [...wrong, ['v:a']]) expect(withClaim('col', col)).toBe('E_FORMAT REC-006');
    for (const col of [`v:${'a'.repeat(128)}`, 'm:A-Z.a_0', 'c:-', 'x:.']) expect(withClaim('col', col)).toBe('sound');
  });

  test('REC-007 are put aside with a kind of collection of a later version, whose letter is told', () => {
    const read = decodeRecord(jsonWith({ ...base, col: 'z:notes' }));
    expect(read.ok && read.value.statement.upgrade).toMatchObject({
      code: 'E_UPGRADE',
      requirement: 'REC-007',
      details: { unknown: 'z:' },
    });
    for (const letter of 'imvcx') expect(withClaim('col', `${letter}:a`)).toBe('sound');
    for (const letter of 'abdhjnuwyz') expect(withClaim('col', `${letter}:a`)).toBe('E_UPGRADE REC-007');
  });

  test('REC-008 are refused without a tag, unless in an immutable collection with a body', () => {
    for (const col of ['m:a', 'v:a', 'c:a', 'x:a', 'z:a'])
      expect(judge({ ...without('tag'), col })).toBe('E_FORMAT REC-008');
    expect(judge({ ...without('tag'), col: 'i:a' })).toBe('sound');
    expect(judge({ ...without('tag', 'dig', 'len'), col: 'i:a', del: true })).toBe('E_FORMAT REC-008');
  });

  test('REC-009 are refused when the body would be longer than 1 MiB, of which both lengths are told', () => {
    expect(withClaim('len', MAX_BODY_BYTES)).toBe('sound');
    const read = decodeRecord(jsonWith({ ...base, len: MAX_BODY_BYTES + 1 }));
    expect(!read.ok && read.error).toMatchObject({
      code: 'E_SIZE',
      requirement: 'REC-009',
      details: { what: 'body', size: 1_048_577, limit: 1_048_576 },
    });
  });

  test('CNV-006, CNV-018 are refused with an id or a time that is none', () => {
    for (const name of ['iss', 'act', 'dig']) expect(withClaim(name, `${ID}A`)).toBe('E_FORMAT CNV-006');
    for (const name of ['via', 'ant', 'prv', 'au'])
      for (const list of [['x'], [OTHER, 'x']]) expect(withClaim(name, list)).toBe('E_FORMAT CNV-006');
    for (const t of [-1, 'x', null]) expect(withClaim('t', t)).toBe('E_FORMAT CNV-018');
  });
});

/** What refuses a claim of the table whose value is neither text, nor number, nor list, nor object. */
function formOf(name: string): string {
  return name === 'col' ? 'E_FORMAT REC-006' : 'E_FORMAT REC-002';
}

describe('the JSON form of a record', () => {
  test('STM-010 is none of another type', () => {
    const read = decodeRecord(jsonOf({ headers: [headerOf({ typ: 'allod-op' })], claims: base }));
    expect(!read.ok && read.error.requirement).toBe('STM-010');
  });

  test('REC-016 has one body at most, also when both are empty or broken', () => {
    for (const [body, bodyB] of [
      ['{}', 'e30'],
      ['', ''],
      ['\ud800', '='],
    ] as const) {
      const read = decodeRecord({ ...jsonWith(base), body, bodyB });
      expect(!read.ok && [read.error.code, read.error.requirement]).toEqual(['E_FORMAT', 'REC-016']);
    }
  });

  test('REC-018 says by itself that a body cannot be read', () => {
    for (const more of [{ bodyB: 'A' }, { bodyB: 'AB' }, { bodyB: '=' }, { body: '\udc00' }]) {
      const read = decodeRecord({ ...jsonWith(base), ...more });
      const body = read.ok ? read.value.body : undefined;
      expect(body?.ok === false && [body.error.code, body.error.requirement]).toEqual(['E_FORMAT', 'REC-018']);
    }
  });

  test('says nothing of a body where none came', () => {
    const read = decodeRecord(jsonWith(base));
    expect(read.ok && Object.keys(read.value)).toEqual(['statement']);
  });
});

test('a record is what has the type of one', () => {
  const kinds = (['allod-rec', 'allod-op', 'allod-snap'] as const).map((typ) => {
    const read = decodeStatement(jsonOf({ headers: [headerOf({ typ })], claims: base }));
    return read.ok && isRecord(read.value);
  });
  expect(kinds).toEqual([true, false, false]);
});

test('CNV-018 is what the rule of records says of a time that is none, also to those who ask it alone', () => {
  expect(RECORD_RULE.findFault(base)).toBeUndefined();
  for (const t of [-1, '1', null]) {
    expect(RECORD_RULE.findFault({ ...base, t })).toMatchObject({ code: 'E_FORMAT', requirement: 'CNV-018' });
  }
});
