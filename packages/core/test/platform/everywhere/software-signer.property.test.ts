import {
  createSoftwareSigner,
  encodeStatement,
  signStatements,
  statementFromParts,
  statementParts,
} from '@allod/core/statement';
import { publicKeysFromBytes, verifyEd25519, verifyStatements } from '@allod/core/verify';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const bytes = (...hex: string[]): Uint8Array =>
  Uint8Array.from(hex.join('').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

// RFC 8032, §7.1, tests 1 to 3.
const EXAMPLES = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature: [
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155',
      '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature: [
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da',
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature: [
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac',
      '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  },
];

describe('createSoftwareSigner', () => {
  test.each(EXAMPLES)('STM-019 signs as RFC 8032 shows with the seed $seed', async (example) => {
    const signer = await createSoftwareSigner(bytes(example.seed));
    expect(signer.publicKey).toEqual(bytes(example.publicKey));
    expect(await signer.sign([bytes(example.message)])).toEqual([bytes(...example.signature)]);
  });

  test('STM-016, STM-019 signs what verifies, and what no longer does after any change of one bit', async () => {
    const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
    await fc.assert(
      fc.asyncProperty(seeds, fc.uint8Array({ maxLength: 200 }), fc.nat(511), async (seed, message, bit) => {
        const signer = await createSoftwareSigner(seed);
        const [key] = await publicKeysFromBytes([signer.publicKey]);
        const [signature] = await signer.sign([message]);
        expect((await verifyEd25519(key!, message, signature!)).ok).toBe(true);
        signature![bit >> 3]! ^= 1 << (bit & 7);
        expect((await verifyEd25519(key!, message, signature!)).ok).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  test('STM-018, STM-019 makes many statements at once, each of which verifies and repeats byte for byte', async () => {
    const signer = await createSoftwareSigner(new Uint8Array(32).fill(7));
    const [key] = await publicKeysFromBytes([signer.publicKey]);
    const drafts = Array.from({ length: 12 }, (_, t) => ({ typ: 'allod-hs' as const, claims: { t } }));
    const made = await signStatements(drafts, signer);
    expect((await signStatements(drafts, signer)).map(encodeStatement)).toEqual(made.map(encodeStatement));
    // As somebody else receives them: what is known here of the signing does not count.
    const received = made.map((statement) => statementFromParts(statementParts(statement)));
    const outcomes = await verifyStatements(
      received.map((each) => {
        if (!each.ok) throw new Error(each.error.code);
        return { statement: each.value, keys: [key!] };
      }),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual(drafts.map(() => true));
  });

  test('keeps signing with the seed it was given when the caller wipes it', async () => {
    const seed = bytes(EXAMPLES[1]!.seed);
    const signer = await createSoftwareSigner(seed);
    seed.fill(0);
    expect(await signer.sign([bytes(EXAMPLES[1]!.message)])).toEqual([bytes(...EXAMPLES[1]!.signature)]);
  });

  test.each([0, 31, 33])('throws for a seed of %i bytes', async (length) => {
    await expect(createSoftwareSigner(new Uint8Array(length))).rejects.toThrow(RangeError);
  });
});
