import { encodeBase64url } from '@allod/core/bytes';
import {
  createSoftwareSigner,
  decodeStatement,
  encodeStatement,
  signStatements,
  signTogether,
  statementParts,
} from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { publicKeysFromBytes, verifyStatements } from '@allod/core/verify';
import { describe, expect, test } from 'vitest';
import { bytesOf, headerOf, jsonOf } from './craft.ts';

const [ada, bob] = await Promise.all([7, 8].map((seed) => createSoftwareSigner(new Uint8Array(32).fill(seed))));
const [adaKey, bobKey] = await publicKeysFromBytes([ada!.publicKey, bob!.publicKey]);
const draft = { typ: 'allod-rec', claims: { t: 1 } } as const;

/** Whether every signature holds under these keys. */
async function holds(statement: Statement, keys = [adaKey!]): Promise<boolean> {
  const [outcome] = await verifyStatements([{ statement: { ...statement }, keys }]);
  return outcome!.ok;
}

describe('a statement of one signer', () => {
  test('STM-018, STM-019 has a header of three members in their order, and the claims as they were given', async () => {
    const [fromObject, fromBytes] = await signStatements([draft, { ...draft, claims: bytesOf(' {"t":1}\n') }], ada!);
    const spelled = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    expect(spelled(fromObject!.signatures[0]!.headerBytes)).toBe(
      `{"alg":"Ed25519","kid":"${ada!.kid}","typ":"allod-rec"}`,
    );
    expect([fromObject!, fromBytes!].map(({ claimsBytes }) => spelled(claimsBytes))).toEqual(['{"t":1}', ' {"t":1}\n']);
    expect(await Promise.all([fromObject!, fromBytes!].map((each) => holds(each)))).toEqual([true, true]);
  });

  test('has the type of its own draft, among drafts of several types', async () => {
    const types = ['allod-rec', 'allod-op', 'allod-rec', 'allod-snap', 'allod-op'] as const;
    const made = await signStatements(
      types.map((typ, t) => ({ typ, claims: { t } })),
      ada!,
    );
    expect(made.map(({ header, claims }) => [header.typ, claims.t])).toEqual(types.map((typ, t) => [typ, t]));
    expect(await Promise.all(made.map((each) => holds(each)))).toEqual(types.map(() => true));
  });

  test('shares its bytes with no other', async () => {
    const [one, two] = await signStatements([draft, draft], ada!);
    one!.signatures[0]!.headerBytes.fill(0);
    one!.signatures[0]!.signature.fill(0);
    expect(await holds(two!)).toBe(true);
    expect(two!.signatures[0]!.headerBytes[0]).toBe(0x7b);
  });

  test('is not made of claims that no verifier accepts, and the broken requirement is told', async () => {
    const told = (claims: object | Uint8Array): Promise<unknown> =>
      signStatements([{ ...draft, claims: claims as Uint8Array }], ada!);
    await expect(told({ t: -1 })).rejects.toThrow(
      new TypeError('these claims cannot be a statement: E_FORMAT (CNV-018)'),
    );
    await expect(told({ half: '\ud800' })).rejects.toThrow('E_JSON (CNV-011)');
    await expect(told(bytesOf('{"a":1,"a":1}'))).rejects.toThrow('E_JSON (CNV-010)');
    await expect(told({ text: 'x'.repeat(65_536) })).rejects.toThrow('E_SIZE (STM-003)');
  });

  test('is not made of what is no signature of 64 bytes', async () => {
    const told = new TypeError('a signer gives 64 bytes for each message');
    for (const given of [[], [new Uint8Array(63)], [new Uint8Array(64)]]) {
      const lame: Signer = { ...ada!, sign: async () => given };
      await expect(signStatements([draft, draft], lame)).rejects.toThrow(told);
    }
  });
});

describe('a statement of several signers', () => {
  test('STM-021, STM-022 lists them in their order, and has the signature of each', async () => {
    const made = await signTogether(draft, [bob!, ada!]);
    expect(made.claims).toEqual({ t: 1, sgn: [{ kid: bob!.kid }, { kid: ada!.kid }] });
    expect(made.signatures.map(({ header }) => header.kid)).toEqual([bob!.kid, ada!.kid]);
    expect(await holds(made, [bobKey!, adaKey!])).toBe(true);
  });

  test('has claims given as bytes as they are, and is not made when they list others', async () => {
    const claims = `{ "sgn":[{"kid":"${ada!.kid}"},{"kid":"${bob!.kid}"}]}`;
    const made = await signTogether({ ...draft, claims: bytesOf(claims) }, [ada!, bob!]);
    expect(new TextDecoder().decode(made.claimsBytes)).toBe(claims);
    expect(await holds(made, [adaKey!, bobKey!])).toBe(true);
    await expect(signTogether({ ...draft, claims: bytesOf(claims) }, [bob!, ada!])).rejects.toThrow(
      new TypeError('these claims cannot be a statement: E_SIGNERS (STM-022)'),
    );
    await expect(signTogether({ ...draft, claims: bytesOf('{}') }, [ada!, bob!])).rejects.toThrow('STM-021');
  });

  test('lists nobody when there is one', async () => {
    const made = await signTogether(draft, [ada!]);
    expect(made.claims).toEqual({ t: 1 });
    expect(await holds(made)).toBe(true);
    expect('sigs' in encodeStatement(made)).toBe(false);
  });

  test('is not made of nobody, or of claims that are no strict JSON', async () => {
    await expect(signTogether(draft, [])).rejects.toThrow(new TypeError('a statement has at least one signer'));
    const asked: unknown[] = [];
    const eager: Signer = { ...ada!, sign: async (messages) => (asked.push(messages), ada!.sign(messages)) };
    await expect(signTogether({ ...draft, claims: { half: '\ud800' } }, [eager])).rejects.toThrow(
      new TypeError('claims are not strict JSON: CNV-011'),
    );
    expect(asked).toEqual([]);
  });
});

describe('what is sent', () => {
  test('is the text and the bytes of every signer', async () => {
    const made = await signTogether(draft, [ada!, bob!]);
    const [first, second] = made.signatures;
    const { headerBytes, signature } = first!;
    expect(encodeStatement(made)).toEqual({
      st: made.st,
      sig: encodeBase64url(signature),
      sigs: [{ h: encodeBase64url(second!.headerBytes), s: encodeBase64url(second!.signature) }],
    });
    expect(statementParts(made)).toEqual({
      headerBytes,
      signature,
      claimsBytes: made.claimsBytes,
      further: [{ headerBytes: second!.headerBytes, signature: second!.signature }],
    });
  });

  test('names no further signers where there are none', async () => {
    const [made] = await signStatements([draft], ada!);
    expect(Object.keys(encodeStatement(made!))).toEqual(['st', 'sig']);
    expect(Object.keys(statementParts(made!)).toSorted()).toEqual(['claimsBytes', 'headerBytes', 'signature']);
  });

  test('STM-026 is nothing of a statement that carries no signature', () => {
    const read = decodeStatement({ st: jsonOf({ headers: [headerOf()], claims: {} }).st, bat: 1 });
    if (!read.ok) throw new Error(read.error.requirement);
    expect(() => encodeStatement(read.value)).toThrow(
      new TypeError('a statement without signatures has no JSON form to send'),
    );
    expect(() => statementParts(read.value)).toThrow(
      new TypeError('a statement without signatures has no parts to send'),
    );
  });
});
