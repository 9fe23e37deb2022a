import { actor, derive, signAs, x25519Jwk } from '../actors.ts';
import * as craft from '../craft.ts';
import { headerText, joint, key, NOW, type Joint } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { signed, TWO } from './signers-plan.ts';

const WRONG = base64url(signAs('mallory/phone', octets('another text')));
const SGN = TWO.map((label) => ({ kid: actor(label).kid }));

/** Joint statements with faults in two steps: the earlier one is reported, whichever signer has it (CNV-001). */
export function jointFaults(suite: Suite): void {
  const rows: [string, string, string, string, ValueObject][] = [...early(), ...counted(), ...late()];
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

type Row = [string, string, string, string, ValueObject];

interface Change {
  claims?: ValueObject;
  /** The text of the second header. */
  header?: string;
  change?: Partial<Joint>;
}

/** A joint statement with claims and second header as given, signed by both, then changed. */
function faulty({ claims = { t: NOW, sgn: SGN }, header, change = {} }: Change): ValueObject {
  const made = joint({ by: TWO, claims, exact: true });
  const h = base64url(octets(header ?? headerText('alice/laptop')));
  const s = base64url(signAs('alice/laptop', octets(h + made.st.slice(made.st.indexOf('.')))));
  return { ...signed({ ...made, sigs: [{ h, s }], ...change }), keys: TWO.map((label) => key(label)), now: NOW };
}

const LAPTOP = headerText('alice/laptop');
const CRIT = LAPTOP.replace('}', ',"crit":["x"]}');
const TYP = LAPTOP.replace('allod-rec', 'allod-op');
const SHORT = { h: base64url(octets(LAPTOP)), s: 'A'.repeat(84) };

function early(): Row[] {
  const { st } = joint({ by: TWO });
  return [
    [
      'size-before-encoding',
      'a second header of 513 bytes, and padded claims',
      'E_SIZE',
      'STM-002',
      faulty({ header: LAPTOP + ' '.repeat(513 - LAPTOP.length), change: { st: `${st}=` } }),
    ],
    [
      'encoding-before-json',
      'a second signature of 63 bytes, and claims that are no JSON',
      'E_FORMAT',
      'STM-005',
      faulty({ change: { st: `${st.slice(0, st.indexOf('.'))}.ew`, sigs: [SHORT] } }),
    ],
    [
      'encoding-before-signers',
      'a third signature of 63 bytes that no list names',
      'E_FORMAT',
      'STM-005',
      faulty({ change: { sigs: [...joint({ by: TWO }).sigs, SHORT] } }),
    ],
    [
      'json-before-header',
      'a second header with crit, and claims that are no JSON',
      'E_JSON',
      'CNV-009',
      faulty({ header: CRIT, change: { st: `${st.slice(0, st.indexOf('.'))}.ew` } }),
    ],
    [
      'header-before-claims',
      'a second header with crit, and sgn = null',
      'E_HEADER',
      'STM-007',
      faulty({ header: CRIT, claims: { t: NOW, sgn: null } }),
    ],
    [
      'typ-before-claims',
      'a second header of another typ, and t = −1',
      'E_TYP',
      'STM-024',
      faulty({ header: TYP, claims: { t: -1, sgn: SGN } }),
    ],
    [
      'typ-before-signers',
      'a second header of another typ, and of a device that is not listed',
      'E_TYP',
      'STM-024',
      faulty({ header: TYP.replace(actor('alice/laptop').kid, actor('bob/phone').kid) }),
    ],
  ];
}

function counted(): Row[] {
  const same = [SGN[0] ?? null, SGN[0] ?? null];
  return [
    [
      'claims-before-signers',
      't = −1, and a co-signature taken away',
      'E_FORMAT',
      'CNV-018',
      faulty({ claims: { t: -1, sgn: SGN }, change: { sigs: [] } }),
    ],
    [
      'list-before-signers',
      'a list of one signer, and two signatures',
      'E_FORMAT',
      'STM-020',
      faulty({ claims: { t: NOW, sgn: SGN.slice(0, 1) } }),
    ],
    [
      'list-before-doubled',
      'a list of nine times the same signer, and two signatures',
      'E_FORMAT',
      'STM-020',
      faulty({ claims: { t: NOW, sgn: Array.from({ length: 9 }, () => SGN[0] ?? null) } }),
    ],
    [
      'signers-before-upgrade',
      'a co-signature taken away, and a claim named !foo',
      'E_SIGNERS',
      'STM-021',
      faulty({ claims: { t: NOW, sgn: SGN, '!foo': 1 }, change: { sigs: [] } }),
    ],
    [
      'doubled-before-upgrade',
      'one device listed twice, and a claim named !foo',
      'E_SIGNERS',
      'STM-023',
      faulty({ claims: { t: NOW, sgn: same, '!foo': 1 }, header: headerText('alice/phone') }),
    ],
    [
      'signers-before-signature',
      'the signers in another order than listed, and no signature that holds',
      'E_SIGNERS',
      'STM-022',
      faulty({ claims: { t: NOW, sgn: SGN.toReversed() }, change: { sig: WRONG } }),
    ],
    [
      'signers-before-missing-key',
      'a co-signature taken away, and a first signature that does not hold',
      'E_SIGNERS',
      'STM-021',
      faulty({ change: { sig: WRONG, sigs: [] } }),
    ],
  ];
}

function late(): Row[] {
  const agreement = x25519Jwk(derive('alice/laptop/enc'));
  return [
    [
      'upgrade-before-second-signature',
      'a claim named !foo, and a second signature that does not hold',
      'E_UPGRADE',
      'CNV-021',
      faulty({ claims: { t: NOW, sgn: SGN, '!foo': 1 }, change: { sigs: [{ h: SHORT.h, s: WRONG }] } }),
    ],
    [
      'upgrade-before-second-key',
      'a claim named !foo, and a key for key agreement as the second',
      'E_UPGRADE',
      'CNV-021',
      secondKey(agreement, { '!foo': 1 }),
    ],
    [
      'second-key-before-first-signature',
      'a key for key agreement as the second, and a first signature that does not hold',
      'E_ALG',
      'STM-012',
      { ...secondKey(agreement), sig: WRONG },
    ],
    [
      'second-weak-key-before-first-signature',
      'a second key of small order, and a first signature that does not hold',
      'E_WEAK_KEY',
      'STM-013',
      { ...secondKey(craft.jwkOf(craft.SMALL_ORDER[4]?.bytes ?? new Uint8Array(32))), sig: WRONG },
    ],
  ];
}

/** A joint statement whose second signer has a key of our choice, with a signature that does not hold. */
function secondKey(jwk: ValueObject, further: ValueObject = {}): ValueObject {
  const kid = craft.kidOf(jwk);
  const claims = { t: NOW, sgn: [SGN[0] ?? null, { kid }], ...further };
  const made = faulty({ claims, header: LAPTOP.replace(actor('alice/laptop').kid, kid) });
  return { ...made, keys: [key('alice/phone'), jwk] };
}
