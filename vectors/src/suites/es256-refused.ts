import { createHash } from 'node:crypto';
import * as p256 from '@allod/conformance-model/p256';
import { actor, scalarOf, signAs } from '../actors.ts';
import * as craft from '../craft.ts';
import type { EditPlan } from '../fault.ts';
import { headerText, key, NOW, statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, fromBase64url, octets, type Value, type ValueObject } from '../value.ts';
import { cardRequest, halvesNearHalf, lowHalves, sigOf } from './es256-plan.ts';

/** Steps 2, 4, 8 and 9 under a P-256 key. */
export function refusedCards(suite: Suite): void {
  malleable(suite);
  formats(suite);
  ranges(suite);
  wrong(suite);
  algorithms(suite);
  keys(suite);
  noKeys(suite);
  orders(suite);
}

const replace = (path: string, value: Value): EditPlan => ({ op: 'replace', path, value });
const { st: ST, sig: SIG } = statement({ by: 'alice/card' });
const BYTES = fromBase64url(SIG);
const [R, S] = [p256.integerOf(BYTES.subarray(0, 32)), p256.integerOf(BYTES.subarray(32))];

type Row = [string, string, string];

function refuse(suite: Suite, plan: { requirements: string[]; flags: string[]; code: string }, rows: Row[]): void {
  for (const [slug, title, value] of rows) {
    suite.refuses(slug, `${title} is refused`, { ...plan, base: 'ok-card', fault: replace('/sig', value) });
  }
}

function malleable(suite: Suite): void {
  const near = halvesNearHalf();
  const other = lowHalves(ST, 11n);
  refuse(suite, { requirements: ['STM-028'], flags: ['Malleable'], code: 'E_SIG' }, [
    ['high-s', 'N30 n − s in place of s', sigOf({ r: R, s: p256.N - S })],
    ['high-s-other-nonce', 'N30 n − s of another nonce', sigOf({ r: other.r, s: p256.N - other.s })],
    ['high-s-near-half', 'N30 a second half just above half of the order', sigOf({ r: near.r, s: p256.N - near.s })],
    ['s-least-high', 'the least second half that is too great', sigOf({ r: R, s: p256.HALF + 1n })],
    ['s-is-order', 's = n', sigOf({ r: R, s: p256.N })],
    ['s-below-order', 's = n − 1', sigOf({ r: R, s: p256.N - 1n })],
    ['s-largest', 's = 2^256 − 1', sigOf({ r: R, s: 2n ** 256n - 1n })],
  ]);
}

