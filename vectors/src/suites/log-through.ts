// principals/through: removals that reach below a member, what they spare, and what they cannot do. PRN-043, PRN-061.
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** Removals with `thru`, and powers that nobody has. */
export function throughSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/through',
    'Logs of teams with removals that reach below a member, and powers that nobody gets by a way around.',
  );
  reach(suite);
  advance(suite);
  devices(suite);
  ways(suite);
  guests(suite);
  return suite;
}

const NO = 'E_NOT_AUTHORIZED';
const KEEP = { keep: true };

function reach(suite: LogSuite): void {
  const nested = (): Plan =>
    new Plan()
      .users('alice', 'carol')
      .user('bob', { 'bob/phone': 40, 'bob/laptop': 30 })
      .team({ bob: 40 }, { name: 'desk' })
      .team({ alice: 40, bob: 30, 'desk>bob/laptop': 30 }, { name: 'sales' })
      .team({ carol: 40, 'sales>alice': 30 });
  suite.scenario('ends-at-target-2', 'what the same user does by another way through the same member stands', {
    flag: 'Path',
    requirements: ['PRN-061'],
    plan: nested()
      .remove('k', 'bob', { by: ['carol'], after, claims: KEEP, through: ['sales'] })
      .op('direct', 'epoch', { by: ['sales>bob'], after })
      .op('around', 'epoch', { by: ['sales>desk>bob/laptop'], after }),
    expect: { members: { carol: 40, sales: 30 }, struck: ['direct'] },
  });
  suite.scenario('deeper-2', 'a longer thru reaches deeper', {
    flag: 'Path',
    requirements: ['PRN-061'],
    plan: nested()
      .remove('k', 'bob', { by: ['carol'], after, claims: KEEP, through: ['sales', 'desk'] })
      .op('direct', 'epoch', { by: ['sales>bob'], after })
      .op('around', 'epoch', { by: ['sales>desk>bob/laptop'], after }),
    expect: { members: { carol: 40, sales: 30 }, struck: ['around'] },
  });
  suite.scenario('one-key-2', 'and as far as a single key', {
    flag: 'Path',
    requirements: ['PRN-061'],
    plan: nested()
      .remove('k', 'bob/phone', { by: ['carol'], after, claims: KEEP, through: ['sales', 'bob'] })
      .op('phone', 'epoch', { by: ['sales>bob'], after })
      .op('laptop', 'epoch', { by: ['sales>bob/laptop'], after }),
    expect: { members: { carol: 40, sales: 30 }, struck: ['phone'] },
  });
}

function advance(suite: LogSuite): void {
  suite.scenario('in-advance', 'nobody is cut through a member that was never one', {
    flag: 'Ceiling',
    plan: new Plan()
      .users('alice', 'bob', 'carol')
      .team({ alice: 40 }, { name: 'sales' })
      .team({ bob: 40, carol: 30 })
      .remove('early', 'alice', { by: ['bob'], claims: KEEP, through: ['sales'] })
      .add('s', ['sales', 30], { by: ['bob'], consent: 'sales>alice', after })
      .remove('later', 'alice', { by: ['bob'], claims: KEEP, through: ['sales'], after: ['s'] })
      .remove('equal', 'alice', { by: ['carol'], claims: KEEP, through: ['sales'], after: ['s'] }),
    expect: {
      members: { bob: 40, carol: 30, sales: 30 },
      refused: { early: [NO, 'PRN-043'], equal: [NO, 'PRN-043'] },
    },
  });
  suite.scenario('handed-over', 'a former owner does not cut the key of who took over, dated back', {
    flag: 'Backdated',
    requirements: ['PRN-065'],
    plan: new Plan()
      .users('alice', 'bob', 'carol')
      .team({ alice: 40, bob: 30, carol: 20, 'kit:team': 50 })
      .set('k', ['bob', 40], { by: ['alice'] })
      .set('f', ['alice', 10], { by: ['alice'] })
      .remove('x', 'alice', { by: ['bob'], claims: KEEP })
      .remove('y', 'bob/phone', { by: ['alice'], after, claims: KEEP, through: ['bob'] })
      .remove('z', 'carol', { by: ['alice'], after }),
    expect: { members: { alice: 10, bob: 40, carol: 20, 'kit:team': 50 }, struck: ['y', 'z'] },
  });
}

