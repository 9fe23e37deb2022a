import type { EditPlan } from '../fault.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { idOf, ids, OWNER } from './records-plan.ts';

/** REC-001, REC-002: claims that are missing, or have a value outside their form. */
export function refusedForms(suite: Suite): void {
  missing(suite);
  singles(suite);
  lists(suite);
  furtherLogs(suite);
  numbers(suite);
  texts(suite);
}

const remove = (name: string): EditPlan => ({ op: 'remove', path: `/st#claims/${name}` });
const replace = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `/st#claims/${name}`, value });

function refuse(suite: Suite, requirements: string[], rows: [string, string, EditPlan][]): void {
  for (const [slug, title, edit] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      requirements,
      flags: [requirements[0] === 'REC-001' ? 'Missing' : 'Form'],
      code: 'E_FORMAT',
      base: 'ok-full',
      fault: { ...edit, resigned: { by: ['bob/phone'] } },
    });
  }
}

function missing(suite: Suite): void {
  refuse(
    suite,
    ['REC-001'],
    ['iss', 'col', 'seq', 't', 'au'].map((name) => [`${name}-absent`, `a record without ${name}`, remove(name)]),
  );
}

/** Values that are no id, whoever they are given to. */
function notIds(): [string, string, Value][] {
  const id = idOf('other');
  return [
    ['null', 'null', null],
    ['number', 'a number', 1],
    ['list', 'an id in a list', [id]],
    ['empty', 'an empty text', ''],
  ];
}

/** Texts that are nearly an id: they break the form of an id (CNV-006) too. */
function nearIds(): [string, string, string][] {
  const id = idOf('other');
  return [
    ['short', 'an id that lacks a character', id.slice(0, 42)],
    ['long', 'an id with a character more', `${id}A`],
    ['bits', 'an id with a spare bit set', id.slice(0, 42) + String.fromCharCode(id.charCodeAt(42) + 1)],
    ['padded', 'a padded id', `${id}=`],
    ['plain', 'an id in the plain alphabet', `+${id.slice(1)}`],
  ];
}

function singles(suite: Suite): void {
  for (const name of ['iss', 'act', 'dig']) {
    refuse(
      suite,
      ['REC-002'],
      notIds().map(([slug, title, value]) => [`${name}-${slug}`, `${name} as ${title}`, replace(name, value)]),
    );
    refuse(
      suite,
      ['REC-002', 'CNV-006'],
      nearIds().map(([slug, title, value]) => [`${name}-${slug}`, `${name} as ${title}`, replace(name, value)]),
    );
  }
}

function lists(suite: Suite): void {
  for (const name of ['via', 'ant', 'prv', 'au']) {
    const rows: [string, string, Value][] = [
      ['null', 'null', null],
      ['text', 'one id without a list', idOf('other')],
      ['object', 'an object', { 0: idOf('other') }],
      ['number', 'a list with a number', [1]],
      ['null-inside', 'a list with null', [idOf('other'), null]],
      ['nested', 'a list in a list', [[idOf('other')]]],
    ];
    refuse(
      suite,
      ['REC-002'],
      rows.map(([slug, title, value]) => [`${name}-${slug}`, `${name} as ${title}`, replace(name, value)]),
    );
    refuse(
      suite,
      ['REC-002', 'CNV-006'],
      [
        [
          `${name}-short`,
          `${name} with an id that lacks a character`,
          replace(name, [idOf('a'), idOf('b').slice(0, 42)]),
        ],
      ],
    );
  }
}

function furtherLogs(suite: Suite): void {
  const log = idOf('log');
  refuse(
    suite,
    ['REC-002'],
    [
      ['ax-null', 'ax = null', replace('ax', null)],
      ['ax-list', 'ax as a list of ids', replace('ax', ids(2))],
      ['ax-text', 'ax as an id', replace('ax', log)],
      ['ax-head', 'a log whose head is no list', replace('ax', { [log]: idOf('head') })],
      ['ax-heads-null', 'a log whose heads are null', replace('ax', { [log]: null })],
      ['ax-head-number', 'a log with a head that is a number', replace('ax', { [log]: [1] })],
      ['ax-name', 'a log whose name is no id', replace('ax', { log: ids(1) })],
      ['ax-second-name', 'a second log whose name is no id', replace('ax', { [log]: ids(1), '': ids(1) })],
    ],
  );
  refuse(
    suite,
    ['REC-002', 'CNV-006'],
    [
      ['ax-name-short', 'a log whose name lacks a character', replace('ax', { [log.slice(0, 42)]: ids(1) })],
      [
        'ax-head-short',
        'a log with a head that lacks a character',
        replace('ax', { [log]: [idOf('head').slice(0, 42)] }),
      ],
    ],
  );
  suite.refuses('ax-proto', 'a log named __proto__ is refused', {
    requirements: ['REC-002', 'CNV-017'],
    flags: ['Form', 'HostileName'],
    code: 'E_FORMAT',
    base: 'ok-full',
    fault: {
      op: 'splice',
      path: '/st#claims',
      from: '"ax":{',
      to: `"ax":{"__proto__":["${OWNER}"],`,
      resigned: { by: ['bob/phone'] },
    },
  });
}

function numbers(suite: Suite): void {
  const rows: [string, string, EditPlan][] = ['seq', 'len', 'burn'].flatMap((name): [string, string, EditPlan][] => [
    [`${name}-negative`, `${name} = −1`, replace(name, -1)],
    [`${name}-null`, `${name} = null`, replace(name, null)],
    [`${name}-text`, `${name} as digits in a text`, replace(name, '15')],
    [`${name}-true`, `${name} = true`, replace(name, true)],
    [`${name}-list`, `${name} in a list`, replace(name, [15])],
  ]);
  refuse(suite, ['REC-002'], [...rows, ['seq-zero', 'seq = 0', replace('seq', 0)]]);
  refuse(
    suite,
    ['CNV-018'],
    [
      ['t-negative', 't = −1', replace('t', -1)],
      ['t-text', 't as a text', replace('t', String(NOW))],
      ['t-null', 't = null', replace('t', null)],
    ],
  );
  for (const [slug, text] of [
    ['seq-fraction', '1.0'],
    ['seq-exponent', '1e1'],
  ] as const) {
    suite.refuses(slug, `N5 seq = ${text} is refused`, {
      requirements: ['CNV-012'],
      flags: ['Form'],
      code: 'E_JSON',
      base: 'ok-full',
      fault: {
        op: 'splice',
        path: '/st#claims',
        from: '"seq":7',
        to: `"seq":${text}`,
        resigned: { by: ['bob/phone'] },
      },
    });
  }
}

function texts(suite: Suite): void {
  const rows: [string, string, EditPlan][] = ['tag', 'cty'].flatMap((name): [string, string, EditPlan][] => [
    [`${name}-null`, `${name} = null`, replace(name, null)],
    [`${name}-empty`, `${name} as an empty text`, replace(name, '')],
    [`${name}-number`, `${name} as a number`, replace(name, 1)],
    [`${name}-list`, `${name} in a list`, replace(name, ['x'])],
  ]);
  refuse(suite, ['REC-002'], rows);
}
