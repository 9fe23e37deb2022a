import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import {
  collectionKey,
  contentKey,
  epochKeys,
  keyBytes,
  keyFromBytes,
  openBody,
  recordKey,
  sealBody,
  wipeKeys,
} from '@allod/core/open';
import type { Key, Slot } from '@allod/core/open';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, filled, IMMUTABLE, SECRET, SLOT, slotOf } from './craft.ts';

/** `HKDF(key, text)` of chapter 04 §2.2, by Node alone. */
function hkdf(key: Uint8Array, text: Uint8Array | string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', text, 32));
}

/** The public half of a private X25519 key, by Node alone. */
function publicHalf(privateKey: Uint8Array): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey]);
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' }).x!;
}

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });
const names = fc.string({ unit: 'binary', maxLength: 20 });

describe('the keys of an epoch', () => {
  test('SEC-004 are derived as the table has it, whatever collection and tag are called', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, names, names, async (es, col, tag) => {
        const keys = await epochKeys(es);
        expect(keyBytes(keys.secret)).toEqual(es);
        expect(keyBytes(keys.private)).toEqual(hkdf(es, 'allod1/x25519'));
        expect(keyBytes(keys.back)).toEqual(hkdf(es, 'allod1/back'));
        const x = publicHalf(keyBytes(keys.private));
        expect(keys.publicKey.jwk).toEqual({ crv: 'X25519', kty: 'OKP', x });
        const thumbprint = createHash('sha256').update(`{"crv":"X25519","kty":"OKP","x":"${x}"}`).digest('base64url');
        expect([keys.eid, keys.publicKey.eid]).toEqual([thumbprint, thumbprint]);
        const ofCollection = hkdf(es, `allod1/col\0${col}`);
        const ofRecord = hkdf(ofCollection, `allod1/rec\0${tag}`);
        expect(keyBytes(collectionKey(keys, col))).toEqual(ofCollection);
        expect(keyBytes(recordKey(collectionKey(keys, col), tag))).toEqual(ofRecord);
        const slot = { ...SLOT, col: `m${col}`, tag };
        const above = hkdf(hkdf(es, `allod1/col\0m${col}`), `allod1/rec\0${tag}`);
        const info = Buffer.concat([bytesOf('allod1/body\0'), slotOf(slot)]);
        expect(keyBytes(contentKey(keys, slot))).toEqual(hkdf(above, info));
      }),
      { numRuns: 50 },
    );
  });

  test('SEC-004 of bodies in immutable collections come from the collection key, whatever the tag', async () => {
    const keys = await epochKeys(filled(1));
    const info = Buffer.concat([bytesOf('allod1/body\0'), slotOf(IMMUTABLE)]);
    const expected = hkdf(hkdf(filled(1), 'allod1/col\0i:notes'), info);
    for (const slot of [IMMUTABLE, { ...IMMUTABLE, tag: '' }, { ...IMMUTABLE, tag: 'a digest' }])
      expect(keyBytes(contentKey(keys, slot))).toEqual(expected);
  });

  test('SEC-004 of two bodies are two, when anything about their places differs', async () => {
    const keys = await epochKeys(filled(1));
    const places: Slot[] = [
      SLOT,
      { ...SLOT, iss: SLOT.kid },
      { ...SLOT, col: 'v:notes' },
      { ...SLOT, kid: SLOT.iss },
      { ...SLOT, seq: 70 },
      { ...SLOT, tag: 'a note\0' },
      { ...SLOT, tag: '' },
      IMMUTABLE,
    ];
    const made = places.map((slot) => keyBytes(contentKey(keys, slot)).join());
    expect(new Set(made).size).toBe(places.length);
  });

  test('are not made for a place that has no tag and needs one, nor from the key of another place', async () => {
    const keys = await epochKeys(filled(1));
    const { tag: _, ...untagged } = SLOT;
    expect(() => contentKey(keys, untagged)).toThrow(TypeError);
    const collection = collectionKey(keys, SLOT.col);
    expect(() => contentKey(collection, { ...SLOT, col: 'm:other' })).toThrow(TypeError);
    expect(() => contentKey(recordKey(collection, 'b'), SLOT)).toThrow(TypeError);
  });

  test.each([0, 31, 33])('are not made of %d bytes', async (length) => {
    await expect(epochKeys(filled(1, length))).rejects.toThrow(RangeError);
    expect(() => keyFromBytes({ kind: 'content', eid: '' }, filled(1, length))).toThrow(RangeError);
  });
});

