import { expect, test } from 'vitest';
import { lowerEs256Signature } from '../../src/key/p256-rule.ts';
import { publicKeysFromBytes } from '../../src/key/public-key.ts';
import { createSoftwareSigner } from '../../src/key/software-signer.ts';
import { encodeBase64url } from '../../src/bytes/base64url.ts';
import { decodeStatement } from '../../src/statement/decode.ts';
import { signStatements } from '../../src/statement/sign.ts';
import { encodeStatement } from '../../src/statement/statement.ts';
import { verifyStatements } from '../../src/verify/verify.ts';

/** Signers whose public keys end in a byte with its top bit set, which is the sign of x. */
async function signersWithSign(): Promise<readonly Awaited<ReturnType<typeof createSoftwareSigner>>[]> {
  const seeds = Array.from({ length: 12 }, (_, i) => new Uint8Array(32).fill(i + 1));
  const signers = await Promise.all(seeds.map(createSoftwareSigner));
  return signers.filter(({ publicKey }) => publicKey[31]! >= 0x80);
}

// `slice` of a Buffer is a view: who copies with it changes what he was given.
test('keys that are given as Buffers are read and left as they are', async () => {
  const signers = await signersWithSign();
  expect(signers.length).toBeGreaterThan(2);
  for (const signer of signers) {
    const given = Buffer.from(signer.publicKey);
    const before = encodeBase64url(given);
    const [statement] = await signStatements([{ typ: 'allod-rec', claims: { t: 1 } }], signer);
    const [key] = await publicKeysFromBytes([given]);
    const received = decodeStatement(encodeStatement(statement!));
    if (!received.ok) throw new Error(received.error.code);
    const [outcome] = await verifyStatements([{ statement: received.value, keys: [key!] }]);
    expect(outcome).toMatchObject({ ok: true });
    expect(encodeBase64url(given)).toBe(before);
  }
});

test('a seed that is given as a Buffer is copied', async () => {
  const seed = Buffer.alloc(32, 7);
  const signer = await createSoftwareSigner(seed);
  const [first] = await signer.sign([new Uint8Array(3)]);
  seed.fill(9);
  expect(await signer.sign([new Uint8Array(3)])).toEqual([first]);
});

test('an ES256 signature that is given as a Buffer is lowered in a copy', () => {
  const high = Buffer.alloc(64, 0xff);
  const before = encodeBase64url(high);
  lowerEs256Signature(high);
  expect(encodeBase64url(high)).toBe(before);
});
