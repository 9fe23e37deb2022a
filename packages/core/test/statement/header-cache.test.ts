import { encodeBase64url } from '@allod/core/bytes';
import {
  createSoftwareSigner,
  decodeStatement,
  encodeStatement,
  signStatements,
  statementFromParts,
  statementParts,
} from '@allod/core/statement';
import type { Statement, StatementParts } from '@allod/core/statement';
import { describe, expect, test } from 'vitest';
import { statementFromParts as readBeside } from '../../src/statement/decode.ts';
import { keepHeader, knownHeader } from '../../src/statement/header-cache.ts';

const signer = await createSoftwareSigner(new Uint8Array(32).fill(7));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function parts(t = 1): Promise<StatementParts> {
  const [made] = await signStatements([{ typ: 'allod-rec', claims: { t } }], signer);
  return statementParts(made!);
}

function read(given: StatementParts, typ?: 'allod-op' | 'allod-rec'): Statement | string {
  const made = statementFromParts(given, typ === undefined ? {} : { typ });
  return made.ok ? made.value : `${made.error.code} ${made.error.requirement}`;
}

describe('the header of a device, met again', () => {
  test('STM-010 is refused where another type has to stand, in both forms', async () => {
    const given = await parts();
    const json = encodeStatement(read(given) as Statement);
    expect(read(given, 'allod-rec')).toMatchObject({ header: { typ: 'allod-rec' } });
    expect(read(given, 'allod-op')).toBe('E_TYP STM-010');
    const decoded = decodeStatement(json, { typ: 'allod-op' });
    expect(!decoded.ok && decoded.error.requirement).toBe('STM-010');
  });

  test('is what its bytes say, whatever was written to those of earlier statements', async () => {
    const given = await parts();
    const first = read({ ...given, headerBytes: new Uint8Array(given.headerBytes) }) as Statement;
    const json = encodeStatement(first);
    first.signatures[0]!.headerBytes.fill(0);
    const second = decodeStatement(json);
    if (!second.ok) throw new Error(second.error.code);
    expect(second.value.signatures[0]!.headerBytes).toEqual(given.headerBytes);
    second.value.signatures[0]!.headerBytes.fill(0);
    const third = decodeStatement(json);
    expect(third.ok && third.value.signatures[0]!.headerBytes).toEqual(given.headerBytes);
  });

  test('cannot be changed for those who come later', async () => {
    const { header } = read(await parts()) as Statement;
    expect(() => Object.assign(header, { kid: 'A'.repeat(43) })).toThrow(TypeError);
  });

  test('of which one bit differs is another header', async () => {
    const given = await parts();
    read(given);
    const sound = [];
    for (let bit = 0; bit < given.headerBytes.length * 8; bit++) {
      const headerBytes = new Uint8Array(given.headerBytes);
      headerBytes[bit >> 3]! ^= 1 << (bit & 7);
      const made = read({ ...given, headerBytes });
      if (typeof made !== 'string') sound.push([made.header, JSON.parse(new TextDecoder().decode(headerBytes))]);
    }
    // Characters of `kid` that a flipped bit turns into others of the alphabet.
    expect(sound.length).toBeGreaterThan(40);
    for (const [header, spelled] of sound) expect(header).toEqual(spelled);
  });

  test('STM-007 is judged after the JSON of the claims, whether it is known or not', async () => {
    const given = await parts();
    const broken = { ...given, claimsBytes: text('{') };
    expect(read(broken)).toBe('E_JSON CNV-009');
    expect(read({ ...broken, headerBytes: text('{') })).toBe('E_JSON CNV-009');
    expect(read({ ...broken, headerBytes: text('[]') })).toBe('E_JSON CNV-009');
    expect(read({ ...given, headerBytes: text('[]') })).toBe('E_HEADER STM-007');
  });
});

describe('what is kept of headers', () => {
  const header = { alg: 'Ed25519', kid: signer.kid, typ: 'allod-rec' } as const;
  const bytes = (n: number): Uint8Array => text(`${JSON.stringify(header)}${' '.repeat(n % 300)}${n}`);

  test('is the last 256, whoever sends how many', () => {
    for (let n = 0; n < 1000; n++) keepHeader(bytes(n), { ...header });
    const known = Array.from({ length: 1000 }, (_, n) => knownHeader(encodeBase64url(bytes(n))) !== undefined);
    expect(known.indexOf(true)).toBe(1000 - 256);
    expect(known.slice(1000 - 256).every(Boolean)).toBe(true);
  });

  test('stays what it is when one of them is met again and again', () => {
    const spaced = (n: number): Uint8Array => text(`${' '.repeat(n)}\n${JSON.stringify(header)}`);
    for (let n = 0; n < 256; n++) keepHeader(spaced(n), { ...header });
    const again = { headerBytes: spaced(200), claimsBytes: text('{}'), signature: new Uint8Array(64) };
    for (let times = 0; times < 256; times++) expect(readBeside(again).ok).toBe(true);
    const known = Array.from({ length: 256 }, (_, n) => knownHeader(encodeBase64url(spaced(n))) !== undefined);
    expect(known.every(Boolean)).toBe(true);
  });
});
