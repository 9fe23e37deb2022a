import * as ed25519 from '@allod/conformance-model/ed25519';
import { actor, derive, signAs } from '../actors.ts';
import * as craft from '../craft.ts';
import type { EditPlan } from '../fault.ts';
import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { bytesValue, fromBase64url, join, octets, type ValueObject } from '../value.ts';
import { PUBLISHED, PUBLISHED_CASES } from './ed25519-published.ts';

const NOTES = {
  SmallOrderKey: {
    bugClass: 'key',
    effect: 'a signature that holds for every message, or for one in eight',
    description: 'Under a key of small order nobody has to know a secret.',
  },
  SmallOrderR: {
    bugClass: 'signature',
    effect: 'verifiers disagree',
    description: 'Some native verifiers refuse R of small order, others do not look.',
  },
  NonCanonical: {
    bugClass: 'encoding',
    effect: 'verifiers disagree',
    description: 'One point in two encodings: some verifiers reduce y, others compare bytes.',
  },
  Malleable: {
    bugClass: 'signature',
    effect: 'two signatures from one without the key',
    description: 'S and S + L are equal modulo L.',
  },
  Cofactor: {
    bugClass: 'signature',
    effect: 'verifiers disagree',
    description: 'The equation with the cofactor lets more signatures pass.',
  },
  Published: {
    bugClass: 'signature',
    effect: 'a malicious signer splits replicas',
    description:
      'The twelve cases of "Taming the many EdDSAs"; number 3 is the only one that every strict verifier accepts. Data: Apache-2.0.',
    links: ['https://github.com/novifinancial/ed25519-speccheck'],
  },
};

const message = octets('Allod');

function input(key: Uint8Array, text: Uint8Array, signature: Uint8Array): ValueObject {
  return { key: bytesValue(key), message: bytesValue(text), signature: bytesValue(signature) };
}

/** statements/ed25519: the acceptance rule, on bare messages. */
export function ed25519Suite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/ed25519',
      command: 'ed25519.verify',
      profile: 'crypto',
      description: 'The acceptance rule for Ed25519 signatures, steps 7 and 8 without a statement around.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  genuine(suite);
  published(suite);
  smallOrderKeys(suite);
  otherKeys(suite);
  smallOrderR(suite);
  scalars(suite);
  equation(suite);
  return suite;
}

function genuine(suite: Suite): void {
  const all = ['STM-013', 'STM-014', 'STM-015', 'STM-016'];
  const key = fromBase64url(actor('alice/phone').jwk.x);
  suite.accepts('ok-genuine', 'a genuine signature', {
    requirements: all,
    input: input(key, message, signAs('alice/phone', message)),
  });
  const empty = new Uint8Array(0);
  suite.accepts('ok-empty-message', 'a signature of the empty message', {
    requirements: all,
    kind: 'edge',
    input: input(key, empty, signAs('alice/phone', empty)),
  });
  const long = new Uint8Array(4096).fill(0x61);
  suite.accepts('ok-long-message', 'a signature of 4,096 bytes', {
    requirements: all,
    input: input(key, long, signAs('alice/phone', long)),
  });
  suite.accepts('ok-other-nonce', 'a second valid signature of one message', {
    requirements: all,
    kind: 'edge',
    input: input(key, message, craft.signWithNonce('alice/phone', message, 7n)),
  });
}

function published(suite: Suite): void {
  for (const [number, { title, code, requirement, ...hex }] of PUBLISHED_CASES.entries()) {
    const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
    const plan = {
      requirements: code === undefined ? ['STM-013', 'STM-014', 'STM-015', 'STM-016'] : [requirement],
      flags: ['Published'],
      kind: 'edge' as const,
      provenance: PUBLISHED,
      input: input(bytes(hex.key), bytes(hex.message), bytes(hex.signature)),
    };
    if (code === undefined) suite.accepts(`speccheck-${number}`, title, plan);
    else suite.refuses(`speccheck-${number}`, title, { ...plan, code });
  }
}

const replace = (path: string, bytes: Uint8Array): EditPlan => ({ op: 'replace', path, value: bytesValue(bytes) });

