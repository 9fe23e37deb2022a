/** What a verifier that holds no key says of sealed bodies and keyboxes: chapter 04 §2.3 to §2.6, §3 and §4.3, by real logs. */
import { createAdmission } from '@allod/collections';
import type { Judged, Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { statementParts } from '@allod/core/statement';
import type { JsonObject } from '@allod/core/bytes';
import { epochIds } from '@allod/principals';
import type { EpochSaid } from '@allod/principals';
import { describe, expect, test } from 'vitest';
import { bodyBytes, digest, now } from './people.ts';
import { as, begun, claims, key, op, pub, record, team, user } from './teams.ts';
import type { Op } from './teams.ts';

const b64u = (length: number): string => Buffer.alloc(length, 7).toString('base64url');
const json64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const eids = await epochIds([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => pub(10 + n)));
const eid = (n: number): string => eids[n - 10]!;

/** The text of a sealed body under an epoch, as far as nobody has a key. */
function sealed(under: string, more: JsonObject = {}): string {
  const header = { alg: 'dir', enc: 'A256GCM', kid: under, kc: b64u(32), ...more };
  return [json64(header), '', b64u(12), b64u(64), b64u(16)].join('.');
}

/** The text of a keybox for some recipients, as far as nobody has a key. */
function keybox(kids: readonly string[], more: JsonObject = {}, header: JsonObject = {}): string {
  const recipients = kids.map((kid) => ({ header: { kid, epk: { ...pub(5) } }, encrypted_key: b64u(40) }));
  const typed = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'allod-keybox', ...header };
  return JSON.stringify({
    protected: json64(typed),
    recipients,
    iv: b64u(12),
    ciphertext: b64u(110),
    tag: b64u(16),
    ...more,
  });
}

const [ada, bob, eve] = await Promise.all([user(1), user(2), user(3)]);
const link = await key(30);

const offered = ({ parts }: Op, body?: string): Offered => ({
  parts,
  ...(body === undefined ? {} : { body: bodyBytes(body) }),
});
const epoch = (n: number, place: Parameters<typeof op>[1], more: Partial<EpochSaid> = {}): Promise<Op> =>
  op({ k: 'epoch', pub: pub(n), ...more }, place);
const boxed = (box: string): Pick<EpochSaid, 'dig' | 'len'> => ({ dig: digest(box), len: box.length });

const bobs = await epoch(12, { log: bob.id, par: [bob], signers: [{ signer: bob.key.signer }] });
const eves = await epoch(13, { log: eve.id, par: [eve], signers: [{ signer: eve.key.signer }] });
const evesEnd = await epoch(
  14,
  { log: eve.id, par: [eves], signers: [{ signer: eve.key.signer }] },
  { end: now + 1_000 },
);
const T = await team(
  [
    { who: ada.id, lvl: 40 },
    { who: bob.id, lvl: 20 },
  ],
  [ada, bob],
);
const byAda = (...par: readonly Op[]): Parameters<typeof op>[1] => ({ log: T.id, par, signers: [as(ada)] });
const first = await epoch(10, { ...byAda(T), x: { [bob.id]: [bobs.id] } });
const out = await op({ k: 'remove', who: bob.id }, byAda(first));
const next = await epoch(11, byAda(out));
const ending = await epoch(15, byAda(next), { end: now + 1_000 });
const LOGS = [ada, bob, eve, bobs, eves, evesEnd, T, first, out, next, ending];

interface How {
  readonly ops?: readonly Op[];
  readonly at?: number;
}

async function judge(items: readonly Offered[], { ops = LOGS, at = now }: How = {}): Promise<readonly Judged[]> {
  const admission = createAdmission({ bodies: BODY_RULE, now: () => at, loadOps: async () => [] });
  return (await admission.judge([...ops.map((each) => offered(each)), ...items])).slice(ops.length);
}

/** How a statement stands, and its body. */
function word(judged: Judged | undefined): string {
  if (judged === undefined || judged.verdict === 'refused') return `refused ${judged?.error.code}`;
  const { verdict, body } = judged;
  if (body === undefined) return verdict;
  return `${verdict}, ${body.ok ? 'right' : `${body.error.code} ${body.error.requirement}`}`;
}

async function sealedRecord(au: readonly Op[], body: string, more: JsonObject = {}): Promise<Offered> {
  const named = { dig: digest(body), len: body.length, cty: 'application/jose', act: ada.id };
  const statement = await record(claims(T, au, { ...named, ...more }), ada.key);
  return { parts: statementParts(statement), body: bodyBytes(body) };
}

