import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as ed25519 from '../src/ed25519.ts';
import { createModel, stateOfLog, type ModelHooks, type TpOutcome } from '../src/index.ts';

interface Device {
  readonly seed: Uint8Array;
  readonly kid: string;
  readonly sig: { readonly kty: string; readonly crv: string; readonly x: string };
}

type Claims = Readonly<Record<string, unknown>>;

const NOW = 1_790_000_000_000_000;
const BODY = '{}';
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const hash = (of: string): string => createHash('sha256').update(of).digest('base64url');
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function device(byte: number): Device {
  const seed = new Uint8Array(32).fill(byte);
  const x = text(ed25519.publicKey(seed));
  return { seed, kid: hash(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`), sig: { kty: 'OKP', crv: 'Ed25519', x } };
}

const [phone, stranger] = [device(1), device(2)];

function sign({ seed, kid }: Device, typ: string, claims: Claims): { st: string; sig: string } {
  const st = `${encode({ alg: 'Ed25519', kid, typ })}.${encode(claims)}`;
  return { st, sig: text(ed25519.sign(seed, Buffer.from(st))) };
}

const entry = ({ kid, sig }: Device, lvl = 40): Claims => ({ kid, lvl, sig });
const INIT: Claims = { k: 'init', kind: 'user', salt: 'A'.repeat(22), mem: [entry(phone)], t: NOW };

function resolve(change: Claims, skip: readonly string[] = []): TpOutcome {
  const op = sign(phone, 'allod-op', JSON.parse(JSON.stringify({ ...INIT, ...change })) as Claims);
  return createModel({ skip: new Set(skip) }).handle('log.resolve', { log: hash(op.st), ops: [op] });
}

const refusal = (outcome: TpOutcome): string | undefined => ('error' in outcome ? outcome.error.detail : undefined);

describe('the log of a user', () => {
  test('gives each device and each cold key with its level', () => {
    const mem = [entry(phone), { kid: stranger.kid, lvl: 50 }];
    expect(resolve({ mem })).toMatchObject({
      ok: { members: { [phone.kid]: 40, [stranger.kid]: 50 }, struck: [], refused: {}, parked: {} },
    });
  });

  test.each<[string, Claims]>([
    ['PRN-001', { k: undefined }],
    ['PRN-002', { k: 'rotate' }],
    ['PRN-004', { salt: 'A'.repeat(20) }],
    ['PRN-005', { kind: 'robot' }],
    ['PRN-006', { mem: [entry(phone), entry(phone, 20)] }],
    ['PRN-007', { mem: [entry(phone, 30)] }],
    ['PRN-009', { mem: [entry(phone), entry(stranger)] }],
  ])('is not resolved against %s, and is when only that rule is off', (requirement, change) => {
    expect(refusal(resolve(change))).toBe(requirement);
    expect(refusal(resolve(change, [requirement]))).not.toBe(requirement);
  });

  test('belongs to the principal whose id is that of its first op', () => {
    const op = sign(phone, 'allod-op', INIT);
    const handle = (hooks: ModelHooks): TpOutcome =>
      createModel(hooks).handle('log.resolve', { log: hash('another'), ops: [op] });
    expect(refusal(handle({}))).toBe('PRN-003');
    expect(refusal(handle({ skip: new Set(['PRN-003']) }))).not.toBe('PRN-003');
  });

  test('is read through the functions of the model, so that a mutant can replace one', () => {
    const empty: ModelHooks['override'] = {
      stateOfLog: (model, book, log) => ({ ...stateOfLog(model, book, log), members: new Map() }),
    };
    const op = sign(phone, 'allod-op', INIT);
    const outcome = createModel({ override: empty }).handle('log.resolve', { log: hash(op.st), ops: [op] });
    expect(outcome).toMatchObject({ ok: { members: {} } });
  });

  test('says nothing before its first op, at a step on the way', () => {
    const op = sign(phone, 'allod-op', INIT);
    const outcome = createModel().handle('log.resolve', { log: hash(op.st), ops: [op], steps: [0, 1] });
    expect(outcome).toMatchObject({
      ok: {
        steps: [
          { members: {}, alive: [] },
          { members: { [phone.kid]: 40 }, alive: [hash(op.st)] },
        ],
      },
    });
  });

  test('waits for its first op, and takes the good one of several copies', () => {
    const op = sign(phone, 'allod-op', INIT);
    const bad = { ...op, sig: sign(stranger, 'allod-op', INIT).sig };
    const handle = (...ops: object[]): TpOutcome => createModel().handle('log.resolve', { log: hash(op.st), ops });
    expect(handle()).toMatchObject({ error: { code: 'E_PENDING_AUTH' } });
    expect(handle(bad)).toMatchObject({ error: { code: 'E_SIG' } });
    expect(handle(bad, op, bad)).toMatchObject({ ok: { refused: {} } });
  });
});

const ALICE = sign(phone, 'allod-op', INIT);
const BOB = sign(stranger, 'allod-op', { ...INIT, mem: [entry(stranger)] });
const [alice, bob] = [hash(ALICE.st), hash(BOB.st)];

interface Offer {
  readonly by?: Device;
  readonly claims?: Claims;
  readonly body?: string;
  readonly skip?: readonly string[];
}

function accept({ by = phone, claims = {}, body = BODY, skip = [] }: Offer): TpOutcome {
  const plain = { iss: alice, col: 'v:a', tag: 'x', dig: hash(BODY), len: 2, seq: 1, t: NOW, au: [alice] };
  const envelope = { ...plain, ...claims };
  const logs = [
    { id: alice, ops: [ALICE] },
    { id: bob, ops: [BOB] },
  ];
  const record = { ...sign(by, 'allod-rec', envelope), body, logs, now: NOW };
  return createModel({ skip: new Set(skip) }).handle('record.accept', record);
}

describe('the acceptance of records', () => {
  test('gives the id, the state and the body', () => {
    expect(accept({})).toMatchObject({ ok: { state: 'VALID', body: { $b64u: text(Buffer.from(BODY)) } } });
  });

  test('says what is wrong with a body, and accepts the record', () => {
    expect(accept({ body: '[]' })).toMatchObject({
      ok: { state: 'VALID', bodyError: { code: 'E_DIGEST', phase: 'body' } },
    });
  });

  test.each<[string, Offer]>([
    ['COL-001', { claims: { au: [hash('an op that nobody holds')] } }],
    ['COL-002', { by: stranger }],
    ['COL-003', { claims: { act: bob } }],
    ['COL-004', { claims: { au: [alice, bob] } }],
    ['REC-010', { claims: { col: 'i:a' } }],
  ])('fails %s, and does not when only that rule is off', (requirement, offer) => {
    expect(refusal(accept(offer))).toBe(requirement);
    expect(refusal(accept({ ...offer, skip: [requirement] }))).not.toBe(requirement);
  });

  test.each([
    [300_000_000, 'VALID'],
    [300_000_001, 'HELD'],
  ])('of a record %i microseconds ahead shows it as %s', (ahead, state) => {
    expect(accept({ claims: { t: NOW + ahead } })).toMatchObject({ ok: { state } });
  });
});
