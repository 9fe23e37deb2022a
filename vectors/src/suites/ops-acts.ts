// principals/forms-acts: the ops that end, bound and govern, in the log of a user.
import { actor } from '../actors.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { AS_ID, FOREIGN, foreignTo, ids, refusedCommon } from './ops-faults.ts';
import { add, drop, ofAlice, ofBob, opsSuite, put, refuseOps, type FormRow, type Target } from './ops-plan.ts';
import { BODY, digestOf, idOfNothing } from './users.ts';

const LAPTOP = actor('alice/laptop').kid;
const NOTES = 'v:com.example.notes';
const RECORD = digestOf(BODY);
const LAST = { [NOTES]: { [LAPTOP]: [RECORD] } };

const REMOVE: Target = { base: 'ok-remove', by: ['alice/phone'] };
const KEEP: Target = { base: 'ok-remove-thru', by: ['alice/phone'] };
const BOUND: Target = { base: 'ok-bound', by: ['bob/phone'] };
const POLICY: Target = { base: 'ok-pol', by: ['bob/phone'] };

/** remove, bound and pol, claim by claim. */
export function formsOfActsSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-acts',
    'Logs of a user with one op that is judged by its form: what ends, what stands, and what is policy.',
    ['Form', 'Beside', 'AcceptedOddity'],
  );
  accepted(suite);
  for (const [kind, target] of Object.entries({ remove: REMOVE, bound: BOUND, pol: POLICY }))
    refusedCommon(suite, kind, target);
  refusedRemoves(suite);
  refusedTips(suite);
  refusedPolicies(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-002', 'PRN-015'] };
  suite.accepts('ok-remove', 'the end of a device, why, and its last records', {
    ...plan,
    input: ofAlice('remove', { who: LAPTOP, why: 'lost', last: LAST }),
  });
  suite.accepts('ok-remove-thru', 'the end of what came through somebody', {
    ...plan,
    input: ofAlice('remove', { who: LAPTOP, keep: true, thru: [LAPTOP], why: 'retired' }),
  });
  suite.accepts('ok-bound', 'the last records of a device', { ...plan, input: ofBob('bound', { last: LAST }) });
  suite.accepts('ok-pol', 'a policy', { ...plan, input: ofBob('pol', { pol: { admit: 'quorum', colour: 'red' } }) });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  suite.accepts('odd-bound-everywhere', 'records of two collections and two devices', {
    ...odd,
    input: ofBob('bound', {
      last: {
        [NOTES]: { [LAPTOP]: [RECORD], [actor('alice/phone').kid]: [RECORD] },
        'z:-._A9': { [LAPTOP]: [RECORD] },
      },
    }),
  });
  suite.accepts('odd-pol-open', 'a policy that says what holds anyway', {
    ...odd,
    input: ofBob('pol', { pol: { admit: 'open' } }),
  });
  suite.accepts('odd-pol-unknown', 'a policy of a field that nobody knows', {
    ...odd,
    requirements: ['PRN-015', 'PRN-068'],
    input: ofBob('pol', { pol: { constructor: 'quorum \u{1f511}' } }),
  });
  const last = { last: LAST, ...foreignTo(['last']) };
  suite.accepts('odd-foreign-to-bound', 'claims that no bound has are ignored', {
    ...FOREIGN,
    input: ofBob('bound', last),
  });
  suite.accepts('odd-foreign-to-pol', 'claims that no pol has are ignored', {
    ...FOREIGN,
    input: ofBob('pol', { pol: { admit: 'open' }, ...foreignTo(['pol']) }),
  });
  suite.accepts('odd-foreign-to-remove', 'claims that no remove has are ignored', {
    ...FOREIGN,
    input: ofAlice('remove', { who: LAPTOP, ...foreignTo(['who', 'keep', 'thru', 'why', 'last']) }),
  });
}

function refusedRemoves(suite: Suite): void {
  refuseOps(suite, { target: REMOVE, requirements: AS_ID }, ids('remove', 'who'));
  refuseOps(suite, { target: KEEP }, [
    ['keep-false', 'keep = false', put('keep', false)],
    ['keep-null', 'keep = null', put('keep', null)],
    ['keep-1', 'keep = 1', put('keep', 1)],
    ['keep-text', 'keep as text', put('keep', 'true')],
    ['thru-null', 'thru = null', put('thru', null)],
    ['thru-text', 'one id in place of thru', put('thru', idOfNothing('thru'))],
    ['thru-empty', 'an empty thru', put('thru', [])],
    ['thru-item-short', 'a text of 31 bytes in thru', put('thru/0', idOfNothing('thru').slice(0, 42))],
    ['thru-item-null', 'null in thru', put('thru/0', null)],
    ['why-null', 'why = null', put('why', null)],
    ['why-empty', 'an empty reason', put('why', '')],
    ['why-capital', 'Lost is no reason', put('why', 'Lost')],
    ['why-other', 'a reason that is none of the two', put('why', 'stolen')],
    ['why-list', 'a list of reasons', put('why', ['lost'])],
  ]);
  refuseOps(suite, { target: KEEP, flag: 'Beside' }, [['thru-alone', 'thru without keep', drop('keep')]]);
  refuseOps(suite, { target: REMOVE, flag: 'Beside' }, [
    ['remove-thru', 'thru in a whole removal', add('thru', [idOfNothing('thru')])],
  ]);
  refuseOps(suite, { target: REMOVE }, [
    ['remove-last-null', 'null as last records of remove', put('last', null)],
    ['remove-last-list', 'a list of last records of remove', put('last', [RECORD])],
  ]);
}

