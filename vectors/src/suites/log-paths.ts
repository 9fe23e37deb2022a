// principals/paths: who signs for whom, by which path, with whose consent. PRN-014, PRN-023 to PRN-025, PRN-031, PRN-032.
import { foundations } from './log-paths-init.ts';
import { keys } from './log-paths-keys.ts';
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** Paths, consent and keys. */
export function pathsSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/paths',
    'Logs of teams whose ops are signed on paths through other teams: what each op knows of them, who consents, and which keys hold.',
  );
  steps(suite);
  nested(suite);
  news(suite);
  circles(suite);
  consent(suite);
  foundations(suite);
  keys(suite);
  return suite;
}

const NO = 'E_NOT_AUTHORIZED';

/** A team `sales` of Alice, Bob as admin and Dave as writer, in a team of Carol, with a level. */
const sub = (lvl = 30): Plan =>
  new Plan()
    .users('alice', 'bob', 'carol', 'dave', 'erin')
    .team({ alice: 40, bob: 30, dave: 20 }, { name: 'sales' })
    .team({ carol: 40, 'sales>alice': lvl });

function steps(suite: LogSuite): void {
  suite.scenario('n61-2', 'N61 a step that nobody ever granted is no path, in any log on the way', {
    flag: 'Path',
    plan: sub()
      .op('entry', 'epoch', { by: ['erin'] })
      .op('step', 'epoch', { by: ['sales>erin'], after })
      .op('key', 'epoch', { by: ['sales>alice@bob/phone'], after })
      .op('device', 'epoch', { by: ['carol@alice/phone'], after })
      .op('turned', 'epoch', { by: ['alice>sales@alice/phone'], after }),
    expect: {
      members: { carol: 40, sales: 30 },
      refused: {
        entry: [NO, 'PRN-047'],
        step: ['E_PATH', 'PRN-023'],
        key: ['E_PATH', 'PRN-023'],
        device: ['E_PATH', 'PRN-023'],
        turned: ['E_PATH', 'PRN-023'],
      },
    },
  });
  suite.scenario('ended-2', 'a step that was granted and has ended is a path, with no authority', {
    flag: 'Path',
    plan: sub()
      .remove('out', 'bob', { in: 'sales', by: ['alice'] })
      .op('e', 'epoch', { by: ['sales>bob'] })
      .op('f', 'epoch', { by: ['sales>bob'], after, x: { sales: ['sales'] } }),
    expect: { members: { carol: 40, sales: 30 }, struck: [], refused: { e: [NO, 'PRN-047'] } },
  });
  suite.scenario('n42-2', 'N42 a device of two users acts for the one that its path names', {
    flag: 'Path',
    plan: new Plan()
      .users('alice', 'carol')
      .user('bob', { 'bob/phone': 40, 'carol/phone': 20 })
      .team({ alice: 40, bob: 30, carol: 10 })
      .op('forBob', 'epoch', { by: ['bob@carol/phone'] })
      .op('forCarol', 'epoch', { by: ['carol'], after })
      .op('forAlice', 'epoch', { by: ['alice@carol/phone'], after }),
    expect: {
      members: { alice: 40, bob: 30, carol: 10 },
      refused: { forCarol: [NO, 'PRN-047'], forAlice: ['E_PATH', 'PRN-023'] },
    },
  });
  suite.scenario('no-user-2', 'the last on a path is a user: the cold key of a sub-team acts for nobody', {
    flag: 'Path',
    requirements: ['PRN-031'],
    plan: new Plan()
      .users('alice', 'carol')
      .team({ alice: 40, 'kit:sales': 50 }, { name: 'sales' })
      .team({ carol: 40, 'sales>alice': 30, 'kit:team': 50 })
      .op('below', 'epoch', { by: ['sales>kit:sales'] })
      .op('own', 'epoch', { by: ['kit:team'], after }),
    expect: { members: { carol: 40, sales: 30, 'kit:team': 50 }, refused: { below: [NO, 'PRN-047'] } },
  });
}

