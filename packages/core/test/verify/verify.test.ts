import {
  createSoftwareSigner,
  decodeStatement,
  signStatements,
  signTogether,
  statementFromParts,
  statementIds,
  statementParts,
} from '@allod/core/statement';
import type { Signer, SignerPart, Statement } from '@allod/core/statement';
import { importPublicKeys, publicKeysFromBytes, verifyEd25519, verifyStatements } from '@allod/core/verify';
import type { PublicKey } from '@allod/core/verify';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { platform } from '#platform';
import { headerOf, jsonOf } from '../statement/craft.ts';

const signers = await Promise.all([7, 8, 9].map((seed) => createSoftwareSigner(new Uint8Array(32).fill(seed))));
const keys = await publicKeysFromBytes(signers.map(({ publicKey }) => publicKey));
/** The point of order 1: a key, or the first half of a signature, under which anything may hold. */
const WEAK = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0));
const message = new TextEncoder().encode('message');
const [genuine] = await signers[0]!.sign([message]);
const [weak] = await publicKeysFromBytes([WEAK]);
const [other] = await importPublicKeys([{ kty: 'oct' }]);
const equations = vi.spyOn(platform, 'verify');

afterEach(() => void equations.mockClear());

/** What somebody else reads of a statement that these sign, with some signatures changed. */
async function received(
  by: readonly Signer[],
  change: (signature: Uint8Array, at: number) => Uint8Array = (signature) => signature,
): Promise<Statement> {
  const {
    claimsBytes,
    further = [],
    ...own
  } = statementParts(await signTogether({ typ: 'allod-rec', claims: { t: 1 } }, by));
  const [first, ...others] = [own, ...further].map((part, at): SignerPart => ({
    ...part,
    signature: change(new Uint8Array(part.signature), at),
  }));
  const read = statementFromParts({ ...first!, claimsBytes, ...(others.length > 0 && { further: others }) });
  if (!read.ok) throw new Error(read.error.requirement);
  return read.value;
}

async function verdict(statement: Statement, under: readonly PublicKey[]): Promise<string> {
  const [outcome] = await verifyStatements([{ statement, keys: under }]);
  return outcome!.ok ? 'verified' : `${outcome!.error.code} ${outcome!.error.requirement}`;
}

const flipped = (signature: Uint8Array): Uint8Array => signature.with(40, signature[40]! ^ 1);
const weakPoint = (signature: Uint8Array): Uint8Array => (signature.set(WEAK), signature);
const largeScalar = (signature: Uint8Array): Uint8Array => signature.fill(0xff, 32);