// Each signature fulfils the equation when the key is read leniently: only STM-013 stands in the way.
function smallOrderKeys(suite: Suite): void {
  for (const { name, canonical, bytes } of craft.SMALL_ORDER) {
    suite.refuses(
      `key-small-${name}`,
      `${canonical ? 'N24' : 'N28'} a key of small order (${name.replaceAll('-', ' ')}) is refused`,
      {
        requirements: ['STM-013'],
        flags: canonical ? ['SmallOrderKey'] : ['SmallOrderKey', 'NonCanonical'],
        code: 'E_WEAK_KEY',
        base: 'ok-genuine',
        fault: { ...replace('/key', bytes), also: [replace('/signature', craft.forgeUnderSmallOrder(bytes, message))] },
      },
    );
  }
}

function otherKeys(suite: Suite): void {
  for (const bytes of craft.largeNonCanonical()) {
    const offset = (ed25519.integerOf(bytes) - ed25519.P).toString();
    suite.refuses(`key-y-is-p-plus-${offset}`, `N28 a key of large order with y = p + ${offset} is refused`, {
      requirements: ['STM-013'],
      flags: ['NonCanonical'],
      code: 'E_WEAK_KEY',
      base: 'ok-genuine',
      fault: replace('/key', bytes),
    });
  }
  suite.refuses('key-y-largest', 'N28 a key of 32 times 255 is refused', {
    requirements: ['STM-013'],
    flags: ['NonCanonical'],
    code: 'E_WEAK_KEY',
    base: 'ok-genuine',
    fault: replace('/key', new Uint8Array(32).fill(0xff)),
  });
  suite.refuses('key-not-on-curve', 'under a key that is no point of the curve no signature holds', {
    requirements: ['STM-016'],
    code: 'E_SIG',
    base: 'ok-genuine',
    fault: replace('/key', craft.notOnCurve()),
  });
}

// Each signature fulfils the equation when R is read leniently: only STM-014 stands in the way.
function smallOrderR(suite: Suite): void {
  const mixed = craft.signWithSmallR(craft.SMALL_ORDER[1]?.bytes ?? new Uint8Array(32));
  const honest = honestUnderMixedKey(mixed.key);
  suite.accepts('ok-key-mixed-order', 'a genuine signature under a key of mixed order', {
    requirements: ['STM-013', 'STM-014', 'STM-016'],
    flags: ['SmallOrderKey'],
    kind: 'edge',
    input: input(mixed.key, honest.message, honest.signature),
  });
  for (const { name, canonical, bytes } of craft.SMALL_ORDER) {
    const made = craft.signWithSmallR(bytes);
    suite.refuses(
      `r-small-${name}`,
      `${canonical ? 'N25' : 'N27'} an R of small order (${name.replaceAll('-', ' ')}) is refused`,
      {
        requirements: ['STM-014'],
        flags: canonical ? ['SmallOrderR'] : ['SmallOrderR', 'NonCanonical'],
        code: 'E_SIG',
        base: 'ok-key-mixed-order',
        fault: { ...replace('/signature', made.signature), also: [replace('/message', made.message)] },
      },
    );
  }
  suite.refuses(
    'r-neutral-honest-key',
    'N25 the neutral R under an honest key, although the equation holds, is refused',
    {
      requirements: ['STM-014'],
      flags: ['SmallOrderR'],
      code: 'E_SIG',
      base: 'ok-genuine',
      fault: replace('/signature', craft.signWithNeutralR('alice/phone', message)),
    },
  );
  for (const bytes of craft.largeNonCanonical().slice(0, 2)) {
    const offset = (ed25519.integerOf(bytes) - ed25519.P).toString();
    suite.refuses(`r-y-is-p-plus-${offset}`, `N27 an R of large order with y = p + ${offset} is refused`, {
      requirements: ['STM-014'],
      flags: ['NonCanonical'],
      code: 'E_SIG',
      base: 'ok-genuine',
      fault: {
        op: 'splice',
        path: '/signature',
        at: 0,
        from: signAs('alice/phone', message).subarray(0, 32),
        to: bytes,
      },
    });
  }
}

// A = aB + T: S = r + k·a holds when [k]T is neutral.
function honestUnderMixedKey(key: Uint8Array): { message: Uint8Array; signature: Uint8Array } {
  const { scalar } = ed25519.expandSeed(derive('craft/small-r'));
  for (let attempt = 0; ; attempt++) {
    const text = octets(`mixed order, attempt ${attempt}`);
    const r = ed25519.encodePoint(ed25519.multiply(ed25519.BASE, 9n));
    const k = ed25519.challenge(r, key, text);
    if (k % 8n === 0n)
      return { message: text, signature: Buffer.concat([r, ed25519.bytesOf((9n + k * scalar) % ed25519.L)]) };
  }
}

