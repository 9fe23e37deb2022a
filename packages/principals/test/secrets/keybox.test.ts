import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import { agreeWith, openKeybox, readKeybox, sealKeybox, secretFromBytes } from '@allod/principals/secrets';
import type { Agree, KeyboxPlace } from '@allod/principals/secrets';
import { GeneralEncrypt, generalDecrypt, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { bytesOf, deviceOf, idOf, secretOf } from './craft.ts';
import { epochOf } from './epochs.ts';

const log = idOf('team');
const es = secretOf('epoch');
const [ada, bob] = await Promise.all([deviceOf('ada'), deviceOf('bob')]);
const { pub } = await epochOf(es);

const plan = {
  log,
  es,
  recipients: [ada, bob].map((each) => ({ kid: each.kid, jwk: each.jwk, ephemeral: bytesOf(`for ${each.name}`) })),
  cek: bytesOf('content'),
  iv: bytesOf('vector').subarray(0, 12),
};

async function sealed(changes: Partial<typeof plan> = {}): Promise<Uint8Array> {
  const box = await sealKeybox({ ...plan, ...changes });
  if (!box.ok) throw new TypeError(box.error.code);
  return box.value;
}

/** What the device of a name agrees on. */
const as =
  (device: typeof ada): Agree =>
  async (publicKey) => {
    const shared = await device.store.derive(device.kid, [publicKey]);
    return shared.ok ? accept(shared.value[0]!) : shared;
  };

async function codeOf(body: Uint8Array, changes: Partial<KeyboxPlace> = {}): Promise<string> {
  const opened = await openKeybox({ body, log, pub, kid: ada.kid, ...changes }, as(ada));
  return opened.ok ? 'ok' : `${opened.error.code} ${opened.error.requirement}`;
}

const readJson = (body: Uint8Array): Box => JSON.parse(new TextDecoder().decode(body)) as Box;
const written = (box: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(box));
const header = (changes: object): string =>
  encodeBase64url(written({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'allod-keybox', ...changes }));

interface Box {
  protected: string;
  recipients: { header: { kid: string; epk: { crv: string; kty: string; x: string } }; encrypted_key: string }[];
  iv: string;
  ciphertext: string;
  tag: string;
}

test('SEC-004, SEC-012 a keybox opens for each of its recipients, and gives the secret of its epoch', async () => {
  const body = await sealed();
  for (const device of [ada, bob]) {
    const opened = await openKeybox({ body, log, pub, kid: device.kid }, as(device));
    expect(opened.ok && opened.value.bytes()).toEqual(es.bytes());
  }
});

test('SEC-054 the same plan gives the same bytes: no white space, and the members in the order of the chapter', async () => {
  const body = await sealed();
  expect(await sealed()).toEqual(body);
  const { protected: head, recipients, iv, ciphertext, tag } = readJson(body);
  const [one] = recipients;
  const { crv, kty, x } = one!.header.epk;
  const entry = { header: { kid: one!.header.kid, epk: { crv, kty, x } }, encrypted_key: one!.encrypted_key };
  const again = { protected: head, recipients: [entry, recipients[1]], iv, ciphertext, tag };
  expect(new TextDecoder().decode(body)).toBe(JSON.stringify(again));
  expect(new TextDecoder().decode(bytes(head))).toBe('{"alg":"ECDH-ES+A256KW","enc":"A256GCM","typ":"allod-keybox"}');
});

test('a recipient takes 223 bytes', async () => {
  const one = await sealed({ recipients: plan.recipients.slice(0, 1) });
  expect((await sealed()).length - one.length).toBe(223);
});

test('jose opens a keybox with the private key of a recipient', async () => {
  const key = await importJWK({ ...ada.jwk, d: encodeBase64url(bytesOf('ada enc')) }, 'ECDH-ES+A256KW');
  const box = readJson(await sealed()) as unknown as Parameters<typeof generalDecrypt>[0];
  const { plaintext } = await generalDecrypt(box, key);
  expect(new TextDecoder().decode(plaintext)).toBe(`{"log":"${log}","es":"${encodeBase64url(es.bytes())}"}`);
});

/** A keybox for both, with any content, by another program. */
async function madeByJose(content: unknown): Promise<Uint8Array> {
  const head = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'allod-keybox' };
  const maker = new GeneralEncrypt(written(content)).setProtectedHeader(head);
  for (const { kid, jwk } of [ada, bob])
    maker.addRecipient(await importJWK(jwk, 'ECDH-ES+A256KW')).setUnprotectedHeader({ kid });
  return written(await maker.encrypt());
}

