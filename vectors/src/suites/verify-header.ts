import { actor } from '../actors.ts';
import type { EditPlan, Resigned } from '../fault.ts';
import { headerText } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, fromBase64url, type Value } from '../value.ts';

const RESIGNED: Resigned = { by: 'alice/phone', with: 'Ed25519' };
const HEADER = headerText('alice/phone');

/** Steps 3 and 4 on the protected header. */
export function refusedHeaders(suite: Suite): void {
  json(suite);
  members(suite);
  kid(suite);
  typ(suite);
  alg(suite);
}

interface Row {
  requirements: string[];
  flags: string[];
  code: string;
}

/** Refused headers that differ from ok-minimal by one edit, signed anew. */
function refuse(suite: Suite, row: Row, cases: [string, string, EditPlan][]): void {
  for (const [slug, title, edit] of cases) {
    suite.refuses(slug, title, { ...row, base: 'ok-minimal', fault: { ...edit, resigned: RESIGNED } });
  }
}

const splice = (from: string, to: string | Uint8Array): EditPlan => ({ op: 'splice', path: '/st#header', from, to });
const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `/st#header/${name}`, value });
const replace = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `/st#header/${name}`, value });
const remove = (name: string): EditPlan => ({ op: 'remove', path: `/st#header/${name}` });

function json(suite: Suite): void {
  const row = (requirement: string): Row => ({ requirements: [requirement], flags: ['Json'], code: 'E_JSON' });
  refuse(suite, row('CNV-010'), [
    ['header-duplicate-alg', 'N2 alg twice is refused', splice('"alg":"Ed25519"', '"alg":"Ed25519","alg":"Ed25519"')],
    ['header-duplicate-alg-none', 'N2 alg twice, the first none, is refused', splice('{', '{"alg":"none",')],
    [
      'header-duplicate-kid-escaped',
      'N2 kid twice, once with an escape, is refused',
      splice('"typ"', `"\\u006bid":"${actor('alice/phone').kid}","typ"`),
    ],
  ]);
  refuse(suite, row('CNV-007'), [
    ['header-ill-formed', 'N3 an ill-formed octet in the header is refused', splice('Ed25519', Uint8Array.of(0xff))],
  ]);
  refuse(suite, row('CNV-008'), [
    ['header-bom', 'N4 a byte order mark before the header is refused', splice('{', '\ufeff{')],
  ]);
  refuse(suite, row('CNV-011'), [
    ['header-lone-surrogate', 'N3 a surrogate alone in the header is refused', splice('allod-rec', '\\ud800')],
  ]);
  refuse(suite, row('CNV-009'), [
    ['header-trailing-comma', 'a trailing comma in the header is refused', splice('"}', '",}')],
    ['header-cut', 'a header that does not end is refused', splice('"}', '"')],
    ['header-not-json', 'a header that is no JSON is refused', splice(HEADER, 'header')],
  ]);
}