function scalars(suite: Suite): void {
  const signature = signAs('alice/phone', message);
  const plan = { requirements: ['STM-015'], flags: ['Malleable'], code: 'E_SIG', base: 'ok-genuine' };
  const malleable: [string, string, Uint8Array][] = [
    ['s-plus-order', 'N23 S + L is refused', craft.addOrder(signature, 1n)],
    ['s-plus-2-orders', 'N23 S + 2L is refused', craft.addOrder(signature, 2n)],
    ['s-plus-8-orders', 'N23 S + 8L is refused', craft.addOrder(signature, 8n)],
    ['s-plus-14-orders', 'N23 S + 14L is refused', craft.addOrder(signature, 14n)],
    ['s-is-order', 'N23 S = L is refused', craft.withS(signature, ed25519.L)],
    ['s-is-order-plus-1', 'N23 S = L + 1 is refused', craft.withS(signature, ed25519.L + 1n)],
    ['s-largest', 'N23 S = 2^256 − 1 is refused', craft.withS(signature, 2n ** 256n - 1n)],
  ];
  for (const [slug, title, bytes] of malleable)
    suite.refuses(slug, title, { ...plan, fault: replace('/signature', bytes) });
  const below = { requirements: ['STM-016'], code: 'E_SIG', base: 'ok-genuine' };
  suite.refuses('s-is-order-minus-1', 'S = L − 1 is in range, and wrong here', {
    ...below,
    fault: replace('/signature', craft.withS(signature, ed25519.L - 1n)),
  });
  suite.refuses('s-zero', 'S = 0 is in range, and wrong here', {
    ...below,
    fault: replace('/signature', craft.withS(signature, 0n)),
  });
  suite.refuses('s-negative', 'L − S is in range, and wrong', {
    ...below,
    fault: replace('/signature', craft.withS(signature, ed25519.L - ed25519.integerOf(signature.subarray(32)))),
  });
}

function equation(suite: Suite): void {
  const plan = { requirements: ['STM-016'], code: 'E_SIG', base: 'ok-genuine' };
  const signature = signAs('alice/phone', message);
  const key = fromBase64url(actor('alice/phone').jwk.x);
  const flips: [string, string, string, Uint8Array, number][] = [
    ['flip-r', 'a flipped bit in R is refused', '/signature', signature, 0],
    ['flip-s', 'a flipped bit in S is refused', '/signature', signature, 32],
    ['flip-message-first', 'a flipped bit at the beginning of the message is refused', '/message', message, 0],
    [
      'flip-message-last',
      'a flipped bit at the end of the message is refused',
      '/message',
      message,
      message.length - 1,
    ],
    ['flip-key', 'a flipped bit in the key is refused', '/key', key, 0],
  ];
  for (const [slug, title, path, bytes, at] of flips) {
    const from = bytes.slice(at, at + 1);
    const to = Uint8Array.of((from[0] ?? 0) ^ 1);
    suite.refuses(slug, title, { ...plan, fault: { op: 'splice', path, at, from, to } });
  }
  const others: [string, string, EditPlan][] = [
    [
      'message-longer',
      'a byte after the message is refused',
      { op: 'splice', path: '/message', at: message.length, from: '', to: '\n' },
    ],
    ['message-empty', 'the signature of another message is refused', replace('/message', new Uint8Array(0))],
    ['other-key', 'the signature of another key is refused', replace('/key', fromBase64url(actor('bob/phone').jwk.x))],
    [
      'r-of-another',
      'the R of another signature is refused',
      replace('/signature', join(signAs('bob/phone', message).subarray(0, 32), signature.subarray(32))),
    ],
    ['key-negated', 'the key −A is refused', { op: 'splice', path: '/key', at: 31, ...negatedTop() }],
    [
      'r-negated',
      '−R is refused',
      replace(
        '/signature',
        join(signature.subarray(0, 31), Uint8Array.of((signature[31] ?? 0) ^ 0x80), signature.subarray(32)),
      ),
    ],
  ];
  for (const [slug, title, fault] of others) suite.refuses(slug, title, { ...plan, fault });
}

function negatedTop(): { from: Uint8Array; to: Uint8Array } {
  const top = fromBase64url(actor('alice/phone').jwk.x)[31] ?? 0;
  return { from: Uint8Array.of(top), to: Uint8Array.of(top ^ 0x80) };
}
