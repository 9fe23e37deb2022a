// Records that are refused or parked, each for one reason.
import { actor, signAs, type Label } from '../actors.ts';
import { applyFault, type EditPlan, type FaultPlan, type Resigned } from '../fault.ts';
import { headerText } from '../statement.ts';
import type { Suite } from '../suite.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';
import { ALICE, BOB, CAROL, coldKid, idOfNothing, signCold } from './users.ts';
import { acceptInput } from './accept-plan.ts';

const BY_PHONE: Resigned = { by: 'alice/phone', with: 'Ed25519' };

const put = (path: string, value: Value): EditPlan => ({ op: 'replace', path, value });
const add = (path: string, value: Value): EditPlan => ({ op: 'add', path, value });
const drop = (path: string): EditPlan => ({ op: 'remove', path });
/** A claim of the record, signed anew by the phone. */
const claim = (edit: EditPlan): FaultPlan => ({ ...edit, resigned: BY_PHONE });

interface Verdict {
  requirement: string;
  code: string;
  flag: string;
}

type Row = [slug: string, title: string, fault: FaultPlan, base?: string];

/** COL-001 to COL-004, REC-010, and one refusal for each earlier step. */
export function refusedRecords(suite: Suite): void {
  pending(suite);
  strangers(suite);
  coSigners(suite);
  paths(suite);
  otherLogs(suite);
  keysAndSignatures(suite);
  tags(suite);
  chains(suite);
  earlierSteps(suite);
  future(suite);
}

function refuseAll(suite: Suite, { requirement, code, flag }: Verdict, rows: readonly Row[]): void {
  for (const [slug, title, fault, base = 'ok-own-device'] of rows) {
    suite.refuses(slug, `${title}: ${code}`, { requirements: [requirement], flags: [flag], code, base, fault });
  }
}

function pending(suite: Suite): void {
  const ax = (heads: ValueObject): FaultPlan => claim(add('/st#claims/ax', heads));
  refuseAll(suite, { requirement: 'COL-001', code: 'E_PENDING_AUTH', flag: 'Pending' }, [
    ['pending-no-log', 'the log of the user is not at hand', drop('/logs/0')],
    ['pending-no-logs', 'no log is at hand', put('/logs', [])],
    ['pending-log-of-carol', 'only another log lists the device', put('/logs/0', { ...CAROL })],
    ['pending-head', 'an op in au that is not at hand', claim(put('/st#claims/au', [idOfNothing('head')]))],
    ['pending-second-head', 'one of two ops in au', claim(put('/st#claims/au', [ALICE.id, idOfNothing('head')]))],
    ['pending-first-head', 'the first of two ops in au', claim(put('/st#claims/au', [idOfNothing('head'), ALICE.id]))],
    ['pending-head-is-device', 'the id of a device in au', claim(put('/st#claims/au', [actor('alice/phone').kid]))],
    ['pending-ax-log', 'a log in ax that is not at hand', ax({ [CAROL.id]: [CAROL.id] })],
    ['pending-ax-head', 'an op in ax that is not at hand', ax({ [BOB.id]: [idOfNothing('head')] })],
    ['pending-ax-second-head', 'one of two ops in ax', ax({ [BOB.id]: [BOB.id, idOfNothing('head')] })],
    ['pending-ax-second-log', 'one of two logs in ax', ax({ [BOB.id]: [BOB.id], [CAROL.id]: [CAROL.id] })],
  ]);
}

/** The record as another device signs it. */
function signedBy(suite: Suite, label: Label, base = 'ok-own-device'): FaultPlan {
  const { alg, kid } = actor(label);
  const input = suite.inputOf(base);
  const isSameAlg = String(input['st']).startsWith(base64url(octets(`{"alg":"${alg}",`)));
  const edits = [put('/st#header/kid', kid), ...(isSameAlg ? [] : [put('/st#header/alg', alg)])] as const;
  const [first, ...also] = edits;
  const { input: unsigned } = applyFault(input, { ...first, also });
  return { ...first, also: [...also, put('/sig', base64url(signAs(label, octets(String(unsigned['st'])))))] };
}

