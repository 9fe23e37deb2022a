import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { BODY, claimsOf, idOf, ids, OWNER } from './records-plan.ts';

/** REC-003 to REC-009, REC-016, and claims that park the record. */
export function refusedRules(suite: Suite): void {
  explicit(suite);
  doubled(suite);
  deletes(suite);
  collections(suite);
  tags(suite);
  twoBodies(suite);
  parked(suite);
  statements(suite);
}

const RESIGNED = { by: ['alice/phone'] } as const;
const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `/st#claims/${name}`, value });
const replace = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `/st#claims/${name}`, value });
const remove = (name: string): EditPlan => ({ op: 'remove', path: `/st#claims/${name}` });

interface Plan {
  requirements: string[];
  flags: string[];
  code: string;
}

function refuse(suite: Suite, plan: Plan, rows: [string, string, string, EditPlan][]): void {
  for (const [slug, title, base, edit] of rows)
    suite.refuses(slug, title, { ...plan, base, fault: { ...edit, resigned: RESIGNED } });
}

function explicit(suite: Suite): void {
  refuse(suite, { requirements: ['REC-003'], flags: ['Explicit'], code: 'E_FORMAT' }, [
    ['via-empty', 'an empty path of teams is refused', 'ok-minimal', add('via', [])],
    ['ant-empty', 'an empty list of antecedents is refused', 'ok-minimal', add('ant', [])],
    ['prv-empty', 'an empty list of predecessors is refused', 'ok-minimal', add('prv', [])],
    ['ax-empty', 'no further logs, spelled out, are refused', 'ok-minimal', add('ax', {})],
    ['ax-heads-empty', 'a further log without heads is refused', 'ok-minimal', add('ax', { [idOf('log')]: [] })],
    ['len-zero', 'len = 0 is refused', 'odd-empty-body', add('len', 0)],
    ['burn-zero', 'burn = 0 is refused', 'ok-minimal', add('burn', 0)],
    ['del-false', 'del = false is refused', 'ok-minimal', add('del', false)],
    ['cty-default', 'cty = application/json is refused', 'ok-minimal', add('cty', 'application/json')],
    ['act-owner', 'act equal to iss is refused', 'ok-minimal', add('act', OWNER)],
  ]);
  refuse(suite, { requirements: ['REC-002', 'REC-003'], flags: ['Form'], code: 'E_FORMAT' }, [
    ['au-empty', 'an empty list of heads is refused', 'ok-minimal', replace('au', [])],
  ]);
  const rows: [string, string, Value][] = [
    ['del-null', 'del = null', null],
    ['del-one', 'del = 1', 1],
    ['del-text', 'del = "true"', 'true'],
    ['del-list', 'del in a list', [true]],
  ];
  refuse(
    suite,
    { requirements: ['REC-002'], flags: ['Form'], code: 'E_FORMAT' },
    rows.map(([slug, title, value]) => [slug, `${title} is refused`, 'ok-delete', replace('del', value)]),
  );
  suite.refuses('cty-default-escaped', 'cty = application/json, spelled with an escape, is refused', {
    requirements: ['REC-003'],
    flags: ['Explicit'],
    code: 'E_FORMAT',
    base: 'ok-minimal',
    fault: {
      op: 'splice',
      path: '/st#claims',
      from: '"seq"',
      to: '"cty":"application\\/json","seq"',
      resigned: RESIGNED,
    },
  });
}

function doubled(suite: Suite): void {
  const [a = '', b = ''] = ids(2);
  const plan = { requirements: ['REC-004'], flags: ['Doubled'], code: 'E_FORMAT' };
  refuse(suite, plan, [
    ['via-doubled', 'one team twice in via is refused', 'ok-full', replace('via', [a, a])],
    ['ant-doubled', 'one record twice in ant is refused', 'ok-full', replace('ant', [a, b, a])],
    ['prv-doubled', 'one record twice in prv is refused', 'ok-full', replace('prv', [a, a])],
    ['au-doubled', 'one head twice in au is refused', 'ok-full', replace('au', [a, a])],
    [
      'ax-doubled',
      'one head twice in a further log is refused',
      'ok-full',
      replace('ax', { [idOf('log')]: [a, b, b] }),
    ],
  ]);
  suite.refuses('ax-log-doubled', 'N1 one log twice in ax is refused', {
    requirements: ['CNV-010'],
    flags: ['Doubled'],
    code: 'E_JSON',
    base: 'ok-full',
    fault: {
      op: 'splice',
      path: '/st#claims',
      from: '"ax":{',
      to: `"ax":{"${idOf('log')}":["${a}"],`,
      resigned: RESIGNED,
    },
  });
}

