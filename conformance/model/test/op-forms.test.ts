import { describe, expect, test } from 'vitest';
import { createModel, type TpOutcome } from '../src/index.ts';
import { claimsOfKind } from '../src/op-forms.ts';

type Claims = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const id = (byte: number): string => Buffer.alloc(32, byte).toString('base64url');
const POL: Claims = { k: 'pol', log: id(1), par: [id(2)], t: 0, pol: { admit: 'open' } };
const TEAM: Claims = { k: 'init', kind: 'team', salt: 'A'.repeat(22), mem: [{ who: id(1), lvl: 40 }], t: 0 };

/** What becomes of an op that nobody has signed, under a log of which there is nothing else. */
function judge(claims: Claims, skip: readonly string[] = []): TpOutcome {
  const st = `${encode({ alg: 'Ed25519', kid: id(3), typ: 'allod-op' })}.${encode(claims)}`;
  const op = { st, sig: Buffer.alloc(64).toString('base64url') };
  return createModel({ skip: new Set(skip) }).handle('log.resolve', { log: id(1), ops: [op] });
}

const refusal = (outcome: TpOutcome): string | undefined => ('error' in outcome ? outcome.error.detail : undefined);

describe('the form of an op', () => {
  test.each<[string, Claims]>([
    ['PRN-015', { ...POL, log: 'bob' }],
    ['PRN-015', { ...POL, by: [id(1)], sgn: [{ kid: id(3) }, { kid: id(4) }] }],
    ['PRN-015', { ...POL, pol: { admit: 'closed' } }],
    ['PRN-016', { ...POL, par: Array.from({ length: 17 }, (_, i) => id(i)) }],
    ['PRN-013', { ...TEAM, salt: '' }],
    ['PRN-006', { ...TEAM, mem: [...(TEAM['mem'] as unknown[]), { who: id(1), lvl: 10 }] }],
    ['PRN-007', { ...TEAM, mem: [{ who: id(1), lvl: 30 }] }],
  ])('is refused by %s, and not when only that rule is off', (requirement, claims) => {
    expect(refusal(judge(claims))).toBe(requirement);
    expect(refusal(judge(claims, [requirement]))).not.toBe(requirement);
  });

  test('is judged before anybody asks for the ops that it names', () => {
    expect(judge(POL)).toMatchObject({ error: { code: 'E_PENDING_AUTH' } });
    expect(judge({ ...POL, par: [] })).toMatchObject({ error: { code: 'E_FORMAT' } });
  });

  test('is unknown of an unknown kind, which waits for newer software', () => {
    expect(judge({ k: 'rotate', t: 0, par: null })).toMatchObject({ error: { code: 'E_UPGRADE', detail: 'PRN-002' } });
  });
});

describe('the claims of an op', () => {
  test.each([
    [{ k: 'epoch', log: 1, par: 2, t: 3, sgn: 4, who: 5, pol: 6, ref: 7 }, ['k', 'log', 'par', 't', 'sgn']],
    [{ k: 'add', who: 1, lvl: 2, ref: 3, by: 4 }, ['k', 'who', 'lvl', 'by']],
    [{ k: 'init', kind: 'user', salt: 1, mem: 2, pol: 3, by: 4, x: 5, t: 6 }, ['k', 'kind', 'salt', 'mem', 'pol', 't']],
    [{ k: 'init', kind: 'team', mem: 1, by: 2, x: 3, par: 4, keys: 5 }, ['k', 'kind', 'mem', 'by', 'x']],
  ])('are those that the table of its kind names: %j', (claims, names) => {
    expect([...claimsOfKind(new Map(Object.entries(claims))).keys()]).toEqual(names);
  });
});
