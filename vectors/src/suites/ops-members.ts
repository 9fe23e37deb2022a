// principals/forms-members: the ops that make members, in the log of a user.
import { actor, derive, x25519Jwk } from '../actors.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { NO_IDS, NO_KEYS } from './ops-common.ts';
import {
  add,
  drop,
  later,
  ofAlice,
  op,
  opsSuite,
  put,
  refuseOps,
  world,
  type FormRow,
  type OpSigner,
  type Target,
} from './ops-plan.ts';
import { ALICE, BODY, coldKid, digestOf, idOf, idOfNothing } from './users.ts';

const LAPTOP = actor('alice/laptop').kid;
const [BOBS, ERINS] = [actor('bob/laptop'), actor('erin/phone')];
const ENC = x25519Jwk(derive('bob/laptop/enc'));
/** A key that is used once. */
const TICKET: ValueObject = { ...actor('mallory/phone').jwk };
const LAST = { 'v:com.example.notes': { [LAPTOP]: [digestOf(BODY)] } };

const ADD: Target = { base: 'ok-add', by: ['alice/phone', 'bob/laptop'] };
const INVITE: Target = { base: 'ok-invite-key', by: ['alice/phone'] };
const INVITE_WHO: Target = { base: 'ok-invite-who', by: ['alice/phone'] };
const JOIN: Target = { base: 'ok-join', by: ['erin/phone'], at: '/ops/2' };
const SET: Target = { base: 'ok-set', by: ['alice/phone'] };

/** add, invite, join and set, claim by claim. */
export function formsOfMembersSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-members',
    'Logs of a user with one op that is judged by its form: who becomes a member, and at which level.',
    ['Form', 'Beside', 'Level', 'AcceptedOddity'],
  );
  accepted(suite);
  for (const [kind, target] of Object.entries({ add: ADD, invite: INVITE, join: JOIN, set: SET }))
    refusedCommon(suite, kind, target);
  refusedAdds(suite);
  refusedInvites(suite);
  refusedJoins(suite);
  refusedSets(suite);
  levelsOfUsers(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-002', 'PRN-015', 'PRN-017'] };
  const device = { who: BOBS.kid, lvl: 20, sig: { ...BOBS.jwk } };
  suite.accepts('ok-add', 'a device with a key for encryption, in hardware', {
    ...plan,
    requirements: [...plan.requirements, 'PRN-008'],
    input: ofAlice('add', { ...device, enc: ENC, hw: true }, 'bob/laptop'),
  });
  suite.accepts('ok-add-plain', 'a device with its signing key alone', {
    ...plan,
    input: ofAlice('add', device, 'bob/laptop'),
  });
  const invite = { key: TICKET, lvl: 20, uses: 3, exp: NOW + 3_600_000_000 };
  suite.accepts('ok-invite-key', 'an invite for three devices', { ...plan, input: ofAlice('invite', invite) });
  suite.accepts('ok-invite-who', 'an invite for one device', {
    ...plan,
    input: ofAlice('invite', { who: ERINS.kid, lvl: 30 }),
  });
  suite.accepts('ok-join', 'a device that was invited', { ...plan, input: joined({}) });
  suite.accepts('ok-join-lvl', 'a join that repeats the level of its invite', {
    ...plan,
    input: joined({ lvl: 20, enc: ENC, hw: true }),
  });
  suite.accepts('ok-set', 'another level, with the last records', {
    ...plan,
    input: ofAlice('set', { who: LAPTOP, lvl: 30, last: LAST }),
  });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  suite.accepts('odd-invite-exp-zero', 'an invite that ended before it was made', {
    ...odd,
    input: ofAlice('invite', { key: TICKET, lvl: 20, exp: 0 }),
  });
  suite.accepts('odd-invite-one-use', 'an invite that says it is for one', {
    ...odd,
    input: ofAlice('invite', { key: TICKET, lvl: 40, uses: 1 }),
  });
}

/** Erin's phone takes the offer that Alice made to it. */
function joined(more: ValueObject): ValueObject {
  const invite = op(later('invite', ALICE, { who: ERINS.kid, lvl: 20 }), 'alice/phone');
  const ref = idOf(invite);
  const claims = later('join', ALICE, { par: [ref], who: ERINS.kid, ref, sig: { ...ERINS.jwk }, ...more });
  return world(ALICE, [invite, op(claims, 'erin/phone')]);
}

