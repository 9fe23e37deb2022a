// principals/forms-members: the ops that give a level at once, in the log of a user.
import { actor } from '../actors.ts';
import type { Suite } from '../suite.ts';
import {
  AS_ID,
  CAPS,
  ENC,
  encAndHardware,
  FOREIGN,
  foreignTo,
  ids,
  levels,
  refusedCommon,
  signingKeys,
} from './ops-faults.ts';
import { add, drop, ofAlice, ofBob, opsSuite, put, refuseOps, type Target } from './ops-plan.ts';
import type { Value } from '../value.ts';
import { BODY, coldKid, digestOf } from './users.ts';

const LAPTOP = actor('alice/laptop').kid;
const BOBS = actor('bob/laptop');
const LAST = { 'v:com.example.notes': { [LAPTOP]: [digestOf(BODY)] } };

const ADD: Target = { base: 'ok-add', by: ['bob/phone', 'bob/laptop'] };
const ADD_PLAIN: Target = { ...ADD, base: 'ok-add-plain' };
const SET: Target = { base: 'ok-set', by: ['alice/phone'] };

/** add and set, claim by claim. */
export function formsOfMembersSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-members',
    'Logs of a user with one op that is judged by its form: who becomes a member, and at which level.',
    ['Form', 'Beside', 'Level', 'Future', 'AcceptedOddity'],
  );
  accepted(suite);
  for (const [kind, target] of Object.entries({ add: ADD, set: SET })) refusedCommon(suite, kind, target);
  refusedAdds(suite);
  refusedSets(suite);
  refusedByLog(suite);
  reserved(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-002', 'PRN-015', 'PRN-017'] };
  const device = { who: BOBS.kid, lvl: 20, sig: { ...BOBS.jwk } };
  suite.accepts('ok-add', 'a device with a key for encryption, in hardware', {
    ...plan,
    requirements: [...plan.requirements, 'PRN-008'],
    input: ofBob('add', { ...device, enc: ENC, hw: true }, 'bob/laptop'),
  });
  suite.accepts('ok-add-plain', 'a device with its signing key alone', {
    ...plan,
    input: ofBob('add', device, 'bob/laptop'),
  });
  suite.accepts('odd-foreign-to-add', 'claims that no add has are ignored', {
    ...FOREIGN,
    input: ofBob('add', { ...device, ...foreignTo(['who', 'lvl', 'caps', 'sig', 'enc', 'hw']) }, 'bob/laptop'),
  });
  suite.accepts('odd-foreign-to-set', 'claims that no set has are ignored', {
    ...FOREIGN,
    input: ofAlice('set', { who: LAPTOP, lvl: 30, ...foreignTo(['who', 'lvl', 'caps', 'last']) }),
  });
  suite.accepts('ok-set', 'another level, with the last records', {
    ...plan,
    input: ofAlice('set', { who: LAPTOP, lvl: 30, last: LAST }),
  });
}

function refusedAdds(suite: Suite): void {
  const target = ADD;
  refuseOps(suite, { target, requirements: AS_ID }, ids('add', 'who'));
  refuseOps(suite, { target, flag: 'Level' }, [
    ['add-lvl-absent', 'add without lvl', drop('lvl')],
    ...levels('add', (value) => put('lvl', value)),
  ]);
  refuseOps(suite, { target }, [...signingKeys('add'), ...encAndHardware('add', put)]);
  refuseOps(suite, { target, flag: 'Beside' }, [
    ['add-hw-alone', 'hardware without a signing key', drop('sig')],
    ['add-root-with-sig', 'a cold key with its signing key, in hardware', put('lvl', 50)],
    ['add-caps', 'capabilities of a writer', add('caps', CAPS)],
  ]);
  refuseOps(suite, { target: ADD_PLAIN, flag: 'Beside' }, [
    ['add-root-with-sig-alone', 'a cold key with its signing key', put('lvl', 50)],
  ]);
}

function refusedSets(suite: Suite): void {
  const target = SET;
  refuseOps(suite, { target, requirements: AS_ID }, ids('set', 'who'));
  refuseOps(suite, { target, flag: 'Level' }, [
    ['set-lvl-absent', 'set without lvl', drop('lvl')],
    ['set-lvl-50', 'a device that becomes a cold key', put('lvl', 50)],
    ...levels('set', (value) => put('lvl', value)),
  ]);
  refuseOps(suite, { target, flag: 'Beside' }, [['set-caps', 'capabilities of an admin', add('caps', CAPS)]]);
  refuseOps(suite, { target }, [
    ['set-last-null', 'null as last records of set', put('last', null)],
    ['set-last-empty', 'the last records of no collection', put('last', {})],
  ]);
}

/** PRN-017: what only the log can say of a form. */
function refusedByLog(suite: Suite): void {
  for (const [kind, target] of Object.entries({ add: ADD, set: SET })) {
    refuseOps(suite, { target, requirements: ['PRN-017'], flag: 'Level' }, [
      [`${kind}-reader-of-user`, `a reader of a user by ${kind}`, put('lvl', 10)],
      [`${kind}-guest-of-user`, `a guest of a user by ${kind}`, put('lvl', 0), add('caps', CAPS)],
    ]);
  }
  refuseOps(suite, { target: ADD_PLAIN, requirements: ['PRN-017'], flag: 'Beside' }, [
    ['add-sig-absent', 'a device without its signing key', drop('sig')],
  ]);
}

/** PRN-092: what several cold keys do together is for later versions to say; beside other levels the names say nothing. */
function reserved(suite: Suite): void {
  const cold = { who: coldKid('bob'), lvl: 50 };
  for (const [name, value] of Object.entries<Value>({ thr: 2, of: [coldKid('alice'), coldKid('carol')] })) {
    suite.refusesOp(`add-root-${name}`, `add of a cold key with ${name}: E_UPGRADE`, {
      requirements: ['PRN-092'],
      flags: ['Future'],
      code: 'E_UPGRADE',
      kind: 'edge',
      at: '/ops/1',
      input: ofBob('add', { ...cold, [name]: value }),
    });
  }
  suite.accepts('odd-add-reserved', 'what is reserved for cold keys says nothing of a device', {
    ...FOREIGN,
    requirements: [...FOREIGN.requirements, 'PRN-092'],
    input: ofBob('add', { who: BOBS.kid, lvl: 20, sig: { ...BOBS.jwk }, thr: 2, of: null }, 'bob/laptop'),
  });
}