const verdictOn = async (au: readonly Op[], body: string, more: JsonObject = {}): Promise<string> =>
  word((await judge([await sealedRecord(au, body, more)]))[0]);

describe('sealed bodies', () => {
  test('SEC-014 takes a body under an epoch that is fresh by what its record names', async () => {
    expect(await verdictOn([first], sealed(eid(10)))).toBe('admitted, right');
    expect(await verdictOn([next], sealed(eid(11)))).toBe('admitted, right');
    expect(await verdictOn([out], sealed(eid(10)), { cty: 'text/plain' })).toBe('admitted, right');
  });

  test('SEC-014 refuses the body alone under an epoch that a removal has ended, or that nobody announced', async () => {
    const stale = 'admitted, E_STALE_EPOCH SEC-014';
    expect(await verdictOn([out], sealed(eid(10)))).toBe(stale);
    expect(await verdictOn([next], sealed(eid(10)))).toBe(stale);
    expect(await verdictOn([first], sealed(eid(11)))).toBe(stale);
    expect(await verdictOn([first], sealed(eid(12)))).toBe(stale);
    expect(await verdictOn([T], sealed(eid(19)))).toBe(stale);
  });

  test('SEC-014 goes by what the record names of other logs, too', async () => {
    const lost = await op(
      { k: 'add', who: link.kid, lvl: 20, sig: link.jwk },
      { log: ada.id, par: [ada], signers: [{ signer: ada.key.signer }, { signer: link.signer }] },
    );
    const gone = await op(
      { k: 'remove', who: link.kid, why: 'lost' },
      { log: ada.id, par: [lost], signers: [{ signer: ada.key.signer }] },
    );
    const ops = [...LOGS, lost, gone];
    const said = async (ax: Record<string, string[]>): Promise<string> => {
      const [judged] = await judge([await sealedRecord([next], sealed(eid(11)), { ax })], { ops });
      return word(judged);
    };
    expect(await said({ [ada.id]: [lost.id] })).toBe('admitted, right');
    expect(await said({ [ada.id]: [gone.id] })).toBe('admitted, E_STALE_EPOCH SEC-014');
  });

  test('SEC-024 takes a body under an epoch that ends from a record that burns by then', async () => {
    expect(await verdictOn([ending], sealed(eid(15)), { burn: now + 1_000 })).toBe('admitted, right');
    expect(await verdictOn([ending], sealed(eid(11)))).toBe('admitted, right');
  });

  test('SEC-024 refuses a body under an epoch that ends from a record that burns later, or never', async () => {
    const body = sealed(eid(15));
    expect(await verdictOn([ending], body, { burn: now + 1_001 })).toBe('admitted, E_STALE_EPOCH SEC-024');
    expect(await verdictOn([ending], body)).toBe('admitted, E_STALE_EPOCH SEC-024');
  });

  test('SEC-028, SEC-029, SEC-030 refuse, the body alone, what has not the form', async () => {
    expect(await verdictOn([first], '{}')).toBe('admitted, E_FORMAT SEC-028');
    expect(await verdictOn([first], sealed(eid(10), { zip: 'DEF' }))).toBe('admitted, E_HEADER SEC-029');
    expect(await verdictOn([first], sealed(eid(10), { alg: 'A256KW' }))).toBe('admitted, E_ALG SEC-030');
    const swapped = await sealedRecord([first], sealed(eid(10)));
    const [judged] = await judge([{ ...swapped, body: bodyBytes(sealed(eid(11))) }]);
    expect(word(judged)).toBe('admitted, E_DIGEST REC-011');
  });

  test('SEC-028 looks at the form alone while the record waits for its log', async () => {
    const items = await Promise.all([sealed(eid(10)), '{}'].map((body) => sealedRecord([out], body)));
    const judged = await judge(items, { ops: [] });
    expect(judged.map(word)).toEqual(['parked, right', 'parked, E_FORMAT SEC-028']);
  });

  const grant = (under: number, ax: Record<string, string[]>, more: JsonObject = {}): Promise<string> =>
    verdictOn([next], sealed(eid(under)), { col: 'm:allod.grants', tag: eve.id, ax, ...more });

  test('SEC-044 takes a grant under an epoch of the guest, as the record knows it', async () => {
    expect(await grant(13, { [eve.id]: [eves.id] })).toBe('admitted, right');
    expect(await grant(14, { [eve.id]: [evesEnd.id] }, { burn: now + 1 })).toBe('admitted, right');
  });

  test('SEC-044 refuses a grant under any other epoch', async () => {
    expect(await grant(13, begun(eve))).toBe('admitted, E_STALE_EPOCH SEC-044');
    expect(await grant(11, { [eve.id]: [eves.id] })).toBe('admitted, E_STALE_EPOCH SEC-044');
    expect(await grant(13, { [eve.id]: [eves.id] }, { tag: 'eve' })).toBe('admitted, E_STALE_EPOCH SEC-044');
    expect(await grant(14, { [eve.id]: [evesEnd.id] })).toBe('admitted, E_STALE_EPOCH SEC-024');
    expect(await grant(13, { [eve.id]: [eves.id] }, { col: 'm:allod.grants2' })).toBe(
      'admitted, E_STALE_EPOCH SEC-014',
    );
  });
});

