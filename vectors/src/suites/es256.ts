import * as p256 from '@allod/conformance-model/p256';
import { derive, scalarOf } from '../actors.ts';
import { resolveKeys, statement } from '../statement.ts';
import { Suite } from '../suite.ts';
import { cardRequest, halvesNearHalf, lowHalves, NONCES, requestUnder, sigOf } from './es256-plan.ts';
import { refusedCards } from './es256-refused.ts';

const NOTES = {
  Malleable: {
    bugClass: 'signature',
    effect: 'anybody makes a second signature out of a first',
    description: 'With s, n − s is a solution too. The greater one is refused.',
  },
  Encoding: {
    bugClass: 'encoding',
    effect: 'two encodings of one signature, or of one key',
    description: 'Both halves have 32 bytes, whatever their value; DER is another format.',
  },
  WeakKey: {
    bugClass: 'key',
    effect: 'arithmetic on another curve, with small orders to choose from',
    description: 'A key that is no point of P-256.',
  },
  AlgorithmConfusion: {
    bugClass: 'header',
    effect: 'forgery',
    description: 'The key decides about the algorithm, not the message.',
  },
  KeyConfusion: {
    bugClass: 'key',
    effect: 'one device speaks for another',
    description: 'The signature has to hold under the key that kid names.',
  },
  Signature: {
    bugClass: 'signature',
    effect: 'verifiers disagree, or forgery',
    description: 'Signatures that do not hold.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported.',
  },
  Edge: {
    bugClass: 'encoding',
    effect: 'one honest signature in some hundreds is refused',
    description: 'Halves and coordinates with leading zeros, and halves near the bound.',
  },
};

/** statements/es256: keys in hardware. */
export function es256Suite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/es256',
      command: 'statement.verify',
      profile: 'crypto',
      description: 'Verification of statements signed under P-256 keys.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  acceptedKeys(suite);
  refusedCards(suite);
  return suite;
}

const ALL = ['STM-005', 'STM-011', 'STM-012', 'STM-017', 'STM-027', 'STM-028', 'STM-029'];
const TOP_BYTE = 248n;

function accepted(suite: Suite): void {
  suite.accepts('ok-card', 'a statement of a key in hardware', { requirements: ALL, input: cardRequest() });
  suite.accepts('ok-other-card', 'a statement of another card', {
    requirements: ALL,
    input: cardRequest({ by: 'bob/card' }),
  });
  suite.accepts('ok-op', 'an op of a card', { requirements: ['STM-029'], input: cardRequest({ typ: 'allod-op' }) });
  const { st } = statement({ by: 'alice/card' });
  const edge = { flags: ['Edge'], kind: 'edge' as const };
  const shortR = lowHalves(st, NONCES.shortR);
  const shortS = lowHalves(st, NONCES.shortS);
  const nearHalf = halvesNearHalf();
  const isAtEdge =
    shortR.r >> TOP_BYTE === 0n && shortS.s >> TOP_BYTE === 0n && p256.HALF - nearHalf.s < p256.HALF >> 16n;
  if (!isAtEdge) throw new RangeError('search for other nonces: the statement has changed');
  const rows: [string, string, p256.Halves][] = [
    ['ok-other-nonce', 'N32 a signature with another nonce gives the same id', lowHalves(st, 11n)],
    ['ok-r-leading-zero', 'a first half that begins with a byte 0', shortR],
    ['ok-s-leading-zero', 'a second half that begins with a byte 0', shortS],
    ['ok-s-near-half', 'a second half just below half of the order', nearHalf],
  ];
  for (const [slug, title, halves] of rows) {
    suite.accepts(slug, title, {
      ...edge,
      requirements: ['STM-006', 'STM-028', 'STM-029'],
      input: { ...cardRequest(), sig: sigOf(halves) },
    });
  }
}

// Labels whose public keys have a coordinate that begins with a byte 0, found by trying.
function acceptedKeys(suite: Suite): void {
  const rows: [string, string, string][] = [
    ['ok-x-leading-zero', 'a key whose x begins with a byte 0', 'craft/p256/short-x/9'],
    ['ok-y-leading-zero', 'a key whose y begins with a byte 0', 'craft/p256/short-y/851'],
  ];
  for (const [slug, title, label] of rows) {
    suite.accepts(slug, title, {
      requirements: ['STM-017', 'STM-027', 'STM-029'],
      flags: ['Edge'],
      kind: 'edge',
      input: requestUnder(scalarOf(derive(label))),
    });
  }
}