function deletes(suite: Suite): void {
  const { dig = '', len = 0 } = claimsOf(BODY);
  refuse(suite, { requirements: ['REC-005'], flags: ['Delete'], code: 'E_FORMAT' }, [
    ['delete-with-dig', 'a delete with a digest is refused', 'ok-delete', add('dig', dig)],
    ['delete-with-len', 'a delete with a length is refused', 'ok-delete', add('len', len)],
    ['delete-with-cty', 'a delete with a media type is refused', 'ok-delete', add('cty', 'text/plain')],
    ['delete-of-record', 'a record with a body that becomes a delete is refused', 'ok-minimal', add('del', true)],
    ['dig-absent', 'a record without digest is refused', 'ok-minimal', remove('dig')],
    ['dig-absent-empty', 'a record with an empty body and without digest is refused', 'odd-empty-body', remove('dig')],
    [
      'dig-absent-immutable',
      'an immutable record with a tag and without digest is refused',
      'ok-immutable-tag',
      remove('dig'),
    ],
  ]);
}

function collections(suite: Suite): void {
  const rows: [string, string, Value][] = [
    ['null', 'col = null', null],
    ['number', 'col as a number', 1],
    ['list', 'col in a list', ['v:a']],
    ['empty', 'an empty col', ''],
    ['no-kind', 'a name without kind letter', 'com.example.notes'],
    ['no-letter', 'a colon without kind letter', ':com.example.notes'],
    ['no-colon', 'a kind letter without colon', 'v'],
    ['no-name', 'a collection without name', 'v:'],
    ['capital', 'a capital as kind letter', 'V:com.example.notes'],
    ['two-letters', 'two kind letters', 'vv:com.example.notes'],
    ['digit', 'a digit as kind letter', '1:com.example.notes'],
    ['accent', 'a letter with an accent as kind letter', '\u00ef:com.example.notes'],
    ['full-width-colon', 'a full-width colon', 'v\uff1acom.example.notes'],
    ['space', 'a space in the name', 'v:com example'],
    ['space-before', 'a space before the kind letter', ' v:com.example.notes'],
    ['line-feed', 'a line feed after the name', 'v:com.example.notes\n'],
    ['slash', 'a slash in the name', 'v:com/example'],
    ['colon', 'a second colon', 'v:com:example'],
    ['letter', 'a letter outside the alphabet', 'v:caf\u00e9'],
    ['nul', 'a character 0 after the name', 'v:com.example.notes\u0000'],
  ];
  refuse(
    suite,
    { requirements: ['REC-006'], flags: ['Collection'], code: 'E_FORMAT' },
    rows.map(([slug, title, value]) => [`col-${slug}`, `${title} is refused`, 'ok-minimal', replace('col', value)]),
  );
  const letters = ['a', 'b', 'h', 'w', 'z'];
  refuse(
    suite,
    { requirements: ['REC-007'], flags: ['UnknownKind'], code: 'E_UPGRADE' },
    letters.map((letter) => [
      `kind-${letter}`,
      `N21 the unknown kind ${letter} parks the record`,
      'ok-minimal',
      replace('col', `${letter}:com.example.notes`),
    ]),
  );
}

function tags(suite: Suite): void {
  refuse(suite, { requirements: ['REC-008'], flags: ['Tag'], code: 'E_FORMAT' }, [
    ...(['m', 'v', 'c', 'x'] as const).map((letter): [string, string, string, EditPlan] => [
      `tag-absent-${letter}`,
      `a record of kind ${letter} without tag is refused`,
      `ok-kind-${letter}`,
      remove('tag'),
    ]),
    ['tag-absent-delete', 'a delete without tag is refused', 'ok-delete', remove('tag')],
    [
      'tag-absent-immutable-delete',
      'a delete without tag in an immutable collection is refused',
      'ok-immutable-delete',
      remove('tag'),
    ],
    [
      'tag-absent-kind-changed',
      'an immutable record without tag that becomes versioned is refused',
      'ok-immutable',
      replace('col', 'v:com.example.files'),
    ],
  ]);
}

