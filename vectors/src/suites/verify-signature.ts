import * as ed25519 from '@allod/conformance-model/ed25519';
import { actor, derive, signAs, x25519Jwk } from '../actors.ts';
import * as craft from '../craft.ts';
import type { EditPlan, Resigned } from '../fault.ts';
import { key, statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, fromBase64url, octets, textOf, type ValueObject } from '../value.ts';

const RESIGNED: Resigned = { by: 'alice/phone', with: 'Ed25519' };

/** Steps 7 and 8. */
export function refusedSignatures(suite: Suite): void {
  algorithms(suite);
  malformed(suite);
  weakKeys(suite);
  thumbprints(suite);
  crafted(suite);
  wrong(suite);
}

const replace = (path: string, value: string | ValueObject): EditPlan => ({ op: 'replace', path, value });

function algorithms(suite: Suite): void {
  const { x } = actor('alice/phone').jwk;
  const keys: [string, string, ValueObject][] = [
    ['key-x25519', 'a key for key agreement is refused', x25519Jwk(derive('alice/phone/enc'))],
    ['key-x25519-same-x', 'the bytes of the signing key called X25519 are refused', { kty: 'OKP', crv: 'X25519', x }],
    ['key-p256', 'N13 a P-256 key under alg Ed25519 is refused', craft.strangerJwk()],
    [
      'key-ed448',
      'an Ed448 key under alg Ed25519 is refused',
      {
        kty: 'OKP',
        crv: 'Ed448',
        x: base64url(Buffer.concat([derive('craft/ed448'), derive('craft/ed448/2').subarray(0, 25)])),
      },
    ],
  ];
  for (const [slug, title, jwk] of keys) {
    suite.refuses(slug, title, {
      requirements: ['STM-012'],
      flags: ['AlgorithmConfusion'],
      code: 'E_ALG',
      base: 'ok-minimal',
      fault: { ...replace('/keys/0', jwk), also: [replace('/st#header/kid', craft.kidOf(jwk))], resigned: RESIGNED },
    });
  }
}

/** JWKs that are malformed: what they say comes from outside, and may be anything. */
function malformed(suite: Suite): void {
  const { x } = actor('alice/phone').jwk;
  const long = Buffer.concat([fromBase64url(x), Buffer.alloc(1)]);
  const none: [string, string, string[], ValueObject][] = [
    ['key-x-absent', 'a key without x', [], { kty: 'OKP', crv: 'Ed25519' }],
    ['key-x-null', 'a key whose x is null', [], { kty: 'OKP', crv: 'Ed25519', x: null }],
    ['key-x-number', 'a key whose x is a number', [], { kty: 'OKP', crv: 'Ed25519', x: 1 }],
    ['key-x-list', 'a key whose x is in a list', [], { kty: 'OKP', crv: 'Ed25519', x: [x] }],
    ['key-x-empty', 'a key whose x is empty', [], craft.jwkOf(new Uint8Array(0))],
    ['key-x-bytes-31', 'a key of 31 bytes', [], craft.jwkOf(fromBase64url(x).subarray(0, 31))],
    ['key-x-bytes-33', 'a key of 33 bytes', [], craft.jwkOf(long)],
    ['key-x-padded', 'a key whose x is padded', ['CNV-002'], { kty: 'OKP', crv: 'Ed25519', x: `${x}=` }],
  ];
  for (const [slug, title, further, jwk] of none) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: ['CNV-006', ...further],
      flags: ['KeyConfusion'],
      code: 'E_FORMAT',
      base: 'ok-minimal',
      fault: replace('/keys/0', jwk),
    });
  }
  const others: [string, string, ValueObject][] = [
    ['key-empty', 'a key without members', {}],
    ['key-kty-absent', 'a key without kty', { crv: 'Ed25519', x }],
    ['key-kty-list', 'a key whose kty is in a list', { kty: ['OKP'], crv: 'Ed25519', x }],
    ['key-kty-object', 'a key whose kty is an object', { kty: {}, crv: 'Ed25519', x }],
    ['key-crv-null', 'a key whose crv is null', { kty: 'OKP', crv: null, x }],
    ['key-crv-list', 'a key whose crv is in a list', { kty: 'OKP', crv: ['Ed25519'], x }],
    ['key-kty-ec', 'an Ed25519 key that calls itself EC', { kty: 'EC', crv: 'Ed25519', x }],
  ];
  for (const [slug, title, jwk] of others) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: ['STM-012'],
      flags: ['AlgorithmConfusion'],
      code: 'E_ALG',
      base: 'ok-minimal',
      fault: replace('/keys/0', jwk),
    });
  }
}

/** The `st` of ok-minimal under another kid. */
function stFor(kid: string): string {
  const { st } = statement();
  const [header = '', claims = ''] = st.split('.');
  const text = textOf(fromBase64url(header)).replace(actor('alice/phone').kid, kid);
  return `${base64url(octets(text))}.${claims}`;
}

// Anybody can make these signatures; each fulfils the equation when the key is read leniently.
function weakKeys(suite: Suite): void {
  for (const { name, order, canonical, bytes } of craft.SMALL_ORDER) {
    const jwk = craft.jwkOf(bytes);
    const kid = craft.kidOf(jwk);
    const forged = craft.forgeUnderSmallOrder(bytes, octets(stFor(kid)));
    suite.refuses(
      `weak-key-${name}`,
      `${canonical ? 'N24' : 'N28'} a forged statement under a key of order ${order} (${name.replaceAll('-', ' ')}) is refused`,
      {
        requirements: ['STM-013'],
        flags: ['WeakKey'],
        code: 'E_WEAK_KEY',
        base: 'ok-minimal',
        fault: {
          ...replace('/keys/0', jwk),
          also: [replace('/st#header/kid', kid), replace('/sig', base64url(forged))],
        },
      },
    );
  }
}

