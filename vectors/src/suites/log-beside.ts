// principals/beside: the table of chapter 03 §6.4, row by row, and what stands around it.
import { strikes } from './log-beside-strikes.ts';
import { words } from './log-beside-words.ts';
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** Ops beside each other in the log of a team. */
export function besideSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/beside',
    'Logs of teams in which ops stand beside each other: the table of chapter 03 §6.4, and what is like its rows.',
  );
  removals(suite);
  raises(suite);
  invites(suite);
  majorities(suite);
  below(suite);
  words(suite);
  strikes(suite);
  return suite;
}

function removals(suite: LogSuite): void {
  suite.scenario('row-1', 'an owner removes an admin ∥ the admin removes a writer: the writer stays', {
    flag: 'Beside',
    requirements: ['PRN-012', 'PRN-058', 'PRN-059', 'PRN-065'],
    plan: crew({ alice: 40, bob: 30, carol: 20 })
      .remove('x', 'bob', { by: ['alice'], after })
      .remove('y', 'carol', { by: ['bob'], after }),
    expect: { members: { alice: 40, carol: 20 }, struck: ['y'] },
  });
  const four = { alice: 40, bob: 30, carol: 30, dave: 20 };
  suite.scenario('row-2', 'N51 an admin removes a member ∥ another admin adds it again: it is out', {
    flag: 'Beside',
    plan: crew(four)
      .remove('x', 'dave', { by: ['bob'], after })
      .add('y', ['dave', 20], { by: ['carol'], after }),
    expect: { members: { alice: 40, bob: 30, carol: 30 }, refused: { y: ['E_NOT_AUTHORIZED', 'PRN-036'] } },
  });
  suite.scenario('row-2-seen', 'whoever has seen the removal adds the member again', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-026', 'PRN-036'],
    plan: crew(four)
      .remove('x', 'dave', { by: ['bob'] })
      .add('y', ['dave', 10], { by: ['carol'] }),
    expect: { members: { alice: 40, bob: 30, carol: 30, dave: 10 } },
  });
}

function raises(suite: LogSuite): void {
  const three = { alice: 40, bob: 30, carol: 20 };
  suite.scenario('row-3', 'an owner raises a writer to admin ∥ an admin removes it: it stays, as admin', {
    flag: 'Beside',
    requirements: ['PRN-027'],
    plan: crew(three)
      .set('p', ['carol', 30], { by: ['alice'], after })
      .remove('x', 'carol', { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30, carol: 30 } },
  });
  suite.scenario('row-3-later-2', 'the same removal dated back, after the raised member has acted', {
    flag: 'Backdated',
    requirements: ['PRN-027', 'PRN-060'],
    plan: crew(three)
      .set('p', ['carol', 30], { by: ['alice'], after })
      .op('e', 'epoch', { by: ['carol'] })
      .remove('x', 'carol', { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30, carol: 30 }, struck: ['e'] },
    steps: [[3, { members: { alice: 40, bob: 30, carol: 30 } }]],
  });
  suite.scenario('row-4', 'an admin raises a writer to admin ∥ another admin removes it: it stays, as admin', {
    flag: 'Beside',
    requirements: ['PRN-028'],
    plan: crew({ alice: 40, bob: 30, carol: 20, dave: 30 })
      .set('p', ['carol', 30], { by: ['dave'], after })
      .remove('x', 'carol', { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30, carol: 30, dave: 30 } },
  });
  suite.scenario('row-5', 'an admin removes a writer ∥ another admin makes it a reader: it is out', {
    flag: 'Beside',
    requirements: ['PRN-029'],
    plan: crew({ alice: 40, bob: 30, carol: 20, dave: 30 })
      .remove('x', 'carol', { by: ['bob'], after })
      .set('s', ['carol', 10], { by: ['dave'], after }),
    expect: { members: { alice: 40, bob: 30, dave: 30 } },
  });
  suite.scenario('row-6', 'an owner dates back the removal of an admin who has become owner by majority: it stays', {
    flag: 'Backdated',
    requirements: ['PRN-027'],
    plan: crew({ alice: 40, bob: 30, carol: 40 })
      .set('p', ['bob', 40], { by: ['alice', 'carol'], after })
      .remove('x', 'bob', { by: ['alice'], after }),
    expect: { members: { alice: 40, bob: 40, carol: 40 } },
  });
}

