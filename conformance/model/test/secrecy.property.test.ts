import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createModel } from '../src/index.ts';
import { deriveSecret, unwrap, wrap } from '../src/secrecy-primitives.ts';
import { padded } from '../src/secrecy-content.ts';
import type { Model } from '../src/model.ts';
import * as x25519 from '../src/x25519.ts';

const model = createModel();
/** The DER prefix of a PKCS #8 X25519 private key (RFC 8410). */
const X25519_PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
/** The primitives call no other function of the model. */
const NONE = {} as Model;
const RUNS = { numRuns: 60, seed: 4 } as const;

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const value = (bytes: Uint8Array): { $b64u: string } => ({ $b64u: Buffer.from(bytes).toString('base64url') });
const bytesOf = (said: unknown): Uint8Array => Buffer.from((said as { $b64u: string }).$b64u, 'base64url');
const ok = (command: string, input: object): Record<string, unknown> => {
  const outcome = model.handle(command, input);
  if (!('ok' in outcome)) throw new TypeError(`${command}: ${JSON.stringify(outcome)}`);
  return outcome.ok;
};
const codeOf = (command: string, input: object): string | undefined => {
  const outcome = model.handle(command, input);
  return 'error' in outcome ? outcome.error.code : undefined;
};

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const id = key.map((bytes) => Buffer.from(bytes).toString('base64url'));
const place = fc.record(
  {
    iss: id,
    col: fc.constantFrom('v:com.example.notes', 'm:a', 'i:com.example.photos', 'x:b'),
    kid: id,
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    tag: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
  },
  { requiredKeys: ['iss', 'col', 'kid', 'seq', 'tag'] },
);
const content = fc.oneof(
  fc.json().map((text) => ({ content: Buffer.from(text.trim()) })),
  fc.record({
    content: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    cty: fc.constantFrom('text/plain', 'image/png', 'a/b; c="d e"'),
  }),
);

describe('the primitives', () => {
  test('HKDF gives what RFC 5869 A.3 says', () => {
    const derived = deriveSecret(NONE, new Uint8Array(22).fill(0x0b), '');
    expect(derived).toEqual(hex('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d'));
  });

  test('key wrap gives what RFC 3394 §4.6 says, and takes it back', () => {
    const wrapping = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
    const data = hex('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f');
    const wrapped = hex('28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21');
    expect(new Uint8Array(wrap(wrapping, data))).toEqual(wrapped);
    expect(unwrap(wrapping, wrapped)).toMatchObject({ holds: true });
    expect(new Uint8Array(unwrap(wrapping, wrapped).key)).toEqual(data);
    expect(unwrap(wrapping, wrapped.with(7, 0)).holds).toBe(false);
  });

  test('X25519 gives what RFC 7748 §5.2 says after one round', () => {
    const nine = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 9 : 0));
    const after = hex('422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079');
    expect(x25519.sharedSecret(nine, nine)).toEqual(after);
  });

  test('X25519 agrees with the platform', () => {
    const run = (secret: Uint8Array, other: Uint8Array): void => {
      const x = Buffer.from(x25519.publicKey(other)).toString('base64url');
      const privateKey = createPrivateKey({ key: Buffer.concat([X25519_PKCS8, secret]), format: 'der', type: 'pkcs8' });
      const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
      const shared = x25519.sharedSecret(secret, x25519.publicKey(other));
      expect(Buffer.from(shared)).toEqual(diffieHellman({ privateKey, publicKey }));
    };
    fc.assert(fc.property(key, key, run), { ...RUNS, numRuns: 10 });
  });
});

describe('the length of a filling', () => {
  test('SEC-037 follows the formula of the chapter, and adds an eighth at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 65, max: 1_000_000 }), (n) => {
        const e = Math.floor(Math.log2(n));
        const s = Math.floor(Math.log2(e)) + 1;
        const mask = 2 ** (e - s) - 1;
        const length = padded(NONE, n);
        expect(length).toBe(n + mask - ((n + mask) % (mask + 1)));
        expect(length).toBeLessThanOrEqual(n * 1.125);
      }),
      { ...RUNS, numRuns: 1_000 },
    );
    expect([1, 63, 64, 65].map((n) => padded(NONE, n))).toEqual([64, 64, 64, 72]);
  });
});

