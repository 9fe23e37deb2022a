import { actor } from '../actors.ts';
import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { NINE, TWO } from './signers-plan.ts';

const HEADER = '/sigs/0/h#header';

/** Steps 1 to 4 on the header and the signature of a further signer. */
export function refusedHeaders(suite: Suite): void {
  parts(suite);
  members(suite);
  types(suite);
}

type Row = [string, string, string, string, EditPlan];

function refuse(suite: Suite, rows: Row[]): void {
  for (const [slug, title, code, requirement, edit] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: [requirement],
      flags: ['EachSigner'],
      code,
      base: 'ok-two',
      fault: { ...edit, resigned: { by: TWO } },
    });
  }
}

const splice = (path: string, from: string, to: string): EditPlan => ({ op: 'splice', path, from, to });

function parts(suite: Suite): void {
  const h = String(suite.inputOf('ok-two')['st']).split('.')[0] ?? '';
  const size = (h.length * 3) / 4;
  refuse(suite, [
    [
      'second-header-513',
      'a second header of 513 bytes',
      'E_SIZE',
      'STM-002',
      splice(HEADER, '{', `{${' '.repeat(513 - size)}`),
    ],
    [
      'second-header-empty',
      'an empty second header',
      'E_FORMAT',
      'STM-001',
      { op: 'replace', path: '/sigs/0/h', value: '' },
    ],
    ['second-header-padded', 'a padded second header', 'E_FORMAT', 'CNV-002', at('/sigs/0/h', h.length, '=')],
    [
      'second-header-stop',
      'a full stop after the second header',
      'E_FORMAT',
      'CNV-002',
      at('/sigs/0/h', h.length, '.'),
    ],
    [
      'second-header-length',
      'a second header whose last group is one character',
      'E_FORMAT',
      'CNV-003',
      at('/sigs/0/h', h.length, 'A'),
    ],
    ['second-header-list', 'a second header that is a list', 'E_HEADER', 'STM-007', wrap('[', ']')],
    ['second-header-not-json', 'a second header that is no JSON', 'E_JSON', 'CNV-009', splice(HEADER, '{', '')],
    [
      'second-header-bom',
      'a second header after a byte order mark',
      'E_JSON',
      'CNV-008',
      splice(HEADER, '{', '\ufeff{'),
    ],
    [
      'second-header-duplicate',
      'N2 a second header with typ twice',
      'E_JSON',
      'CNV-010',
      splice(HEADER, '{', '{"typ":"allod-rec",'),
    ],
  ]);
  signatures(suite);
}

function at(path: string, offset: number, to: string): EditPlan {
  return { op: 'splice', path, at: offset, from: '', to };
}

/** The second header inside of something else. */
function wrap(before: string, after: string): EditPlan {
  const { kid } = actor('alice/laptop');
  const text = `{"alg":"Ed25519","kid":"${kid}","typ":"allod-rec"}`;
  return splice(HEADER, text, before + text + after);
}

// Not signed anew: the signature itself is what is wrong.
function signatures(suite: Suite): void {
  const [further] = suite.inputOf('ok-two')['sigs'] as { s: string }[];
  const s = further?.s ?? '';
  const rows: [string, string, string, Value][] = [
    ['second-sig-empty', 'an empty second signature', 'STM-005', ''],
    ['second-sig-63', 'a second signature of 63 bytes', 'STM-005', s.slice(0, 84)],
    ['second-sig-65', 'a second signature of 65 bytes', 'STM-005', `${s}A`],
    ['second-sig-padded', 'a padded second signature', 'CNV-002', `${s}==`],
    [
      'second-sig-bits',
      'a second signature with a spare bit set',
      'CNV-004',
      s.slice(0, 85) + String.fromCharCode(s.charCodeAt(85) + 1),
    ],
  ];
  for (const [slug, title, requirement, value] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: requirement === 'STM-005' ? ['STM-005'] : ['STM-005', requirement],
      flags: ['EachSigner'],
      code: 'E_FORMAT',
      base: 'ok-two',
      fault: { op: 'replace', path: '/sigs/0/s', value },
    });
  }
}

function members(suite: Suite): void {
  const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `${HEADER}/${name}`, value });
  const replace = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${HEADER}/${name}`, value });
  const remove = (name: string): EditPlan => ({ op: 'remove', path: `${HEADER}/${name}` });
  refuse(suite, [
    ['second-header-crit', 'N14 a second header with crit', 'E_HEADER', 'STM-007', add('crit', ['exp'])],
    ['second-header-b64', 'N15 a second header with b64', 'E_HEADER', 'STM-007', add('b64', false)],
    [
      'second-header-jwk',
      'N16 a second header with a key',
      'E_HEADER',
      'STM-007',
      add('jwk', { ...actor('mallory/phone').jwk }),
    ],
    ['second-kid-absent', 'a second header without kid', 'E_HEADER', 'STM-008', remove('kid')],
    ['second-kid-short', 'a second header whose kid is no id', 'E_HEADER', 'STM-008', replace('kid', 'alice')],
    ['second-typ-absent', 'N18 a second header without typ', 'E_TYP', 'STM-009', remove('typ')],
    ['second-typ-unregistered', 'a second header with an unregistered typ', 'E_TYP', 'STM-009', replace('typ', 'JWT')],
    ['second-alg-absent', 'a second header without alg', 'E_ALG', 'STM-011', remove('alg')],
    ['second-alg-none', 'N10 a second header with alg = none', 'E_ALG', 'STM-011', replace('alg', 'none')],
    ['second-alg-eddsa', 'N12 a second header with alg = EdDSA', 'E_ALG', 'STM-011', replace('alg', 'EdDSA')],
    [
      'second-alg-es256',
      'N13 a second header with ES256 over an Ed25519 key',
      'E_ALG',
      'STM-012',
      replace('alg', 'ES256'),
    ],
  ]);
  suite.refuses('second-alg-of-card', 'N13 a second header with Ed25519 over a P-256 key is refused', {
    requirements: ['STM-012'],
    flags: ['EachSigner'],
    code: 'E_ALG',
    base: 'ok-mixed',
    fault: { ...replace('alg', 'Ed25519'), resigned: { by: ['alice/phone', 'alice/card'] } },
  });
}

function types(suite: Suite): void {
  const plan = { requirements: ['STM-024'], flags: ['EachSigner'], code: 'E_TYP' };
  const replace = (path: string, value: string): EditPlan => ({ op: 'replace', path, value });
  suite.refuses('typ-of-second', 'a second header with another typ is refused', {
    ...plan,
    base: 'ok-two',
    fault: { ...replace(`${HEADER}/typ`, 'allod-op'), resigned: { by: TWO } },
  });
  suite.refuses('typ-of-first', 'a first header with another typ is refused', {
    ...plan,
    base: 'ok-two',
    fault: { ...replace('/st#header/typ', 'allod-op'), resigned: { by: TWO } },
  });
  suite.refuses('typ-of-third', 'a third header with another typ is refused', {
    ...plan,
    base: 'ok-three',
    fault: { ...replace('/sigs/1/h#header/typ', 'allod-rcpt'), resigned: { by: NINE.slice(0, 3) } },
  });
  suite.refuses('typ-called-for', 'N17 a record of two signers at the place of an op is refused', {
    ...plan,
    requirements: ['STM-010'],
    base: 'ok-called-for',
    fault: replace('/typ', 'allod-op'),
  });
}