test('a keybox that jose made opens', async () => {
  expect(await codeOf(await madeByJose({ log, es: encodeBase64url(es.bytes()) }))).toBe('ok');
});

test('SEC-005 refuses what is not one object of the form, in strict JSON', async () => {
  const good = readJson(await sealed());
  const [first, second] = good.recipients;
  const text = JSON.stringify(good);
  const epk = first!.header.epk;
  const entry = (changes: object): unknown => ({ ...good, recipients: [{ ...first, ...changes }] });
  const bad: readonly unknown[] = [
    [],
    { ...good, unprotected: {} },
    { ...good, iv: good.iv.slice(0, -1) },
    { ...good, tag: encodeBase64url(bytes(good.tag).subarray(0, 12)) },
    { ...good, ciphertext: '' },
    { ...good, recipients: [] },
    { ...good, recipients: [first, { ...second, header: { ...second!.header, kid: first!.header.kid } }] },
    { ...good, protected: encodeBase64url(written([])) },
    { ...good, protected: encodeBase64url(new TextEncoder().encode('{"alg":"a","alg":"a"}')) },
    entry({ encrypted_key: first!.encrypted_key.slice(0, -2) }),
    entry({ header: { kid: 'ada', epk } }),
    entry({ header: { kid: first!.header.kid, epk, apu: 'AA' } }),
    entry({ header: { kid: first!.header.kid, epk: { ...epk, crv: 'P-256' } } }),
    entry({ header: { kid: first!.header.kid, epk: { ...epk, d: epk.x } } }),
  ];
  for (const each of bad)
    expect([JSON.stringify(each), await codeOf(written(each))]).toEqual([JSON.stringify(each), 'E_FORMAT SEC-005']);
  expect(await codeOf(new TextEncoder().encode(`${text}x`))).toBe('E_FORMAT SEC-005');
  expect(await codeOf(new TextEncoder().encode(text.replace('{', '{"iv":"AAAAAAAAAAAAAAAA",')))).toBe(
    'E_FORMAT SEC-005',
  );
});

test('SEC-006 refuses a protected header with another member, without one, or of another type', async () => {
  const good = readJson(await sealed());
  const heads = [
    { zip: 'DEF' },
    { alg: undefined, zip: 'DEF' },
    { crit: [] },
    { typ: undefined },
    { alg: undefined },
    { enc: undefined },
    { typ: 'allod-enclave' },
  ];
  for (const more of heads)
    expect(await codeOf(written({ ...good, protected: header(more) }))).toBe('E_HEADER SEC-006');
});

test('SEC-007 refuses another algorithm, before it looks at other members', async () => {
  const good = readJson(await sealed());
  const heads = [{ alg: 'PBES2-HS256+A128KW', p2c: 1 }, { alg: 'ECDH-ES' }, { enc: 'A128GCM' }, { enc: 1, zip: 'DEF' }];
  for (const more of heads) expect(await codeOf(written({ ...good, protected: header(more) }))).toBe('E_ALG SEC-007');
});

test('SEC-008 refuses 257 recipients, before it looks at one of them, and takes 256', async () => {
  const good = readJson(await sealed());
  expect(await codeOf(written({ ...good, recipients: Array.from({ length: 257 }, () => 0) }))).toBe('E_SIZE SEC-008');
  const many = Array.from({ length: 256 }, (_, at) => ({
    ...plan.recipients[0]!,
    kid: at === 0 ? ada.kid : idOf(`recipient ${at}`),
  }));
  const read = readKeybox(await sealed({ recipients: many }));
  expect(read.ok && read.value.recipients.length).toBe(256);
  await expect(sealKeybox({ ...plan, recipients: [...many, plan.recipients[1]!] })).rejects.toThrow(RangeError);
});

test('SEC-003 refuses more than 65,536 bytes, before it reads them', async () => {
  expect(await codeOf(new Uint8Array(65_537))).toBe('E_SIZE SEC-003');
  expect(await codeOf(new Uint8Array(65_536))).toBe('E_FORMAT SEC-005');
});

