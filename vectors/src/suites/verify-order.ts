import { actor, derive, signAs, x25519Jwk } from '../actors.ts';
import * as craft from '../craft.ts';
import { headerText, key, NOW, statement } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';

const CRIT = headerText('alice/phone').replace('}', ',"crit":["x"]}');
const NONE = headerText('alice/phone').replace('Ed25519', 'none');
const NO_SIGNATURE = base64url(signAs('mallory/phone', octets('another text')));

/** Statements with faults in two steps: the earlier one is reported (CNV-001). */
export function multiFaults(suite: Suite): void {
  const rows: [string, string, string, string, ValueObject][] = [
    [
      'size-before-encoding',
      'claims too long, and padded',
      'E_SIZE',
      'STM-003',
      faulty(statement({ claims: ' '.repeat(65_537) }), { suffix: '==' }),
    ],
    [
      'size-before-json',
      'a header too long, and no JSON',
      'E_SIZE',
      'STM-002',
      faulty(statement({ header: 'x'.repeat(513) })),
    ],
    [
      'size-before-signature-length',
      'claims too long, and a signature of 63 bytes',
      'E_SIZE',
      'STM-003',
      faulty(statement({ claims: ' '.repeat(65_537) }), { sig: 'A'.repeat(84) }),
    ],
    [
      'encoding-before-json',
      'claims padded, and no JSON',
      'E_FORMAT',
      'CNV-002',
      faulty(statement({ claims: '{' }), { suffix: '=' }),
    ],
    [
      'encoding-before-header',
      'a header with crit, and a signature of 63 bytes',
      'E_FORMAT',
      'STM-005',
      faulty(statement({ header: CRIT }), { sig: 'A'.repeat(84) }),
    ],
    [
      'signature-length-before-json',
      'claims that are no JSON, and an empty signature',
      'E_FORMAT',
      'STM-005',
      faulty(statement({ claims: '{' }), { sig: '' }),
    ],
    [
      'json-before-header',
      'claims that are no JSON, and a header with crit',
      'E_JSON',
      'CNV-009',
      faulty(statement({ header: CRIT, claims: '{' })),
    ],
    [
      'json-before-typ',
      'a claim twice, and an unknown typ',
      'E_JSON',
      'CNV-010',
      faulty(statement({ typ: 'JWT', claims: '{"t":1,"t":1}' })),
    ],
    [
      'header-before-claims',
      'a header with crit, and t = −1',
      'E_HEADER',
      'STM-007',
      faulty(statement({ header: CRIT, claims: { t: -1 } })),
    ],
    [
      'alg-before-claims',
      'alg none, and claims that are a list',
      'E_ALG',
      'STM-011',
      faulty(statement({ header: NONE, claims: '[]' })),
    ],
    [
      'typ-before-upgrade',
      'an unknown typ, and a claim named !foo',
      'E_TYP',
      'STM-009',
      faulty(statement({ typ: 'JWT', claims: { '!foo': 1 } })),
    ],
    [
      'alg-before-signature',
      'alg none, and no signature that holds',
      'E_ALG',
      'STM-011',
      faulty(statement({ header: NONE }), { sig: NO_SIGNATURE }),
    ],
    [
      'claims-before-upgrade',
      't = −1, and a claim named !foo',
      'E_FORMAT',
      'CNV-018',
      faulty(statement({ claims: { '!foo': 1, t: -1 } })),
    ],
    [
      'claims-before-signature',
      't = −1, and no signature that holds',
      'E_FORMAT',
      'CNV-018',
      faulty(statement({ claims: { t: -1 } }), { sig: NO_SIGNATURE }),
    ],
    [
      'upgrade-before-signature',
      'a claim named !foo, and no signature that holds',
      'E_UPGRADE',
      'CNV-021',
      faulty(statement({ claims: { '!foo': 1 } }), { sig: NO_SIGNATURE }),
    ],
    [
      'upgrade-before-key',
      'a claim named !foo, and a key for key agreement',
      'E_UPGRADE',
      'CNV-021',
      underKey(x25519Jwk(derive('alice/phone/enc')), { '!foo': 1 }),
    ],
    [
      'upgrade-before-weak-key',
      'a claim named !foo, and a key of small order',
      'E_UPGRADE',
      'CNV-021',
      underKey(weakJwk(), { '!foo': 1 }),
    ],
    [
      'key-alg-before-signature',
      'a key for key agreement, and no signature that holds',
      'E_ALG',
      'STM-012',
      underKey(x25519Jwk(derive('alice/phone/enc')), { t: NOW }),
    ],
    [
      'weak-key-before-signature',
      'a key of small order, and no signature that holds',
      'E_WEAK_KEY',
      'STM-013',
      underKey(weakJwk(), { t: NOW }),
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

function faulty(made: { st: string; sig: string }, change: { suffix?: string; sig?: string } = {}): ValueObject {
  return { st: made.st + (change.suffix ?? ''), sig: change.sig ?? made.sig, keys: [key('alice/phone')], now: NOW };
}

function weakJwk(): ValueObject {
  return craft.jwkOf(craft.SMALL_ORDER[4]?.bytes ?? new Uint8Array(32));
}

/** A statement that names a key of our choice, with a signature that holds under no key. */
function underKey(jwk: ValueObject, claims: ValueObject): ValueObject {
  const header = headerText('alice/phone').replace(actor('alice/phone').kid, craft.kidOf(jwk));
  return { st: statement({ header, claims }).st, sig: NO_SIGNATURE, keys: [jwk], now: NOW };
}
