import {
  createSoftwareSigner,
  signStatements,
  statementFromParts,
  statementIds,
  statementParts,
} from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import { publicKeysFromBytes, verifyStatements } from '@allod/core/verify';
import type { PublicKey } from '@allod/core/verify';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { platform } from '#platform';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const signer = await createSoftwareSigner(new Uint8Array(32).fill(7));
const other = await createSoftwareSigner(new Uint8Array(32).fill(8));
const [key, otherKey] = await publicKeysFromBytes([signer.publicKey, other.publicKey]);
const verify = vi.spyOn(platform, 'verify');

afterEach(() => void verify.mockClear());

async function signed(by: Signer = signer, t = 1): Promise<Statement> {
  const [statement] = await signStatements([{ typ: 'allod-rec', claims: { t } }], by);
  return statement!;
}

/** What becomes of a statement: what refuses it, and how many equations were computed for that. */
async function verdict(statement: Statement, under: PublicKey = key!): Promise<string> {
  verify.mockClear();
  const [outcome] = await verifyStatements([{ statement, keys: [under] }]);
  const equations = verify.mock.calls.flatMap(([jobs]) => jobs).length;
  return `${outcome!.ok ? 'verified' : `${outcome!.error.code} ${outcome!.error.requirement}`}, ${equations} equations`;
}

/** The statement with another first signature: another object with the same text. */
function withSignature(statement: Statement, change: (signature: Uint8Array) => Uint8Array): Statement {
  const [first] = statement.signatures;
  return { ...statement, signatures: [{ ...first!, signature: change(first!.signature) }] };
}

function flipped(signature: Uint8Array): Uint8Array {
  const out = new Uint8Array(signature);
  out[5]! ^= 1;
  return out;
}

describe('a statement that this process signed with a key of its own', () => {
  test('holds without an equation, under that key alone', async () => {
    const statement = await signed();
    expect(await verdict(statement)).toBe('verified, 0 equations');
    expect(await verdict(statement, otherKey)).toBe('E_SIG STM-017, 0 equations');
  });

  test('keeps every other check: the key, its algorithm, its strength, the number of keys, what is to be parked', async () => {
    const statement = await signed();
    const outside = { ...key!, alg: undefined };
    expect(await verdict(statement, outside)).toBe('E_ALG STM-012, 0 equations');
    expect(await verdict(statement, { ...key!, bytes: new Uint8Array(32), cache: {} })).toBe(
      'E_WEAK_KEY STM-013, 0 equations',
    );
    await expect(verifyStatements([{ statement, keys: [] }])).rejects.toThrow(RangeError);
    const [marked] = await signStatements([{ typ: 'allod-rec', claims: { '!new': 1 } }], signer);
    expect(await verdict(marked!)).toBe('E_UPGRADE CNV-021, 0 equations');
  });

  test('STM-016 is checked like any other under a key with the same id and other bytes', async () => {
    const disguised = { ...otherKey!, kid: key!.kid };
    expect(await verdict(await signed(), disguised)).toBe('E_SIG STM-016, 1 equations');
  });

  test('STM-016 is checked when it was copied, and refused when the copy was altered', async () => {
    const statement = await signed();
    expect(await verdict({ ...statement })).toBe('verified, 1 equations');
    expect(await verdict(withSignature(statement, (signature) => signature))).toBe('verified, 1 equations');
    expect(await verdict(withSignature(statement, flipped))).toBe('E_SIG STM-016, 1 equations');
    const received = statementFromParts(statementParts(statement));
    expect(received.ok && (await verdict(received.value))).toBe('verified, 1 equations');
  });

  test('STM-016 is refused when its own signature was written to', async () => {
    const statement = await signed();
    statement.signatures[0]!.signature[5]! ^= 1;
    expect(await verdict(statement)).toBe('E_SIG STM-016, 1 equations');
    statement.signatures[0]!.signature[5]! ^= 1;
    expect(await verdict(statement)).toBe('verified, 0 equations');
  });

  test('STM-016 is refused when it was given the text or the signature of another one', async () => {
    const [one, two] = [await signed(signer, 1), await signed(signer, 2)];
    const part = one.signatures[0] as Writable<(typeof one.signatures)[0]>;
    part.input = two.signatures[0]!.input;
    expect(await verdict(one)).toBe('E_SIG STM-016, 1 equations');
    (two as Writable<Statement>).signatures = [{ ...two.signatures[0]!, signature: part.signature }];
    expect(await verdict(two)).toBe('E_SIG STM-016, 1 equations');
  });

  test('STM-006 has the id of what it says now', async () => {
    const [one, two] = [await signed(signer, 1), await signed(signer, 2)];
    const id = async (statement: Statement): Promise<string | undefined> => {
      const [outcome] = await verifyStatements([{ statement, keys: [key!] }]);
      return outcome!.ok ? outcome!.value.id : undefined;
    };
    const idOfTwo = await id(two);
    expect(await id(one)).not.toBe(idOfTwo);
    (one as Writable<Statement>).st = two.st;
    expect(await id(one)).toBe(idOfTwo);
  });
});