test('SEC-010 refuses an ephemeral key that makes a shared secret of zeros, however it is spelled', async () => {
  const p = (1n << 255n) - 19n;
  const small = [
    0n,
    1n,
    p - 1n,
    p,
    p + 1n,
    (1n << 255n) + 1n,
    325606250916557431795983626356110631294008115727848805560023387167927233504n,
    39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  ];
  const good = readJson(await sealed());
  for (const number of small) {
    const epk = { ...good.recipients[0]!.header.epk, x: encodeBase64url(littleEndian(number)) };
    const weak = { ...good.recipients[0]!, header: { kid: ada.kid, epk } };
    expect([String(number), await codeOf(written({ ...good, recipients: [weak] }))]).toEqual([
      String(number),
      'E_WEAK_KEY SEC-010',
    ]);
  }
});

test('SEC-011 refuses what does not decrypt, and somebody who is no recipient', async () => {
  const good = readJson(await sealed());
  const flipped = (text: string): string =>
    encodeBase64url(bytes(text).map((byte, at) => (at === 0 ? byte ^ 1 : byte)));
  const [first] = good.recipients;
  const bad = [
    { ...good, ciphertext: flipped(good.ciphertext) },
    { ...good, tag: flipped(good.tag) },
    { ...good, iv: flipped(good.iv) },
    { ...good, recipients: [{ ...first, encrypted_key: flipped(first!.encrypted_key) }] },
    { ...good, protected: encodeBase64url(written({ typ: 'allod-keybox', enc: 'A256GCM', alg: 'ECDH-ES+A256KW' })) },
  ];
  for (const each of bad) expect(await codeOf(written(each))).toBe('E_DECRYPT SEC-011');
  expect(await codeOf(await sealed(), { kid: idOf('somebody') })).toBe('E_DECRYPT SEC-011');
});

test('SEC-012 refuses another content than the secret of this epoch of this log', async () => {
  const other = await epochOf(secretOf('another epoch'));
  expect(await codeOf(await sealed(), { log: idOf('another team') })).toBe('E_KEYBOX_BAD SEC-012');
  expect(await codeOf(await sealed(), { pub: other.pub })).toBe('E_KEYBOX_BAD SEC-012');
  const text = encodeBase64url(es.bytes());
  const contents = [{ log, es: text, x: 1 }, { log }, { log, es: 'AA' }, { es: text }, [log, text], `${log}${text}`];
  for (const content of contents)
    expect([JSON.stringify(content), await codeOf(await madeByJose(content))]).toEqual([
      JSON.stringify(content),
      'E_KEYBOX_BAD SEC-012',
    ]);
});

test('SEC-055 refuses to seal to a public key of small order', async () => {
  const weak = { ...plan.recipients[0]!, jwk: { ...ada.jwk, x: encodeBase64url(new Uint8Array(32)) } };
  const box = await sealKeybox({ ...plan, recipients: [weak] });
  expect(!box.ok && box.error.code).toBe('E_WEAK_KEY');
});

test('the private key of an epoch opens what is addressed to that epoch', async () => {
  const member = await epochOf(secretOf('of a member'));
  const recipients = [{ kid: member.eid, jwk: member.pub, ephemeral: bytesOf('once') }];
  const agree = await agreeWith(member.privateKey);
  const opened = await openKeybox({ body: await sealed({ recipients }), log, pub, kid: member.eid }, agree);
  expect(opened.ok && opened.value.bytes()).toEqual(es.bytes());
});

test('a plan that cannot be is the mistake of its maker', async () => {
  const [one] = plan.recipients;
  const bad: readonly Partial<typeof plan>[] = [
    { recipients: [] },
    { recipients: [one!, one!] },
    { cek: new Uint8Array(31) },
    { iv: new Uint8Array(16) },
    { es: secretFromBytes(new Uint8Array(16)) },
    { log: 'team' },
  ];
  for (const changes of bad) await expect(sealKeybox({ ...plan, ...changes })).rejects.toThrow(RangeError);
});

function bytes(text: string): Uint8Array {
  const decoded = decodeBase64url(text);
  if (!decoded.ok) throw new TypeError('not base64url');
  return decoded.value;
}

function littleEndian(number: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((number >> BigInt(8 * at)) & 255n));
}