function strangers(suite: Suite): void {
  refuseAll(suite, { requirement: 'COL-002', code: 'E_NOT_AUTHORIZED', flag: 'Stranger' }, [
    ['stranger-bob', 'the device of another user writes for Alice', signedBy(suite, 'bob/phone')],
    ['stranger-mallory', 'a device that no log lists', signedBy(suite, 'mallory/phone')],
    ['stranger-card', 'a card that no log lists', signedBy(suite, 'bob/card')],
    [
      'stranger-laptop-for-bob',
      'the laptop of Alice writes for Bob',
      signedBy(suite, 'alice/laptop', 'ok-bob'),
      'ok-bob',
    ],
    ['stranger-cold-key', 'the cold key of Alice writes', byColdKey(suite)],
    [
      'stranger-owner-named',
      'a record of Bob, at the heads of Bob, by Alice',
      { ...put('/st#claims/iss', BOB.id), also: [put('/st#claims/au', [BOB.id])], resigned: BY_PHONE },
    ],
  ]);
}

/** The cold key is listed, yet it is no device. */
function byColdKey(suite: Suite): FaultPlan {
  const edit = put('/st#header/kid', coldKid('alice'));
  const { input } = applyFault(suite.inputOf('ok-own-device'), edit);
  return { ...edit, also: [put('/sig', signCold('alice', String(input['st'])))] };
}

function coSigners(suite: Suite): void {
  const kids = (...labels: Label[]): Value => labels.map((label) => ({ kid: actor(label).kid }));
  const further = (label: Label): ValueObject => ({ h: base64url(octets(headerText(label))), s: '' });
  const both = (label: Label): FaultPlan => ({
    ...add('/st#claims/sgn', kids('alice/phone', label)),
    also: [add('/sigs', [further(label)])],
    resigned: { by: ['alice/phone', label] },
  });
  refuseAll(suite, { requirement: 'COL-002', code: 'E_NOT_AUTHORIZED', flag: 'Stranger' }, [
    ['stranger-co-signs', 'the second signer is no device of Alice', both('bob/phone')],
    ['stranger-unknown-co-signs', 'the second signer is in no log', both('mallory/phone')],
  ]);
  const forged = base64url(signAs('alice/laptop', octets('another text')));
  refuseAll(suite, { requirement: 'STM-025', code: 'E_SIG', flag: 'Signature' }, [
    ['sig-second', 'the second signature does not hold', put('/sigs/0/s', forged), 'odd-two-signers'],
  ]);
}

function paths(suite: Suite): void {
  const act = (id: string): EditPlan => add('/st#claims/act', id);
  refuseAll(suite, { requirement: 'COL-003', code: 'E_NOT_AUTHORIZED', flag: 'Path' }, [
    ['act-bob', 'another user as writer', claim(act(BOB.id))],
    ['act-nobody', 'a writer whom nobody knows', claim(act(idOfNothing('act')))],
    ['act-device', 'the device as writer', claim(act(actor('alice/phone').kid))],
    ['via-one', 'a team between owner and writer', claim(add('/st#claims/via', [idOfNothing('team')]))],
    ['via-self', 'the user between itself and itself', claim(add('/st#claims/via', [ALICE.id]))],
    [
      'via-and-act',
      'another user by way of a team',
      { ...act(BOB.id), also: [add('/st#claims/via', [idOfNothing('team')])], resigned: BY_PHONE },
    ],
    ['act-on-delete', 'a delete by another user', claim(act(BOB.id)), 'ok-delete'],
  ]);
}