function members(suite: Suite): void {
  const { x } = actor('alice/phone').jwk;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  refuse(suite, { requirements: ['STM-007'], flags: ['HeaderConfusion'], code: 'E_HEADER' }, [
    ['header-crit', 'N14 crit with an unknown name is refused', add('crit', ['x-new'])],
    ['header-crit-b64', 'N14 crit with a known name is refused', add('crit', ['b64'])],
    ['header-crit-empty', 'N14 an empty crit is refused', add('crit', [])],
    ['header-b64-false', 'N15 b64 = false is refused', add('b64', false)],
    ['header-b64-true', 'N15 b64 = true is refused', add('b64', true)],
    ['header-jwk', 'N16 an embedded key is refused', add('jwk', jwk)],
    ['header-jku', 'N16 the address of a key set is refused', add('jku', 'https://keys.example/set.json')],
    ['header-x5c', 'N16 an embedded certificate is refused', add('x5c', ['MA=='])],
    ['header-x5u', 'N16 the address of a certificate is refused', add('x5u', 'https://keys.example/cert.pem')],
    ['header-x5t', 'N16 the hash of a certificate is refused', add('x5t', 'AAAA')],
    ['header-cty', 'cty is refused', add('cty', 'json')],
    ['header-zip', 'zip is refused', add('zip', 'DEF')],
    ['header-enc', 'enc is refused', add('enc', 'A256GCM')],
    ['header-nonce', 'nonce is refused', add('nonce', 'AAAA')],
    ['header-t', 'a claim in the header is refused', add('t', 0)],
    ['header-mark', 'a member named !x is refused, not parked', add('!x', 1)],
    ['header-empty-name', 'a member with the empty name is refused', add('', 1)],
    ['header-capital-name', 'ALG beside alg is refused', add('ALG', 'Ed25519')],
    ['header-space-name', 'a name with a space is refused', add('alg ', 'Ed25519')],
    ['header-null-member', 'an unknown member that is null is refused', add('x', null)],
  ]);
  refuse(suite, { requirements: ['STM-007', 'CNV-017'], flags: ['HeaderConfusion', 'HostileName'], code: 'E_HEADER' }, [
    ['header-proto', '__proto__ in the header is refused', splice('"}', '","__proto__":{}}')],
    ['header-constructor', 'constructor in the header is refused', add('constructor', {})],
  ]);
  refuse(suite, { requirements: ['STM-007'], flags: ['HeaderConfusion'], code: 'E_HEADER' }, [
    ['header-list', 'a header that is a list is refused', splice(HEADER, '["Ed25519"]')],
    ['header-string', 'a header that is a string is refused', splice(HEADER, '"Ed25519"')],
    ['header-null', 'a header that is null is refused', splice(HEADER, 'null')],
    ['header-number', 'a header that is a number is refused', splice(HEADER, '1')],
    ['header-wrapped', 'a header within a list is refused', splice(HEADER, `[${HEADER}]`)],
  ]);
}

function kid(suite: Suite): void {
  const right = actor('alice/phone').kid;
  const last = right.charAt(42);
  const bits = String.fromCharCode(last.charCodeAt(0) + 1);
  refuse(suite, { requirements: ['STM-008'], flags: ['KeyConfusion'], code: 'E_HEADER' }, [
    ['kid-absent', 'a header without kid is refused', remove('kid')],
    ['kid-null', 'kid = null is refused', replace('kid', null)],
    ['kid-number', 'kid as a number is refused', replace('kid', 1)],
    ['kid-list', 'kid in a list is refused', replace('kid', [right])],
    ['kid-object', 'kid as an object is refused', replace('kid', { kid: right })],
    ['kid-empty', 'an empty kid is refused', replace('kid', '')],
    ['kid-42-characters', 'a kid of 42 characters is refused', replace('kid', right.slice(0, 42))],
    ['kid-44-characters', 'a kid of 44 characters is refused', replace('kid', `${right}A`)],
    ['kid-31-bytes', 'a kid of 31 bytes is refused', replace('kid', base64url(fromBase64url(right).subarray(0, 31)))],
    ['kid-padding', 'N7 a padded kid is refused', replace('kid', `${right}=`)],
    ['kid-trailing-bits', 'N8 a kid with a spare bit set is refused', replace('kid', right.slice(0, 42) + bits)],
    ['kid-plain-base64', 'N9 a kid with a slash is refused', replace('kid', `/${right.slice(1)}`)],
    ['kid-space', 'a kid with a space is refused', replace('kid', ` ${right}`)],
    [
      'kid-hexadecimal',
      'a kid in hexadecimal is refused',
      replace('kid', Buffer.from(fromBase64url(right)).toString('hex')),
    ],
    [
      'kid-urn',
      'a kid as a thumbprint URI is refused',
      replace('kid', `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${right}`),
    ],
  ]);
}

