import { encodeBase64url } from '@allod/core/bytes';
import { createSoftwareSigner } from '@allod/core/statement';
import { completeOp, countBallot, draftOp, readBallot, readDraft, signDraft } from '@allod/principals/ballots';
import type { Draft, DraftPlace, ProposedOp, SignedDraft } from '@allod/principals/ballots';
import { describe, expect, it } from 'vitest';

const id = (letter: string): string => letter.repeat(42) + 'A';
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const EXPEL: ProposedOp = { k: 'remove', who: id('w') };
const signers = await Promise.all([1, 2].map((seed) => createSoftwareSigner(new Uint8Array(32).fill(seed))));
const [first, second] = signers as [(typeof signers)[0], (typeof signers)[0]];
const PLACE: DraftPlace = {
  log: id('t'),
  par: [id('p')],
  signers: signers.map(({ kid }, i) => ({ kid, by: [id(String(i))] })),
  t: 1_790_000_000_000_000,
};

/** What a draft reads as when its claims are others. */
function readWith(change: object, op: ProposedOp = EXPEL): Draft | undefined {
  const claims = { ...EXPEL, log: PLACE.log, par: PLACE.par, sgn: PLACE.signers, t: PLACE.t, ...change };
  const header = { alg: 'Ed25519', kid: first.kid, typ: 'allod-op' };
  const st = [header, claims].map((part) => encodeBase64url(bytes(part))).join('.');
  return readDraft(st, { op, log: PLACE.log });
}

describe('a draft', () => {
  it('becomes the op once all have signed it, in whatever order, and not before', async () => {
    const claims = draftOp(EXPEL, { ...PLACE, x: { [id('x')]: [id('x')] } });
    const [a, b] = [await signDraft(claims, first), await signDraft(claims, second)];
    const draft = readDraft(a.st, { op: EXPEL, log: PLACE.log })!;
    expect(draft).toMatchObject({ ...PLACE, claims, kid: first.kid, x: { [id('x')]: [id('x')] } });
    const signed = new Map<string, SignedDraft>([[second.kid, b]]);
    expect(completeOp(draft, signed)).toMatchObject({ ok: false, error: { code: 'E_SIGNERS' } });
    const op = completeOp(draft, signed.set(first.kid, a));
    expect(op).toMatchObject({ ok: true, value: { claims: { k: 'remove', who: id('w') } } });
    expect(op.ok && op.value.signatures.map(({ header }) => header.kid)).toEqual(signers.map(({ kid }) => kid));
  });

  it('is none when it says something else than what was proposed, or more', () => {
    expect(readWith({})).toBeDefined();
    expect(readWith({ x: {} })).toBeDefined();
    for (const change of [
      { keep: true },
      { why: 'lost' },
      { last: { 'i:x': { [id('k')]: [id('r')] } } },
      { later: 1 },
      { keys: [{ kty: 'OKP', crv: 'Ed25519', x: id('x') }] },
      { who: id('v') },
      { log: id('o') },
      { par: [] },
      { t: -1 },
      { by: [id('b')] },
    ])
      expect(readWith(change)).toBeUndefined();
    expect(readWith({}, { k: 'set', who: id('w'), lvl: 10 })).toBeUndefined();
    const policy = { k: 'pol', pol: { later: 'x', admit: 'quorum' } } as const;
    expect(readWith({ ...policy, who: undefined }, { k: 'pol', pol: { admit: 'quorum', later: 'x' } })).toBeDefined();
    expect(readWith({ ...policy, who: undefined }, { k: 'pol', pol: { admit: 'quorum' } })).toBeUndefined();
  });

  it('is none when header and claims cannot be read', () => {
    for (const st of ['', 'e30', 'e30.e30', '!.e30', 'W10.W10', `${encodeBase64url(bytes({ kid: 1 }))}.e30`])
      expect(readDraft(st, { op: EXPEL, log: PLACE.log })).toBeUndefined();
  });

  it('is not made for one signer, for more than eight, or out of form', () => {
    for (const wrong of [
      { signers: PLACE.signers.slice(1) },
      { signers: Array.from({ length: 9 }, (_, i) => ({ kid: id(String(i)), by: [id('u')] })) },
      { par: [] },
    ])
      expect(() => draftOp(EXPEL, { ...PLACE, ...wrong })).toThrow(RangeError);
  });
});

describe('a ballot', () => {
  it('PRN-103 ignores members that its kind does not have', () => {
    const read = readBallot(bytes({ k: 'vote', on: id('p'), yes: false, later: 1, text: 2 }));
    expect(read).toEqual({ ok: true, value: { k: 'vote', on: id('p'), yes: false } });
  });

  it.each<readonly [string, string, string, unknown]>([
    ['PRN-101', 'parks a kind of tomorrow', 'E_UPGRADE', { k: 'delegation', on: 1 }],
    ['PRN-101', 'parks an op that cannot be proposed yet', 'E_UPGRADE', { k: 'proposal', op: { k: 'epoch' } }],
    ['PRN-102', 'refuses what is no object', 'E_FORMAT', [1]],
    [
      'PRN-102',
      'refuses a proposal that says more than readers know',
      'E_FORMAT',
      { k: 'proposal', op: { ...EXPEL, keep: true } },
    ],
  ])('%s %s', (requirement, _, code, body) => {
    expect(readBallot(bytes(body))).toMatchObject({ ok: false, error: { code, requirement } });
  });

  it('PRN-100 refuses what is not strict JSON', () => {
    const twice = new TextEncoder().encode(`{"k":"vote","on":"${id('p')}","yes":false,"yes":true}`);
    expect(readBallot(twice)).toMatchObject({ ok: false, error: { code: 'E_JSON' } });
  });

  it('gives the votes that it counted, for whoever drafts the op', () => {
    const members = new Map(['a', 'b', 'w'].map((each) => [id(each), { lvl: 40 }]));
    const votes = ['a', 'b'].map((each, t) => ({ id: id(each), entry: id(each), lvl: 40, yes: true, t, device: each }));
    const { levels, state } = countBallot(EXPEL, { members }, votes);
    expect(state).toBe('passed');
    expect(levels[0]!.yes.map(({ device }) => device)).toEqual(['a', 'b']);
  });
});