function otherLogs(suite: Suite): void {
  refuseAll(suite, { requirement: 'COL-004', code: 'E_NOT_AUTHORIZED', flag: 'Stranger' }, [
    ['head-of-bob', 'only the init of another user in au', claim(put('/st#claims/au', [BOB.id]))],
    ['head-of-bob-too', 'the init of another user in au as well', claim(put('/st#claims/au', [ALICE.id, BOB.id]))],
    ['head-of-bob-first', 'the init of another user before the own', claim(put('/st#claims/au', [BOB.id, ALICE.id]))],
    ['iss-bob', 'a record of Bob at the heads of Alice', claim(put('/st#claims/iss', BOB.id))],
    ['iss-nobody', 'a record of nobody at the heads of Alice', claim(put('/st#claims/iss', idOfNothing('iss')))],
    ['iss-device', 'a device as owner', claim(put('/st#claims/iss', actor('alice/phone').kid))],
    [
      'head-of-carol-with-same-device',
      'N42 the head of the other user of the device',
      claim(put('/st#claims/au', [CAROL.id])),
      'odd-device-of-two-alice',
    ],
  ]);
}

function keysAndSignatures(suite: Suite): void {
  const { kid } = actor('alice/laptop');
  const other = base64url(signAs('alice/phone', octets('another text')));
  refuseAll(suite, { requirement: 'STM-016', code: 'E_SIG', flag: 'KeyConfusion' }, [
    ['kid-of-laptop', 'N19 the kid of another device of the user', claim(put('/st#header/kid', kid))],
  ]);
  refuseAll(suite, { requirement: 'STM-016', code: 'E_SIG', flag: 'Signature' }, [
    ['sig-of-other-text', 'the signature of another text', put('/sig', other)],
    [
      'sig-of-bob',
      'the signature of another user',
      put('/sig', base64url(signAs('bob/phone', octets(String(suite.inputOf('ok-own-device')['st']))))),
    ],
    ['claims-changed', 'claims that were changed after signing', put('/st#claims/tag', 'list')],
    ['delete-changed', 'a delete that was moved to another tag', put('/st#claims/tag', 'list'), 'ok-delete'],
  ]);
  refuseAll(suite, { requirement: 'STM-029', code: 'E_SIG', flag: 'Signature' }, [
    [
      'sig-of-other-card',
      'the signature of another card',
      put('/sig', base64url(signAs('bob/card', octets(String(suite.inputOf('ok-admin-card')['st']))))),
      'ok-admin-card',
    ],
  ]);
  refuseAll(suite, { requirement: 'STM-011', code: 'E_ALG', flag: 'Signature' }, [
    ['alg-none', 'N10 alg none', claim(put('/st#header/alg', 'none'))],
    [
      'alg-hs256',
      'N11 a MAC keyed by the public key',
      { ...put('/st#header/alg', 'HS256'), resigned: { by: 'alice/phone', with: 'HS256' } },
    ],
  ]);
  refuseAll(suite, { requirement: 'STM-012', code: 'E_ALG', flag: 'KeyConfusion' }, [
    ['alg-es256-for-phone', 'N13 ES256 with the kid of an Ed25519 key', claim(put('/st#header/alg', 'ES256'))],
    [
      'alg-ed25519-for-card',
      'Ed25519 with the kid of an ES256 key',
      { ...put('/st#header/alg', 'Ed25519'), resigned: { by: ['alice/card'] } },
      'ok-admin-card',
    ],
  ]);
}

/** A chain may say what it likes; the record is judged all the same. */
function chains(suite: Suite): void {
  const other = base64url(signAs('alice/phone', octets('another text')));
  const rows: [string, string, string, string, string, FaultPlan][] = [
    ['seq-zero', 'seq 0', 'REC-002', 'E_FORMAT', 'chain-seq-gap', claim(put('/st#claims/seq', 0))],
    [
      'prv-statement',
      'prv as text',
      'REC-002',
      'E_FORMAT',
      'chain-prv-unknown',
      claim(put('/st#claims/prv', ALICE.id)),
    ],
    [
      'seq-gap-forged',
      'a gap, and a signature of another text',
      'STM-016',
      'E_SIG',
      'chain-seq-gap',
      put('/sig', other),
    ],
    [
      'prv-unknown-stranger',
      'an unknown predecessor, by a stranger',
      'COL-002',
      'E_NOT_AUTHORIZED',
      'chain-prv-unknown',
      signedBy(suite, 'bob/phone', 'chain-prv-unknown'),
    ],
  ];
  for (const [slug, title, requirement, code, base, fault] of rows) {
    suite.refuses(`chain-${slug}`, `${title}: ${code}`, {
      requirements: [requirement, 'COL-005'],
      flags: ['Chain'],
      code,
      base,
      fault,
    });
  }
}

