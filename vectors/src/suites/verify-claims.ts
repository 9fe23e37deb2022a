import type { EditPlan, Resigned } from '../fault.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';

const RESIGNED: Resigned = { by: 'alice/phone', with: 'Ed25519' };
const CLAIMS = `{"t":${NOW}}`;

/** Steps 3, 5 and 6 on the claims. */
export function refusedClaims(suite: Suite): void {
  json(suite);
  shape(suite);
  upgrade(suite);
}

function refuse(
  suite: Suite,
  row: { requirements: string[]; flags: string[]; code: string },
  cases: [string, string, EditPlan][],
): void {
  for (const [slug, title, edit] of cases) {
    suite.refuses(slug, title, { ...row, base: 'ok-minimal', fault: { ...edit, resigned: RESIGNED } });
  }
}

const splice = (from: string, to: string | Uint8Array): EditPlan => ({ op: 'splice', path: '/st#claims', from, to });
const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `/st#claims/${name}`, value });
const replace = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `/st#claims/${name}`, value });

function json(suite: Suite): void {
  const row = (...requirements: string[]): { requirements: string[]; flags: string[]; code: string } => ({
    requirements,
    flags: ['Json'],
    code: 'E_JSON',
  });
  refuse(suite, row('CNV-010'), [
    ['claims-duplicate', 'N1 a claim twice is refused', splice('}', `,"t":${NOW + 1}}`)],
    [
      'claims-duplicate-escaped',
      'N1 a claim twice, once with an escape, is refused',
      splice('}', `,"\\u0074":${NOW}}`),
    ],
    ['claims-duplicate-nested', 'N1 a name twice inside a claim is refused', splice('}', ',"x":{"a":1,"a":1}}')],
  ]);
  refuse(suite, row('CNV-010', 'CNV-017'), [
    ['claims-duplicate-proto', 'N1 __proto__ twice is refused', splice('}', ',"__proto__":{},"__proto__":{}}')],
  ]);
  refuse(suite, row('CNV-007'), [
    [
      'claims-ill-formed',
      'N3 ill-formed UTF-8 in the claims is refused',
      splice('"t"', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)),
    ],
    [
      'claims-raw-surrogate',
      'N3 a surrogate in three octets is refused',
      splice('"t"', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)),
    ],
  ]);
  refuse(suite, row('CNV-011'), [
    ['claims-lone-surrogate', 'N3 an escaped surrogate alone is refused', splice('}', ',"x":"\\udc00"}')],
  ]);
  refuse(suite, row('CNV-008'), [
    ['claims-bom', 'N4 a byte order mark before the claims is refused', splice('{', '\ufeff{')],
  ]);
  refuse(suite, row('CNV-013', 'CNV-019'), [
    ['claims-t-2-53', 'N5 t = 2^53, after the last moment there is, is refused', replace('t', 2 ** 53)],
  ]);
  refuse(suite, row('CNV-012'), [
    ['claims-t-exponent', 'N5 t = 1e3 is refused', splice(String(NOW), '1e3')],
    ['claims-t-fraction-zero', 'N5 t = 1.0 is refused', splice(String(NOW), '1.0')],
    ['claims-t-fraction', 'N5 t = 1.5 is refused', splice(String(NOW), '1.5')],
    ['claims-t-minus-zero', 't = -0 is refused', splice(String(NOW), '-0')],
    ['claims-nested-fraction', 'N5 a fraction in an unknown claim is refused', splice('}', ',"x":[0.5]}')],
  ]);
  refuse(suite, row('CNV-014'), [
    ['claims-depth-33', 'N6 claims 33 deep are refused', splice('}', `,"x":${'['.repeat(32)}${']'.repeat(32)}}`)],
  ]);
  refuse(suite, row('CNV-009'), [
    ['claims-not-json', 'claims that are no JSON are refused', splice(CLAIMS, 'claims')],
    ['claims-two-values', 'two objects of claims are refused', splice('}', '}{}')],
    ['claims-trailing-comma', 'a trailing comma in the claims is refused', splice('}', ',}')],
    ['claims-trailing-nul', 'a NUL after the claims is refused', splice('}', '}\u0000')],
  ]);
}

function shape(suite: Suite): void {
  refuse(suite, { requirements: ['STM-004'], flags: ['Claims'], code: 'E_FORMAT' }, [
    ['claims-list', 'claims that are a list are refused', splice(CLAIMS, '[]')],
    ['claims-wrapped', 'claims within a list are refused', splice(CLAIMS, `[${CLAIMS}]`)],
    ['claims-string', 'claims that are a string are refused', splice(CLAIMS, '"t"')],
    ['claims-number', 'claims that are a number are refused', splice(CLAIMS, String(NOW))],
    ['claims-null', 'claims that are null are refused', splice(CLAIMS, 'null')],
    ['claims-true', 'claims that are true are refused', splice(CLAIMS, 'true')],
  ]);
  refuse(suite, { requirements: ['CNV-018'], flags: ['Claims'], code: 'E_FORMAT' }, [
    ['t-negative', 't = −1 is refused', replace('t', -1)],
    ['t-least', 't = −(2^53−1) is refused', replace('t', -(2 ** 53 - 1))],
    ['t-string', 't = "x" is refused', replace('t', 'x')],
    ['t-string-digits', 't as digits in a string is refused', replace('t', String(NOW))],
    ['t-date', 't as a date is refused', replace('t', '2026-09-21T15:33:20Z')],
    ['t-true', 't = true is refused', replace('t', true)],
    ['t-null', 't = null is refused', replace('t', null)],
    ['t-list', 't in a list is refused', replace('t', [NOW])],
    ['t-object', 't as an object is refused', replace('t', {})],
  ]);
}

function upgrade(suite: Suite): void {
  refuse(suite, { requirements: ['CNV-021'], flags: ['MustUnderstand'], code: 'E_UPGRADE' }, [
    ['mark-unknown', 'N21 an unknown claim named !foo parks the statement', add('!foo', 1)],
    ['mark-null', 'N21 !foo = null parks the statement', add('!foo', null)],
    ['mark-false', 'N21 !foo = false parks the statement', add('!foo', false)],
    ['mark-alone', 'a claim named ! parks the statement', add('!', 1)],
    ['mark-known-name', '!t parks the statement', add('!t', NOW)],
    ['mark-twice', 'a claim named !! parks the statement', add('!!', 1)],
    [
      'mark-first',
      'a claim named !foo before all others parks the statement',
      { op: 'add', path: '/st#claims/!foo', value: 1, index: 0 },
    ],
    ['mark-escaped', 'a mark spelled as an escape parks the statement', splice('}', ',"\\u0021foo":1}')],
  ]);
  refuse(suite, { requirements: ['CNV-021', 'CNV-017'], flags: ['MustUnderstand', 'HostileName'], code: 'E_UPGRADE' }, [
    ['mark-proto', '!__proto__ parks the statement', add('!__proto__', 1)],
  ]);
}
