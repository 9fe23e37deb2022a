// The first op of a team: everybody it lists has agreed. PRN-003, PRN-010, PRN-014.
import type { ValueObject } from '../value.ts';
import { Plan } from './log-plan.ts';
import { inputOf, type LogSuite } from './log-scenario.ts';
import { idOfNothing } from './users.ts';

/** First ops of teams. */
export function foundations(suite: LogSuite): void {
  accepted(suite);
  refused(suite);
}

function accepted(suite: LogSuite): void {
  suite.scenario('team', 'a team of two users', {
    flag: 'Consent',
    requirements: ['PRN-003', 'PRN-005', 'PRN-007', 'PRN-010', 'PRN-013', 'PRN-014', 'PRN-012'],
    plan: new Plan().users('alice', 'bob').team({ alice: 40, bob: 10 }),
    expect: { members: { alice: 40, bob: 10 } },
  });
  suite.scenario('team-of-one', 'a team of one, with its path in by', {
    flag: 'Consent',
    requirements: ['PRN-013', 'PRN-014'],
    plan: new Plan().users('alice').team({ alice: 40 }),
    expect: { members: { alice: 40 } },
  });
  suite.scenario('team-with-root', 'a cold key is listed, and signs nothing', {
    flag: 'Consent',
    requirements: ['PRN-010', 'PRN-014'],
    plan: new Plan().users('alice').team({ alice: 40, 'kit:team': 50 }),
    expect: { members: { alice: 40, 'kit:team': 50 } },
  });
  suite.scenario('team-of-teams', 'a team of two teams, each by one of its admins', {
    flag: 'Consent',
    requirements: ['PRN-014', 'PRN-031'],
    plan: new Plan()
      .users('alice', 'bob')
      .team({ alice: 40 }, { name: 'desk' })
      .team({ bob: 40 }, { name: 'sales' })
      .team({ 'desk>alice': 30, 'sales>bob': 40 }),
    expect: { members: { desk: 30, sales: 40 } },
  });
  suite.scenario('team-after-enrolment-2', 'a team does not end with the enrolment of a device that founded it', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-014', 'PRN-058'],
    plan: new Plan()
      .users('bob')
      .user('alice', { 'alice/phone': 40, 'kit:alice': 50 })
      .add('d', ['alice/laptop', 30], { in: 'alice', by: ['alice/phone'] })
      .remove('lost', 'alice/phone', { in: 'alice', by: ['kit:alice'], after: ['alice'] })
      .team({ alice: 40, bob: 40 }, { by: ['alice/laptop', 'bob'], x: { alice: ['d'] } })
      .op('n', 'epoch', { by: ['bob'], x: { alice: ['lost'] } }),
    expect: { members: { alice: 40, bob: 40 } },
  });
}

function refused(suite: LogSuite): void {
  const users = (): Plan => new Plan().users('alice', 'bob', 'carol');
  const sales = (): Plan => users().team({ alice: 40, bob: 20 }, { name: 'sales' });
  const rows: [slug: string, title: string, code: string, requirement: string, plan: Plan][] = [
    [
      'n34',
      'N34 a listed user has not signed',
      'E_POP',
      'PRN-014',
      users().team({ alice: 40, bob: 20 }, { by: ['alice'] }),
    ],
    [
      'n34-team',
      'N34 a listed team is signed for by one of its writers',
      'E_POP',
      'PRN-014',
      sales().team({ carol: 40, 'sales>bob': 20 }),
    ],
    [
      'team-bare',
      'the device of a listed user signs without a path',
      'E_SIGNERS',
      'PRN-010',
      users().team({ alice: 40 }, { by: ['=alice'] }),
    ],
    [
      'team-stranger',
      'somebody signs who is not listed',
      'E_SIGNERS',
      'PRN-010',
      users().team({ alice: 40 }, { by: ['alice', 'bob'] }),
    ],
    [
      'team-unknown-device',
      'a device signs that is none of the listed user',
      'E_PATH',
      'PRN-023',
      users().team({ alice: 40 }, { by: ['alice@bob/phone'] }),
    ],
    [
      'team-without-x',
      'nothing is named of the log of the listed user',
      'E_PATH',
      'PRN-023',
      users().team({ alice: 40 }, { x: { alice: [] } }),
    ],
  ];
  for (const [slug, title, code, requirement, plan] of rows) {
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: ['Consent'],
      kind: 'edge',
      code,
      input: inputOf({ plan }),
    });
  }
  const input = inputOf({ plan: users().team({ alice: 40 }) });
  const waiting: [string, string, string, string, ValueObject][] = [
    [
      'n33',
      'N33 the first op of a team under the id of another',
      'E_ID',
      'PRN-003',
      { ...input, log: idOfNothing('team') },
    ],
    ['team-waits', 'the log of a listed user is not at hand', 'E_PENDING_AUTH', 'PRN-019', { ...input, others: [] }],
    ['team-of-nothing', 'no op at all', 'E_PENDING_AUTH', 'PRN-019', { ...input, ops: [] }],
  ];
  for (const [slug, title, code, requirement, each] of waiting) {
    suite.refuses(slug, `${title}: ${code}`, {
      requirements: [requirement],
      flags: ['Waiting'],
      kind: 'edge',
      code,
      input: each,
    });
  }
}