function tags(suite: Suite): void {
  refuseAll(suite, { requirement: 'REC-010', code: 'E_TAG', flag: 'Kind' }, [
    [
      'tag-other',
      'N81 an immutable record whose tag is a name',
      claim(put('/st#claims/tag', 'shopping')),
      'ok-immutable-tag',
    ],
    [
      'tag-other-digest',
      'N81 an immutable record under another digest',
      claim(put('/st#claims/tag', idOfNothing('tag'))),
      'ok-immutable-tag',
    ],
    [
      'tag-added',
      'a tag that was not needed and is another',
      claim(add('/st#claims/tag', 'x')),
      'ok-immutable-untagged',
    ],
    ['tag-is-statement', 'the id of the user as tag', claim(put('/st#claims/tag', ALICE.id)), 'ok-immutable-tag'],
    [
      'tag-other-wrong-body',
      'a wrong body does not hide a wrong tag',
      claim(put('/st#claims/tag', 'shopping')),
      'body-other-and-immutable',
    ],
  ]);
}

function earlierSteps(suite: Suite): void {
  refuseAll(suite, { requirement: 'STM-010', code: 'E_TYP', flag: 'TypeConfusion' }, [
    ['typ-op', 'N17 a record signed as an op', claim(put('/st#header/typ', 'allod-op'))],
    ['typ-receipt', 'a record signed as a receipt', claim(put('/st#header/typ', 'allod-rcpt'))],
  ]);
  const [op = {}] = BOB.ops;
  suite.refuses('typ-init', 'N17 the first op of a user offered as record: E_TYP', {
    requirements: ['STM-010'],
    flags: ['TypeConfusion'],
    code: 'E_TYP',
    kind: 'edge',
    input: { ...acceptInput(), ...op },
  });
  const twice: FaultPlan = claim({ op: 'splice', path: '/st#claims', from: '"seq":1', to: '"seq":1,"seq":2' });
  const form = (requirement: string, code: string): Verdict => ({ requirement, code, flag: 'Form' });
  refuseAll(suite, form('CNV-010', 'E_JSON'), [['seq-twice', 'seq twice', twice]]);
  refuseAll(suite, form('REC-001', 'E_FORMAT'), [
    ['au-absent', 'no heads', claim(drop('/st#claims/au'))],
    ['iss-absent', 'no owner', claim(drop('/st#claims/iss'))],
  ]);
  refuseAll(suite, form('REC-003', 'E_FORMAT'), [
    ['act-self', 'the owner as writer, spelt out', claim(add('/st#claims/act', ALICE.id))],
  ]);
  refuseAll(suite, form('REC-002', 'E_FORMAT'), [
    ['au-empty', 'an empty list of heads', claim(put('/st#claims/au', []))],
  ]);
  refuseAll(suite, form('REC-016', 'E_FORMAT'), [['two-bodies', 'the body in both forms', add('/bodyB', 'e30')]]);
  refuseAll(suite, form('REC-009', 'E_SIZE'), [
    ['len-above-limit', 'a body of more than a mebibyte', claim(put('/st#claims/len', 1_048_577))],
  ]);
}

function future(suite: Suite): void {
  const parked = (requirement: string): Verdict => ({ requirement, code: 'E_UPGRADE', flag: 'Future' });
  refuseAll(suite, parked('CNV-021'), [
    ['must-understand', 'a claim named !sealed', claim(add('/st#claims/!sealed', true))],
    [
      'must-understand-delete',
      'a delete with a claim named !sealed',
      claim(add('/st#claims/!sealed', true)),
      'ok-delete',
    ],
  ]);
  refuseAll(suite, parked('REC-007'), [
    ['kind-unknown', 'N21 a kind of collection that is not known', claim(put('/st#claims/col', 'q:com.example.notes'))],
  ]);
  refuseAll(suite, parked('STM-026'), [['batch', 'a record of a batch', add('/bat', { root: idOfNothing('batch') })]]);
}
