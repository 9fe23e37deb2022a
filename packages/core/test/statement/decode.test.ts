import { encodeBase64url } from '@allod/core/bytes';
import { decodeStatement, MAX_CLAIMS_BYTES, MAX_HEADER_BYTES, statementFromParts } from '@allod/core/statement';
import type { Statement, StatementJson, StatementParts } from '@allod/core/statement';
import { describe, expect, test } from 'vitest';
import { bytesOf, headerOf, ID, jsonOf, OTHER, outcome, partsOf, SIGNATURE, verdictOf } from './craft.ts';

const sound = { headers: [headerOf()], claims: { t: 1 } };
const json = jsonOf(sound);
const parts = partsOf(sound);
const [h, c] = json.st.split('.') as [string, string];
const both = {
  headers: [headerOf(), headerOf({ kid: OTHER })],
  claims: { sgn: [{ kid: ID }, { kid: OTHER }] },
};

const read = (given: StatementJson): Statement | string => outcome(decodeStatement(given));
const readParts = (given: StatementParts): Statement | string => outcome(statementFromParts(given));
/** Text of JSON with spaces after it, up to a length. */
const padded = (value: unknown, length: number): string => JSON.stringify(value).padEnd(length);

describe('STM-001 refuses', () => {
  test.each(['', '.', h, `${h}.`, `.${c}`, `${h}.${c}.`, `${h}.${c}.${c}`, `.${h}.${c}`, `${h}..${c}`])(
    'the text "%s" as `st`',
    (st) => expect(read({ ...json, st })).toBe('E_FORMAT STM-001'),
  );

  test('the empty header of a further signer', () => {
    expect(read({ ...json, sigs: [{ h: '', s: SIGNATURE }] })).toBe('E_FORMAT STM-001');
    expect(
      read({
        ...json,
        sigs: [
          { h, s: SIGNATURE },
          { h: '', s: SIGNATURE },
        ],
      }),
    ).toBe('E_FORMAT STM-001');
  });

  test('empty parts', () => {
    const none = new Uint8Array();
    expect(readParts({ ...parts, claimsBytes: none })).toBe('E_FORMAT STM-001');
    expect(readParts({ ...parts, headerBytes: none })).toBe('E_FORMAT STM-001');
    expect(readParts({ ...parts, further: [parts, { ...parts, headerBytes: none }] })).toBe('E_FORMAT STM-001');
  });
});

describe('the greatest size', () => {
  test('STM-002 of a header is 512 bytes, at every signer', () => {
    const [fits, large] = [0, 1].map((more) => padded(headerOf(), MAX_HEADER_BYTES + more));
    expect([verdictOf({ headers: [fits], claims: {} }), verdictOf({ headers: [large], claims: {} })]).toEqual([
      'sound',
      'E_SIZE STM-002',
    ]);
    expect(verdictOf({ headers: [headerOf(), fits], claims: {} })).toBe('E_SIGNERS STM-021');
    expect(verdictOf({ headers: [headerOf(), fits, large], claims: {} })).toBe('E_SIZE STM-002');
  });

  test('STM-003 of claims is 65,536 bytes', () => {
    const [fits, large] = [0, 1].map((more) => padded({ t: 1 }, MAX_CLAIMS_BYTES + more));
    expect(verdictOf({ headers: [headerOf()], claims: fits })).toBe('sound');
    expect(verdictOf({ headers: [headerOf()], claims: large })).toBe('E_SIZE STM-003');
    expect(verdictOf({ headers: ['[', headerOf()], claims: large })).toBe('E_SIZE STM-003');
  });

  test('is told with what was found', () => {
    const details = [
      [
        { headers: [padded({}, 600)], claims: {} },
        { what: 'header', size: 600, limit: 512 },
      ],
      [
        { headers: [headerOf(), padded({}, 600)], claims: {} },
        { what: 'header', size: 600, limit: 512 },
      ],
      [
        { headers: [headerOf()], claims: padded({}, 70_000) },
        { what: 'claims', size: 70_000, limit: 65_536 },
      ],
    ] as const;
    for (const [given, told] of details) {
      for (const found of [decodeStatement(jsonOf(given)), statementFromParts(partsOf(given))])
        expect(!found.ok && found.error.details).toEqual(told);
    }
  });

  test('is judged before any encoding, in the JSON form by length alone', () => {
    expect(read({ st: '='.repeat(684) })).toBe('E_SIZE STM-002');
    expect(read({ st: '='.repeat(683) })).toBe('E_FORMAT STM-001');
    expect(read({ st: `${'='.repeat(684)}.${c}` })).toBe('E_SIZE STM-002');
    expect(read({ st: `=.${'='.repeat(87_383)}` })).toBe('E_SIZE STM-003');
    expect(read({ st: `=.${'='.repeat(87_382)}` })).toBe('E_FORMAT CNV-002');
    expect(read({ st: '', sigs: [{ h: '='.repeat(684), s: '' }] })).toBe('E_SIZE STM-002');
    expect(readParts({ ...parts, headerBytes: new Uint8Array(), claimsBytes: new Uint8Array(65_537) })).toBe(
      'E_SIZE STM-003',
    );
  });
});