/** A half as a DER integer: a byte 0 in front when the top bit is set. */
function derInteger(half: bigint): number[] {
  const bytes = [...p256.bytesOf(half)];
  while (bytes[0] === 0 && (bytes[1] ?? 0) < 0x80) bytes.shift();
  const content = (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes;
  return [0x02, content.length, ...content];
}

function formats(suite: Suite): void {
  const body = [...derInteger(R), ...derInteger(S)];
  const der = Uint8Array.from([0x30, body.length, ...body]);
  refuse(suite, { requirements: ['STM-005'], flags: ['Encoding'], code: 'E_FORMAT' }, [
    ['der', 'N31 the signature in DER', base64url(der)],
    [
      'der-padded',
      'N31 the signature in DER, filled up to 72 bytes',
      base64url(Buffer.concat([der, Buffer.alloc(72 - der.length)])),
    ],
    ['halves-as-integers', 'N31 the two DER integers without the sequence', base64url(Uint8Array.from(body))],
    ['r-dropped-zero', 'a first half of 31 bytes', base64url(BYTES.subarray(1))],
    [
      's-extra-zero',
      'a second half of 33 bytes',
      base64url(Buffer.concat([BYTES.subarray(0, 32), Buffer.alloc(1), BYTES.subarray(32)])),
    ],
    ['with-recovery', 'a signature with a recovery byte behind', base64url(Buffer.concat([BYTES, Buffer.alloc(1)]))],
  ]);
}

function ranges(suite: Suite): void {
  refuse(suite, { requirements: ['STM-029'], flags: ['Signature'], code: 'E_SIG' }, [
    ['zeros', 'a signature of zeros', sigOf({ r: 0n, s: 0n })],
    ['r-zero', 'r = 0', sigOf({ r: 0n, s: S })],
    ['s-zero', 's = 0', sigOf({ r: R, s: 0n })],
    ['r-is-order', 'r = n', sigOf({ r: p256.N, s: S })],
    ['r-largest', 'r = 2^256 − 1', sigOf({ r: 2n ** 256n - 1n, s: S })],
    ['r-is-prime', 'r = p', sigOf({ r: p256.P, s: S })],
    ['ones', 'r = s = 1', sigOf({ r: 1n, s: 1n })],
  ]);
}

/** The signature of a digest of our choice by alice/card: what a signer with another hash makes. */
function overDigest(digest: Uint8Array): string {
  return sigOf(lowHalvesOf(p256.integerOf(digest.subarray(0, 32))));
}

// s = (z + r·d)/k, with a nonce k of our own.
function lowHalvesOf(z: bigint): p256.Halves {
  const scalar = scalarOf(actor('alice/card').seed);
  const { r } = p256.signWithNonce(scalar, octets(''), NONCE);
  const s = p256.mod(p256.inverse(NONCE, p256.N) * (z + r * scalar), p256.N);
  return { r, s: s > p256.HALF ? p256.N - s : s };
}

const NONCE = 11n;

function wrong(suite: Suite): void {
  const flip = (at: number): string => base64url(Uint8Array.from(BYTES, (byte, i) => (i === at ? byte ^ 1 : byte)));
  const by = (message: Uint8Array): string => base64url(signAs('alice/card', message));
  const digest = (hash: string): Uint8Array => createHash(hash).update(ST).digest();
  const turned = Uint8Array.from([...BYTES.subarray(0, 32).toReversed(), ...BYTES.subarray(32).toReversed()]);
  const [, claims = ''] = ST.split('.');
  refuse(suite, { requirements: ['STM-029'], flags: ['Signature'], code: 'E_SIG' }, [
    ['flip-r', 'a flipped bit in r', flip(31)],
    ['flip-s', 'a flipped bit in s', flip(63)],
    ['sha-384', 'a signature with SHA-384', overDigest(digest('sha384'))],
    ['sha-512', 'a signature with SHA-512', overDigest(digest('sha512'))],
    ['sha-3', 'a signature with SHA3-256', overDigest(digest('sha3-256'))],
    ['hashed-twice', 'a signature over the digest of st', by(digest('sha256'))],
    ['not-hashed', 'a signature over the first 32 bytes of st', overDigest(octets(ST))],
    ['other-card', 'the signature of another card', base64url(signAs('bob/card', octets(ST)))],
    ['other-statement', 'the signature of another statement', statement({ by: 'alice/card', claims: { t: 1 } }).sig],
    ['over-claims', 'a signature over the claims alone', by(octets(claims))],
  ]);
  refuse(suite, { requirements: ['STM-028', 'STM-029'], flags: ['Encoding'], code: 'E_SIG' }, [
    ['little-endian', 'a signature with the bytes of each half turned round', base64url(turned)],
    ['ed25519', 'an Ed25519 signature of the same user', base64url(signAs('alice/phone', octets(ST)))],
  ]);
  const plan = { requirements: ['STM-029'], flags: ['Signature'], code: 'E_SIG', base: 'ok-card' };
  suite.refuses('claims-changed', 'claims changed after signing are refused', {
    ...plan,
    fault: replace('/st#claims/t', 1),
  });
  suite.refuses('header-spaced', 'a space added to the header after signing is refused', {
    ...plan,
    fault: { op: 'splice', path: '/st#header', at: 0, from: '', to: ' ' },
  });
}

function algorithms(suite: Suite): void {
  const plan = { flags: ['AlgorithmConfusion'], code: 'E_ALG', base: 'ok-card' };
  const rows: [string, string, string, string][] = [
    ['alg-ed25519', 'N13 Ed25519 with the kid of a P-256 key', 'STM-012', 'Ed25519'],
    ['alg-es384', 'ES384', 'STM-011', 'ES384'],
    ['alg-es256k', 'ES256K', 'STM-011', 'ES256K'],
    ['alg-esp256', 'ESP256, the name of another registry,', 'STM-011', 'ESP256'],
    ['alg-small-letters', 'es256', 'STM-011', 'es256'],
  ];
  for (const [slug, title, requirement, value] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      ...plan,
      requirements: [requirement],
      fault: { ...replace('/st#header/alg', value), resigned: { by: ['alice/card'] } },
    });
  }
  const { x = '', y = '' } = craft.strangerJwk();
  const curves: [string, string, ValueObject][] = [
    ['key-secp256k1', 'a key of secp256k1 under ES256', { kty: 'EC', crv: 'secp256k1', x, y }],
    ['key-p384', 'a key of P-384 under ES256', { kty: 'EC', crv: 'P-384', x, y }],
    ['key-ed25519', 'N13 an Ed25519 key under ES256', key('alice/phone')],
  ];
  for (const [slug, title, jwk] of curves) {
    suite.refuses(slug, `${title} is refused`, {
      ...plan,
      requirements: ['STM-012'],
      fault: replace('/keys/0', jwk),
    });
  }
}

