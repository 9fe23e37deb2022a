import {
  createSoftwareSigner,
  decodeStatement,
  encodeStatement,
  signStatements,
  statementFromParts,
  statementIds,
  statementParts,
} from '@allod/core/statement';
import { importPublicKeys, publicKeysFromBytes, verifyStatements } from '@allod/core/verify';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';

const signer = await createSoftwareSigner(new Uint8Array(32).fill(7));
const [key] = await publicKeysFromBytes([signer.publicKey]);
const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') };
const joseKey = await importJWK(jwk, 'Ed25519');

const claims = fc.record({ t: fc.maxSafeNat(), note: fc.string({ unit: 'binary' }) }, { requiredKeys: [] });

describe('statements', () => {
  test('STM-018, STM-019 verifies with plain jose whatever we sign', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (made) => {
        const [statement] = await signStatements([{ typ: 'allod-rec', claims: made }], signer);
        const { st, sig } = encodeStatement(statement!);
        const { payload, protectedHeader } = await compactVerify(`${st}.${sig}`, joseKey, { algorithms: ['Ed25519'] });
        expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(made);
        expect(protectedHeader).toEqual({ alg: 'Ed25519', kid: signer.kid, typ: 'allod-rec' });
      }),
    );
  });

  test('STM-016 verifies what we sign, and refuses it after any change of one bit', async () => {
    await fc.assert(
      fc.asyncProperty(claims, fc.nat(), async (made, place) => {
        const [statement] = await signStatements([{ typ: 'allod-op', claims: made }], signer);
        const parts = statementParts(statement!);
        const flipped = parts.signature.slice();
        flipped[(place >> 3) % 64]! ^= 1 << (place & 7);
        const changed = statementFromParts({ ...parts, signature: flipped });
        const received = statementFromParts(parts);
        if (!changed.ok || !received.ok) throw new Error('the form of both is right');
        const [genuine, broken] = await verifyStatements([
          { statement: received.value, keys: [key!] },
          { statement: changed.value, keys: [key!] },
        ]);
        expect(genuine!.ok).toBe(true);
        expect(!broken!.ok && broken!.error.code).toBe('E_SIG');
      }),
    );
  });

  test('STM-001, STM-006 keeps every accepted text and hashes exactly it', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (made) => {
        const [statement] = await signStatements([{ typ: 'allod-snap', claims: made }], signer);
        const json = encodeStatement(statement!);
        const again = decodeStatement(json);
        expect(again.ok && encodeStatement(again.value)).toEqual(json);
        const fromParts = statementFromParts(statementParts(statement!));
        expect(fromParts.ok && fromParts.value).toEqual(statement);
        expect(await statementIds([statement!])).toEqual([createHash('sha256').update(json.st).digest('base64url')]);
      }),
    );
  });

  test('gives each of many statements its own outcome, in order', async () => {
    const made = await signStatements(
      Array.from({ length: 20 }, (_, t) => ({ typ: 'allod-rec' as const, claims: { t } })),
      signer,
    );
    const jobs = made.map((statement, i) => {
      const swapped = statementFromParts({
        ...statementParts(statement),
        signature: statementParts(made[i % 3 === 0 ? (i + 1) % 20 : i]!).signature,
      });
      if (!swapped.ok) throw new Error(swapped.error.code);
      return { statement: swapped.value, keys: [key!] };
    });
    const outcomes = await verifyStatements(jobs);
    expect(outcomes.map(({ ok }) => ok)).toEqual(made.map((_, i) => i % 3 !== 0));
  });

  test('throws when asked to sign what no verifier would accept', async () => {
    await expect(signStatements([{ typ: 'allod-rec', claims: { t: 1.5 } }], signer)).rejects.toThrow(TypeError);
    await expect(signStatements([{ typ: 'allod-rec', claims: { t: -1 } }], signer)).rejects.toThrow(TypeError);
    await expect(createSoftwareSigner(new Uint8Array(31))).rejects.toThrow(RangeError);
  });
});

test('STM-012 refuses a statement whose alg is not that of the key, whatever the header says', async () => {
  const [statement] = await signStatements([{ typ: 'allod-rec', claims: { t: 1 } }], signer);
  const foreign = await importPublicKeys([
    { kty: 'OKP', crv: 'X25519', x: jwk.x },
    { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.x },
    { kty: 'oct' },
  ]);
  for (const wrong of foreign) {
    if (!wrong.ok) throw new Error(wrong.error.code);
    const [outcome] = await verifyStatements([{ statement: statement!, keys: [wrong.value] }]);
    expect(!outcome!.ok && outcome!.error.requirement).toBe('STM-012');
  }
});