function thumbprints(suite: Suite): void {
  const plan = { requirements: ['STM-017'], flags: ['KeyConfusion'], code: 'E_SIG', base: 'ok-minimal' };
  const { kid } = actor('alice/phone');
  const first = kid.charAt(0) === 'A' ? 'B' : 'A';
  const rows: [string, string, string][] = [
    ['kid-of-another', 'N19 the kid of another device is refused', actor('bob/phone').kid],
    ['kid-of-own-laptop', 'N19 the kid of another device of the same user is refused', actor('alice/laptop').kid],
    ['kid-unknown', 'N19 a kid that differs in one character is refused', first + kid.slice(1)],
    ['kid-is-key', 'the public key itself as kid is refused', actor('alice/phone').jwk.x],
  ];
  for (const [slug, title, value] of rows)
    suite.refuses(slug, title, { ...plan, fault: { ...replace('/st#header/kid', value), resigned: RESIGNED } });
  suite.refuses('key-of-another', 'N19 the key of another device is refused, although alice signed', {
    ...plan,
    fault: replace('/keys/0', key('bob/phone')),
  });
}

function crafted(suite: Suite): void {
  const { st, sig } = statement();
  const bytes = fromBase64url(sig);
  const rows: [string, string, string, Uint8Array][] = [
    ['sig-s-plus-order', 'N23 S + L is refused', 'STM-015', craft.addOrder(bytes, 1n)],
    ['sig-s-plus-8-orders', 'N23 S + 8L is refused', 'STM-015', craft.addOrder(bytes, 8n)],
    ['sig-s-is-order', 'N23 S = L is refused', 'STM-015', craft.withS(bytes, ed25519.L)],
    ['sig-s-largest', 'N23 S = 2^256 − 1 is refused', 'STM-015', craft.withS(bytes, 2n ** 256n - 1n)],
    [
      'sig-small-order-r',
      'N25 a neutral R is refused, although the equation holds',
      'STM-014',
      craft.signWithNeutralR('alice/phone', octets(st)),
    ],
    [
      'sig-non-canonical-r',
      'N27 an R with y = p + 3 or above is refused',
      'STM-014',
      Buffer.concat([craft.largeNonCanonical()[0] ?? bytes, bytes.subarray(32)]),
    ],
    ['sig-zeros', 'a signature of zeros is refused', 'STM-014', new Uint8Array(64)],
    ['sig-ones', 'a signature of 64 times 255 is refused', 'STM-014', new Uint8Array(64).fill(0xff)],
  ];
  for (const [slug, title, requirement, value] of rows) {
    suite.refuses(slug, title, {
      requirements: [requirement],
      flags: ['Signature'],
      code: 'E_SIG',
      base: 'ok-minimal',
      fault: replace('/sig', base64url(value)),
    });
  }
}

function wrong(suite: Suite): void {
  const { st, sig } = statement();
  const [header = '', claims = ''] = st.split('.');
  const bytes = fromBase64url(sig);
  const flip = (at: number): EditPlan => ({
    op: 'splice',
    path: '/sig#bytes',
    at,
    from: bytes.slice(at, at + 1),
    to: Uint8Array.of((bytes[at] ?? 0) ^ 1),
  });
  const signed = (text: string | Uint8Array): EditPlan =>
    replace('/sig', base64url(signAs('alice/phone', typeof text === 'string' ? octets(text) : text)));
  const rows: [string, string, EditPlan][] = [
    ['sig-flip-r', 'a flipped bit in R is refused', flip(0)],
    ['sig-flip-s', 'a flipped bit in S is refused', flip(32)],
    ['claims-flip', 'claims changed after signing are refused', { op: 'replace', path: '/st#claims/t', value: 1 }],
    ['claims-added', 'a claim added after signing is refused', { op: 'add', path: '/st#claims/x', value: 1 }],
    [
      'claims-spaced',
      'a space added after signing is refused',
      { op: 'splice', path: '/st#claims', at: 0, from: '', to: ' ' },
    ],
    [
      'header-spaced',
      'a space added to the header after signing is refused',
      { op: 'splice', path: '/st#header', at: 0, from: '', to: ' ' },
    ],
    ['typ-changed', 'a type changed after signing is refused', replace('/st#header/typ', 'allod-op')],
    [
      'sig-of-another-device',
      'the signature of another device is refused',
      replace('/sig', base64url(signAs('mallory/phone', octets(st)))),
    ],
    [
      'sig-of-another-statement',
      'the signature of another statement is refused',
      signed(statement({ claims: { t: 1 } }).st),
    ],
    ['sig-over-claims', 'a signature over the claims alone is refused', signed(claims)],
    [
      'sig-over-decoded',
      'a signature over the decoded parts is refused',
      signed(`${textOf(fromBase64url(header))}.${textOf(fromBase64url(claims))}`),
    ],
    ['sig-over-line', 'a signature over st and a line feed is refused', signed(`${st}\n`)],
    [
      'sig-over-unencoded-claims',
      'a signature over claims as they are (RFC 7797) is refused',
      signed(`${header}.${textOf(fromBase64url(claims))}`),
    ],
  ];
  for (const [slug, title, fault] of rows) {
    suite.refuses(slug, title, {
      requirements: ['STM-016'],
      flags: ['Signature'],
      code: 'E_SIG',
      base: 'ok-minimal',
      fault,
    });
  }
}
