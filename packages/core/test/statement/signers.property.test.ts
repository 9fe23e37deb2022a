import {
  createSoftwareSigner,
  decodeStatement,
  encodeStatement,
  signTogether,
  statementIds,
} from '@allod/core/statement';
import type { Signer, StatementJson } from '@allod/core/statement';
import { publicKeysFromBytes, verifyStatements } from '@allod/core/verify';
import fc from 'fast-check';
import { generalVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';

const signers = await Promise.all(
  Array.from({ length: 8 }, (_, i) => createSoftwareSigner(new Uint8Array(32).fill(i + 1))),
);
const keys = await publicKeysFromBytes(signers.map(({ publicKey }) => publicKey));

/** Verifies a statement under the keys of the signers that its headers name, and says the code. */
async function verdict(json: StatementJson): Promise<string> {
  const decoded = decodeStatement(json);
  if (!decoded.ok) return decoded.error.code;
  const named = decoded.value.signatures.map(({ header }) => keys.find(({ kid }) => kid === header.kid)!);
  const [outcome] = await verifyStatements([{ statement: decoded.value, keys: named }]);
  return outcome!.ok ? 'verified' : outcome!.error.code;
}

const plans = fc.record({ count: fc.integer({ min: 2, max: 8 }), t: fc.maxSafeNat() });

function together({ count, t }: { count: number; t: number }): Promise<StatementJson & { sig: string }> {
  return signTogether({ typ: 'allod-op', claims: { t } }, signers.slice(0, count) as Signer[]).then(encodeStatement);
}

describe('statements of several signers', () => {
  test('STM-025 verifies when every signature holds, also with plain jose', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const json = await together(plan);
        expect(await verdict(json)).toBe('verified');
        const [header, payload] = json.st.split('.');
        const signatures = [
          { protected: header!, signature: json.sig },
          ...json.sigs!.map(({ h, s }) => ({ protected: h, signature: s })),
        ];
        for (const [i, signature] of signatures.entries()) {
          const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signers[i]!.publicKey).toString('base64url') };
          const key = await importJWK(jwk, 'Ed25519');
          await generalVerify({ payload: payload!, signatures: [signature] }, key, { algorithms: ['Ed25519'] });
        }
      }),
      { numRuns: 20 },
    );
  });

  test('STM-021, STM-022 refuses a statement of which a signature was taken away, doubled or moved', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.nat(), async (plan, place) => {
        const json = await together(plan);
        const sigs = json.sigs!;
        const at = place % sigs.length;
        expect(await verdict({ ...json, sigs: sigs.filter((_, i) => i !== at) })).toBe('E_SIGNERS');
        expect(await verdict({ ...json, sigs: [...sigs, sigs[at]!] })).toBe('E_SIGNERS');
        if (sigs.length > 1) expect(await verdict({ ...json, sigs: sigs.toReversed() })).toBe('E_SIGNERS');
      }),
      { numRuns: 20 },
    );
  });

  test('STM-025 refuses a statement of which one signature is that of another signer', async () => {
    const json = await together({ count: 3, t: 1 });
    const [second, third] = json.sigs!;
    expect(await verdict({ ...json, sigs: [{ h: second!.h, s: third!.s }, third!] })).toBe('E_SIG');
  });

  test('STM-006 has the same id however many have signed', async () => {
    const json = await together({ count: 3, t: 1 });
    expect(await statementIds([json])).toEqual(await statementIds([{ st: json.st }]));
  });

  test('throws when the caller brings fewer keys than there are signers', async () => {
    const decoded = decodeStatement(await together({ count: 3, t: 1 }));
    if (!decoded.ok) throw new Error(decoded.error.code);
    await expect(verifyStatements([{ statement: decoded.value, keys: keys.slice(0, 2) }])).rejects.toThrow(RangeError);
  });
});
