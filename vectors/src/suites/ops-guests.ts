// principals/forms-guests: what a guest may do, and what only the log of a team can say of a form.
import { actor } from '../actors.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import {
  add,
  AS_BOB,
  drop,
  later,
  ofTeam,
  op,
  opsSuite,
  put,
  refuseOps,
  team,
  TEAM,
  userOf,
  world,
  type FormRow,
  type OpSigner,
  type Target,
} from './ops-plan.ts';
import { BOB, idOf, type UserLog } from './users.ts';

const DAVE = userOf('dave', 'dave/phone');
const AS_DAVE: OpSigner = { label: 'dave/phone', by: [DAVE.id] };
/** What the guests of these logs may do. */
const MAY_READ: ValueObject = { do: ['r'], col: 'v:com.example.notes', tag: 'shopping', nbf: NOW, exp: NOW + 1 };

const INVITE: Target = { base: 'ok-invite-guest', by: ['bob/phone'] };
const ADD: Target = { base: 'ok-add-guest', by: ['bob/phone', 'dave/phone'] };
const SET: Target = { base: 'ok-set-guest', by: ['bob/phone'] };
const WRITER: Target = { base: 'ok-add-writer', by: ['bob/phone', 'dave/phone'] };
const JOIN: Target = { base: 'ok-join-guest', by: ['dave/phone', 'mallory/phone'], at: '/ops/2' };

/** Capabilities, member by member. */
export function formsOfGuestsSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-guests',
    'Logs of a team with one op that is judged by its form: what guests may do.',
    ['Form', 'Beside', 'Level', 'AcceptedOddity'],
  );
  accepted(suite);
  refusedLists(suite);
  refusedCapabilities(suite);
  refusedByLog(suite);
  return suite;
}

/** A team of Bob and Dave. */
function teamOfTwo(): UserLog {
  const mem = [
    { who: BOB.id, lvl: 40 },
    { who: DAVE.id, lvl: 20 },
  ];
  return team({ mem, signers: [AS_BOB, AS_DAVE], users: [BOB, DAVE] });
}

/** Dave comes into the team of Bob. */
function withDave(more: ValueObject): ValueObject {
  const claims = later('add', TEAM, { x: { [DAVE.id]: [DAVE.id] }, who: DAVE.id, ...more });
  return world(TEAM, [op(claims, AS_BOB, AS_DAVE)], [BOB, DAVE]);
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-002', 'PRN-015', 'PRN-018'] };
  const invited = (caps: Value): ValueObject => ofTeam('invite', { who: DAVE.id, lvl: 0, caps });
  suite.accepts('ok-invite-guest', 'an offer to a guest', { ...plan, input: invited([MAY_READ]) });
  suite.accepts('ok-add-guest', 'a guest, at once', { ...plan, input: withDave({ lvl: 0, caps: [MAY_READ] }) });
  suite.accepts('ok-add-writer', 'a writer, at once', { ...plan, input: withDave({ lvl: 20 }) });
  const two = teamOfTwo();
  const lowered = op(later('set', two, { who: DAVE.id, lvl: 0, caps: [MAY_READ] }), AS_BOB);
  suite.accepts('ok-set-guest', 'a writer who becomes a guest', {
    ...plan,
    input: world(two, [lowered], [BOB, DAVE]),
  });
  suite.accepts('ok-join-guest', 'a guest who was invited', { ...plan, input: joined() });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  const rows: [slug: string, title: string, caps: Value][] = [
    ['caps-plain', 'a capability without tag and times', [{ do: ['w'], col: 'i:a' }]],
    ['caps-twice', 'one capability twice', [MAY_READ, MAY_READ]],
    ['caps-backwards', 'a capability that ends before it begins', [{ ...MAY_READ, nbf: 2, exp: 1 }]],
    ['caps-unknown-kind', 'a collection of a kind that nobody knows', [{ do: ['r', 'w'], col: 'z:-._A9' }]],
    ['caps-tag-space', 'a tag of a space', [{ ...MAY_READ, tag: ' ' }]],
  ];
  for (const [slug, title, caps] of rows) suite.accepts(`odd-${slug}`, title, { ...odd, input: invited(caps) });
}

/** Dave takes an offer that Bob made to whoever has a key. */
function joined(): ValueObject {
  const offer = { key: { ...actor('mallory/phone').jwk }, lvl: 0, caps: [{ do: ['r'], col: 'v:a' }] };
  const invite = op(later('invite', TEAM, offer), AS_BOB);
  const ref = idOf(invite);
  const claims = later('join', TEAM, { par: [ref], x: { [DAVE.id]: [DAVE.id] }, who: DAVE.id, ref });
  return world(TEAM, [invite, op(claims, AS_DAVE, 'mallory/phone')], [BOB, DAVE]);
}

