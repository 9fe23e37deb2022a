import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createModel } from '../src/index.ts';
import { KIT_WORD_LIST } from '../src/registries.ts';
import * as x25519 from '../src/x25519.ts';

const require = createRequire(import.meta.url);
const model = createModel();
const ok = (command: string, input: object): Record<string, unknown> => {
  const outcome = model.handle(command, input);
  if (!('ok' in outcome)) throw new TypeError(`${command}: ${JSON.stringify(outcome)}`);
  return outcome.ok;
};
const write = (seed: Uint8Array): string => {
  return String(ok('kit.write', { seed: { $b64u: Buffer.from(seed).toString('base64url') } })['text']);
};
const seeds = fc.uint8Array({ minLength: 31, maxLength: 31 });

/** The DER prefix of a PKCS #8 X25519 private key (RFC 8410). */
const X25519_PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

function platformKey(secret: Uint8Array): string | undefined {
  const key = createPrivateKey({ key: Buffer.concat([X25519_PKCS8, secret]), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'jwk' }).x;
}

describe('the list of words', () => {
  test('is the one whose hash the chapter says', () => {
    const file = readFileSync(join(dirname(require.resolve('@allod/spec/registries/errors.json')), 'kit-words.txt'));
    const chapter = readFileSync(
      join(dirname(require.resolve('@allod/spec/requirements.json')), '03-principals.md'),
      'utf8',
    );
    expect(chapter).toContain(`SHA-256 is \`${createHash('sha256').update(file).digest('hex')}\``);
  });

  test('has 2,048 words, no two with the first four letters in common', () => {
    expect(KIT_WORD_LIST).toHaveLength(2_048);
    expect(new Set(KIT_WORD_LIST.map((word) => word.slice(0, 4))).size).toBe(2_048);
    expect(KIT_WORD_LIST.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
  });
});

describe('kits', () => {
  test('begin with one of the eight words of the chapter', () => {
    const first = new Set(Array.from({ length: 256 }, (_, byte) => write(new Uint8Array(31).fill(byte)).split(' ')[0]));
    expect([...first].join(' ')).toBe('absurd abuse access accident account accuse achieve acid');
  });

  test('are the example of the chapter', () => {
    const text = write(new Uint8Array(31));
    expect(text).toBe(`absurd ${'abandon '.repeat(22)}ability`);
    expect(ok('kit.read', { text })).toEqual({
      kid: '_t_-LYwLsLH71jbsRJ8xoimb1B8cA9uy7hDglNIEUtM',
      sig: { kty: 'OKP', crv: 'Ed25519', x: 'frvrX_u_gm6aUMY5GF1xyGXK9JpvfXKtLmCKbuxgxNQ' },
      enc: { kty: 'OKP', crv: 'X25519', x: 'V4ZAMdXQ9ltSyxQSxxLjOIKVWHMU5xFMhMvnzCLSfys' },
    });
  });

  test('stand for the keys that the platform derives', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { enc } = ok('kit.read', { text: write(seed) }) as { enc: { x: string } };
        expect(enc.x).toBe(platformKey(new Uint8Array(hkdfSync('sha256', seed, '', 'allod1/kit/enc', 32))));
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test('are read from the beginnings of their words, in any case', () => {
    const shown = fc.tuple(seeds, fc.integer({ min: 4, max: 8 }), fc.constantFrom(' ', ',', '\n', '1. ', '\u212a'));
    fc.assert(
      fc.property(shown, ([seed, letters, between]) => {
        const text = write(seed);
        const typed = text.split(' ').map((word, i) => (i % 2 === 0 ? word.slice(0, letters) : word.toUpperCase()));
        expect(ok('kit.read', { text: typed.join(between) })).toEqual(ok('kit.read', { text }));
      }),
      { seed: 1, numRuns: 20 },
    );
  });
});

describe('X25519 by the ladder', () => {
  test('public keys equal those of the platform', () => {
    const edges = fc.constantFrom(new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(0x80));
    fc.assert(
      fc.property(fc.oneof(edges, fc.uint8Array({ minLength: 32, maxLength: 32 })), (secret) => {
        expect(Buffer.from(x25519.publicKey(secret)).toString('base64url')).toBe(platformKey(secret));
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});