/** What every kind of op refuses alike, in few words. */
export function refusedCommon(suite: Suite, kind: string, target: Target): void {
  const id = ALICE.id;
  refuseOps(suite, { target }, [
    [`${kind}-log-absent`, `${kind} without log`, drop('log')],
    [`${kind}-log-null`, `null as log of ${kind}`, put('log', null)],
    [`${kind}-par-absent`, `${kind} without par`, drop('par')],
    [`${kind}-par-empty`, `${kind} with an empty list of parents`, put('par', [])],
    [`${kind}-par-twice`, `${kind} with one parent twice`, put('par', [id, id])],
    [`${kind}-keys-empty`, `${kind} with an empty list of keys`, add('keys', [])],
    [`${kind}-x-list`, `${kind} with heads in a list`, add('x', [id])],
  ]);
  refuseOps(suite, { target, requirements: ['CNV-018'] }, [
    [`${kind}-t-negative`, `${kind} with t = −1`, put('t', -1)],
  ]);
  const path = target.by.length > 1 ? 'sgn' : 'by';
  if (path === 'sgn') {
    refuseOps(suite, { target, flag: 'Beside' }, [
      [`${kind}-by-and-sgn`, `${kind} with a path outside the list of signers`, add('by', [id])],
    ]);
  } else {
    refuseOps(suite, { target }, [[`${kind}-by-empty`, `${kind} with an empty path`, add('by', [])]]);
  }
}

function ids(target: Target, kind: string, name: string): [Target, FormRow[]] {
  return [
    target,
    [
      [`${kind}-${name}-absent`, `${kind} without ${name}`, drop(name)],
      ...NO_IDS.map(([slug, words, value]): FormRow => [
        `${kind}-${name}-${slug}`,
        `${words} as ${name} of ${kind}`,
        put(name, value),
      ]),
    ],
  ];
}

const NO_LEVELS: readonly [slug: string, words: string, value: Value][] = [
  ['null', 'null', null],
  ['text', 'a level as text', '20'],
  ['name', 'a level by its name', 'writer'],
  ['list', 'a list of one level', [20]],
  ['minus-10', 'level −10', -10],
  ['1', 'level 1', 1],
  ['25', 'level 25', 25],
  ['60', 'level 60', 60],
];

/** Values that are no level of a member of this kind. */
function levels(kind: string, edit: (value: Value) => FormRow[2]): FormRow[] {
  return NO_LEVELS.map(([slug, words, value]) => [`${kind}-lvl-${slug}`, `${words} in ${kind}`, edit(value)]);
}

function encAndHardware(kind: string, edit: typeof put): FormRow[] {
  return [
    [`${kind}-enc-null`, `null as key for encryption of ${kind}`, edit('enc', null)],
    [`${kind}-enc-ed25519`, `a signing key as key for encryption of ${kind}`, edit('enc', { ...BOBS.jwk })],
    [`${kind}-enc-use`, `a key for encryption with use in ${kind}`, edit('enc', { ...ENC, use: 'enc' })],
    [`${kind}-hw-false`, `hw = false in ${kind}`, edit('hw', false)],
    [`${kind}-hw-null`, `hw = null in ${kind}`, edit('hw', null)],
    [`${kind}-hw-1`, `hw = 1 in ${kind}`, edit('hw', 1)],
  ];
}

function signingKeys(kind: string): FormRow[] {
  return NO_KEYS.map(([slug, words, value]) => [
    `${kind}-sig-${slug}`,
    `${words} as signing key of ${kind}`,
    put('sig', value),
  ]);
}

const AS_ID = ['PRN-015', 'CNV-006'];

function refusedAdds(suite: Suite): void {
  const [target, rows] = ids(ADD, 'add', 'who');
  refuseOps(suite, { target, requirements: AS_ID }, rows);
  refuseOps(suite, { target, flag: 'Level' }, [
    ['add-lvl-absent', 'add without lvl', drop('lvl')],
    ...levels('add', (value) => put('lvl', value)),
  ]);
  refuseOps(suite, { target }, [...signingKeys('add'), ...encAndHardware('add', put)]);
  refuseOps(suite, { target, flag: 'Beside' }, [
    ['add-caps', 'capabilities of a writer', add('caps', [{ do: ['r'], col: 'v:com.example.notes' }])],
  ]);
}