function typ(suite: Suite): void {
  refuse(suite, { requirements: ['STM-009'], flags: ['TypeConfusion'], code: 'E_TYP' }, [
    ['typ-absent', 'N18 a header without typ is refused', remove('typ')],
    ['typ-null', 'typ = null is refused', replace('typ', null)],
    ['typ-number', 'typ as a number is refused', replace('typ', 1)],
    ['typ-list', 'typ in a list is refused', replace('typ', ['allod-rec'])],
    ['typ-empty', 'an empty typ is refused', replace('typ', '')],
    ['typ-jwt', 'the typ of a JWT is refused', replace('typ', 'JWT')],
    ['typ-unregistered', 'a typ that is not registered is refused', replace('typ', 'allod-foo')],
    ['typ-next-suite', 'a typ of another suite is refused', replace('typ', 'allod2-rec')],
    ['typ-capitals', 'a typ in capitals is refused', replace('typ', 'ALLOD-REC')],
    ['typ-media-type', 'a typ as a media type is refused', replace('typ', 'application/allod-rec')],
    ['typ-space', 'a typ with a space is refused', replace('typ', 'allod-rec ')],
    ['typ-to-string', 'a typ named like a method is refused', replace('typ', 'toString')],
    ['typ-full-width', 'a typ with a full-width letter is refused', replace('typ', 'allod-re\uff43')],
  ]);
  const called = { requirements: ['STM-010'], flags: ['TypeConfusion'], code: 'E_TYP' };
  suite.refuses('typ-op-as-record', 'N17 an op presented as a record is refused', {
    ...called,
    base: 'ok-called-for-allod-rec',
    fault: { ...replace('typ', 'allod-op'), resigned: RESIGNED },
  });
  suite.refuses('typ-record-as-op', 'N17 a record presented as an op is refused', {
    ...called,
    base: 'ok-called-for-allod-op',
    fault: { ...replace('typ', 'allod-rec'), resigned: RESIGNED },
  });
  suite.refuses('typ-other-place', 'N17 a record at the place of a receipt is refused', {
    ...called,
    base: 'ok-called-for-allod-rec',
    fault: { op: 'replace', path: '/typ', value: 'allod-rcpt' },
  });
}

function alg(suite: Suite): void {
  const row = { requirements: ['STM-011'], flags: ['AlgorithmConfusion'], code: 'E_ALG' };
  refuse(suite, row, [
    ['alg-absent', 'a header without alg is refused', remove('alg')],
    ['alg-none', 'N10 alg = none is refused', replace('alg', 'none')],
    ['alg-none-capital', 'N10 alg = None is refused', replace('alg', 'None')],
    ['alg-empty', 'N10 an empty alg is refused', replace('alg', '')],
    ['alg-null', 'alg = null is refused', replace('alg', null)],
    ['alg-list', 'alg in a list is refused', replace('alg', ['Ed25519'])],
    ['alg-number', 'alg as the COSE number is refused', replace('alg', -19)],
    ['alg-eddsa', 'N12 the deprecated name EdDSA is refused', replace('alg', 'EdDSA')],
    ['alg-rs256', 'RS256 is refused', replace('alg', 'RS256')],
    ['alg-ed448', 'Ed448 is refused', replace('alg', 'Ed448')],
    ['alg-small-letters', 'ed25519 is refused', replace('alg', 'ed25519')],
    ['alg-space', 'an alg with a space is refused', replace('alg', 'Ed25519 ')],
    ['alg-prehash', 'Ed25519ph is refused', replace('alg', 'Ed25519ph')],
    ['alg-to-string', 'an alg named like a method is refused', replace('alg', 'toString')],
  ]);
  refuse(suite, { ...row, requirements: ['STM-012'] }, [
    ['alg-es256', 'N13 ES256 with the kid of an Ed25519 key is refused', replace('alg', 'ES256')],
  ]);
  for (const name of ['HS256', 'HS512'] as const) {
    suite.refuses(`alg-${name.toLowerCase()}`, `N11 ${name} keyed by the public key is refused`, {
      ...row,
      base: 'ok-minimal',
      fault: { ...replace('alg', name), resigned: { by: 'alice/phone', with: name } },
    });
  }
}