function refusedTips(suite: Suite): void {
  const of = (value: Value): FormRow[2] => put('last', { [NOTES]: { [LAPTOP]: value } });
  refuseOps(suite, { target: BOUND }, [
    ['last-absent', 'bound without last', drop('last')],
    ['last-null', 'null as last', put('last', null)],
    ['last-list', 'a list as last', put('last', [LAST])],
    ['last-empty', 'the last records of nothing', put('last', {})],
    ['last-collection-null', 'null in place of devices', put('last', { [NOTES]: null })],
    ['last-collection-list', 'records without their device', put('last', { [NOTES]: [RECORD] })],
    ['last-collection-empty', 'the last records of no device', put('last', { [NOTES]: {} })],
    ['last-collection-kind', 'a collection without kind', put('last', { 'com.example.notes': { [LAPTOP]: [RECORD] } })],
    ['last-collection-capital', 'a kind in capitals', put('last', { 'V:notes': { [LAPTOP]: [RECORD] } })],
    ['last-collection-name', 'a collection without name', put('last', { 'v:': { [LAPTOP]: [RECORD] } })],
    ['last-collection-slash', 'a collection with a slash', put('last', { 'v:a/b': { [LAPTOP]: [RECORD] } })],
    [
      'last-collection-second',
      'a second collection without kind',
      put('last', { ...LAST, notes: { [LAPTOP]: [RECORD] } }),
    ],
    ['last-device-name', 'a device by its name', put('last', { [NOTES]: { laptop: [RECORD] } })],
    ['last-device-short', 'a device of 31 bytes', put('last', { [NOTES]: { [LAPTOP.slice(0, 42)]: [RECORD] } })],
    ['last-records-null', 'null in place of records', of(null)],
    ['last-records-text', 'one record in place of a list', of(RECORD)],
    ['last-records-empty', 'an empty list of records', of([])],
    ['last-records-twice', 'one record twice', of([RECORD, RECORD])],
    ['last-record-null', 'null in place of a record', of([null])],
    ['last-record-short', 'a record of 31 bytes', of([RECORD.slice(0, 42)])],
  ]);
}

function refusedPolicies(suite: Suite): void {
  refuseOps(suite, { target: POLICY }, [
    ['pol-absent', 'pol without pol', drop('pol')],
    ...badPolicies().map(([slug, title, value]): FormRow => [slug, title, put('pol', value)]),
  ]);
  refuseOps(suite, { target: POLICY, requirements: ['PRN-015', 'CNV-017'] }, [
    [
      'pol-proto',
      'a field named __proto__',
      { op: 'splice', path: '', from: '"pol":{', to: '"pol":{"__proto__":"x",' },
    ],
  ]);
}

/** Policies whose form is wrong. */
export function badPolicies(): [slug: string, title: string, value: Value][] {
  return [
    ['pol-null', 'null as policy', null],
    ['pol-list', 'a list as policy', [{ admit: 'open' }]],
    ['pol-text', 'a text as policy', 'quorum'],
    ['pol-empty', 'a policy without fields', {}],
    ['pol-admit-other', 'an admission that is none of the two', { admit: 'closed' }],
    ['pol-admit-capital', 'Quorum is no admission', { admit: 'Quorum' }],
    ['pol-admit-true', 'admit = true', { admit: true }],
    ['pol-admit-null', 'admit = null', { admit: null }],
    ['pol-name-empty', 'a field without name', { admit: 'open', '': 'x' }],
    ['pol-name-capital', 'a field with a capital', { Admit: 'open' }],
    ['pol-name-digit', 'a field with a digit', { a1: 'x' }],
    ['pol-name-dash', 'a field with a dash', { 'time-zone': 'x' }],
    ['pol-value-number', 'a number as field', { admit: 'open', ring: 7 }],
    ['pol-value-list', 'a list of texts as field', { admit: 'open', ring: ['x'] }],
    ['pol-value-object', 'an object as field', { admit: 'open', ring: {} }],
    ['pol-value-empty', 'an empty text as field', { admit: 'open', ring: '' }],
  ];
}
