// principals/devices: logs of users. Devices that come and go, cold keys, thieves, and coming back.
import { NOW } from '../statement.ts';
import { Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** Logs of users. */
export function devicesSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/devices',
    'Logs of users: devices that are enrolled, lost and stolen, and the cold key that ends what a thief does.',
  );
  enrolment(suite);
  levels(suite);
  recovery(suite);
  thieves(suite);
  roots(suite);
  return suite;
}

const NO = 'E_NOT_AUTHORIZED';
const PHONE = 'alice/phone';
const LAPTOP = 'alice/laptop';
const KIT = 'kit:alice';
const log = 'alice';
/** The only parent: the first op of the user. */
const after = ['alice'];

const alice = (more: Readonly<Record<string, number>> = {}): Plan =>
  new Plan().user('alice', { [PHONE]: 40, ...more, [KIT]: 50 });

function enrolment(suite: LogSuite): void {
  suite.scenario('enrol', 'an owner enrols a device, which enrols a card', {
    flag: 'Recovery',
    requirements: ['PRN-012', 'PRN-017', 'PRN-024', 'PRN-025', 'PRN-034'],
    plan: alice()
      .add('d', [LAPTOP, 30], { in: log, by: [PHONE] })
      .add('c', ['alice/card', 20], { in: log, by: [LAPTOP] }),
    log,
    expect: { members: { [PHONE]: 40, [LAPTOP]: 30, 'alice/card': 20, [KIT]: 50 } },
  });
  suite.scenario('n35', 'N35 no device is enrolled that has not signed', {
    flag: 'Consent',
    plan: alice()
      .add('silent', [LAPTOP, 30], { in: log, by: [PHONE], consent: '' })
      .add('other', [LAPTOP, 30], { in: log, by: [PHONE], after, consent: 'bob/phone' })
      .add('cold', ['kit:new', 50], { in: log, by: [KIT], after }),
    log,
    expect: {
      members: { [PHONE]: 40, [KIT]: 50, 'kit:new': 50 },
      refused: { silent: ['E_POP', 'PRN-025'], other: ['E_POP', 'PRN-025'] },
    },
  });
  suite.scenario('device-by-link', 'a device joins by a link', {
    flag: 'Invite',
    requirements: ['PRN-050', 'PRN-051', 'PRN-024'],
    plan: alice()
      .invite('i', ['key:link', 30], { in: log, by: [PHONE], claims: { exp: NOW + 9_000_000 } })
      .join('j', [LAPTOP, 'i'], { in: log, by: [`=${LAPTOP}`, 'key:link'] }),
    log,
    expect: { members: { [PHONE]: 40, [LAPTOP]: 30, [KIT]: 50 } },
  });
}

function levels(suite: LogSuite): void {
  const three = alice({ [LAPTOP]: 30, 'alice/card': 20 });
  suite.scenario('device-levels-2', 'a device does what its level says', {
    flag: 'Ceiling',
    plan: three
      .add('writer', ['bob/phone', 20], { in: log, by: ['alice/card'] })
      .add('owner', ['bob/phone', 40], { in: log, by: [LAPTOP], after })
      .remove('equal', PHONE, { in: log, by: [LAPTOP], after })
      .op('e', 'epoch', { in: log, by: ['alice/card'], after })
      .op('p', 'pol', { in: log, by: [LAPTOP], after, claims: { pol: { admit: 'quorum' } } })
      .set('raise', ['alice/card', 30], { in: log, by: [LAPTOP], after })
      .remove('own', LAPTOP, { in: log, by: [LAPTOP], after }),
    log,
    expect: {
      members: { [PHONE]: 40, 'alice/card': 30, [KIT]: 50 },
      refused: {
        writer: [NO, 'PRN-034'],
        owner: [NO, 'PRN-034'],
        equal: [NO, 'PRN-040'],
        p: [NO, 'PRN-047'],
      },
    },
  });
  suite.scenario('device-of-others-2', 'a device of another user is nobody here', {
    flag: 'Ceiling',
    plan: alice()
      .users('bob')
      .op('bare', 'epoch', { in: log, by: ['=bob'] })
      .op('path', 'epoch', { in: log, by: ['bob'], after }),
    log,
    expect: { members: { [PHONE]: 40, [KIT]: 50 }, refused: { bare: [NO, 'PRN-047'], path: [NO, 'PRN-047'] } },
  });
  suite.scenario('self-without-standing', 'a removed device makes no more of itself', {
    flag: 'Ceiling',
    plan: new Plan()
      .users('carol')
      .user('alice', { [PHONE]: 40, [LAPTOP]: 30 })
      .team({ carol: 40, alice: 30 })
      .remove('x', LAPTOP, { in: log, by: [PHONE] })
      .remove('l', 'alice', { by: [LAPTOP] })
      .set('d', ['alice', 10], { by: [LAPTOP], after: ['team'] })
      .remove('m', 'alice', { by: [PHONE], after: ['team'] }),
    expect: { members: { carol: 40 }, refused: { l: [NO, 'PRN-070'], d: [NO, 'PRN-070'] } },
  });
}

