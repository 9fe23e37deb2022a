// principals/forms-offers: invites and joins, in the log of a user.
import { actor } from '../actors.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import {
  AS_ID,
  CAPS,
  ENC,
  encAndHardware,
  FOREIGN,
  foreignTo,
  ids,
  levels,
  NO_KEYS,
  refusedCommon,
  signingKeys,
} from './ops-faults.ts';
import { add, drop, later, ofBob, op, opsSuite, put, refuseOps, world, type FormRow, type Target } from './ops-plan.ts';
import { BOB, idOf } from './users.ts';

const ERINS = actor('erin/phone');
/** A key that is used once. */
const TICKET: ValueObject = { ...actor('mallory/phone').jwk };

const INVITE: Target = { base: 'ok-invite-key', by: ['bob/phone'] };
const INVITE_WHO: Target = { base: 'ok-invite-who', by: ['bob/phone'] };
const JOIN: Target = { base: 'ok-join', by: ['erin/phone'], at: '/ops/2' };
const JOIN_LVL: Target = { ...JOIN, base: 'ok-join-lvl' };

/** invite and join, claim by claim. */
export function formsOfOffersSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-offers',
    'Logs of a user with one op that is judged by its form: who is invited, and who joins.',
    ['Form', 'Beside', 'Level', 'AcceptedOddity'],
  );
  accepted(suite);
  refusedCommon(suite, 'invite', INVITE);
  refusedCommon(suite, 'join', JOIN);
  refusedInvites(suite);
  refusedJoins(suite);
  refusedByLog(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-002', 'PRN-015', 'PRN-017'] };
  const invite = { key: TICKET, lvl: 20, uses: 3, exp: NOW + 3_600_000_000 };
  suite.accepts('ok-invite-key', 'an invite for three devices', { ...plan, input: ofBob('invite', invite) });
  suite.accepts('ok-invite-who', 'an invite for one device', {
    ...plan,
    input: ofBob('invite', { who: ERINS.kid, lvl: 30 }),
  });
  suite.accepts('ok-invite-enc', 'an invite that asks for a keybox', {
    ...plan,
    input: ofBob('invite', { ...invite, enc: ENC }),
  });
  suite.accepts('ok-join', 'a device that was invited', { ...plan, input: joined({}) });
  suite.accepts('ok-join-lvl', 'a join that repeats the level of its invite', {
    ...plan,
    input: joined({ lvl: 20, enc: ENC, hw: true }),
  });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  suite.accepts('odd-invite-exp-zero', 'an invite that ended before it was made', {
    ...odd,
    input: ofBob('invite', { key: TICKET, lvl: 20, exp: 0 }),
  });
  suite.accepts('odd-foreign-to-invite-2', 'claims that no invite has are ignored', {
    ...FOREIGN,
    input: ofBob('invite', { key: TICKET, lvl: 20, ...foreignTo(['who', 'key', 'lvl', 'caps', 'uses', 'enc', 'exp']) }),
  });
  suite.accepts('odd-foreign-to-join', 'claims that no join has are ignored', {
    ...FOREIGN,
    input: joined(foreignTo(['who', 'ref', 'lvl', 'sig', 'enc', 'hw'])),
  });
  suite.accepts('odd-invite-one-use', 'an invite that says it is for one', {
    ...odd,
    input: ofBob('invite', { key: TICKET, lvl: 40, uses: 1 }),
  });
}

/** Erin's phone takes the offer that Bob made to it. */
function joined(more: ValueObject): ValueObject {
  const invite = op(later('invite', BOB, { who: ERINS.kid, lvl: 20 }), 'bob/phone');
  const ref = idOf(invite);
  const claims = later('join', BOB, { par: [ref], who: ERINS.kid, ref, sig: { ...ERINS.jwk }, ...more });
  return world(BOB, [invite, op(claims, 'erin/phone')]);
}

function refusedInvites(suite: Suite): void {
  const whos = ids('invite', 'who').filter(([slug]) => slug !== 'invite-who-absent');
  refuseOps(suite, { target: INVITE_WHO, requirements: AS_ID }, whos);
  refuseOps(suite, { target: INVITE_WHO, flag: 'Beside' }, [
    ['invite-nobody', 'an invite for nobody', drop('who')],
    ['invite-who-and-key', 'an invite for somebody, and for whoever has a key', add('key', TICKET)],
    ['invite-who-uses', 'an invite for somebody, three times', add('uses', 3)],
    ['invite-who-enc', 'an invite for somebody who has keys of his own, with one', add('enc', ENC)],
  ]);
  refuseOps(suite, { target: INVITE, flag: 'Beside' }, [
    ['invite-key-absent', 'uses of an invite for nobody', drop('key')],
    ['invite-key-caps', 'capabilities of a writer in an invite', add('caps', CAPS)],
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
    ...encAndHardware('invite', add).filter(([slug]) => slug.startsWith('invite-enc-')),
  ]);
  refuseOps(suite, { target: INVITE, requirements: ['PRN-015', 'CNV-018'] }, [
    ['invite-exp-minus-1', 'exp = −1', put('exp', -1)],
    ['invite-exp-null', 'exp = null', put('exp', null)],
    ['invite-exp-text', 'exp as text', put('exp', String(NOW))],
  ]);
}

function refusedJoins(suite: Suite): void {
  for (const name of ['who', 'ref']) {
    refuseOps(suite, { target: JOIN, requirements: AS_ID }, ids('join', name));
  }
  refuseOps(suite, { target: JOIN, flag: 'Level' }, [
    ['join-lvl-50', 'a join as cold key', add('lvl', 50)],
    ...levels('join', (value) => add('lvl', value)),
  ]);
  refuseOps(suite, { target: JOIN_LVL, flag: 'Beside' }, [
    ['join-hw-alone', 'a join in hardware without a signing key', drop('sig')],
  ]);
  refuseOps(suite, { target: JOIN }, [...signingKeys('join'), ...encAndHardware('join', add)]);
}

/** PRN-017: what only the log can say of a form. */
function refusedByLog(suite: Suite): void {
  refuseOps(suite, { target: INVITE, requirements: ['PRN-017'], flag: 'Level' }, [
    ['invite-reader-of-user', 'an invite for a reader of a user', put('lvl', 10)],
    ['invite-guest-of-user', 'an invite for a guest of a user', put('lvl', 0), add('caps', CAPS)],
  ]);
  refuseOps(suite, { target: JOIN, requirements: ['PRN-017'], flag: 'Beside' }, [
    ['join-sig-absent', 'a device that joins without its signing key', drop('sig')],
  ]);
}