function invites(suite: LogSuite): void {
  suite.scenario('row-7', 'the old invite of a member who was raised since is removed: the member stays', {
    flag: 'Invite',
    requirements: ['PRN-063', 'PRN-066'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .join('j', ['carol', 'i'])
      .set('p', ['carol', 30], { by: ['alice'] })
      .remove('r', 'i', { by: ['bob'], after: ['i'] }),
    expect: { members: { alice: 40, bob: 30, carol: 30 }, struck: ['j'] },
  });
  suite.scenario('row-8', 'somebody leaves ∥ another device of the same user invites: both stand', {
    flag: 'Beside',
    requirements: ['PRN-045', 'PRN-064'],
    plan: new Plan()
      .users('alice', 'carol')
      .user('bob', { 'bob/phone': 40, 'bob/laptop': 30 })
      .team({ alice: 40, bob: 30 })
      .remove('x', 'bob', { by: ['bob'], after })
      .invite('i', ['carol', 20], { by: ['bob/laptop'], after }),
    expect: { members: { alice: 40 } },
  });
  suite.scenario('row-11', 'N65e a thief joins by a used-up invite, dated back beside its removal: the thief is out', {
    flag: 'Invite',
    requirements: ['PRN-063'],
    plan: crew({ alice: 40 })
      .users('bob', 'mallory')
      .invite('i', ['key:link', 20], { by: ['alice'] })
      .join('j', ['bob', 'i'], { by: ['bob', 'key:link'] })
      .remove('r', 'i', { by: ['alice'] })
      .join('k', ['mallory', 'i'], { by: ['mallory', 'key:link'], after: ['i'] }),
    expect: { members: { alice: 40, bob: 20 }, struck: ['k'] },
    steps: [[4, { members: { alice: 40, bob: 20 } }]],
  });
}

function majorities(suite: LogSuite): void {
  suite.scenario('row-9', 'two owners of three make the third an admin ∥ it adds an owner and removes an admin: dead', {
    flag: 'Majority',
    requirements: ['PRN-059'],
    plan: crew({ alice: 40, bob: 40, carol: 40, dave: 30 })
      .users('erin')
      .set('s', ['bob', 30], { by: ['alice', 'carol'], after })
      .remove('x', 'dave', { by: ['bob'], after })
      .set('g', ['dave', 40], { by: ['bob', 'carol'], after })
      .add('k', ['erin', 20], { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30, carol: 40, dave: 30, erin: 20 }, struck: ['x', 'g'] },
  });
  suite.scenario('row-10', 'N53 two majorities of three owners remove each other: both are void', {
    flag: 'Majority',
    requirements: ['PRN-065'],
    plan: crew({ alice: 40, bob: 40, carol: 40 })
      .remove('x', 'bob', { by: ['alice', 'carol'], after })
      .remove('y', 'alice', { by: ['bob', 'carol'], after }),
    expect: { members: { alice: 40, bob: 40, carol: 40 }, struck: ['x', 'y'] },
  });
  suite.scenario('three-in-a-circle', 'N54 three majorities remove in a circle: all are void', {
    flag: 'Majority',
    requirements: ['PRN-065'],
    plan: crew({ alice: 40, bob: 40, carol: 40 })
      .remove('x', 'alice', { by: ['bob', 'carol'], after })
      .remove('y', 'bob', { by: ['carol', 'alice'], after })
      .remove('z', 'carol', { by: ['alice', 'bob'], after }),
    expect: { members: { alice: 40, bob: 40, carol: 40 }, struck: ['x', 'y', 'z'] },
  });
}

function below(suite: LogSuite): void {
  const sales = (): Plan =>
    new Plan()
      .users('alice', 'bob', 'carol', 'dave', 'mallory')
      .team({ alice: 40, bob: 30 }, { name: 'sales' })
      .team({ carol: 40, dave: 20, 'sales>alice': 30 })
      .remove('out', 'bob', { in: 'sales', by: ['alice'] })
      .add('sybil', ['mallory', 30], { in: 'sales', by: ['bob'], after: ['sales'] });
  suite.scenario(
    'row-12-2',
    'N62a a removed admin of a sub-team takes a friend in, who acts in the team: dead once a name tells',
    {
      flag: 'Path',
      requirements: ['PRN-032'],
      plan: sales()
        .remove('x', 'dave', { by: ['sales>mallory'], x: { sales: ['sybil'] } })
        .op('n', 'epoch', { by: ['carol'], after, x: { sales: ['out'] } }),
      expect: { members: { carol: 40, dave: 20, sales: 30 }, struck: ['x'] },
      steps: [[2, { members: { carol: 40, sales: 30 } }]],
    },
  );
  suite.scenario(
    'news-for-the-past',
    'an op that tells of the removal is judged without what the friend did before it',
    {
      flag: 'Path',
      requirements: ['PRN-032'],
      plan: sales()
        .add('m', ['bob', 30], { by: ['sales>mallory'], x: { sales: ['sybil'] } })
        .invite('old', ['dave', 10], { by: ['bob'], after: ['m'] })
        .invite('new', ['dave', 10], { by: ['bob'], after: ['m'], x: { sales: ['out'] } }),
      expect: {
        members: { carol: 40, dave: 20, sales: 30, bob: 30 },
        refused: { new: ['E_NOT_AUTHORIZED', 'PRN-034'] },
      },
    },
  );
  suite.scenario(
    'row-13',
    'N49 a removed admin dates back that it added a friend, who removes everybody: nothing changes',
    {
      flag: 'Backdated',
      requirements: ['PRN-058', 'PRN-059'],
      plan: crew({ alice: 40, bob: 30, carol: 20, dave: 10 })
        .users('mallory')
        .remove('x', 'bob', { by: ['alice'], after })
        .add('s', ['mallory', 30], { by: ['bob'], after })
        .remove('y', 'carol', { by: ['mallory'], after: ['s'] })
        .remove('z', 'dave', { by: ['mallory'], after: ['s'] })
        .remove('w', 'alice', { by: ['mallory'], after: ['s'] }),
      expect: {
        members: { alice: 40, carol: 20, dave: 10 },
        struck: ['s', 'y', 'z'],
        refused: { w: ['E_NOT_AUTHORIZED', 'PRN-040'] },
      },
    },
  );
}
