// principals/acts: who may do what. PRN-034 to PRN-048.
import { quorums } from './log-acts-policy.ts';
import { removals } from './log-acts-remove.ts';
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** What LOCAL accepts and refuses. */
export function actsSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/acts',
    'Logs of teams with ops that their signers may make, and may not: each refused op by itself after the first op.',
  );
  grants(suite);
  mints(suite);
  additions(suite);
  sets(suite);
  removals(suite);
  quorums(suite);
  return suite;
}

const NO = 'E_NOT_AUTHORIZED';
const FOUR = { alice: 40, bob: 30, carol: 30, dave: 20 };

function grants(suite: LogSuite): void {
  suite.scenario('n43', 'N43 a writer, a reader and a guest add, invite and raise nobody', {
    flag: 'Ceiling',
    plan: crew({ alice: 40, bob: 20, carol: 10 })
      .users('dave', 'erin')
      .add('guest', ['dave', 0], { by: ['alice'], claims: { caps: [{ do: ['r'], col: 'v:com.example.notes' }] } })
      .add('w', ['erin', 10], { by: ['bob'] })
      .add('r', ['erin', 10], { by: ['carol'], after: ['guest'] })
      .add('g', ['erin', 10], { by: ['dave'], after: ['guest'] })
      .invite('wi', ['erin', 10], { by: ['bob'], after: ['guest'] })
      .set('ws', ['carol', 20], { by: ['bob'], after: ['guest'] }),
    expect: {
      members: { alice: 40, bob: 20, carol: 10, dave: 0 },
      caps: { dave: [{ col: 'v:com.example.notes', do: ['r'] }] },
      refused: {
        w: [NO, 'PRN-034'],
        r: [NO, 'PRN-034'],
        g: [NO, 'PRN-034'],
        wi: [NO, 'PRN-034'],
        ws: [NO, 'PRN-034'],
      },
    },
  });
  suite.scenario('n44', 'N44 an admin gives no level above his own', {
    flag: 'Ceiling',
    plan: crew(FOUR)
      .users('erin')
      .add('a', ['erin', 40], { by: ['bob'], after })
      .invite('i', ['erin', 40], { by: ['bob'], after })
      .set('s', ['dave', 40], { by: ['bob'], after }),
    expect: { members: FOUR, refused: { a: [NO, 'PRN-034'], i: [NO, 'PRN-034'], s: [NO, 'PRN-034'] } },
  });
  suite.scenario('admin-admits', 'an admin takes in members up to admin', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-034'],
    plan: crew({ alice: 40, bob: 30, dave: 20 })
      .users('carol', 'erin')
      .add('a', ['carol', 30], { by: ['bob'] })
      .set('s', ['dave', 30], { by: ['bob'] })
      .invite('i', ['erin', 30], { by: ['bob'] })
      .join('j', ['erin', 'i']),
    expect: { members: { alice: 40, bob: 30, carol: 30, dave: 30, erin: 30 } },
  });
  suite.scenario('nobody-acts-2', 'N63 somebody who is no member, and somebody who is invited, may do nothing', {
    flag: 'Ceiling',
    plan: crew({ alice: 40, dave: 20 })
      .users('bob', 'carol')
      .invite('i', ['bob', 40], { by: ['alice'] })
      .op('e', 'epoch', { by: ['bob'] })
      .op('f', 'epoch', { by: ['carol'], after: ['i'] })
      .remove('x', 'dave', { by: ['bob'], after: ['i'] })
      .add('a', ['carol', 0], { by: ['bob'], after: ['i'], claims: { caps: [{ do: ['r'], col: 'v:a' }] } }),
    expect: {
      members: { alice: 40, dave: 20 },
      refused: { e: [NO, 'PRN-047'], f: [NO, 'PRN-047'], x: [NO, 'PRN-040'], a: [NO, 'PRN-034'] },
    },
  });
}