function nested(suite: LogSuite): void {
  suite.scenario('least-2', 'the level of a signer is the least on its path', {
    flag: 'Path',
    requirements: ['PRN-031'],
    plan: sub(40)
      .add('writer', ['erin', 10], { by: ['sales>dave'] })
      .add('admin', ['erin', 30], { by: ['sales>bob'], after })
      .add('owner', ['bob', 40], { by: ['sales>bob', 'carol'], after, consent: '' })
      .op('e', 'epoch', { by: ['sales>dave'], after }),
    expect: {
      members: { carol: 40, sales: 40, erin: 30 },
      refused: { writer: [NO, 'PRN-034'], owner: ['E_POP', 'PRN-025'] },
    },
  });
  suite.scenario('least-above-2', 'and no more than that of the team', {
    flag: 'Path',
    requirements: ['PRN-031'],
    plan: sub(20)
      .add('a', ['erin', 10], { by: ['sales>alice'] })
      .op('e', 'epoch', { by: ['sales>alice'], after }),
    expect: { members: { carol: 40, sales: 20 }, refused: { a: [NO, 'PRN-034'] } },
  });
  suite.scenario('device-writer', 'a device only has to be a writer of its user', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-031'],
    plan: new Plan()
      .users('bob')
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 20 })
      .team({ alice: 40 })
      .add('a', ['bob', 30], { by: ['alice/laptop'] }),
    expect: { members: { alice: 40, bob: 30 } },
  });
}

function news(suite: LogSuite): void {
  const grown = (): Plan =>
    new Plan()
      .user('alice', { 'alice/phone': 40 })
      .team({ alice: 40 })
      .add('d', ['alice/laptop', 30], { in: 'alice', by: ['alice/phone'] });
  suite.scenario('n60-2', 'N60 an op without x knows what its past names; an older head takes nothing away', {
    flag: 'Path',
    requirements: ['PRN-023', 'PRN-031'],
    plan: grown()
      .op('e', 'epoch', { by: ['alice/laptop'] })
      .op('f', 'epoch', { by: ['alice/laptop'] })
      .op('g', 'epoch', { by: ['alice/laptop'], x: { alice: ['alice'] } })
      .op('h', 'epoch', { by: ['alice/laptop'], after, x: { alice: [] } }),
    expect: { members: { alice: 40 }, refused: { h: ['E_PATH', 'PRN-023'] } },
  });
  const deep = (): Plan =>
    new Plan()
      .users('alice', 'bob', 'carol')
      .team({ alice: 40 }, { name: 'desk' })
      .team({ bob: 40 }, { name: 'sales' })
      .team({ carol: 40, 'sales>bob': 30 })
      .add('q', ['desk', 30], { in: 'sales', by: ['bob'], consent: 'desk>alice' });
  suite.scenario('three-steps-2', 'whoever uses a path of three steps names the heads of each log on it', {
    flag: 'Path',
    plan: deep()
      .op('no', 'epoch', { by: ['sales>desk>alice'], after, x: { desk: [], alice: [] } })
      .op('half', 'epoch', { by: ['sales>desk>alice'], after, x: { alice: [] } })
      .op('yes', 'epoch', { by: ['sales>desk>alice'], after }),
    expect: {
      members: { carol: 40, sales: 30 },
      refused: { no: ['E_PATH', 'PRN-023'], half: ['E_PATH', 'PRN-023'] },
    },
  });
  suite.scenario('more-than-needed-2', 'heads of logs that are on no path change nothing', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-020', 'PRN-023'],
    plan: deep().op('e', 'epoch', { by: ['carol'], x: { desk: ['desk'], alice: ['alice'], sales: ['sales', 'q'] } }),
    expect: { members: { carol: 40, sales: 30 } },
  });
  suite.scenario('honest-past-2', 'what a member of a sub-team did before its removal stays, whatever is named later', {
    flag: 'Path',
    requirements: ['PRN-032'],
    plan: sub()
      .users('mallory')
      .add('m', ['erin', 20], { by: ['sales>bob'] })
      .remove('out', 'bob', { in: 'sales', by: ['alice'] })
      .op('n', 'epoch', { by: ['sales>alice'] }),
    expect: { members: { carol: 40, sales: 30, erin: 20 } },
  });
}

