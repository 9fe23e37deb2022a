import { ALGORITHMS, STATEMENT_TYPES } from '@allod/core/statement';
import { describe, expect, test } from 'vitest';
import { headerOf, ID, verdictOf } from './craft.ts';

const judge = (header: unknown): string => verdictOf({ headers: [header], claims: {} });

describe('a protected header', () => {
  test('may name every algorithm of the suite and every registered type', () => {
    expect([ALGORITHMS, STATEMENT_TYPES]).toEqual([
      ['Ed25519', 'ES256'],
      ['allod-op', 'allod-rec', 'allod-batch', 'allod-rcpt', 'allod-hs', 'allod-snap'],
    ]);
    for (const alg of ALGORITHMS)
      for (const typ of STATEMENT_TYPES) expect(judge(headerOf({ alg, typ }))).toBe('sound');
  });

  test('STM-007 is refused unless it is an object, and with any other member', () => {
    for (const header of ['null', '[]', '"allod-rec"', '1', [headerOf()]])
      expect(judge(header)).toBe('E_HEADER STM-007');
    for (const name of ['crit', 'jwk', 'b64', 'Alg', '', '!', '__proto__']) {
      const text = JSON.stringify(headerOf()).replace('{', `{${JSON.stringify(name)}:1,`);
      expect(judge(text)).toBe('E_HEADER STM-007');
    }
  });

  test('STM-008 is refused without a `kid` that is an id', () => {
    const { kid: _, ...rest } = headerOf() as { kid: string };
    expect(judge(rest)).toBe('E_HEADER STM-008');
    for (const kid of [null, 1, [ID], { ID }, '', ID.slice(1), `${ID}A`, `${ID.slice(1)}B`, `${ID.slice(1)}=`])
      expect(judge(headerOf({ kid }))).toBe('E_HEADER STM-008');
  });

  test('STM-009 is refused without a registered type', () => {
    const { typ: _, ...rest } = headerOf() as { typ: string };
    expect(judge(rest)).toBe('E_TYP STM-009');
    for (const typ of [null, 0, ['allod-rec'], '', 'allod', 'ALLOD-REC', 'allod-rec ', 'JWT', 'constructor'])
      expect(judge(headerOf({ typ }))).toBe('E_TYP STM-009');
  });

  test('STM-010 is refused with a registered type that the place does not call for, whether it was met before or not', () => {
    const kid = `Z${ID.slice(1)}`;
    for (const typ of STATEMENT_TYPES.filter((each) => each !== 'allod-op')) {
      const given = { headers: [headerOf({ typ, kid })], claims: {} };
      expect(verdictOf(given, { typ: 'allod-op' })).toBe('E_TYP STM-010');
      expect(verdictOf(given, { typ })).toBe('sound');
      expect(verdictOf(given, { typ: 'allod-op' })).toBe('E_TYP STM-010');
    }
    expect(verdictOf({ headers: [headerOf({ typ: 'allod-op', kid })], claims: {} }, { typ: 'allod-op' })).toBe('sound');
  });

  test('STM-011 is refused without an algorithm of the suite', () => {
    const { alg: _, ...rest } = headerOf() as { alg: string };
    expect(judge(rest)).toBe('E_ALG STM-011');
    for (const alg of [null, 0, ['Ed25519'], '', 'none', 'EdDSA', 'ed25519', 'ES384', 'HS256'])
      expect(judge(headerOf({ alg }))).toBe('E_ALG STM-011');
  });

  test('STM-024 is refused when it names another type than the first, also one that the place knows', () => {
    const headers = [headerOf(), headerOf({ typ: 'allod-op' })];
    expect(verdictOf({ headers, claims: {} })).toBe('E_TYP STM-024');
    expect(verdictOf({ headers: headers.toReversed(), claims: {} })).toBe('E_TYP STM-024');
  });

  test('is judged at every signer', () => {
    const further = [
      [{}, 'E_HEADER STM-008'],
      ['[]', 'E_HEADER STM-007'],
      [headerOf({ typ: 'x' }), 'E_TYP STM-009'],
      [headerOf({ alg: 'x' }), 'E_ALG STM-011'],
      ['{', 'E_JSON CNV-009'],
    ] as const;
    for (const [header, refusal] of further) {
      expect(verdictOf({ headers: [headerOf(), header], claims: {} })).toBe(refusal);
      expect(verdictOf({ headers: [headerOf(), headerOf(), header], claims: {} })).toBe(refusal);
      expect(verdictOf({ headers: [header, headerOf()], claims: {} })).toBe(refusal);
    }
  });
});