function refusedLists(suite: Suite): void {
  for (const [kind, target] of Object.entries({ add: ADD, invite: INVITE, set: SET })) {
    refuseOps(suite, { target, flag: 'Beside' }, [
      [`${kind}-caps-absent`, `a guest without capabilities by ${kind}`, drop('caps')],
      [`${kind}-caps-of-reader`, `capabilities of a reader by ${kind}`, put('lvl', 10)],
    ]);
  }
  refuseOps(suite, { target: INVITE }, [
    ['caps-null', 'null as capabilities', put('caps', null)],
    ['caps-object', 'one capability in place of a list', put('caps', MAY_READ)],
    ['caps-empty', 'an empty list of capabilities', put('caps', [])],
    ['caps-item-null', 'null in place of a capability', put('caps', [null])],
    ['caps-item-text', 'a text in place of a capability', put('caps', ['r'])],
    ['caps-item-empty', 'a capability of nothing', put('caps', [{}])],
    ['caps-second', 'a second capability of nothing', put('caps', [MAY_READ, {}])],
  ]);
}

function refusedCapabilities(suite: Suite): void {
  const values = (name: string, rows: readonly [slug: string, words: string, value: Value][]): FormRow[] =>
    rows.map(([slug, words, value]) => [`cap-${name}-${slug}`, words, put(`caps/0/${name}`, value)]);
  refuseOps(suite, { target: INVITE }, [
    ['cap-do-absent', 'a capability without do', drop('caps/0/do')],
    ...values('do', [
      ['null', 'do = null', null],
      ['text', 'do as text', 'r'],
      ['joined', 'both deeds in one text', ['rw']],
      ['comma', 'both deeds in one text, with a comma', ['r,w']],
      ['empty', 'a capability to do nothing', []],
      ['nested', 'a list in a list as do', [['r']]],
      ['order', 'writing before reading', ['w', 'r']],
      ['twice', 'reading twice', ['r', 'r']],
      ['three', 'three deeds', ['r', 'w', 'x']],
      ['other', 'a deed that nobody knows', ['x']],
      ['capital', 'a deed in capitals', ['R']],
    ]),
    ['cap-col-absent', 'a capability without collection', drop('caps/0/col')],
    ...values('col', [
      ['null', 'col = null', null],
      ['list', 'a list of one collection', ['v:com.example.notes']],
      ['kind', 'a collection without kind', 'com.example.notes'],
      ['capital', 'a kind in capitals', 'V:com.example.notes'],
      ['empty', 'a collection without name', 'v:'],
      ['slash', 'a collection with a slash', 'v:a/b'],
      ['star', 'all collections of a kind', 'v:*'],
      ['line', 'a collection with a line behind it', 'v:a\n'],
    ]),
    ...values('tag', [
      ['null', 'tag = null', null],
      ['empty', 'an empty tag', ''],
      ['number', 'a number as tag', 1],
      ['list', 'a list of one tag', ['shopping']],
    ]),
    ['cap-more', 'a capability with a member that nobody knows', add('caps/0/name', 'x')],
    ['cap-must-understand', 'a capability with a member named !', add('caps/0/!name', 'x')],
  ]);
  const times = ['nbf', 'exp'].flatMap((name) =>
    values(name, [
      ['null', `${name} of a capability = null`, null],
      ['minus-1', `${name} of a capability = −1`, -1],
      ['text', `${name} of a capability as text`, String(NOW)],
    ]),
  );
  refuseOps(suite, { target: INVITE, requirements: ['PRN-015', 'CNV-018'] }, times);
}

/** PRN-018: what only the log can say of a form. The kid of the device is the thumbprint of its key (PRN-008). */
function refusedByLog(suite: Suite): void {
  const { kid, jwk } = actor('dave/phone');
  const rows: [slug: string, title: string, target: Target][] = [
    ['add-sig-in-team', 'a device as writer of a team', WRITER],
    ['add-sig-of-guest', 'a device as guest of a team', ADD],
    ['join-sig-in-team', 'a device that joins a team', JOIN],
  ];
  for (const [slug, title, target] of rows) {
    refuseOps(suite, { target, requirements: ['PRN-018'], flag: 'Beside' }, [
      [slug, title, add('sig', { ...jwk }), put('who', kid)],
    ]);
  }
}