function circles(suite: LogSuite): void {
  const circle = (): Plan =>
    new Plan()
      .users('alice', 'bob')
      .team({ alice: 40 }, { name: 'sales' })
      .team({ bob: 40, 'sales>alice': 30 })
      .add('st', ['team', 30], { in: 'sales', by: ['alice'], consent: 'team>bob' });
  suite.scenario(
    'n62-2',
    'N62 two teams that contain each other: around the circle nobody is more than the least on it',
    {
      flag: 'Path',
      requirements: ['PRN-031'],
      plan: circle()
        .op('e', 'epoch', { by: ['sales>team>sales>alice'] })
        .invite('i', ['alice', 40], { by: ['sales>team>sales>alice'] }),
      expect: { members: { bob: 40, sales: 30 }, refused: { i: [NO, 'PRN-034'] } },
    },
  );
  suite.scenario('circle-here-2', 'where a path comes back to the log of the op, the past of the op says who is who', {
    flag: 'Path',
    requirements: ['PRN-031'],
    plan: circle()
      .set('low', ['sales', 10], { by: ['bob'] })
      .op('e', 'epoch', { by: ['sales>team>sales>alice'], after })
      .op('f', 'epoch', { by: ['sales>team>sales>alice'], after: ['low'] }),
    expect: { members: { bob: 40, sales: 10 }, struck: ['e'], refused: { f: [NO, 'PRN-047'] } },
  });
}

function consent(suite: LogSuite): void {
  suite.scenario(
    'n35-member',
    'N35 nobody is added who has not signed: a user by a device, a team by one of its admins',
    {
      flag: 'Consent',
      plan: new Plan()
        .users('alice', 'bob', 'carol', 'dave')
        .team({ alice: 40, bob: 30, dave: 20 }, { name: 'sales' })
        .team({ carol: 40 })
        .add('none', ['bob', 20], { by: ['carol'], consent: '' })
        .add('other', ['bob', 20], { by: ['carol'], after, consent: 'dave' })
        .add('writer', ['sales', 20], { by: ['carol'], after, consent: 'sales>dave' })
        .add('bare', ['bob', 20], { by: ['carol'], after, consent: '=bob' })
        .add('admin', ['sales', 20], { by: ['carol'], after, consent: 'sales>bob' }),
      expect: {
        members: { carol: 40, sales: 20 },
        refused: {
          none: ['E_POP', 'PRN-025'],
          other: ['E_POP', 'PRN-025'],
          writer: ['E_POP', 'PRN-025'],
          bare: ['E_POP', 'PRN-025'],
        },
      },
    },
  );
  suite.scenario('consent-first', 'whoever is added may sign before who adds; then it acts, and may not', {
    flag: 'Consent',
    plan: crew({ alice: 40 })
      .users('bob')
      .add('a', ['bob', 20], { by: ['bob', 'alice'], consent: '' })
      .add('b', ['bob', 20], { by: ['alice', 'bob'], consent: '', after }),
    expect: { members: { alice: 40, bob: 20 }, refused: { a: [NO, 'PRN-034'] } },
  });
  suite.scenario('consent-ends-2', 'consent ends with the enrolment of the device that gave it', {
    flag: 'Consent',
    requirements: ['PRN-032', 'PRN-025'],
    plan: new Plan()
      .users('carol')
      .user('alice', { 'alice/phone': 40, 'kit:alice': 50 })
      .add('d', ['alice/laptop', 30], { in: 'alice', by: ['alice/phone'] })
      .remove('lost', 'alice/phone', { in: 'alice', by: ['kit:alice'], after: ['alice'], claims: { why: 'lost' } })
      .team({ carol: 40 })
      .add('m', ['alice', 20], { by: ['carol'], consent: 'alice/laptop', x: { alice: ['d'] } })
      .op('n', 'epoch', { by: ['carol'], x: { alice: ['lost'] } }),
    expect: { members: { carol: 40 }, struck: ['m'] },
    steps: [[2, { members: { carol: 40, alice: 20 } }]],
  });
  suite.scenario('cold-key', 'a cold key is added without its word', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-025'],
    plan: new Plan()
      .users('alice')
      .team({ alice: 40, 'kit:one': 50 })
      .add('r', ['kit:two', 50], { by: ['kit:one'] }),
    expect: { members: { alice: 40, 'kit:one': 50, 'kit:two': 50 } },
  });
}