interface Sealed {
  readonly input: object;
  readonly place: object;
  readonly es: Uint8Array;
  readonly said: { readonly content: Uint8Array; readonly cty?: string };
}

const sealing = fc
  .record({ es: key, random: key, secret: key, place, said: content, byOthers: fc.boolean() })
  .map(({ es, random, secret, place: slot, said, byOthers }): Sealed => {
    const to = byOthers ? { jwk: ok('epoch.keys', { es: value(es) })['jwk'] } : { es: value(es) };
    const input = { slot, ...said, content: value(said.content), to, random: value(random), secret: value(secret) };
    return { input, place: slot, es, said };
  });

describe('sealed bodies', () => {
  test('SEC-004, SEC-033, SEC-034, SEC-038 what is sealed is what opens', () => {
    fc.assert(
      fc.property(sealing, ({ input, place: slot, es, said }) => {
        const { body } = ok('body.seal', input);
        const opened = ok('body.open', { body, slot, with: { es: value(es) } });
        expect(Buffer.from(bytesOf(opened['content']))).toEqual(said.content);
        expect(opened['cty']).toBe(said.cty ?? 'application/json');
      }),
      RUNS,
    );
  });

  test('SEC-028, SEC-029, SEC-033, SEC-034 refuses a body of which any character is another', () => {
    fc.assert(
      fc.property(sealing, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ input, place: slot, es }, at, change) => {
        const body = bytesOf(ok('body.seal', input)['body']);
        const changedAt = at % body.length;
        const changed = Uint8Array.from(body, (byte, i) => (i === changedAt ? byte ^ change : byte));
        expect(codeOf('body.open', { body: value(changed), slot, with: { es: value(es) } })).toBeDefined();
      }),
      RUNS,
    );
  });

  test('SEC-033 refuses another secret', () => {
    fc.assert(
      fc.property(sealing, key, ({ input, place: slot }, es) => {
        const { body } = ok('body.seal', input);
        expect(['E_KEY_COMMIT', 'E_DECRYPT']).toContain(codeOf('body.open', { body, slot, with: { es: value(es) } }));
      }),
      { ...RUNS, numRuns: 20 },
    );
  });
});

describe('keyboxes', () => {
  const people = fc.array(fc.record({ kid: id, secret: key, random: key }), { minLength: 1, maxLength: 3 });
  const distinct = people.filter((all) => new Set(all.map(({ kid }) => kid)).size === all.length);

  test('SEC-011, SEC-012 each recipient finds the secret, and nobody else', () => {
    const run = (all: readonly { kid: string; secret: Uint8Array; random: Uint8Array }[], es: Uint8Array): void => {
      const jwk = (secret: Uint8Array): object => {
        return { kty: 'OKP', crv: 'X25519', x: Buffer.from(x25519.publicKey(secret)).toString('base64url') };
      };
      const log = 'A'.repeat(43);
      const recipients = all.map(({ kid, secret, random }) => ({ kid, jwk: jwk(secret), random: value(random) }));
      const own = { log, es: value(es) };
      const { body } = ok('keybox.seal', { ...own, recipients, cek: value(es), iv: value(es.subarray(0, 12)) });
      const pub = ok('epoch.keys', { es: value(es) })['jwk'];
      for (const { kid, secret } of all) {
        const opened = ok('keybox.open', { body, log, jwk: pub, kid, private: value(secret) });
        expect(Buffer.from(bytesOf(opened['es']))).toEqual(Buffer.from(es));
        expect(codeOf('keybox.open', { body, log, jwk: pub, kid, private: value(es) })).toBe('E_DECRYPT');
      }
    };
    fc.assert(fc.property(distinct, key, run), { ...RUNS, numRuns: 10 });
  });
});

describe('the way back', () => {
  test('SEC-021 a chain of epochs is walked from the last to the first', () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 2, maxLength: 5 }), (secrets) => {
        const entries = secrets
          .slice(1)
          .map((es, i) => ok('back.wrap', { es: value(es), earlier: value(secrets[i]!) }));
        const first = entries.toReversed().reduce<unknown>(
          (es, entry) => {
            return ok('back.open', { es, eid: entry['eid'], w: entry['w'] })['es'];
          },
          value(secrets.at(-1)!),
        );
        expect(first).toEqual(value(secrets[0]!));
      }),
      { ...RUNS, numRuns: 10 },
    );
  });
});