describe('the id of a statement', () => {
  const digests = vi.spyOn(platform, 'digests');
  const hashed = async (statements: readonly { readonly st: string }[]): Promise<[string[], number]> => {
    digests.mockClear();
    const ids = await statementIds(statements);
    return [ids, digests.mock.calls.flatMap(([inputs]) => inputs).length];
  };

  test('STM-006 is computed once, also for who verifies, and for each copy anew', async () => {
    const [one, two] = [await signed(signer, 3), await signed(signer, 4)];
    const [[idOfTwo], first] = await hashed([two]);
    const [[idOfOne, again], missing] = await hashed([one, two]);
    expect([first, missing, again]).toEqual([1, 1, idOfTwo]);
    expect(await hashed([{ ...two }, one, { st: one.st }])).toEqual([[idOfTwo, idOfOne, idOfOne], 2]);
    digests.mockClear();
    const outcomes = await verifyStatements([one, two].map((statement) => ({ statement, keys: [key!] })));
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.id)).toEqual([idOfOne, idOfTwo]);
    expect(digests).not.toHaveBeenCalled();
  });
});

describe('a statement that somebody else signed', () => {
  const zeros: Signer['sign'] = async (messages) => messages.map(() => new Uint8Array(64).fill(3));
  const false64: Signer['sign'] = async (messages) => (await signer.sign(messages)).map(flipped);

  test.each([
    ['a signer written by hand', { alg: 'Ed25519', kid: signer.kid, sign: false64 }],
    ['a signer that signs nothing', { alg: 'Ed25519', kid: signer.kid, sign: zeros }],
    ['a copy of our signer with another way to sign', { ...signer, sign: false64 }],
    ['an heir of our signer', Object.create(signer, { sign: { value: false64 } }) as Signer],
    [
      'something that stands before our signer',
      new Proxy({ ...signer }, { get: (target, name) => (name === 'sign' ? false64 : Reflect.get(target, name)) }),
    ],
  ] as [string, Signer][])('STM-016 is refused when the signature is false: %s', async (_, by) => {
    expect(await verdict(await signed(by))).toBe('E_SIG STM-016, 1 equations');
  });

  test('is checked by the equation even when the signature holds', async () => {
    expect(await verdict(await signed({ ...signer }))).toBe('verified, 1 equations');
  });

  test.each([
    ['none', []],
    ['one that is too short', [new Uint8Array(63)]],
    ['one that is too long', [new Uint8Array(65)]],
  ])('is not made of a signer that gives %s', async (_, signatures) => {
    await expect(signed({ ...signer, sign: async () => signatures })).rejects.toThrow(TypeError);
  });
});

describe('a software signer', () => {
  test('cannot be made to sign in another way', () => {
    const writable = signer as Writable<Signer>;
    expect(() => {
      writable.sign = async () => [new Uint8Array(64)];
    }).toThrow(TypeError);
    expect(() => {
      writable.kid = other.kid;
    }).toThrow(TypeError);
  });

  test('stands for its key whatever is written to the bytes that it hands out', async () => {
    const fresh = await createSoftwareSigner(new Uint8Array(32).fill(9));
    const [before, changed] = await publicKeysFromBytes([new Uint8Array(fresh.publicKey), other.publicKey]);
    fresh.publicKey.set(other.publicKey);
    const statement = await signed(fresh);
    expect(await verdict(statement, before)).toBe('verified, 0 equations');
    expect(await verdict(statement, { ...changed!, kid: before!.kid })).toBe('E_SIG STM-016, 1 equations');
  });

  test('is not asked to sign what no verifier would accept', async () => {
    const sign = vi.fn<Signer['sign']>(signer.sign);
    const doubled = new TextEncoder().encode('{"t":1,"t":2}');
    for (const claims of [{ t: -1 }, doubled, new TextEncoder().encode('[]'), new Uint8Array()])
      await expect(signStatements([{ typ: 'allod-rec', claims }], { ...signer, sign })).rejects.toThrow(TypeError);
    expect(sign).not.toHaveBeenCalled();
  });

  test('signs the bytes of claims as they were when it was asked, whatever becomes of them', async () => {
    const claims = new TextEncoder().encode('{"t":1}');
    const [statement] = await signStatements([{ typ: 'allod-rec', claims }], signer);
    claims.fill(0);
    expect(new TextDecoder().decode(statement!.claimsBytes)).toBe('{"t":1}');
  });
});