/** A key of 2 × 32 bytes. */
function jwkOf(x: bigint, y: bigint): ValueObject {
  return { kty: 'EC', crv: 'P-256', x: base64url(p256.bytesOf(x)), y: base64url(p256.bytesOf(y)) };
}

/** A point of the curve whose x is small, so that x + p has 32 bytes too. */
function smallPoint(): p256.Point {
  for (let x = 1n; ; x++) {
    const y = p256.recoverY(x);
    if (y !== undefined) return { x, y };
  }
}

function keys(suite: Suite): void {
  const { x, y } = p256.publicKey(scalarOf(actor('alice/card').seed));
  const small = smallPoint();
  const rows: [string, string, ValueObject][] = [
    ['key-off-curve', 'a key with y + 1', jwkOf(x, y + 1n)],
    ['key-swapped', 'a key with x and y exchanged', jwkOf(y, x)],
    ['key-origin', 'a key of zeros', jwkOf(0n, 0n)],
    ['key-x-plus-prime', 'a key with x + p', jwkOf(small.x + p256.P, small.y)],
    ['key-y-zero', 'a key with y = 0', jwkOf(x, 0n)],
    ['key-x-largest', 'a key with x = 2^256 − 1', jwkOf(2n ** 256n - 1n, y)],
    ['key-y-is-prime', 'a key with y = p', jwkOf(x, p256.P)],
  ];
  for (const [slug, title, jwk] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: ['STM-027'],
      flags: ['WeakKey'],
      code: 'E_WEAK_KEY',
      base: 'ok-card',
      fault: {
        ...replace('/keys/0', jwk),
        also: [replace('/st#header/kid', craft.kidOf(jwk))],
        resigned: { by: ['alice/card'] },
      },
    });
  }
  otherKeys(suite);
}

/** A JWK whose x or y is not the text of 32 bytes is no key at all. */
function noKeys(suite: Suite): void {
  const { x: xInteger, y: yInteger } = p256.publicKey(scalarOf(actor('alice/card').seed));
  const [x, y] = [base64url(p256.bytesOf(xInteger)), base64url(p256.bytesOf(yInteger))];
  const long = base64url(Buffer.concat([Buffer.alloc(1), p256.bytesOf(xInteger)]));
  const rows: [string, string, string[], ValueObject][] = [
    ['key-x-bytes-31', 'x of 31 bytes', [], { x: base64url(p256.bytesOf(xInteger).subarray(1)), y }],
    ['key-x-bytes-33', 'x with a byte 0 in front', [], { x: long, y }],
    ['key-y-bytes-31', 'y of 31 bytes', [], { x, y: base64url(p256.bytesOf(yInteger).subarray(1)) }],
    ['key-x-padded', 'a padded x', ['CNV-002'], { x: `${x}=`, y }],
    [
      'key-y-bits',
      'y with a spare bit set',
      ['CNV-004'],
      { x, y: y.slice(0, 42) + String.fromCharCode(y.charCodeAt(42) + 1) },
    ],
  ];
  for (const [slug, title, further, coordinates] of rows) {
    const jwk = { kty: 'EC', crv: 'P-256', ...coordinates };
    suite.refuses(slug, `a key with ${title} is refused`, {
      requirements: ['CNV-006', ...further],
      flags: ['WeakKey'],
      code: 'E_FORMAT',
      base: 'ok-card',
      fault: {
        ...replace('/keys/0', jwk),
        also: [replace('/st#header/kid', craft.kidOf(jwk))],
        resigned: { by: ['alice/card'] },
      },
    });
  }
}

