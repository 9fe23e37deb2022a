import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createModel, type TpOutcome } from '../src/index.ts';
import { limit } from '../src/registries.ts';

const OWNER = 'A'.repeat(43);
const HEADER = { alg: 'Ed25519', kid: OWNER, typ: 'allod-rec' };
const SIG = 'A'.repeat(86);
const model = createModel();
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (body: string): string => createHash('sha256').update(body).digest('base64url');

const CLAIMS = {
  iss: OWNER,
  col: 'v:a',
  tag: 'x',
  dig: digest('{}'),
  len: 2,
  seq: 1,
  t: 0,
  au: [OWNER],
};

function statement(claims: unknown): { st: string; sig: string } {
  return { st: `${encode(HEADER)}.${encode(claims)}`, sig: SIG };
}

const decode = (claims: unknown, skip: readonly string[] = []): TpOutcome =>
  createModel({ skip: new Set(skip) }).handle('record.decode', statement(claims));
const refusal = (outcome: TpOutcome): string | undefined => ('error' in outcome ? outcome.error.detail : undefined);

describe('records of the model', () => {
  test('hand out the claims as they came', () => {
    const { st } = statement(CLAIMS);
    expect(model.handle('record.decode', statement(CLAIMS))).toEqual({
      ok: { id: createHash('sha256').update(st).digest('base64url'), claims: { $b64u: st.split('.')[1] } },
    });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['REC-001', 'no owner', { iss: undefined }],
    ['REC-002', 'a sequence from 0', { seq: 0 }],
    ['REC-003', 'an empty list', { ant: [] }],
    ['REC-004', 'an id twice', { au: [OWNER, OWNER] }],
    ['REC-005', 'a delete with contents', { del: true }],
    ['REC-006', 'a name with a space', { col: 'v:a b' }],
    ['REC-007', 'an unknown kind', { col: 'z:a' }],
    ['REC-008', 'no tag', { tag: undefined }],
    ['REC-009', 'a body too long', { len: limit('bodyBytes') + 1 }],
  ])('%s refuses or parks %s, and nothing else does when it is off', (requirement, _, change) => {
    expect(refusal(decode({ ...CLAIMS, ...change }))).toBe(requirement);
    expect(refusal(decode({ ...CLAIMS, ...change }, [requirement]))).toBeUndefined();
  });

  test('a body is judged by its bytes alone, and the record not by its body', () => {
    const record = statement(CLAIMS);
    expect(model.handle('record.body', { ...record, body: '{}' })).toEqual({ ok: { body: { $b64u: 'e30' } } });
    expect(model.handle('record.body', { ...record, bodyB: 'e30' })).toEqual({ ok: { body: { $b64u: 'e30' } } });
    expect(model.handle('record.body', record)).toEqual({ ok: {} });
    expect(refusal(model.handle('record.body', { ...record, body: '{ ' }))).toBe('REC-011');
    expect(refusal(model.handle('record.body', { ...record, body: '{}\n' }))).toBe('REC-012');
    expect(model.handle('record.decode', { ...record, body: '{ ' })).toEqual(model.handle('record.decode', record));
    expect(refusal(model.handle('record.decode', { ...record, body: '{}', bodyB: 'e30' }))).toBe('REC-016');
  });
});

describe('several signers of the model', () => {
  const keys = ['alice', 'bob'].map((name) => {
    const seed = createHash('sha256').update(name).digest().toString('base64url');
    const outcome = model.handle('key.derive', { seed: { $b64u: seed } });
    const jwk = 'ok' in outcome ? (outcome.ok['jwk'] as Record<string, string>) : {};
    const named = model.handle('key.thumbprint', { jwk });
    return { jwk, d: seed, kid: 'ok' in named ? named.ok['kid'] : '' };
  });
  const claims = { t: 0, sgn: keys.map(({ kid }) => ({ kid })) };
  const signedBy = (order: typeof keys): Record<string, unknown> => {
    const outcome = model.handle('statement.sign', {
      claims: { $b64u: encode(claims) },
      typ: 'allod-op',
      keys: order.map(({ jwk, d }) => ({ ...jwk, d })),
    });
    return { ...('ok' in outcome ? outcome.ok : {}), keys: keys.map(({ jwk }) => jwk) };
  };

  test('what it signs, it verifies', () => {
    expect(model.handle('statement.verify', signedBy(keys))).toMatchObject({
      ok: { kid: keys[0]?.kid, typ: 'allod-op' },
    });
  });

  test('STM-022 refuses another order than that of the list', () => {
    expect(refusal(model.handle('statement.verify', signedBy(keys.toReversed())))).toBe('STM-022');
  });

  test('STM-025 refuses a second signature that does not hold, and only STM-025 does', () => {
    const made = signedBy(keys);
    const [second] = made['sigs'] as { h: string; s: string }[];
    const wrong = { ...made, sigs: [{ ...second, s: made['sig'] }] };
    expect(refusal(model.handle('statement.verify', wrong))).toBe('STM-025');
    expect(createModel({ skip: new Set(['STM-025']) }).handle('statement.verify', wrong)).toMatchObject({ ok: {} });
  });
});
