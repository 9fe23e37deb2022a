import { concatBytes, encodeBase64url } from '@allod/core/bytes';
import {
  collectionKey,
  contentKey,
  epochKeys,
  epochPublicKey,
  keyBytes,
  keyFromBytes,
  openBody,
  recordKey,
  sealBody,
} from '@allod/core/open';
import type { OpenJob, SealJob, Slot } from '@allod/core/open';
import { agreedWrappingKey, encrypt, importX25519, wrapKey } from '@allod/core/open/primitives';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  bodyOf,
  bytesOf,
  commitmentOf,
  filled,
  IMMUTABLE,
  othersHeaderOf,
  outcome,
  sealRaw,
  SECRET,
  SLOT,
  textOf,
} from './craft.ts';

let keys: Awaited<ReturnType<typeof epochKeys>>;
let other: Awaited<ReturnType<typeof epochKeys>>;
beforeAll(async () => {
  [keys, other] = await Promise.all([epochKeys(filled(1)), epochKeys(filled(2))]);
});

const CONTENT = bytesOf('{"text":"hello"}');
const SHOWN = 'application/json: {"text":"hello"}';
const seal = (to: SealJob['to'], more: Partial<SealJob> = {}): Promise<Uint8Array> =>
  sealBody({ slot: SLOT, content: CONTENT, to, random: filled(8), secret: SECRET, ...more });
const open = async (body: Uint8Array, key: OpenJob['key'], slot: Slot = SLOT): Promise<string> =>
  outcome(await openBody({ body, slot, key }));

/** A body by others around any content key. */
async function wrappedBody(
  key: Uint8Array,
  { epk, wrappingKey }: { epk: Uint8Array; wrappingKey: Uint8Array },
): Promise<Uint8Array> {
  const jwk = { crv: 'X25519', kty: 'OKP', x: encodeBase64url(epk) };
  const header = JSON.stringify(othersHeaderOf({ epk: jwk, kid: keys.eid, kc: commitmentOf(key, SLOT) }));
  const additionalData = bytesOf(encodeBase64url(bytesOf(header)));
  const iv = filled(3, 12);
  const plaintext = bytesOf('1'.padEnd(64));
  const [encrypted] = await encrypt([{ key, iv, additionalData, plaintext }]);
  return bodyOf({ header, wrapped: await wrapKey(wrappingKey, key), iv, ...encrypted! });
}

async function agreedWith(publicKey: Uint8Array): Promise<{ epk: Uint8Array; wrappingKey: Uint8Array }> {
  const ephemeral = await importX25519(filled(6));
  const shared = await ephemeral.agree(publicKey);
  return { epk: await ephemeral.publicKey(), wrappingKey: agreedWrappingKey(shared!) };
}

const pointOf = (x: string): Uint8Array => new Uint8Array(Buffer.from(x, 'base64url'));