describe('a statement', () => {
  test('STM-006 that holds is what was read, with its id, and nothing else', async () => {
    const statement = await received(signers);
    const [outcome] = await verifyStatements([{ statement, keys }]);
    const [id] = await statementIds([statement]);
    const { st, header, claims, claimsBytes, signatures } = statement;
    expect(outcome).toEqual({ ok: true, value: { st, header, claims, claimsBytes, signatures, id } });
  });

  test('STM-025 is refused when one of several signatures is false, whichever it is', async () => {
    expect(await verdict(await received(signers), keys)).toBe('verified');
    for (const wrong of [0, 1, 2]) {
      const statement = await received(signers, (signature, at) => (at === wrong ? flipped(signature) : signature));
      expect(await verdict(statement, keys)).toBe('E_SIG STM-025');
    }
  });

  test('STM-016 is refused when its one signature is false', async () => {
    expect(await verdict(await received([signers[0]!], flipped), keys.slice(0, 1))).toBe('E_SIG STM-016');
  });

  test('STM-014, STM-015 is refused by the looks of any signature, and nothing is computed', async () => {
    for (const [change, refusal] of [
      [weakPoint, 'E_SIG STM-014'],
      [largeScalar, 'E_SIG STM-015'],
    ] as const) {
      for (const wrong of [0, 1, 2]) {
        const statement = await received(signers, (signature, at) => (at === wrong ? change(signature) : signature));
        expect(await verdict(statement, keys)).toBe(refusal);
      }
    }
    expect(equations).not.toHaveBeenCalled();
  });

  test('STM-017 is refused under the key of another, at any signer', async () => {
    const statement = await received(signers);
    const [a, b, c] = keys as [PublicKey, PublicKey, PublicKey];
    for (const under of [
      [b, a, c],
      [a, c, b],
      [a, b, a],
      [b, b, c],
    ])
      expect(await verdict(statement, under)).toBe('E_SIG STM-017');
    expect(equations).not.toHaveBeenCalled();
  });

  test('STM-012, STM-013 is refused under a key that is weak or of another algorithm, before any signature is looked at', async () => {
    const statement = await received(signers, weakPoint);
    const [a, b, c] = keys as [PublicKey, PublicKey, PublicKey];
    for (const at of [0, 1, 2]) {
      expect(await verdict(statement, [a, b, c].with(at, weak!))).toBe('E_WEAK_KEY STM-013');
      expect(other!.ok && (await verdict(statement, [a, b, c].with(at, other!.value)))).toBe('E_ALG STM-012');
    }
    expect(equations).not.toHaveBeenCalled();
  });

  test('CNV-021, STM-026 is put aside before its keys are asked for', async () => {
    const [later] = await signStatements([{ typ: 'allod-rec', claims: { '!x': 1 } }], signers[0]!);
    expect(await verdict(later!, [])).toBe('E_UPGRADE CNV-021');
    const batched = decodeStatement({ st: jsonOf({ headers: [headerOf()], claims: {} }).st, bat: 1 });
    expect(batched.ok && (await verdict(batched.value, keys))).toBe('E_UPGRADE STM-026');
    const [outcome] = await verifyStatements([{ statement: later!, keys }]);
    expect(outcome).toEqual({ ok: false, error: later!.upgrade });
  });

  test('is no job with more or fewer keys than signatures', async () => {
    const statement = await received(signers);
    for (const under of [[], keys.slice(1), [...keys, keys[0]!]]) {
      const told = new RangeError(`3 signers need as many keys, got ${under.length}`);
      await expect(verifyStatements([{ statement, keys: under }])).rejects.toThrow(told);
    }
  });

  test('has its own outcome and its own id among others, of any kind', async () => {
    const one = signers[0]!;
    const [later] = await signStatements([{ typ: 'allod-rec', claims: { '!x': 1 } }], one);
    const [own] = await signStatements([{ typ: 'allod-rec', claims: { t: 2 } }], one);
    const all = await received(signers);
    const jobs = [
      { statement: await received([one], flipped), keys: keys.slice(0, 1) },
      { statement: all, keys },
      { statement: later!, keys: keys.slice(0, 1) },
      { statement: await received(signers, (signature, at) => (at === 1 ? flipped(signature) : signature)), keys },
      { statement: own!, keys: keys.slice(0, 1) },
      { statement: await received([one]), keys: keys.slice(1, 2) },
      { statement: await received([one]), keys: keys.slice(0, 1) },
    ];
    const outcomes = await verifyStatements(jobs);
    const ids = await statementIds(jobs.map(({ statement }) => statement));
    expect(outcomes.map((each) => (each.ok ? each.value.id : each.error.requirement))).toEqual([
      'STM-016',
      ids[1],
      'CNV-021',
      'STM-025',
      ids[4],
      'STM-017',
      ids[6],
    ]);
  });

  test('is not waited for where there is none', async () => {
    expect(await verifyStatements([])).toEqual([]);
    expect(equations).not.toHaveBeenCalled();
  });
});

describe('one raw Ed25519 signature', () => {
  async function judge(given: Uint8Array, key = keys[0]!): Promise<unknown> {
    const outcome = await verifyEd25519(key, message, given);
    return outcome.ok ? outcome : `${outcome.error.code} ${outcome.error.requirement}`;
  }

  test('STM-016 holds under its key and over its message alone', async () => {
    expect(await judge(genuine!)).toEqual({ ok: true, value: undefined });
    expect(await judge(flipped(genuine!))).toBe('E_SIG STM-016');
    expect(await judge(genuine!, keys[1])).toBe('E_SIG STM-016');
    const outcome = await verifyEd25519(keys[0]!, message.slice(1), genuine!);
    expect(!outcome.ok && outcome.error.requirement).toBe('STM-016');
  });

  test('STM-005, STM-012 to STM-015 is refused without being computed', async () => {
    for (const length of [0, 63, 65]) expect(await judge(new Uint8Array(length))).toBe('E_FORMAT STM-005');
    expect(await judge(genuine!, weak)).toBe('E_WEAK_KEY STM-013');
    expect(other!.ok && (await judge(genuine!, other!.value))).toBe('E_ALG STM-012');
    expect(await judge(weakPoint(new Uint8Array(genuine!)))).toBe('E_SIG STM-014');
    expect(await judge(largeScalar(new Uint8Array(genuine!)))).toBe('E_SIG STM-015');
    expect(equations).not.toHaveBeenCalled();
  });
});