function twoBodies(suite: Suite): void {
  const plan = { requirements: ['REC-016'], flags: ['TwoBodies'], code: 'E_FORMAT' };
  const encoded = Buffer.from(BODY).toString('base64url');
  const rows: [string, string, string, EditPlan][] = [
    ['two-bodies', 'the same body as text and as base64url', 'ok-body', { op: 'add', path: '/bodyB', value: encoded }],
    [
      'two-bodies-other',
      'a body as text and another one as base64url',
      'ok-body',
      { op: 'add', path: '/bodyB', value: 'AAEC' },
    ],
    [
      'two-bodies-empty',
      'a body as base64url and an empty one as text',
      'ok-body-bytes',
      { op: 'add', path: '/body', value: '' },
    ],
    [
      'two-bodies-empty-bytes',
      'a body as text and an empty one as base64url',
      'ok-body',
      { op: 'add', path: '/bodyB', value: '' },
    ],
  ];
  for (const [slug, title, base, fault] of rows) suite.refuses(slug, `${title} are refused`, { ...plan, base, fault });
}

function parked(suite: Suite): void {
  refuse(suite, { requirements: ['CNV-021'], flags: ['MustUnderstand'], code: 'E_UPGRADE' }, [
    ['mark', 'N21 an unknown claim named !foo parks the record', 'ok-minimal', add('!foo', 1)],
    ['mark-known-name', 'a claim named !del parks the record', 'ok-minimal', add('!del', true)],
    ['mark-delete', 'an unknown claim named !foo parks a delete', 'ok-delete', add('!foo', null)],
  ]);
  suite.refuses('batch', 'bat in place of a signature parks the record', {
    requirements: ['STM-026'],
    flags: ['MustUnderstand'],
    code: 'E_UPGRADE',
    base: 'ok-minimal',
    fault: { op: 'remove', path: '/sig', also: [{ op: 'add', path: '/bat', value: { b: idOf('batch'), i: 0 } }] },
  });
}

/** The rules of every statement hold for records. */
function statements(suite: Suite): void {
  const { sig = '' } = suite.inputOf('ok-minimal');
  refuse(suite, { requirements: ['STM-010'], flags: ['Form'], code: 'E_TYP' }, [
    [
      'typ-op',
      'N17 an op in the place of a record is refused',
      'ok-minimal',
      { op: 'replace', path: '/st#header/typ', value: 'allod-op' },
    ],
    [
      'typ-receipt',
      'N17 a receipt in the place of a record is refused',
      'ok-minimal',
      { op: 'replace', path: '/st#header/typ', value: 'allod-rcpt' },
    ],
  ]);
  refuse(suite, { requirements: ['STM-007'], flags: ['Form'], code: 'E_HEADER' }, [
    [
      'header-crit',
      'N14 a record whose header has crit is refused',
      'ok-minimal',
      { op: 'add', path: '/st#header/crit', value: ['x'] },
    ],
  ]);
  refuse(suite, { requirements: ['CNV-010'], flags: ['Form'], code: 'E_JSON' }, [
    [
      'claims-duplicate',
      'N1 a record with one claim twice is refused',
      'ok-minimal',
      { op: 'splice', path: '/st#claims', from: '"seq":1', to: '"seq":1,"seq":1' },
    ],
  ]);
  refuse(suite, { requirements: ['STM-004'], flags: ['Form'], code: 'E_FORMAT' }, [
    ['claims-list', 'claims of a record in a list are refused', 'ok-minimal', wrapClaims(suite)],
  ]);
  suite.refuses('sig-short', 'a record whose signature has 63 bytes is refused', {
    requirements: ['STM-005'],
    flags: ['Form'],
    code: 'E_FORMAT',
    base: 'ok-minimal',
    fault: { op: 'replace', path: '/sig', value: String(sig).slice(0, 84) },
  });
  suite.refuses('stripped', 'N32a a record whose co-signature is taken away is refused', {
    requirements: ['STM-021'],
    flags: ['Form'],
    code: 'E_SIGNERS',
    base: 'ok-two-signers',
    fault: { op: 'remove', path: '/sigs' },
  });
}

function wrapClaims(suite: Suite): EditPlan {
  const st = String(suite.inputOf('ok-minimal')['st']);
  const text = Buffer.from(st.split('.')[1] ?? '', 'base64url').toString('utf8');
  return { op: 'splice', path: '/st#claims', from: text, to: `[${text}]` };
}
