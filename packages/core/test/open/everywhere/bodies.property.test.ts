import { encodeBase64url } from '@allod/core/bytes';
import {
  collectionKey,
  contentKey,
  epochKeys,
  keyBytes,
  keyFromBytes,
  openBodies,
  recordKey,
  sealBodies,
  sealBody,
} from '@allod/core/open';
import type { EpochKeys, OpenJob, SealJob, Slot } from '@allod/core/open';
import { concatBytes } from '@allod/core/bytes';
import { sha256 } from '@allod/core/open/primitives';
import { checkSealedBody } from '@allod/core/sealed';
import { compactDecrypt, CompactEncrypt, importJWK } from 'jose';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, commitmentOf, filled, IMMUTABLE, outcome, SECRET, SLOT, slotOf, textOf } from '../craft.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const ids = bytes32.map(encodeBase64url);
const slots = fc
  .record({
    iss: ids,
    col: fc.constantFrom('m:a', 'm:b', 'v:a', 'x:a', 'i:a', 'i:b'),
    kid: ids,
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    tag: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  })
  .map(({ tag, ...more }): Slot => (more.col.startsWith('i') ? more : { ...more, tag }));
const contents = fc.oneof(
  fc.json().map((text) => ({ content: bytesOf(text) })),
  fc.record({ content: fc.uint8Array({ maxLength: 400 }), cty: fc.constantFrom('text/plain', 'image/png') }),
);
const jobs = fc.record({
  slot: slots,
  said: contents,
  es: bytes32,
  random: bytes32,
  secret: bytes32,
  isMember: fc.boolean(),
});

interface Made {
  readonly job: SealJob;
  readonly keys: EpochKeys;
  readonly body: Uint8Array;
}

async function make(given: typeof jobs extends fc.Arbitrary<infer T> ? T : never): Promise<Made> {
  const { slot, said, es, random, secret, isMember } = given;
  const keys = await epochKeys(es);
  const job = { slot, ...said, to: isMember ? keys : keys.publicKey, random, secret };
  return { job, keys, body: await sealBody(job) };
}

/** Every key that opens a body. */
function openers({ job: { slot, to }, keys }: Made): OpenJob['key'][] {
  if ('jwk' in to) return [keys, keys.private];
  const collection = collectionKey(keys, slot.col);
  const record = slot.tag === undefined ? [] : [recordKey(collection, slot.tag)];
  return [keys, collection, ...record, contentKey(keys, slot)];
}