function mints(suite: LogSuite): void {
  suite.scenario('n46-add', 'N46 an owner of two adds, raises and invites no owner alone: half is no majority', {
    flag: 'Majority',
    plan: crew({ alice: 40, bob: 40, carol: 30 })
      .users('dave')
      .add('a', ['dave', 40], { by: ['alice'], after })
      .set('s', ['carol', 40], { by: ['alice'], after })
      .invite('i', ['dave', 40], { by: ['alice'], after }),
    expect: {
      members: { alice: 40, bob: 40, carol: 30 },
      refused: { a: [NO, 'PRN-035'], s: [NO, 'PRN-035'], i: [NO, 'PRN-035'] },
    },
  });
  suite.scenario('n46a', 'N46a an owner mints an owner and votes with it: refused at the first mint', {
    flag: 'Majority',
    plan: crew({ alice: 40, bob: 40 })
      .users('carol')
      .add('m', ['carol', 40], { by: ['alice'], after })
      .remove('v', 'bob', { by: ['alice', 'carol'], after: ['m'] }),
    expect: { members: { alice: 40, bob: 40 }, refused: { m: [NO, 'PRN-035'], v: ['E_PARENT', 'PRN-021'] } },
  });
  suite.scenario('majority-adds-owner', 'two owners of three add an owner, and a sole owner its second', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-035'],
    plan: crew({ alice: 40 })
      .users('bob', 'carol', 'dave')
      .add('two', ['bob', 40], { by: ['alice'] })
      .add('three', ['carol', 40], { by: ['alice', 'bob'] })
      .add('four', ['dave', 40], { by: ['bob', 'carol'] }),
    expect: { members: { alice: 40, bob: 40, carol: 40, dave: 40 } },
  });
  suite.scenario('root-adds-root', 'one cold key of two adds no third; both do', {
    flag: 'Majority',
    plan: new Plan()
      .users('alice')
      .team({ alice: 40, 'kit:one': 50, 'kit:two': 50 })
      .add('no', ['kit:three', 50], { by: ['kit:one'], after })
      .add('yes', ['kit:four', 50], { by: ['kit:one', 'kit:two'], after })
      .add('owner', ['kit:five', 50], { by: ['alice'], after }),
    expect: {
      members: { alice: 40, 'kit:one': 50, 'kit:two': 50, 'kit:four': 50 },
      refused: { no: [NO, 'PRN-035'], owner: [NO, 'PRN-034'] },
    },
  });
  suite.scenario('n47', 'N47 a majority counts neither two devices of an owner nor two members of a team twice', {
    flag: 'Majority',
    requirements: ['PRN-033'],
    plan: new Plan()
      .users('bob', 'carol', 'dave')
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 30 })
      .team({ carol: 40, dave: 40 }, { name: 'sales' })
      .team({ alice: 40, bob: 40, 'sales>carol': 40 })
      .remove('d', 'bob', { by: ['alice', 'alice/laptop'], after })
      .remove('m', 'bob', { by: ['sales>carol', 'sales>dave'], after })
      .remove('k', 'bob', { by: ['alice', 'sales>dave'], after }),
    expect: {
      members: { alice: 40, sales: 40 },
      refused: { d: [NO, 'PRN-040'], m: [NO, 'PRN-040'] },
    },
  });
  suite.scenario('counted-once', 'each entry counts once, and with the best of its signers', {
    flag: 'Majority',
    requirements: ['PRN-033'],
    plan: new Plan()
      .users('bob', 'carol', 'dave')
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 30 })
      .team({ carol: 40, dave: 20 }, { name: 'sales' })
      .team({ alice: 40, bob: 40, 'sales>carol': 40 })
      .remove('no', 'bob', { by: ['alice', 'sales>dave'], after })
      .remove('yes', 'bob', { by: ['alice/laptop', 'alice', 'sales>dave', 'sales>carol'], after }),
    expect: { members: { alice: 40, sales: 40 }, refused: { no: [NO, 'PRN-040'] } },
  });
}

function additions(suite: LogSuite): void {
  suite.scenario('add-member', 'nobody is added who is a member', {
    flag: 'Ceiling',
    plan: crew({ alice: 40, bob: 20 })
      .add('same', ['bob', 20], { by: ['alice'], after })
      .add('more', ['bob', 30], { by: ['alice'], after })
      .add('less', ['bob', 10], { by: ['alice'], after }),
    expect: {
      members: { alice: 40, bob: 20 },
      refused: { same: [NO, 'PRN-036'], more: [NO, 'PRN-036'], less: [NO, 'PRN-036'] },
    },
  });
}

function sets(suite: LogSuite): void {
  suite.scenario('set-nothing', 'N47b a set changes something, of somebody who is a member', {
    flag: 'Ceiling',
    plan: crew(FOUR)
      .users('erin')
      .set('same', ['dave', 20], { by: ['alice'], after })
      .set('equal', ['carol', 30], { by: ['alice'], after })
      .set('nobody', ['erin', 20], { by: ['alice'], after })
      .remove('x', 'dave', { by: ['alice'], after })
      .set('former', ['dave', 10], { by: ['alice'], after: ['x'] }),
    expect: {
      members: { alice: 40, bob: 30, carol: 30 },
      refused: {
        same: [NO, 'PRN-037'],
        equal: [NO, 'PRN-037'],
        nobody: [NO, 'PRN-037'],
        former: [NO, 'PRN-037'],
      },
    },
  });
  suite.scenario('set-root', 'nobody sets a cold key, not even itself or all others', {
    flag: 'Ceiling',
    plan: new Plan()
      .users('alice')
      .team({ alice: 40, 'kit:one': 50, 'kit:two': 50, 'kit:three': 50 })
      .set('most', ['kit:three', 40], { by: ['kit:one', 'kit:two'], after })
      .set('self', ['kit:one', 40], { by: ['kit:one'], after })
      .remove('r', 'kit:three', { by: ['kit:one', 'kit:two'], after })
      .remove('leave', 'kit:two', { by: ['kit:two'], after }),
    expect: {
      members: { alice: 40, 'kit:one': 50 },
      refused: { most: [NO, 'PRN-038'], self: [NO, 'PRN-038'] },
    },
  });
  suite.scenario('raise-above', 'nobody raises himself, an equal, or somebody above him', {
    flag: 'Ceiling',
    plan: new Plan()
      .users('alice', 'bob', 'carol')
      .team({ alice: 40, bob: 30, carol: 30, 'kit:team': 50 })
      .set('self', ['bob', 40], { by: ['bob'], after })
      .set('equal', ['carol', 40], { by: ['bob'], after })
      .set('helped', ['bob', 40], { by: ['bob', 'alice'], after })
      .set('right', ['bob', 40], { by: ['alice', 'bob'], after }),
    expect: {
      members: { alice: 40, bob: 40, carol: 30, 'kit:team': 50 },
      refused: {
        self: [NO, 'PRN-034'],
        equal: [NO, 'PRN-034'],
        helped: [NO, 'PRN-034'],
      },
    },
  });
}