function refusedInvites(suite: Suite): void {
  const [target, rows] = ids(INVITE_WHO, 'invite', 'who');
  refuseOps(
    suite,
    { target, requirements: AS_ID },
    rows.filter(([slug]) => slug !== 'invite-who-absent'),
  );
  refuseOps(suite, { target, flag: 'Beside' }, [
    ['invite-nobody', 'an invite for nobody', drop('who')],
    ['invite-who-and-key', 'an invite for somebody, and for whoever has a key', add('key', TICKET)],
    ['invite-who-uses', 'an invite for somebody, three times', add('uses', 3)],
  ]);
  refuseOps(suite, { target: INVITE, flag: 'Beside' }, [
    ['invite-key-absent', 'uses of an invite for nobody', drop('key')],
    [
      'invite-key-caps',
      'capabilities of a writer in an invite',
      add('caps', [{ do: ['r'], col: 'v:com.example.notes' }]),
    ],
  ]);
  refuseOps(suite, { target: INVITE, flag: 'Level' }, [
    ['invite-lvl-absent', 'invite without lvl', drop('lvl')],
    ['invite-lvl-50', 'an invite for a cold key', put('lvl', 50)],
    ...levels('invite', (value) => put('lvl', value)),
  ]);
  refuseOps(suite, { target: INVITE }, [
    ...NO_KEYS.map(([slug, words, value]): FormRow => [
      `invite-key-${slug}`,
      `${words} as key of an invite`,
      put('key', value),
    ]),
    ['invite-key-p256', 'a P-256 key as key of an invite', put('key', { ...actor('alice/card').jwk })],
    ['invite-key-kid', 'a thumbprint as key of an invite', put('key', ERINS.kid)],
    ['invite-uses-zero', 'an invite for no use', put('uses', 0)],
    ['invite-uses-minus-1', 'uses = −1', put('uses', -1)],
    ['invite-uses-null', 'uses = null', put('uses', null)],
    ['invite-uses-text', 'uses as text', put('uses', '3')],
  ]);
  refuseOps(suite, { target: INVITE, requirements: ['PRN-015', 'CNV-018'] }, [
    ['invite-exp-minus-1', 'exp = −1', put('exp', -1)],
    ['invite-exp-null', 'exp = null', put('exp', null)],
    ['invite-exp-text', 'exp as text', put('exp', String(NOW))],
  ]);
}

function refusedJoins(suite: Suite): void {
  for (const name of ['who', 'ref']) {
    const [target, rows] = ids(JOIN, 'join', name);
    refuseOps(suite, { target, requirements: AS_ID }, rows);
  }
  refuseOps(suite, { target: JOIN, flag: 'Level' }, [
    ['join-lvl-50', 'a join as cold key', add('lvl', 50)],
    ...levels('join', (value) => add('lvl', value)),
  ]);
  refuseOps(suite, { target: JOIN }, [...signingKeys('join'), ...encAndHardware('join', add)]);
}

function refusedSets(suite: Suite): void {
  const [target, rows] = ids(SET, 'set', 'who');
  refuseOps(suite, { target, requirements: AS_ID }, rows);
  refuseOps(suite, { target, flag: 'Level' }, [
    ['set-lvl-absent', 'set without lvl', drop('lvl')],
    ['set-lvl-50', 'a device that becomes a cold key', put('lvl', 50)],
    ...levels('set', (value) => put('lvl', value)),
  ]);
  refuseOps(suite, { target, flag: 'Beside' }, [
    ['set-caps', 'capabilities of an admin', add('caps', [{ do: ['r'], col: 'v:com.example.notes' }])],
  ]);
  refuseOps(suite, { target }, [
    ['set-last-null', 'null as last records of set', put('last', null)],
    ['set-last-empty', 'the last records of no collection', put('last', {})],
  ]);
}

/** PRN-017: what only a log can say of a form. */
function levelsOfUsers(suite: Suite): void {
  const caps: Value = [{ do: ['r'], col: 'v:com.example.notes' }];
  const guest = { op: 'add', path: '/caps', value: caps } as const;
  const rows: [Target, string][] = [
    [ADD, 'add'],
    [INVITE, 'invite'],
    [SET, 'set'],
  ];
  for (const [target, kind] of rows) {
    refuseOps(suite, { target, requirements: ['PRN-017'], flag: 'Level' }, [
      [`${kind}-reader-of-user`, `a reader of a user by ${kind}`, put('lvl', 10)],
    ]);
    refuseOpWith(suite, { target, slug: `${kind}-guest-of-user`, title: `a guest of a user by ${kind}` }, guest);
  }
  refuseOps(suite, { target: ADD, requirements: ['PRN-017'], flag: 'Beside' }, [
    ['add-sig-absent', 'a device without its signing key', drop('sig')],
  ]);
  refuseOps(suite, { target: JOIN, requirements: ['PRN-017'], flag: 'Beside' }, [
    ['join-sig-absent', 'a device that joins without its signing key', drop('sig')],
  ]);
}

interface Guest {
  readonly target: Target;
  readonly slug: string;
  readonly title: string;
}

/** Level 0, and capabilities beside it: one fault, since neither stands alone. */
function refuseOpWith(suite: Suite, { target, slug, title }: Guest, also: ReturnType<typeof add>): void {
  const at = target.at ?? '/ops/1';
  suite.refusesOp(slug, `${title}: E_FORMAT`, {
    requirements: ['PRN-017'],
    flags: ['Level'],
    code: 'E_FORMAT',
    at,
    base: target.base,
    fault: {
      ...put(`lvl`, 0),
      path: `${at}/st#claims/lvl`,
      also: [{ ...also, path: `${at}/st#claims${also.path}` }],
      resigned: { by: target.by, at },
    },
  });
}