describe('opening', () => {
  test('SEC-033 opens what members sealed with each key on the way to it', async () => {
    const body = await seal(keys);
    const collection = collectionKey(keys, SLOT.col);
    const ways = [keys, collection, recordKey(collection, SLOT.tag!), contentKey(keys, SLOT)];
    for (const key of ways) expect(await open(body, key)).toBe(SHOWN);
    for (const to of ways.slice(1, 3) as SealJob['to'][]) expect(await seal(to)).toEqual(body);
  });

  test('SEC-033 opens what others sealed with the keys of the epoch, its private key, or the content key', async () => {
    const body = await seal(keys.publicKey);
    expect(await open(body, keys)).toBe(SHOWN);
    expect(await open(body, keys.private)).toBe(SHOWN);
    const wrapped = await wrappedBody(filled(7), await agreedWith(pointOf(keys.publicKey.jwk.x)));
    expect(await open(wrapped, keyFromBytes({ kind: 'content', eid: keys.eid }, filled(7)))).toBe(
      'application/json: 1',
    );
  });

  test('SEC-033 refuses the keys of another epoch, collection, record or body', async () => {
    const body = await seal(keys);
    const collection = collectionKey(keys, SLOT.col);
    const strangers = [
      other,
      collectionKey(other, SLOT.col),
      collectionKey(keys, 'm:other'),
      recordKey(collection, 'another note'),
      contentKey(keys, { ...SLOT, seq: 8 }),
      contentKey(other, SLOT),
    ];
    for (const key of strangers) expect(await open(body, key)).toBe('E_KEY_COMMIT SEC-033');
  });

  test.each<Partial<Slot>>([
    { iss: SLOT.kid },
    { col: 'm:other' },
    { col: 'i:notes' },
    { kid: SLOT.iss },
    { seq: 8 },
    { tag: 'another note' },
    { tag: '' },
  ])('SEC-033 refuses a body that was moved to the place with %o', async (moved) => {
    const slot = { ...SLOT, ...moved };
    for (const to of [keys, keys.publicKey])
      expect(await open(await seal(to), keys, slot)).toBe('E_KEY_COMMIT SEC-033');
    const content = contentKey(keys, SLOT);
    expect(await open(await seal(keys), content, slot)).toBe('E_KEY_COMMIT SEC-033');
  });

  test('SEC-033 refuses a body that holds under a key which it does not commit to', async () => {
    const header = { alg: 'dir', enc: 'A256GCM', kid: keys.eid, kc: commitmentOf(filled(9), SLOT) };
    const text = JSON.stringify(header);
    const key = keyBytes(contentKey(keys, SLOT));
    const additionalData = bytesOf(encodeBase64url(bytesOf(text)));
    const iv = filled(3, 12);
    const [encrypted] = await encrypt([{ key, iv, additionalData, plaintext: bytesOf('1'.padEnd(64)) }]);
    expect(await open(bodyOf({ header: text, iv, ...encrypted! }), keys)).toBe('E_KEY_COMMIT SEC-033');
  });

  test('SEC-033 does not open with a record key in an immutable collection, where there is none', async () => {
    const body = await seal(keys, { slot: IMMUTABLE });
    expect(await open(body, collectionKey(keys, IMMUTABLE.col), IMMUTABLE)).toBe(SHOWN);
    const key = keyFromBytes({ kind: 'record', eid: keys.eid, col: IMMUTABLE.col, tag: '' }, filled(1));
    expect(await open(body, key, IMMUTABLE)).toBe('E_KEY_COMMIT SEC-033');
    await expect(seal(key, { slot: IMMUTABLE })).rejects.toThrow(TypeError);
  });

  test('SEC-032 refuses a content key that was wrapped for somebody else, or changed', async () => {
    expect(await open(await seal(other.publicKey), keys)).toBe('E_DECRYPT SEC-032');
    const body = await wrappedBody(filled(7), {
      ...(await agreedWith(pointOf(keys.publicKey.jwk.x))),
      wrappingKey: filled(1),
    });
    expect(await open(body, keys)).toBe('E_DECRYPT SEC-032');
  });

  test('SEC-032 refuses to open with the private key what no key is wrapped in', async () => {
    expect(await open(await seal(keys), keys.private)).toBe('E_DECRYPT SEC-032');
  });

  test.each([
    0n,
    1n,
    2n ** 255n - 20n,
    2n ** 255n - 19n,
    2n ** 255n - 18n,
    325606250916557431795983626356110631294008115727848805560023387167927233504n,
    39382357235489614581723060781553021112529911719440698176882885853963445705823n,
    2n ** 255n,
  ])('SEC-031 refuses the point %d as epk, of which a private key makes zeros', async (u) => {
    const epk = Uint8Array.from({ length: 32 }, (_, i) => Number((u >> BigInt(8 * i)) & 255n));
    const body = await wrappedBody(filled(7), { epk, wrappingKey: agreedWrappingKey(filled(0)) });
    expect(await open(body, keys)).toBe('E_WEAK_KEY SEC-031');
    expect(await open(body, keys.private)).toBe('E_WEAK_KEY SEC-031');
  });

  test('SEC-031 takes an epk of any other point, in a spelling that is not the least one as well', async () => {
    const least = await agreedWith(pointOf(keys.publicKey.jwk.x));
    const epk = new Uint8Array(least.epk);
    epk[31]! |= 0x80;
    expect(await open(await wrappedBody(filled(7), least), keys)).toBe('application/json: 1');
    expect(await open(await wrappedBody(filled(7), { ...least, epk }), keys)).toBe('application/json: 1');
  });

  test('SEC-034, SEC-035 refuses a body of which anything was changed, and shows nothing of it', async () => {
    const bodies = await Promise.all([seal(keys), seal(keys.publicKey)]);
    const place = fc.record({ which: fc.nat(1), at: fc.nat(1000), by: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(place, async ({ which, at, by }) => {
        const body = new Uint8Array(bodies[which]!);
        body[at % body.length]! ^= by;
        const opened = await openBody({ body, slot: SLOT, key: keys });
        expect(opened.ok).toBe(false);
        expect(JSON.stringify(opened)).not.toContain('hello');
      }),
      { numRuns: 1000 },
    );
  });

  test('SEC-034 refuses a changed ciphertext, tag or initialization vector as not decrypting', async () => {
    const parts = textOf(await seal(keys)).split('.');
    for (const place of [2, 3, 4]) {
      const part = parts[place]!;
      const changed = parts.with(place, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`);
      expect(await open(bytesOf(changed.join('.')), keys)).toBe('E_DECRYPT SEC-034');
    }
  });

  test('refuses each edit of a body of one byte more or less', async () => {
    const bodies = await Promise.all([seal(keys), seal(keys.publicKey)]);
    const edit = fc.record({ which: fc.nat(1), at: fc.nat(1000), byte: fc.option(fc.nat(255)) });
    await fc.assert(
      fc.asyncProperty(edit, async ({ which, at, byte }) => {
        const body = bodies[which]!;
        const place = at % body.length;
        const [before, after] = [body.subarray(0, place), body.subarray(byte === null ? place + 1 : place)];
        const edited = concatBytes([before, byte === null ? filled(0, 0) : Uint8Array.of(byte), after]);
        expect((await openBody({ body: edited, slot: SLOT, key: keys })).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  const zeros = (length: number): number[] => Array.from({ length }, () => 0);
  test.each([
    ['nothing at all', []],
    ['spaces alone', [0x20, 0x20]],
    ['a text that is no JSON', [...bytesOf('hello')]],
    ['two JSON texts', [...bytesOf('1 2')]],
    ['a JSON text with zeros after it', [0x31, 0, 0]],
    ['a JSON text after a byte order mark', [0xef, 0xbb, 0xbf, 0x31]],
    ['a text that is no UTF-8', [0x22, 0xff, 0x22]],
    ['white space that is none of JSON', [0x31, 0x0b]],
    ['a zero alone', [0]],
    ['a media type without letters', [0, 0, 0, 0, 0, 0]],
    ['a media type of 129 letters', [0, 129, ...zeros(129).map(() => 0x61), 0, 0, 0, 0]],
    ['a media type beyond ASCII', [0, 2, 0xc3, 0xa9, 0, 0, 0, 0]],
    ['a media type with a line break', [0, 2, 0x61, 0x0a, 0, 0, 0, 0]],
    ['a media type that ends too early', [0, 9, 0x61, 0x62]],
    ['JSON that is said to be something else', [0, 16, ...bytesOf('application/json'), 0, 0, 0, 1, 0x31]],
    ['no length', [0, 1, 0x61, 0, 0, 0]],
    ['a content that ends too early', [0, 1, 0x61, 0, 0, 0, 2, 0x62]],
    ['a content whose length is beyond 2^31', [0, 1, 0x61, 0x80, 0, 0, 0, 0x62]],
    ['filling that is not zeros', [0, 1, 0x61, 0, 0, 0, 1, 0x62, 0, 0x20]],
  ])('SEC-038 refuses %s', async (_, plaintext) => {
    const key = keyBytes(contentKey(keys, SLOT));
    const body = await sealRaw(Uint8Array.from(plaintext), { key, slot: SLOT, eid: keys.eid });
    expect(await open(body, keys)).toBe('E_CONTENT SEC-038');
  });

  test.each([
    [
      'a JSON text that is not filled up',
      [...bytesOf('{"a":[1.5e3,"\\ud800"]}')],
      'application/json: {"a":[1.5e3,"\\ud800"]}',
    ],
    ['a JSON text with white space on both sides', [...bytesOf('\t\r\n true \n')], 'application/json: true'],
    ['a content without bytes', [0, 1, 0x61, 0, 0, 0, 0], 'a: '],
    [
      'a media type of 128 letters',
      [0, 128, ...zeros(128).map(() => 0x61), 0, 0, 0, 1, 0x62, 0],
      `${'a'.repeat(128)}: b`,
    ],
    ['a media type with spaces', [0, 3, 0x61, 0x20, 0x7e, 0, 0, 0, 1, 0x62], 'a ~: b'],
  ])('SEC-038 accepts %s', async (_, plaintext, shown) => {
    const key = keyBytes(contentKey(keys, SLOT));
    const body = await sealRaw(Uint8Array.from(plaintext), { key, slot: SLOT, eid: keys.eid });
    expect(await open(body, keys)).toBe(shown);
  });
});

describe('the public key of an epoch', () => {
  test('SEC-001 is refused unless it is an X25519 JWK of 32 bytes', () => {
    const { jwk } = keys.publicKey;
    const read = epochPublicKey({ ...jwk });
    expect(read.ok && read.value).toEqual(keys.publicKey);
    for (const more of [
      { crv: 'Ed25519' },
      { kty: 'EC' },
      { x: jwk.x.slice(1) },
      { x: 1 },
      { d: jwk.x },
      { x: undefined },
    ]) {
      const refused = epochPublicKey({ ...jwk, ...more });
      expect(refused.ok || refused.error).toMatchObject({ code: 'E_FORMAT', requirement: 'SEC-001' });
    }
  });

  test.each([
    0n,
    1n,
    2n ** 255n - 20n,
    2n ** 255n - 19n,
    2n ** 255n - 10n,
    2n ** 255n + 9n,
    2n ** 256n - 1n,
    325606250916557431795983626356110631294008115727848805560023387167927233504n,
    39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  ])('SEC-002, SEC-055 is refused when it is %d: out of range, or of small order', (u) => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => Number((u >> BigInt(8 * i)) & 255n));
    const refused = epochPublicKey({ crv: 'X25519', kty: 'OKP', x: encodeBase64url(bytes) });
    expect(refused.ok || refused.error).toMatchObject({ code: 'E_WEAK_KEY', requirement: 'SEC-002' });
  });

  test.each([2n, 9n, 2n ** 255n - 21n])('SEC-002 is accepted when it is %d', (u) => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => Number((u >> BigInt(8 * i)) & 255n));
    expect(epochPublicKey({ crv: 'X25519', kty: 'OKP', x: encodeBase64url(bytes) }).ok).toBe(true);
  });
});