describe('keyboxes', () => {
  const announced = async (box: string, at = now, said: Partial<EpochSaid> = {}): Promise<string> => {
    const place = { ...byAda(first), x: { [bob.id]: [bobs.id] } };
    const each = await epoch(16, place, { ...boxed(box), ...said });
    return word((await judge([offered(each, box)], { at }))[0]);
  };

  test('SEC-009 takes a keybox for members by their epochs, and refuses it alone for anybody else', async () => {
    expect(await announced(keybox([eid(12)]))).toBe('admitted, right');
    for (const kids of [[eid(13)], [eid(12), eid(10)], [bob.key.kid], [bob.id]])
      expect(await announced(keybox(kids))).toBe('admitted, E_KEYBOX_RECIPIENT SEC-009');
    const after = await epoch(17, byAda(next), boxed(keybox([eid(12)])));
    const [judged] = await judge([offered(after, keybox([eid(12)]))]);
    expect(word(judged)).toBe('admitted, E_KEYBOX_RECIPIENT SEC-009');
  });

  test('SEC-009 takes an invite with enc, by the thumbprint of its key', async () => {
    const invite = await op({ k: 'invite', key: link.jwk, lvl: 10, enc: pub(40) }, byAda(next));
    const bare = await op({ k: 'invite', key: link.jwk, lvl: 10 }, byAda(next));
    const said = async (offer: Op): Promise<string> => {
      const box = keybox([link.kid]);
      const each = await epoch(17, byAda(offer), boxed(box));
      return word((await judge([offered(each, box)], { ops: [...LOGS, invite, bare] }))[0]);
    };
    expect(await said(invite)).toBe('admitted, right');
    expect(await said(bare)).toBe('admitted, E_KEYBOX_RECIPIENT SEC-009');
  });

  test('SEC-005, SEC-006, SEC-007, SEC-008 refuse, the body alone, what has not the form', async () => {
    expect(await announced('{}')).toBe('admitted, E_FORMAT SEC-005');
    expect(await announced(keybox([]))).toBe('admitted, E_FORMAT SEC-005');
    expect(await announced(keybox([eid(12), eid(12)]))).toBe('admitted, E_FORMAT SEC-005');
    expect(await announced(keybox([eid(12)], { aad: '' }))).toBe('admitted, E_FORMAT SEC-005');
    expect(await announced(keybox([eid(12)], { iv: b64u(11) }))).toBe('admitted, E_FORMAT SEC-005');
    expect(await announced(keybox([eid(12)], { protected: 'e30=' }))).toBe('admitted, E_FORMAT SEC-005');
    expect(await announced(keybox([eid(12)], {}, { zip: 'DEF' }))).toBe('admitted, E_HEADER SEC-006');
    expect(await announced(keybox([eid(12)], {}, { typ: 'JOSE' }))).toBe('admitted, E_HEADER SEC-006');
    expect(await announced(keybox([eid(12)], {}, { enc: 'A128GCM' }))).toBe('admitted, E_ALG SEC-007');
    expect(await announced(keybox([eid(12)], {}, { alg: 'dir', zip: 'DEF' }))).toBe('admitted, E_ALG SEC-007');
  });

  test('SEC-008 refuses a keybox for 257, and counts before it looks', async () => {
    const kids = Array.from({ length: 257 }, (_, n) =>
      Buffer.alloc(32, n & 255)
        .fill(n >> 8, 1)
        .toString('base64url'),
    );
    expect(await announced(keybox(kids))).toBe('admitted, E_SIZE SEC-008');
    expect(await announced(keybox(kids.slice(1)))).toBe('admitted, E_KEYBOX_RECIPIENT SEC-009');
    const short = JSON.stringify({ recipients: kids.map(() => 0) });
    expect(await announced(short)).toBe('admitted, E_SIZE SEC-008');
  });

  test('SEC-060 refuses what is not the keybox that its op names, or belongs to none', async () => {
    const box = keybox([eid(12)]);
    const [silent, other] = await Promise.all([
      epoch(16, byAda(first)),
      epoch(16, byAda(first), { dig: digest(box), len: box.length + 1 }),
    ]);
    const judged = await judge([offered(silent, box), offered(other, box), offered(out, box)]);
    expect(judged.map((each) => word(each).slice(0, 18))).toEqual(Array(3).fill('admitted, E_DIGEST'));
  });

  test('SEC-020 refuses a top-up that brings an old epoch to a newcomer, where the history is joined', async () => {
    const strict = await op({ k: 'pol', pol: { history: 'joined' } }, byAda(next));
    const add = await op(
      { k: 'add', who: eve.id, lvl: 10 },
      { ...byAda(strict), signers: [as(ada), as(eve)], x: { [eve.id]: [eves.id] } },
    );
    const box = keybox([eid(13)]);
    const [top, fresh] = await Promise.all([epoch(11, byAda(add), boxed(box)), epoch(18, byAda(add), boxed(box))]);
    const judged = await judge([offered(top, box), offered(fresh, box)], { ops: [...LOGS, strict, add] });
    expect(judged.map(word)).toEqual(['admitted, E_KEYBOX_RECIPIENT SEC-020', 'admitted, right']);
  });

  test('SEC-025 refuses the keybox of an epoch whose end has passed, and says that none is wanted', async () => {
    const box = keybox([eid(12)]);
    expect(await announced(box, now, { end: now })).toBe('admitted, right');
    expect(await announced(box, now + 1, { end: now })).toBe('admitted, E_BURNED SEC-025');
    const isBurned = async (at: number): Promise<unknown> => {
      const each = await epoch(16, byAda(first), { ...boxed(box), end: now });
      const [judged] = await judge([offered(each)], { at });
      return judged?.verdict === 'admitted' && judged.isBurned;
    };
    expect([await isBurned(now), await isBurned(now + 1)]).toEqual([undefined, true]);
  });

  test('SEC-005 looks at the form alone while the op waits', async () => {
    const boxes = [keybox([eid(13)]), '[]'];
    const items = await Promise.all(boxes.map(async (box) => offered(await epoch(16, byAda(next), boxed(box)), box)));
    expect((await judge(items, { ops: [] })).map(word)).toEqual(['parked, right', 'parked, E_FORMAT SEC-005']);
  });
});