describe('a sealed body, on every platform', () => {
  test('P12 opens with each key on its way, and with no other key of the same place', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, jobs, async (one, two) => {
        fc.pre(encodeBase64url(one.es) !== encodeBase64url(two.es));
        const made = await make(one);
        const { slot, content, cty = 'application/json' } = made.job;
        const opened = await openBodies(openers(made).map((key) => ({ body: made.body, slot, key })));
        const text = outcome({ ok: true, value: { content, cty } });
        const expected = cty === 'application/json' ? `${cty}: ${text.slice(cty.length + 2).trim()}` : text;
        expect(new Set(opened.map(outcome))).toEqual(new Set([expected]));
        const strangers = openers({ ...made, keys: await epochKeys(two.es) });
        for (const each of await openBodies(strangers.map((key) => ({ body: made.body, slot, key }))))
          expect(outcome(each)).toMatch(/^(E_KEY_COMMIT SEC-033|E_DECRYPT SEC-032)$/);
      }),
      { numRuns: 60 },
    );
  });

  test('P11 is refused when one bit of it is another', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, fc.nat(), fc.nat(7), async (given, at, bit) => {
        const { job, keys, body } = await make(given);
        const changed = new Uint8Array(body);
        changed[at % body.length]! ^= 1 << bit;
        const [opened] = await openBodies([{ body: changed, slot: job.slot, key: keys }]);
        expect(opened!.ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('SEC-040, SEC-041, SEC-054 has the same bytes for the same job, alone or among others, in this and any other run', async () => {
    const keys = await epochKeys(filled(1));
    const long = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
    const base = { random: filled(8), secret: SECRET };
    const all: SealJob[] = [
      { ...base, slot: SLOT, content: bytesOf('{"text":"hello"}'), to: keys },
      { ...base, slot: SLOT, content: bytesOf('{"text":"hello"}'), to: keys.publicKey },
      { ...base, slot: IMMUTABLE, content: long, cty: 'image/png', to: collectionKey(keys, IMMUTABLE.col) },
      { ...base, slot: { ...SLOT, tag: '\0𐀀' }, content: long, cty: 'text/plain', to: keys.publicKey },
    ];
    const together = await sealBodies(all);
    expect(await Promise.all(all.map(sealBody))).toEqual(together);
    expect(together.map((body) => encodeBase64url(sha256(body)))).toMatchInlineSnapshot(`
      [
        "1HjXH3MoqJJeXw3L3pogsz40-URmdrKfzbokowE4kSc",
        "Ttu2UjmHI6TBTD5DMCdeGHXbulFEOpPszHfHaoBJd5g",
        "rADyCsipT16N1fRV6nhwKpWDdsN5PUYAaZm32glP_aI",
        "vbrfBhBow6lUfkj9JLUasVvvLDju2ZEKHlz7RXCObGg",
      ]
    `);
  });

  test('SEC-054 has the header as the text has it: members in order, no white space', async () => {
    const keys = await epochKeys(filled(1));
    const headers = (
      await sealBodies(
        [keys, keys.publicKey].map((to) => ({
          slot: SLOT,
          content: bytesOf('1'),
          to,
          random: filled(8),
          secret: SECRET,
        })),
      )
    ).map((body) => atob(textOf(body).split('.')[0]!));
    const id = '"[\\w-]{43}"';
    expect(headers[0]).toMatch(new RegExp(`^{"alg":"dir","enc":"A256GCM","kid":"${keys.eid}","kc":${id}}$`));
    const epk = `{"crv":"X25519","kty":"OKP","x":${id}}`;
    const others = `^{"alg":"ECDH-ES\\+A256KW","enc":"A256GCM","epk":${epk},"kid":"${keys.eid}","kc":${id}}$`;
    expect(headers[1]).toMatch(new RegExp(others));
  });
});

describe('jose', () => {
  test('opens both forms, given the content key or the private key', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, async (given) => {
        const { job, keys, body } = await make(given);
        const key =
          'jwk' in job.to
            ? await importJWK({ ...keys.publicKey.jwk, d: encodeBase64url(keyBytes(keys.private)) }, 'ECDH-ES+A256KW')
            : keyBytes(contentKey(keys, job.slot));
        const { plaintext, protectedHeader } = await compactDecrypt(textOf(body), key);
        const cty = job.cty ?? 'application/json';
        const start = job.cty === undefined ? 0 : 6 + cty.length;
        expect(plaintext.slice(start, start + job.content.length)).toEqual(job.content);
        expect(protectedHeader.kid).toBe(keys.eid);
      }),
      { numRuns: 60 },
    );
  });

  test('writes bodies that open here, in both forms', async () => {
    await fc.assert(
      fc.asyncProperty(slots, bytes32, fc.json(), async (slot, es, text) => {
        const keys = await epochKeys(es);
        const key = keyBytes(contentKey(keys, slot));
        const plaintext = bytesOf(text);
        const kc = commitmentOf(key, slot);
        const byMember = await new CompactEncrypt(plaintext)
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keys.eid, kc })
          .encrypt(key);
        const byOther = await new CompactEncrypt(plaintext)
          .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: keys.eid, kc })
          .setContentEncryptionKey(key)
          .encrypt(await importJWK({ ...keys.publicKey.jwk }, 'ECDH-ES+A256KW'));
        const bodies = [byMember, byOther].map(bytesOf);
        for (const opened of await openBodies(bodies.map((body) => ({ body, slot, key: keys }))))
          expect(outcome(opened)).toBe(`application/json: ${text.trim()}`);
      }),
      { numRuns: 40 },
    );
  });
});

test('what others sealed says which epoch it is for, and a content key alone opens it', async () => {
  const keys = await epochKeys(filled(1));
  const body = await sealBody({
    slot: SLOT,
    content: bytesOf('1'),
    to: keys.publicKey,
    random: filled(8),
    secret: SECRET,
  });
  expect(checkSealedBody(body)).toEqual({ ok: true, value: { form: 'others', eid: keys.eid } });
  const drawn = await contentKeyBySec041(filled(8), '1'.padEnd(64));
  const key = keyFromBytes({ kind: 'content', eid: keys.eid }, drawn);
  expect((await openBodies([{ body, slot: SLOT, key }])).map(outcome)).toEqual(['application/json: 1']);
});

/** The content key of a body by others, by WebCrypto alone. */
async function contentKeyBySec041(random: Uint8Array, plaintext: string): Promise<Uint8Array> {
  const together = concatBytes([random, sha256(bytesOf(plaintext)), slotOf(SLOT), SECRET]) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', together, 'HKDF', false, ['deriveBits']);
  const params = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode('allod1/cek'),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
}
