import { actor, derive } from '../actors.ts';
import type { EditPlan } from '../fault.ts';
import { joint } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, type Value } from '../value.ts';
import { NINE, signed, TWO } from './signers-plan.ts';

const LIST = '/st#claims/sgn';

/** Step 5 on the claim `sgn`. */
export function refusedLists(suite: Suite): void {
  lists(suite);
  entries(suite);
  paths(suite);
  tooMany(suite);
}

function lists(suite: Suite): void {
  const own = { kid: actor('alice/phone').kid };
  const rows: [string, string, Value][] = [
    ['sgn-null', 'sgn = null', null],
    ['sgn-true', 'sgn = true', true],
    ['sgn-number', 'sgn as a number', 2],
    ['sgn-text', 'sgn as a text', own.kid],
    ['sgn-object', 'sgn as an object', { 0: own }],
    ['sgn-empty', 'a list of no signers', []],
    ['sgn-one', 'a list of one signer', [own]],
  ];
  for (const [slug, title, value] of rows) {
    suite.refuses(slug, `${title} is refused`, {
      requirements: ['STM-020'],
      flags: ['SignerList'],
      code: 'E_FORMAT',
      base: 'ok-alone',
      fault: { op: 'add', path: LIST, value, resigned: { by: ['alice/phone'] } },
    });
  }
}

function refuse(suite: Suite, requirements: string[], rows: [string, string, EditPlan][]): void {
  for (const [slug, title, edit] of rows) {
    suite.refuses(slug, title, {
      requirements,
      flags: ['SignerList'],
      code: 'E_FORMAT',
      base: 'ok-two',
      fault: { ...edit, resigned: { by: TWO } },
    });
  }
}

function entries(suite: Suite): void {
  const { kid } = actor('alice/laptop');
  const entry = (value: Value): EditPlan => ({ op: 'replace', path: `${LIST}/1`, value });
  refuse(
    suite,
    ['STM-020'],
    [
      ['signer-null', 'a signer that is null is refused', entry(null)],
      ['signer-text', 'a signer as its kid alone is refused', entry(kid)],
      ['signer-list', 'a signer as a list is refused', entry([kid])],
      ['signer-kid-absent', 'a signer without kid is refused', { op: 'remove', path: `${LIST}/1/kid` }],
      ['signer-kid-null', 'a signer whose kid is null is refused', entry({ kid: null })],
      ['signer-kid-number', 'a signer whose kid is a number is refused', entry({ kid: 1 })],
      ['signer-kid-list', 'a signer whose kid is in a list is refused', entry({ kid: [kid] })],
      ['signer-further-member', 'a signer with a member beside kid and by is refused', entry({ kid, lvl: 40 })],
    ],
  );
  const last = kid.charCodeAt(42);
  refuse(
    suite,
    ['STM-020', 'CNV-006'],
    [
      ['signer-kid-short', 'a signer whose kid lacks a character is refused', entry({ kid: kid.slice(0, 42) })],
      ['signer-kid-padded', 'a signer whose kid is padded is refused', entry({ kid: `${kid}=` })],
      [
        'signer-kid-bits',
        'a signer whose kid has a spare bit set is refused',
        entry({ kid: kid.slice(0, 42) + String.fromCharCode(last + 1) }),
      ],
    ],
  );
}

function paths(suite: Suite): void {
  const id = (n: number): string => base64url(derive(`id/path/${n}`));
  const by = (value: Value): EditPlan => ({ op: 'add', path: `${LIST}/1/by`, value });
  refuse(
    suite,
    ['STM-020'],
    [
      ['path-null', 'a path of authority that is null is refused', by(null)],
      ['path-text', 'a path of authority as a text is refused', by(id(0))],
      ['path-empty', 'an empty path of authority is refused', by([])],
      ['path-number', 'a path of authority with a number is refused', by([1])],
      ['path-nine', 'a path of nine principals is refused', by(Array.from({ length: 9 }, (_, n) => id(n)))],
    ],
  );
  refuse(
    suite,
    ['STM-020', 'CNV-006'],
    [['path-short', 'a path with an id that lacks a character is refused', by([id(0), id(1).slice(0, 42)])]],
  );
}

function tooMany(suite: Suite): void {
  const ninth = NINE[8] ?? 'relay2';
  const entry = signed(joint({ by: NINE }))['sigs'];
  suite.refuses('signers-limit-plus-1', 'nine signers are refused', {
    requirements: ['STM-020'],
    flags: ['Limit'],
    code: 'E_FORMAT',
    base: 'signers-limit-exact',
    fault: {
      op: 'add',
      path: `${LIST}/8`,
      value: { kid: actor(ninth).kid },
      also: [{ op: 'add', path: '/sigs/7', value: Array.isArray(entry) ? (entry[7] ?? null) : null }],
      resigned: { by: NINE },
    },
  });
}