function recovery(suite: LogSuite): void {
  suite.scenario('n38', 'N38 two honest recoveries side by side: both new devices are there', {
    flag: 'Recovery',
    requirements: ['PRN-012', 'PRN-026', 'PRN-060'],
    plan: alice()
      .remove('x1', PHONE, { in: log, by: [KIT], claims: { why: 'lost' } })
      .add('a1', [LAPTOP, 40], { in: log, by: [KIT] })
      .remove('x2', PHONE, { in: log, by: [KIT], after, claims: { why: 'lost' } })
      .add('a2', ['alice/card', 40], { in: log, by: [KIT], after: ['x2'] }),
    log,
    expect: { members: { [LAPTOP]: 40, 'alice/card': 40, [KIT]: 50 } },
  });
  suite.scenario('lost-phone-2', 'a lost phone is removed, and a new one enrolled, with the cold key', {
    flag: 'Recovery',
    requirements: ['PRN-024', 'PRN-034', 'PRN-040'],
    plan: alice()
      .remove('x', PHONE, { in: log, by: [KIT], claims: { why: 'lost' } })
      .add('a', ['bob/phone', 40], { in: log, by: [KIT] })
      .op('e', 'epoch', { in: log, by: ['=bob/phone'] }),
    log,
    expect: { members: { 'bob/phone': 40, [KIT]: 50 } },
  });
}

function thieves(suite: LogSuite): void {
  suite.scenario('n41-2', 'N41 what a thief does beside the removal by the cold key is dead', {
    flag: 'Backdated',
    requirements: ['PRN-059'],
    plan: alice({ [LAPTOP]: 40 })
      .op('e', 'epoch', { in: log, by: [LAPTOP] })
      .remove('x', PHONE, { in: log, by: [KIT], after })
      .add('y', ['mallory/phone', 40], { in: log, by: [PHONE, LAPTOP], after: ['e'] })
      .remove('z', LAPTOP, { in: log, by: [PHONE, LAPTOP], after })
      .add('w', ['mallory/laptop', 30], { in: log, by: [PHONE], after })
      .remove('u', 'mallory/laptop', { in: log, by: [LAPTOP], after: ['w'] }),
    log,
    expect: { members: { [LAPTOP]: 40, [KIT]: 50 }, struck: ['y', 'z', 'w'] },
  });
  suite.scenario('thief-at-root', 'a thief with a phone does not get at the cold key', {
    flag: 'Ceiling',
    plan: alice()
      .remove('x', KIT, { in: log, by: [PHONE] })
      .set('s', [KIT, 20], { in: log, by: [PHONE], after })
      .add('r', ['kit:mallory', 50], { in: log, by: [PHONE], after })
      .remove('k', KIT, { in: log, by: [PHONE], after, claims: { keep: true } }),
    log,
    expect: {
      members: { [PHONE]: 40, [KIT]: 50 },
      refused: { x: [NO, 'PRN-040'], s: [NO, 'PRN-038', 'PRN-040'], r: [NO, 'PRN-034'], k: [NO, 'PRN-042'] },
    },
  });
  suite.scenario('two-owners', 'of two owner devices neither removes the other: the cold key does', {
    flag: 'Majority',
    plan: alice({ [LAPTOP]: 40 })
      .remove('x', LAPTOP, { in: log, by: [PHONE], after })
      .remove('y', PHONE, { in: log, by: [LAPTOP], after })
      .remove('z', PHONE, { in: log, by: [KIT], after }),
    log,
    expect: { members: { [LAPTOP]: 40, [KIT]: 50 }, refused: { x: [NO, 'PRN-040'], y: [NO, 'PRN-040'] } },
  });
}

function roots(suite: LogSuite): void {
  suite.scenario('n39', 'N39 an old cold key that left, and that the new one cut, has no effect', {
    flag: 'Recovery',
    requirements: ['PRN-042', 'PRN-059', 'PRN-065'],
    plan: alice()
      .add('n', ['kit:new', 50], { in: log, by: [KIT] })
      .remove('l', KIT, { in: log, by: [KIT] })
      .remove('c', KIT, { in: log, by: ['kit:new'], claims: { keep: true } })
      .add('z', ['mallory/phone', 40], { in: log, by: [KIT], after })
      .remove('y', 'kit:new', { in: log, by: [KIT], after: ['n'], claims: { keep: true } }),
    log,
    expect: { members: { [PHONE]: 40, 'kit:new': 50 }, struck: ['z'], refused: { y: [NO, 'PRN-042'] } },
  });
  suite.scenario('root-alone', 'a sole cold key is its own majority for taking in a second one', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-035'],
    plan: alice().add('n', ['kit:new', 50], { in: log, by: [KIT] }),
    log,
    expect: { members: { [PHONE]: 40, [KIT]: 50, 'kit:new': 50 } },
  });
}
