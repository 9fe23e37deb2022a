import { createHash } from 'node:crypto';
import { encodeBase64url } from '@allod/core/bytes';
import { collectionKey, epochKeys, sealBody } from '@allod/core/open';
import { SEALED_TYPE } from '@allod/core/sealed';
import { createSoftwareSigner, encodeStatement, signStatements, statementParts } from '@allod/core/statement';
import { beforeAll, describe, expect, test } from 'vitest';
import { payload } from '../src/payload.ts';

const filled = (value: number): Uint8Array => new Uint8Array(32).fill(value);
const id = (value: number): string => encodeBase64url(filled(value));
const PAYLOAD = new TextEncoder().encode(JSON.stringify(payload(1)));
const [TEAM, USER, COLLECTION, TAG] = [id(1), id(2), 'v:com.example.notes', 'note-1'];

/** Bytes of a record: its parts as they are kept, the same with a sealed body cut into raw parts as well, and its JSON text. */
interface Size {
  readonly body: number;
  readonly kept: number;
  readonly raw: number;
  readonly text: number;
}

let signer: Awaited<ReturnType<typeof createSoftwareSigner>>;
let keys: Awaited<ReturnType<typeof epochKeys>>;
beforeAll(async () => {
  [signer, keys] = await Promise.all([createSoftwareSigner(filled(3)), epochKeys(filled(4))]);
});

async function sizeOf(body: Uint8Array, cty: object = {}): Promise<Size> {
  const dig = createHash('sha256').update(body).digest('base64url');
  const place = { iss: TEAM, act: USER, col: COLLECTION, tag: TAG };
  const said = {
    dig,
    len: body.length,
    ...cty,
    ant: [id(5)],
    seq: 2,
    prv: [id(5)],
    t: 1_790_000_000_000_000,
    au: [id(6)],
  };
  const [statement] = await signStatements([{ typ: 'allod-rec', claims: { ...place, ...said } }], signer);
  const { headerBytes, claimsBytes, signature } = statementParts(statement!);
  const kept = headerBytes.length + claimsBytes.length + signature.length + body.length;
  const raw = kept - body.length + rawLength(body);
  const text = JSON.stringify({ ...encodeStatement(statement!), body: new TextDecoder().decode(body) }).length;
  return { body: body.length, kept, raw, text };
}

/** Bytes of a body whose base64url is undone; all of one that is none. */
function rawLength(body: Uint8Array): number {
  const parts = new TextDecoder().decode(body).split('.');
  return parts.length === 5 ? parts.reduce((sum, part) => sum + Math.floor((part.length * 3) / 4), 0) : body.length;
}

/** The form of the design: a random content key, wrapped by AES Key Wrap under the key of the record, and the slot in the header. */
function wrappedForm(): Uint8Array {
  const header = { alg: 'A256KW', enc: 'A256GCM', kid: keys.eid, kc: id(7), slot: id(8), typ: 'allod-body' };
  const parts = [new TextEncoder().encode(JSON.stringify(header)), ...[40, 12, 104, 16].map((n) => new Uint8Array(n))];
  return new TextEncoder().encode(parts.map(encodeBase64url).join('.'));
}

const seal = (to: Parameters<typeof sealBody>[0]['to']): Promise<Uint8Array> =>
  sealBody({
    slot: { iss: TEAM, col: COLLECTION, kid: signer.kid, seq: 2, tag: TAG },
    content: PAYLOAD,
    to,
    random: filled(9),
    secret: filled(10),
  });

describe('a record of a team that says 100 bytes, a second version', () => {
  const cty = { cty: SEALED_TYPE };

  test('has the sizes that decision 0011 names', async () => {
    expect({
      plain: await sizeOf(PAYLOAD),
      byMembers: await sizeOf(await seal(collectionKey(keys, COLLECTION)), cty),
      byOthers: await sizeOf(await seal(keys.publicKey), cty),
      wrapped: await sizeOf(wrappedForm(), cty),
    }).toMatchInlineSnapshot(`
      {
        "byMembers": {
          "body": 357,
          "kept": 933,
          "raw": 840,
          "text": 1155,
        },
        "byOthers": {
          "body": 539,
          "kept": 1115,
          "raw": 976,
          "text": 1337,
        },
        "plain": {
          "body": 100,
          "kept": 651,
          "raw": 651,
          "text": 871,
        },
        "wrapped": {
          "body": 511,
          "kept": 1087,
          "raw": 955,
          "text": 1309,
        },
      }
    `);
  });
});