describe('a key', () => {
  /** Every way in which bytes could be written that a program prints without meaning to. */
  const spellings = (bytes: Uint8Array): string[] => {
    const buffer = Buffer.from(bytes);
    return [buffer.toString('base64url'), buffer.toString('base64'), buffer.toString('hex'), [...bytes].join(',')];
  };

  test('SEC-052 shows nothing of itself to whoever prints it, copies it, or catches an error about it', async () => {
    const keys = await epochKeys(Uint8Array.from({ length: 32 }, (_, i) => i + 100));
    const collection = collectionKey(keys, SLOT.col);
    const all: Key[] = [
      keys.secret,
      keys.private,
      keys.back,
      collection,
      recordKey(collection, 'a'),
      contentKey(keys, SLOT),
    ];
    await openBody({
      body: await sealBody({
        slot: SLOT,
        content: bytesOf('1'),
        to: keys.publicKey,
        random: filled(1),
        secret: SECRET,
      }),
      slot: SLOT,
      key: keys,
    });
    const bytes = all.map(keyBytes);
    const printed: string[] = [];
    for (const value of [keys, ...all]) {
      printed.push(inspect(value, { showHidden: true, depth: 9, getters: true }), JSON.stringify(value), String(value));
      printed.push(inspect({ ...value }), inspect(structuredClone(value)), Object.values(value).join());
    }
    const attempts: (() => unknown)[] = [
      () => contentKey(recordKey(collection, 'b'), SLOT),
      () => keyBytes({ ...collection }),
      () => wipeKeys([JSON.parse(JSON.stringify(collection)) as Key]),
    ];
    for (const attempt of attempts) {
      const error = thrownBy(attempt);
      printed.push(error.message, String(error.stack));
    }
    const text = printed.join('\n');
    for (const spelling of bytes.flatMap(spellings)) expect(text).not.toContain(spelling);
  });

  test('keeps bytes of its own', async () => {
    const given = filled(1);
    const keys = await epochKeys(given);
    const made = keyFromBytes({ kind: 'collection', eid: keys.eid, col: 'm:a' }, given);
    given.fill(9);
    keyBytes(made).fill(9);
    expect([keyBytes(keys.secret), keyBytes(made)]).toEqual([filled(1), filled(1)]);
  });

  test('is none when it is a copy of one', async () => {
    const { secret } = await epochKeys(filled(1));
    expect(() => keyBytes({ ...secret })).toThrow(TypeError);
  });

  test('SEC-053 is of no use once it was wiped', async () => {
    const keys = await epochKeys(filled(1));
    const collection = collectionKey(keys, SLOT.col);
    const job = { slot: SLOT, content: bytesOf('1'), random: filled(1), secret: SECRET };
    const bodies = await Promise.all([sealBody({ ...job, to: keys }), sealBody({ ...job, to: keys.publicKey })]);
    wipeKeys([keys.secret, keys.private, collection]);
    expect(() => keyBytes(collection)).toThrow(TypeError);
    expect(() => recordKey(collection, 'a')).toThrow(TypeError);
    for (const body of bodies) await expect(openBody({ body, slot: SLOT, key: keys })).rejects.toThrow(TypeError);
    await expect(sealBody({ ...job, to: collection })).rejects.toThrow(TypeError);
  });
});

function thrownBy(attempt: () => unknown): Error {
  try {
    attempt();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