describe('ops', () => {
  const said = async (more: Partial<EpochSaid>, n = 16): Promise<string> =>
    word((await judge([offered(await epoch(n, byAda(next), more))]))[0]);
  const w = b64u(40);

  test('SEC-018, SEC-023 refuse an op that leads back to what it may not', async () => {
    expect(await said({ back: [{ eid: eid(10), w }] })).toBe('admitted');
    expect(await said({ back: [{ eid: eid(12), w }] })).toBe('refused E_HISTORY');
    expect(await said({ back: [{ eid: eid(10), w }], end: now })).toBe('refused E_HISTORY');
    expect(await said({ end: now }, 11)).toBe('refused E_HISTORY');
  });

  test('SEC-002 refuses an op with a key of small order, or that is no number below the prime', async () => {
    const weak = ['00', '01', 'ec', 'ed', 'ff'].map((byte) => {
      const bytes = Buffer.alloc(32, byte === '00' || byte === '01' ? 0 : 255);
      bytes[0] = Number.parseInt(byte, 16);
      if (byte > '01') bytes[31] = 0x7f;
      return bytes;
    });
    const high = Buffer.alloc(32, 9);
    high[31] = 0x80;
    const fine = Buffer.alloc(32, 255);
    [fine[0], fine[31]] = [0xeb, 0x7f];
    const by = async (bytes: Buffer): Promise<string> => {
      const jwk = { kty: 'OKP', crv: 'X25519', x: bytes.toString('base64url') } as const;
      return word((await judge([offered(await op({ k: 'epoch', pub: jwk }, byAda(next)))]))[0]);
    };
    for (const bytes of [...weak, high]) expect(await by(bytes)).toBe('refused E_WEAK_KEY');
    expect(await by(fine)).toBe('admitted');
  });
});
