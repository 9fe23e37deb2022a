import { decodeStatement } from '@allod/core/statement';
import type { ClaimsRule, ClaimsRules, Place } from '@allod/core/statement';
import { refuse } from '@allod/core/errors';
import { describe, expect, test } from 'vitest';
import { headerOf, ID, jsonOf, OTHER, verdictOf } from './craft.ts';

const third = `C${'A'.repeat(42)}`;
const judge = (claims: unknown, place?: Place): string => verdictOf({ headers: [headerOf()], claims }, place);
const list = (...kids: readonly string[]): object => ({ sgn: kids.map((kid) => ({ kid })) });

/** What is said of claims that these signers sign. */
const signedBy = (claims: object, ...kids: readonly string[]): string =>
  verdictOf({ headers: kids.map((kid) => headerOf({ kid })), claims });

describe('claims', () => {
  test('STM-004 are refused unless they are an object', () => {
    for (const claims of ['null', '[]', '1', '"{}"', 'true', '[{}]']) expect(judge(claims)).toBe('E_FORMAT STM-004');
    expect(judge('{}')).toBe('sound');
  });

  test('CNV-018 are refused with a time that is none', () => {
    for (const t of [-1, null, '1', true, [1], {}]) expect(judge({ t })).toBe('E_FORMAT CNV-018');
    for (const t of [0, 1, Number.MAX_SAFE_INTEGER]) expect(judge({ t })).toBe('sound');
  });

  test('STM-020 are refused with a list of signers in another form, when their time is right', () => {
    const forms = [null, {}, 'x', [], [{ kid: ID }], [ID, OTHER], [{ kid: ID }, {}], [{ kid: ID }, { kid: 'x' }]];
    const more = [{ kid: ID }, { kid: OTHER, by: [] }];
    for (const sgn of [...forms, more, Array.from({ length: 9 }, () => ({ kid: ID }))]) {
      for (const time of [{}, { t: 0 }, { t: 1 }]) expect(judge({ sgn, ...time })).toBe('E_FORMAT STM-020');
      for (const t of [-1, '1', null]) expect(judge({ sgn, t })).toBe('E_FORMAT CNV-018');
    }
  });

  test('STM-021 are refused with more or fewer signatures than signers', () => {
    expect(signedBy({}, ID)).toBe('sound');
    expect(signedBy({}, ID, OTHER)).toBe('E_SIGNERS STM-021');
    expect(signedBy(list(ID, OTHER), ID)).toBe('E_SIGNERS STM-021');
    expect(signedBy(list(ID, OTHER), ID, OTHER, third)).toBe('E_SIGNERS STM-021');
    expect(signedBy(list(ID, OTHER), ID, OTHER)).toBe('sound');
  });

  test('STM-022 are refused with the signatures of others, or in another order', () => {
    expect(signedBy(list(ID, OTHER), OTHER, ID)).toBe('E_SIGNERS STM-022');
    expect(signedBy(list(ID, OTHER), ID, third)).toBe('E_SIGNERS STM-022');
    expect(signedBy(list(ID, OTHER), third, OTHER)).toBe('E_SIGNERS STM-022');
  });

  test('STM-023 are refused when they list a signer twice, whoever has signed', () => {
    expect(signedBy(list(ID, ID), ID, ID)).toBe('E_SIGNERS STM-023');
    expect(signedBy(list(ID, OTHER, ID), ID, OTHER, ID)).toBe('E_SIGNERS STM-023');
    expect(signedBy(list(ID, ID), ID)).toBe('E_SIGNERS STM-023');
  });

  test('CNV-021 are put aside with a name that begins with an exclamation mark, the first one told', () => {
    const read = decodeStatement(jsonOf({ headers: [headerOf()], claims: { a: 1, '!b': 1, '!c': 2 } }));
    const told = refuse('E_UPGRADE', 'CNV-021', { unknown: '!b' }).error;
    expect(read.ok && read.value.upgrade).toEqual(told);
    for (const name of ['b!', ' !b', '']) expect(judge({ [name]: 1 })).toBe('sound');
    expect(judge({ in: { '!b': 1 } })).toBe('sound');
  });
});

describe('the rule of a place', () => {
  const calls: string[] = [];
  const rule: ClaimsRule = {
    findFault: ({ bad }) => {
      calls.push('fault');
      return bad === undefined ? undefined : refuse('E_FORMAT', 'PRN-001').error;
    },
    findUpgrade: ({ later }) => {
      calls.push('upgrade');
      return later === undefined ? undefined : refuse('E_UPGRADE', 'PRN-002', { unknown: 'op x' }).error;
    },
  };
  const rules: ClaimsRules = { 'allod-rec': rule };

  test('refuses and parks statements of its type', () => {
    expect(judge({ bad: 1, later: 1 }, { rules })).toBe('E_FORMAT PRN-001');
    expect(judge({ later: 1 }, { rules })).toBe('E_UPGRADE PRN-002');
    expect(judge({}, { rules })).toBe('sound');
  });

  test('is not asked about another type', () => {
    for (const claims of [{ bad: 1 }, { later: 1 }])
      expect(verdictOf({ headers: [headerOf({ typ: 'allod-op' })], claims }, { rules })).toBe('sound');
  });

  test('comes after what holds for all claims, and before what is newer than this software', () => {
    calls.length = 0;
    expect(judge({ bad: 1, t: -1 }, { rules })).toBe('E_FORMAT CNV-018');
    expect(calls).toEqual([]);
    expect(judge({ later: 1, '!x': 1 }, { rules })).toBe('E_UPGRADE CNV-021');
    expect(judge({ bad: 1, '!x': 1 }, { rules })).toBe('E_FORMAT PRN-001');
    expect(signedBy({ bad: 1 }, ID, OTHER)).toBe('E_SIGNERS STM-021');
    const headers = [headerOf(), headerOf({ kid: OTHER })];
    expect(verdictOf({ headers, claims: { bad: 1 } }, { rules })).toBe('E_FORMAT PRN-001');
    expect(verdictOf({ headers, claims: { later: 1 } }, { rules })).toBe('E_SIGNERS STM-021');
  });
});
