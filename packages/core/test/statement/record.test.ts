import {
  collectionKind,
  createSoftwareSigner,
  decodeRecord,
  encodeStatement,
  signStatements,
} from '@allod/core/statement';
import type { RecordJson } from '@allod/core/statement';
import { checkBodies } from '@allod/core/verify';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';

const signer = await createSoftwareSigner(new Uint8Array(32).fill(7));
const user = signer.kid;

async function recordOf(body: Uint8Array): Promise<RecordJson> {
  const dig = createHash('sha256').update(body).digest('base64url');
  const size = body.length === 0 ? {} : { len: body.length };
  const claims = { iss: user, col: 'v:notes', tag: 'a', dig, ...size, seq: 1, t: 1, au: [user] };
  const [statement] = await signStatements([{ typ: 'allod-rec', claims }], signer);
  return encodeStatement(statement!);
}

/** The bytes that come out, or the code. */
async function bodyOf(json: RecordJson): Promise<Uint8Array | string | undefined> {
  const record = decodeRecord(json);
  if (!record.ok) return record.error.code;
  const { statement, body } = record.value;
  if (body === undefined || !body.ok) return body?.error.code;
  const [checked] = await checkBodies([{ claims: statement.claims, body: body.value }]);
  return checked!.ok ? checked!.value : checked!.error.code;
}

test('REC-011, REC-014 hands out exactly the bytes that were digested, and refuses all others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), fc.nat(), async (body, place) => {
      const json = await recordOf(body);
      expect(await bodyOf({ ...json, bodyB: Buffer.from(body).toString('base64url') })).toEqual(body);
      if (body.length === 0) return;
      const flipped = body.slice();
      flipped[place % body.length]! ^= 1;
      expect(await bodyOf({ ...json, bodyB: Buffer.from(flipped).toString('base64url') })).toBe('E_DIGEST');
    }),
    { numRuns: 50 },
  );
});

test('REC-017 takes text as its UTF-8 bytes, unchanged', async () => {
  const text = '\u0000 "e\u0301" \u2028 \u{1f33e}\r\n';
  const body = new TextEncoder().encode(text);
  expect(await bodyOf({ ...(await recordOf(body)), body: text })).toEqual(body);
});

test('REC-015 never parses a body: text that would break any parser comes out as bytes', async () => {
  for (const text of ['{"a":1,"a":', '\u0000', '[[[[', '<!DOCTYPE x [<!ENTITY a "&a;">]>']) {
    const body = new TextEncoder().encode(text);
    expect(await bodyOf({ ...(await recordOf(body)), body: text })).toEqual(body);
  }
});

test('REC-013, REC-018 judges the record alike when its body cannot be read', async () => {
  const json = await recordOf(new Uint8Array([1, 2, 3]));
  for (const broken of [{ bodyB: 'AQI' }, { bodyB: 'A' }, { body: '\ud800' }, {}]) {
    const record = decodeRecord({ ...json, ...broken });
    expect(record.ok && record.value.statement.claims.tag).toBe('a');
  }
});

test('REC-018 refuses, as a body alone, what is neither base64url nor Unicode', async () => {
  const json = await recordOf(new Uint8Array([1, 2, 3]));
  expect(await bodyOf({ ...json, bodyB: 'A' })).toBe('E_FORMAT');
  expect(await bodyOf({ ...json, body: '\ud800' })).toBe('E_FORMAT');
});

test('REC-007 knows five kinds of collections, and no other letter', () => {
  expect(['i', 'm', 'v', 'c', 'x'].map((letter) => collectionKind(`${letter}:a`))).toEqual([
    'immutable',
    'mutable',
    'versioned',
    'claims',
    'mergeable',
  ]);
  expect(collectionKind('z:a')).toBeUndefined();
  expect(collectionKind('')).toBeUndefined();
});
