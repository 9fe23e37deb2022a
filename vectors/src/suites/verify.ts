import { actor } from '../actors.ts';
import { signWithNonce } from '../craft.ts';
import { headerText, key, NOW, resolveKeys, statement, type StatementPlan } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { SPELLINGS } from './id.ts';
import { refusedClaims } from './verify-claims.ts';
import { refusedEncodings } from './verify-encoding.ts';
import { refusedHeaders } from './verify-header.ts';
import { multiFaults } from './verify-order.ts';
import { refusedSignatures } from './verify-signature.ts';

const NOTES = {
  HeaderConfusion: {
    bugClass: 'header',
    effect: 'the message tells the verifier what to do',
    description: 'Header members that change how a JWS is verified, and everything else outside alg, kid and typ.',
  },
  AlgorithmConfusion: {
    bugClass: 'header',
    effect: 'forgery',
    description: 'The key decides about the algorithm, not the message.',
  },
  TypeConfusion: {
    bugClass: 'header',
    effect: 'a statement made for one place is taken for another',
    description: 'The type is signed, and checked where the statement is used.',
  },
  KeyConfusion: {
    bugClass: 'key',
    effect: 'one device speaks for another',
    description: 'The signature may hold under some key; it must hold under the key that kid names.',
  },
  WeakKey: {
    bugClass: 'key',
    effect: 'a signature that anybody can make',
    description: 'The signature fulfils the equation, but the key is of small order or not canonical.',
  },
  Signature: {
    bugClass: 'signature',
    effect: 'verifiers disagree, or forgery',
    description: 'Signatures that do not hold, or hold only for lenient verifiers.',
  },
  Encoding: {
    bugClass: 'encoding',
    effect: 'two texts for one statement',
    description: 'Base64url that is not exactly the encoding.',
  },
  Form: {
    bugClass: 'parsing',
    effect: 'readers disagree about what is signed',
    description: 'Statements that are not two parts and a signature of 64 bytes.',
  },
  Json: {
    bugClass: 'parsing',
    effect: 'two readers see two values under one signature',
    description: 'A part that is not strict JSON. The suite conventions/json shows every rule.',
  },
  Claims: {
    bugClass: 'shape',
    effect: 'claims are used that are not what they seem',
    description: 'Claims whose shape is wrong.',
  },
  HostileName: {
    bugClass: 'injection',
    effect: 'a member disappears, or other claims appear',
    description: 'Names such as __proto__ mean something in some languages and nothing in JSON.',
  },
  MustUnderstand: {
    bugClass: 'growth',
    effect: 'old software shows what new rules forbid',
    description: 'Claims named !… park a statement that they are unknown to.',
  },
  Limit: {
    bugClass: 'resources',
    effect: 'memory and time for whoever is asked',
    description: 'Sizes are checked on the encoded length.',
  },
  Order: {
    bugClass: 'order',
    effect: 'two implementations name two faults',
    description: 'Several faults: the first step of chapter 02 §8 is reported.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest statements are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** statements/verify: steps 1 to 9 of chapter 02 §8. */
export function verifySuite(): Suite {
  const suite = new Suite(
    {
      suite: 'statements/verify',
      command: 'statement.verify',
      profile: 'crypto',
      description:
        'Verification of statements with one signer. Refused statements are signed anew after the fault, so that nothing else is wrong.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  acceptedClaims(suite);
  acceptedHeaders(suite);
  limits(suite);
  refusedEncodings(suite);
  refusedHeaders(suite);
  refusedClaims(suite);
  refusedSignatures(suite);
  multiFaults(suite);
  return suite;
}

/** The input of a request for a statement of alice/phone. */
export function request(plan: StatementPlan = {}): ValueObject {
  return { ...statement(plan), keys: [key(plan.by ?? 'alice/phone')], now: NOW };
}

function accepted(suite: Suite): void {
  suite.accepts('ok-minimal', 'the smallest statement', {
    requirements: [
      'STM-001',
      'STM-005',
      'STM-006',
      'STM-007',
      'STM-008',
      'STM-011',
      'STM-012',
      'STM-013',
      'STM-014',
      'STM-015',
      'STM-016',
      'STM-017',
    ],
    input: request(),
  });
  for (const typ of ['allod-op', 'allod-batch', 'allod-rcpt', 'allod-hs', 'allod-snap']) {
    suite.accepts(`ok-${typ}`, `a statement of type ${typ}`, { requirements: ['STM-009'], input: request({ typ }) });
  }
  for (const typ of ['allod-rec', 'allod-op']) {
    suite.accepts(`ok-called-for-${typ}`, `the place calls for ${typ}`, {
      requirements: ['STM-010'],
      input: { ...request({ typ }), typ },
    });
  }
  suite.accepts('ok-bob', 'a statement of another device', {
    requirements: ['STM-008', 'STM-011', 'STM-017'],
    input: request({ by: 'bob/phone' }),
  });
  suite.accepts('ok-two-keys', 'the key is looked up by kid, wherever it stands', {
    requirements: ['STM-017'],
    flags: ['KeyConfusion'],
    input: { ...request(), keys: [key('mallory/phone'), key('alice/phone')] },
  });
  const { st } = statement();
  const other = base64url(signWithNonce('alice/phone', octets(st), 11n));
  suite.accepts('ok-other-nonce', 'N32 a second valid signature of one st gives the same id', {
    requirements: ['STM-006', 'STM-016'],
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: { ...request(), sig: other },
  });
}

function acceptedClaims(suite: Suite): void {
  const odd = { flags: ['AcceptedOddity'], kind: 'edge' as const };
  for (const [slug, title, claims] of SPELLINGS) {
    suite.accepts(slug, title, { ...odd, requirements: ['CNV-015', 'STM-004', 'STM-006'], input: request({ claims }) });
  }
  const rows: [string, string, string[], string][] = [
    ['t-absent', 'claims without t', ['CNV-018'], '{"note":"no time"}'],
    ['t-zero', 't = 0', ['CNV-018'], '{"t":0}'],
    ['t-largest', 't = 2^53−1', ['CNV-018', 'CNV-019'], '{"t":9007199254740991}'],
    ['t-future', 't one year after now', ['CNV-019'], `{"t":${NOW + 31_536_000_000_000}}`],
    ['t-future-by-one', 't one microsecond after now', ['CNV-019'], `{"t":${NOW + 1}}`],
    ['t-nested', 'a member t of another claim has no rule', ['CNV-018', 'CNV-020'], `{"t":${NOW},"x":{"t":-1}}`],
    ['t-capital', 'T is another claim', ['CNV-018', 'CNV-020'], `{"t":${NOW},"T":"x"}`],
    ['unknown-claim', 'an unknown claim is ignored', ['CNV-020'], `{"t":${NOW},"zzz":[1,{"a":null}]}`],
    ['unknown-claim-empty-name', 'a claim with the empty name is ignored', ['CNV-020'], `{"":1,"t":${NOW}}`],
    [
      'unknown-claim-later-mark',
      'an exclamation mark later in the name is ignored',
      ['CNV-020', 'CNV-021'],
      `{"t":${NOW},"a!":1}`,
    ],
    [
      'unknown-claim-nested-mark',
      'a nested member named !x is no claim',
      ['CNV-020', 'CNV-021'],
      `{"t":${NOW},"x":{"!x":1}}`,
    ],
    [
      'unknown-claim-space-mark',
      'a name that begins with a space before the mark is ignored',
      ['CNV-020', 'CNV-021'],
      `{"t":${NOW}," !x":1}`,
    ],
    [
      'unknown-claim-full-width-mark',
      'a full-width exclamation mark is another character',
      ['CNV-016', 'CNV-020', 'CNV-021'],
      `{"t":${NOW},"\uff01x":1}`,
    ],
    [
      'unknown-claim-inverted-mark',
      'an inverted exclamation mark is another character',
      ['CNV-016', 'CNV-020', 'CNV-021'],
      `{"t":${NOW},"\u00a1x":1}`,
    ],
    [
      'proto-claims',
      'claims inside __proto__ are not the claims',
      ['CNV-017', 'CNV-020'],
      '{"__proto__":{"t":-1,"!x":1}}',
    ],
    ['proto-null', '__proto__ = null is an unknown claim', ['CNV-017', 'CNV-020'], `{"__proto__":null,"t":${NOW}}`],
    [
      'constructor-claim',
      'constructor and toString are unknown claims',
      ['CNV-017', 'CNV-020'],
      `{"constructor":1,"toString":2,"t":${NOW}}`,
    ],
    [
      'claims-nfc-nfd',
      'two claims that differ only in normalisation',
      ['CNV-010', 'CNV-016'],
      `{"t":${NOW},"\u00e9":1,"e\u0301":2}`,
    ],
  ];
  for (const [slug, title, requirements, claims] of rows)
    suite.accepts(slug, title, { ...odd, requirements, input: request({ claims }) });
}

function acceptedHeaders(suite: Suite): void {
  const plain = headerText('alice/phone');
  const { kid } = actor('alice/phone');
  const rows: [string, string, string][] = [
    ['odd-header-order', 'header members in another order', `{"typ":"allod-rec","kid":"${kid}","alg":"Ed25519"}`],
    [
      'odd-header-spacing',
      'a header with white space',
      `\n{ "alg" : "Ed25519",\r\n\t"kid" : "${kid}",\r\n\t"typ" : "allod-rec" }\n`,
    ],
    ['odd-header-escaped-name', 'a header name with an escape', plain.replace('"alg"', '"\\u0061lg"')],
    [
      'odd-header-escaped-value',
      'header values with escapes',
      plain.replace('"Ed25519"', '"\\u0045d25519"').replace('"allod-rec"', '"allod\\u002drec"'),
    ],
    [
      'odd-header-escaped-kid',
      'a kid whose first character is an escape',
      plain.replace(`"${kid.charAt(0)}`, `"\\u00${kid.charCodeAt(0).toString(16)}`),
    ],
  ];
  for (const [slug, title, header] of rows) {
    suite.accepts(slug, title, {
      requirements: ['CNV-015', 'STM-006', 'STM-007'],
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: request({ header }),
    });
  }
}

// Padded with spaces, which strict JSON allows around a value.
function limits(suite: Suite): void {
  const sized = (text: string, size: number): string => text + ' '.repeat(size - octets(text).length);
  const header = (size: number): ValueObject => request({ header: sized(headerText('alice/phone'), size) });
  const claims = (size: number): ValueObject => request({ claims: sized(`{"t":${NOW}}`, size) });
  const ok = { flags: ['Limit'], kind: 'edge' as const };
  suite.accepts('header-bytes-limit-minus-1', 'a header of 511 bytes', {
    ...ok,
    requirements: ['STM-002'],
    input: header(511),
  });
  suite.accepts('header-bytes-limit-exact', 'a header of 512 bytes', {
    ...ok,
    requirements: ['STM-002'],
    input: header(512),
  });
  suite.accepts('claims-bytes-limit-minus-1', 'claims of 65,535 bytes', {
    ...ok,
    requirements: ['STM-003'],
    input: claims(65_535),
  });
  suite.accepts('claims-bytes-limit-exact', 'claims of 65,536 bytes', {
    ...ok,
    requirements: ['STM-003'],
    input: claims(65_536),
  });
  const resigned = { by: 'alice/phone', with: 'Ed25519' } as const;
  suite.refuses('header-bytes-limit-plus-1', 'a header of 513 bytes is refused', {
    requirements: ['STM-002'],
    flags: ['Limit'],
    code: 'E_SIZE',
    base: 'header-bytes-limit-exact',
    fault: { op: 'splice', path: '/st#header', at: 512, from: '', to: ' ', resigned },
  });
  suite.refuses('claims-bytes-limit-plus-1', 'N22 claims of 65,537 bytes are refused', {
    requirements: ['STM-003'],
    flags: ['Limit'],
    code: 'E_SIZE',
    base: 'claims-bytes-limit-exact',
    fault: { op: 'splice', path: '/st#claims', at: 65_536, from: '', to: ' ', resigned },
  });
  suite.refuses('claims-far-too-long', 'claims of 200,000 bytes are refused', {
    requirements: ['STM-003'],
    flags: ['Limit'],
    code: 'E_SIZE',
    base: 'ok-minimal',
    fault: { op: 'splice', path: '/st#claims', at: 0, from: '', to: ' '.repeat(199_978), resigned },
  });
  suite.refuses('header-far-too-long', 'a header of 100,000 bytes is refused', {
    requirements: ['STM-002'],
    flags: ['Limit'],
    code: 'E_SIZE',
    base: 'ok-minimal',
    fault: { op: 'splice', path: '/st#header', at: 0, from: '', to: ' '.repeat(99_000), resigned },
  });
}