function devices(suite: LogSuite): void {
  const lost = (): Plan =>
    new Plan()
      .users('carol', 'dave')
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 30 })
      .team({ carol: 40, alice: 20, dave: 20 })
      .remove('lost', 'alice/laptop', { in: 'alice', by: ['alice/phone'] });
  suite.scenario('lost-device-2', 'any writer cuts the device that its user has lost', {
    flag: 'Path',
    requirements: ['PRN-043', 'PRN-061'],
    plan: lost()
      .op('e', 'epoch', { by: ['alice/laptop'], after, x: { alice: ['alice'] } })
      .op('own', 'epoch', { by: ['alice'], after })
      .remove('cut', 'alice/laptop', {
        by: ['dave'],
        after,
        claims: KEEP,
        through: ['alice'],
        x: { alice: ['lost'] },
      }),
    expect: { members: { carol: 40, alice: 20, dave: 20 }, struck: ['e'] },
  });
  suite.scenario('lost-device-leaves', 'a lost device, cut by somebody above, takes its user nowhere', {
    flag: 'Backdated',
    requirements: ['PRN-061'],
    plan: lost()
      .remove('cut', 'alice/laptop', { by: ['carol'], after, claims: KEEP, through: ['alice'], x: { alice: ['lost'] } })
      .remove('leave', 'alice', { by: ['alice/laptop'], after, x: { alice: ['alice'] } })
      .set('down', ['alice', 10], { by: ['alice/laptop'], after, x: { alice: ['alice'] } }),
    expect: { members: { carol: 40, alice: 20, dave: 20 }, struck: ['leave', 'down'] },
  });
}

function ways(suite: LogSuite): void {
  suite.scenario('user-as-root-2', 'a path begins with no root entry: a user at that level has no power', {
    flag: 'Ceiling',
    requirements: ['PRN-031'],
    plan: new Plan()
      .users('alice', 'bob')
      .team({ alice: 40, 'kit:team': 50 })
      .add('r', ['bob', 50], { by: ['kit:team'], consent: '' })
      .op('e', 'epoch', { by: ['bob'] })
      .remove('x', 'alice', { by: ['bob'], after: ['r'] }),
    expect: {
      members: { alice: 40, bob: 50, 'kit:team': 50 },
      refused: { e: [NO, 'PRN-047'], x: [NO, 'PRN-040'] },
    },
  });
  suite.scenario('keep-invite', 'an invite is removed without keep: with it there is no member to cut', {
    flag: 'Invite',
    plan: crew({ alice: 40 })
      .users('bob')
      .invite('i', ['bob', 20], { by: ['alice'] })
      .remove('r', 'i', { by: ['alice'], claims: KEEP })
      .join('j', ['bob', 'i'], { after: ['i'] }),
    expect: { members: { alice: 40, bob: 20 }, refused: { r: [NO, 'PRN-042'] } },
  });
  suite.scenario('invited-higher', 'a lowered member does not come back by an old invite of a higher level', {
    flag: 'Backdated',
    requirements: ['PRN-062'],
    plan: crew({ alice: 40 })
      .users('bob')
      .invite('i', ['bob', 40], { by: ['alice'] })
      .add('a', ['bob', 30], { by: ['alice'] })
      .set('d', ['bob', 10], { by: ['alice'] })
      .join('j', ['bob', 'i'], { after: ['i'] }),
    expect: { members: { alice: 40, bob: 10 }, struck: ['j'] },
  });
}

const NOTES = { do: ['r'], col: 'v:com.example.notes' };
const capsOfNotes = { col: 'v:com.example.notes', do: ['r'] };

function guests(suite: LogSuite): void {
  suite.scenario('own-capabilities', 'nobody gives himself capabilities', {
    flag: 'Guest',
    requirements: ['PRN-030'],
    plan: crew({ alice: 40, bob: 10, carol: 20 })
      .set('own', ['bob', 0], { by: ['bob'], claims: { caps: [NOTES] } })
      .set('other', ['carol', 0], { by: ['alice'], after, claims: { caps: [NOTES] } })
      .set('down', ['carol', 10], { by: ['carol'], after }),
    expect: { members: { alice: 40, bob: 0, carol: 0 }, caps: { bob: [], carol: [capsOfNotes] } },
  });
  suite.scenario('quorum-of-guest', 'to raise a guest is to take somebody in: with a quorum it asks for one', {
    flag: 'Policy',
    plan: crew({ alice: 40, bob: 30, carol: 30, dave: 20 })
      .users('erin')
      .op('q', 'pol', { by: ['alice'], claims: { pol: { admit: 'quorum' } } })
      .add('g', ['erin', 0], { by: ['bob'], claims: { caps: [NOTES] } })
      .set('one', ['erin', 20], { by: ['bob'] })
      .set('caps', ['erin', 0], { by: ['bob'], after: ['g'], claims: { caps: [NOTES, { ...NOTES, tag: 'home' }] } })
      .set('two', ['erin', 20], { by: ['bob', 'carol'], after: ['caps'] })
      .set('open', ['dave', 30], { by: ['bob'], after: ['caps'] }),
    expect: {
      members: { alice: 40, bob: 30, carol: 30, dave: 30, erin: 20 },
      pol: { admit: 'quorum' },
      refused: { one: [NO, 'PRN-048'] },
    },
  });
}