describe('signatures', () => {
  test('STM-005 are refused when one is lacking or has not 64 bytes', () => {
    const { sig: _, ...unsigned } = json;
    expect(read(unsigned)).toBe('E_FORMAT STM-005');
    for (const length of [0, 85, 87, 88]) {
      const other = 'A'.repeat(length);
      expect(read({ ...json, sig: other })).toBe('E_FORMAT STM-005');
      expect(read({ ...json, sigs: [{ h, s: other }] })).toBe('E_FORMAT STM-005');
    }
    for (const length of [0, 63, 65]) {
      const signature = new Uint8Array(length);
      expect(readParts({ ...parts, signature })).toBe('E_FORMAT STM-005');
      expect(readParts({ ...parts, further: [{ ...parts, signature }] })).toBe('E_FORMAT STM-005');
    }
  });

  test('CNV-002, CNV-004 are refused in any other spelling', () => {
    for (const [s, requirement] of [
      [`${SIGNATURE.slice(1)}=`, 'CNV-002'],
      [`${SIGNATURE.slice(1)}B`, 'CNV-004'],
    ] as const) {
      expect(read({ ...json, sig: s })).toBe(`E_FORMAT ${requirement}`);
      expect(read({ ...json, sigs: [{ h, s }] })).toBe(`E_FORMAT ${requirement}`);
    }
  });
});

describe('headers and claims', () => {
  test.each([
    ['A=', 'CNV-002'],
    ['A', 'CNV-003'],
    ['AB', 'CNV-004'],
  ])('spelled "%s" are refused by %s', (text, requirement) => {
    expect(read({ ...json, st: `${text}.${c}` })).toBe(`E_FORMAT ${requirement}`);
    expect(read({ ...json, st: `${h}.${text}` })).toBe(`E_FORMAT ${requirement}`);
    expect(read({ ...json, sigs: [{ h: text, s: SIGNATURE }] })).toBe(`E_FORMAT ${requirement}`);
  });

  test('CNV-009 that are no JSON are refused, headers first, and before what they say', () => {
    expect(verdictOf({ headers: ['{'], claims: {} })).toBe('E_JSON CNV-009');
    expect(verdictOf({ headers: [headerOf()], claims: '{' })).toBe('E_JSON CNV-009');
    expect(verdictOf({ headers: ['\ufeff{}'], claims: '{' })).toBe('E_JSON CNV-008');
    expect(verdictOf({ headers: ['{}'], claims: '{' })).toBe('E_JSON CNV-009');
  });
});

describe('what is read', () => {
  test('is what stands there, in both forms', () => {
    for (const made of [decodeStatement(jsonOf(both)), statementFromParts(partsOf(both))]) {
      if (!made.ok) throw new Error(made.error.requirement);
      const { st, header, claims, claimsBytes, signatures } = made.value;
      expect([st, header, claims]).toEqual([jsonOf(both).st, both.headers[0], both.claims]);
      expect(claimsBytes).toEqual(bytesOf(JSON.stringify(both.claims)));
      const text = encodeBase64url(claimsBytes);
      const expected = both.headers.map((each) => {
        const headerBytes = bytesOf(JSON.stringify(each));
        return {
          header: each,
          headerBytes,
          signature: new Uint8Array(64),
          input: `${encodeBase64url(headerBytes)}.${text}`,
        };
      });
      expect(signatures).toEqual(expected);
      expect('upgrade' in made.value).toBe(false);
    }
  });

  test('has each signature at its signer', () => {
    const sigs = [1, 2].map((n) => encodeBase64url(new Uint8Array(64).fill(n)));
    const made = read({ ...jsonOf(both), sig: sigs[0]!, sigs: [{ h: jsonOf(both).sigs![0]!.h, s: sigs[1]! }] });
    expect((made as Statement).signatures.map(({ signature }) => signature[63])).toEqual([1, 2]);
  });
});

describe('STM-026 puts aside what carries `bat`', () => {
  const parked = { code: 'E_UPGRADE', requirement: 'STM-026', details: { unknown: 'bat' } };

  test('whatever its value is, and without signatures', () => {
    const { st } = json;
    for (const bat of [{}, null, 0, '', 'x'])
      expect(read({ st, bat })).toMatchObject({ st, signatures: [], header: headerOf(), upgrade: parked });
  });

  test('and neither looks at the signatures beside it nor counts them', () => {
    const beside: Partial<StatementJson>[] = [
      { sig: '=' },
      { sigs: [{ h: '', s: '' }] },
      { sigs: [{ h: '='.repeat(684), s: SIGNATURE }] },
      { sigs: [{ h: jsonOf(both).sigs![0]!.h, s: SIGNATURE }] },
    ];
    for (const more of beside)
      expect(read({ ...json, ...more, bat: 1 })).toMatchObject({ signatures: [], upgrade: parked });
    expect(read({ ...jsonOf({ headers: [headerOf()], claims: both.claims }), bat: 1 })).toMatchObject({
      upgrade: parked,
    });
  });

  test('but refuses a header or claims without their form, and tells a claim of a later version first', () => {
    expect(read({ st: `${h}.${encodeBase64url(bytesOf('[]'))}`, bat: 1 })).toBe('E_FORMAT STM-004');
    expect(read({ st: `${encodeBase64url(bytesOf('[]'))}.${c}`, bat: 1 })).toBe('E_HEADER STM-007');
    const later = jsonOf({ headers: [headerOf()], claims: { '!x': 1 } });
    expect(read({ ...later, bat: 1 })).toMatchObject({ upgrade: { requirement: 'CNV-021' } });
  });
});