function otherKeys(suite: Suite): void {
  const { x, y } = p256.publicKey(scalarOf(actor('alice/card').seed));
  const negated = jwkOf(x, p256.P - y);
  suite.refuses('key-negated', 'the point with −y is another key, and refused', {
    requirements: ['STM-029'],
    flags: ['KeyConfusion'],
    code: 'E_SIG',
    base: 'ok-card',
    fault: {
      ...replace('/keys/0', negated),
      also: [replace('/st#header/kid', craft.kidOf(negated))],
      resigned: { by: ['alice/card'] },
    },
  });
  const plan = { requirements: ['STM-017'], flags: ['KeyConfusion'], code: 'E_SIG', base: 'ok-card' };
  suite.refuses('key-of-another', 'N19 the key of another card is refused', {
    ...plan,
    fault: replace('/keys/0', key('bob/card')),
  });
  suite.refuses('kid-of-another', 'N19 the kid of another card is refused', {
    ...plan,
    fault: { ...replace('/st#header/kid', actor('bob/card').kid), resigned: { by: ['alice/card'] } },
  });
  suite.refuses('kid-of-x', 'the kid of an Ed25519 key with the same x is refused', {
    ...plan,
    fault: {
      ...replace('/st#header/kid', craft.kidOf({ kty: 'OKP', crv: 'Ed25519', x: base64url(p256.bytesOf(x)) })),
      resigned: { by: ['alice/card'] },
    },
  });
}

function orders(suite: Suite): void {
  const { x, y } = p256.publicKey(scalarOf(actor('alice/card').seed));
  const off = jwkOf(x, y + 1n);
  const header = headerText('alice/card').replace(actor('alice/card').kid, craft.kidOf(off));
  const highS = sigOf({ r: R, s: p256.N - S });
  const weak = { st: statement({ by: 'alice/card', header }).st, sig: highS, keys: [off], now: NOW };
  const none = headerText('alice/card').replace('ES256', 'none');
  const rows: [string, string, string, string, ValueObject][] = [
    ['weak-key-before-signature', 'a key off the curve, and a high s', 'E_WEAK_KEY', 'STM-027', weak],
    [
      'upgrade-before-weak-key',
      'a claim named !foo, and a key off the curve',
      'E_UPGRADE',
      'CNV-021',
      { ...weak, st: statement({ by: 'alice/card', header, claims: { '!foo': 1 } }).st },
    ],
    [
      'upgrade-before-high-s',
      'a claim named !foo, and a high s',
      'E_UPGRADE',
      'CNV-021',
      { ...cardRequest({ claims: { '!foo': 1 } }), sig: highS },
    ],
    [
      'length-before-alg',
      'alg none, and a signature of 63 bytes',
      'E_FORMAT',
      'STM-005',
      { ...cardRequest({ header: none }), sig: SIG.slice(0, 84) },
    ],
    [
      'alg-before-signature',
      'an Ed25519 key, and a high s',
      'E_ALG',
      'STM-012',
      { ...cardRequest(), sig: highS, keys: [key('alice/phone')] },
    ],
  ];
  for (const [slug, title, code, requirement, input] of rows) {
    suite.refuses(`order-${slug}`, `${title}: ${code}`, {
      requirements: ['CNV-001', requirement],
      flags: ['Order'],
      code,
      kind: 'edge',
      input,
    });
  }
}
