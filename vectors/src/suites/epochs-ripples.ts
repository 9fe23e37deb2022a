// secrecy/fresh-elsewhere: what happens in the logs of members, and of members of members. SEC-014.
import { again, type EpochSuite } from './epochs-scenario.ts';
import { Plan } from './log-plan.ts';

const after = ['e1'];
const lost = { by: ['bob/phone'], in: 'bob', claims: { why: 'lost' } } as const;

/** Bob has a laptop; he is a member of the team. */
const withBob = (): Plan =>
  new Plan()
    .users('alice', 'carol')
    .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
    .team({ alice: 40, bob: 20, carol: 20 })
    .op('e1', 'epoch', { by: ['alice'] });

/** Bob is a member of desk, that of sales, and that of the team. */
const nested = (): Plan =>
  new Plan()
    .users('alice', 'carol', 'dave')
    .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
    .team({ carol: 40, bob: 20 }, { name: 'desk' })
    .team({ dave: 40, 'desk>carol': 20 }, { name: 'sales' })
    .team({ alice: 40, 'sales>dave': 20 })
    .op('e1', 'epoch', { by: ['alice'] });

/** One level deep. */
export function ripples(suite: EpochSuite): void {
  const news = { by: ['alice'], after, x: { bob: ['lost'] } };
  suite.scenario('device-of-member', 'a member loses a device, and the team knows', {
    flag: 'Ripple',
    plan: withBob()
      .remove('lost', 'bob/laptop', lost)
      .op('n', 'pol', { ...news, claims: { pol: { a: 'b' } } }),
    fresh: [],
  });
  suite.scenario('device-unknown', 'while the team does not know', {
    flag: 'Storm',
    plan: withBob().remove('lost', 'bob/laptop', lost),
    fresh: ['e1'],
  });
  suite.scenario('device-announced', 'the op that makes it known announces an epoch', {
    flag: 'Ripple',
    plan: withBob().remove('lost', 'bob/laptop', lost).op('e2', 'epoch', news),
    fresh: ['e2'],
  });
  suite.scenario('device-by-itself', 'the member makes it known, cuts the device and announces', {
    flag: 'Ripple',
    plan: withBob()
      .remove('lost', 'bob/laptop', lost)
      .remove('cut', 'bob/laptop', { by: ['bob'], after, through: ['bob'], claims: { keep: true } })
      .op('e2', 'epoch', { by: ['bob'], after: ['cut'] }),
    fresh: ['e2'],
  });
  suite.scenario('device-beside', 'an epoch beside the op that makes it known', {
    flag: 'Ripple',
    plan: withBob()
      .remove('lost', 'bob/laptop', lost)
      .op('n', 'pol', { ...news, claims: { pol: { a: 'b' } } })
      .op('e2', 'epoch', { by: ['carol'], after }),
    fresh: [],
  });
  suite.scenario('device-sold', 'a member retires a device, and the team knows', {
    flag: 'Storm',
    plan: withBob()
      .remove('lost', 'bob/laptop', { ...lost, claims: { why: 'retired' } })
      .op('n', 'pol', { ...news, claims: { pol: { a: 'b' } } }),
    fresh: ['e1'],
  });
  suite.scenario('device-top-up', 'a top-up that knows it makes nothing fresh', {
    flag: 'Ripple',
    plan: withBob()
      .remove('lost', 'bob/laptop', lost)
      .op('up', 'epoch', { ...news, claims: again('team', 'e1').claims }),
    fresh: [],
  });
  joiners(suite);
}

/** Bob comes into the team when the epoch is there. */
function joiners(suite: EpochSuite): void {
  const team = (): Plan =>
    new Plan()
      .users('alice')
      .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
      .team({ alice: 40 })
      .op('e1', 'epoch', { by: ['alice'] });
  const up = { by: ['alice'], claims: again('team', 'e1').claims };
  suite.scenario('joiner-lost-before', 'who joins has lost a device long ago', {
    flag: 'Storm',
    plan: team()
      .remove('lost', 'bob/laptop', lost)
      .add('in', ['bob', 20], { by: ['alice'] }),
    fresh: ['e1'],
  });
  suite.scenario('joiner-topped-up', 'and gets the epoch by a top-up', {
    flag: 'Storm',
    plan: team()
      .remove('lost', 'bob/laptop', lost)
      .add('in', ['bob', 20], { by: ['alice'] })
      .op('up', 'epoch', up),
    fresh: ['e1'],
  });
  suite.scenario('joiner-loses', 'who joined got the epoch, and then lost a device', {
    flag: 'Ripple',
    plan: team()
      .add('in', ['bob', 20], { by: ['alice'] })
      .op('up', 'epoch', up)
      .remove('lost', 'bob/laptop', lost)
      .op('n', 'pol', { by: ['alice'], x: { bob: ['lost'] }, claims: { pol: { a: 'b' } } }),
    fresh: [],
  });
  suite.scenario('joiner-loses-first', 'who joined lost a device before anybody sent the epoch', {
    flag: 'Storm',
    plan: team()
      .add('in', ['bob', 20], { by: ['alice'] })
      .remove('lost', 'bob/laptop', lost)
      .op('up', 'epoch', { ...up, x: { bob: ['lost'] } }),
    fresh: ['e1'],
  });
}

/** Several levels deep, in circles, and as deep as it goes. */
export function deep(suite: EpochSuite): void {
  const news = (x: Readonly<Record<string, readonly string[]>>): { by: string[]; x: typeof x } => ({
    by: ['alice'],
    x,
  });
  const pol = { claims: { pol: { a: 'b' } } };
  suite.scenario('two-deep', 'somebody is removed from a team two levels below', {
    flag: 'Ripple',
    plan: nested()
      .remove('out', 'bob', { in: 'desk', by: ['carol'] })
      .op('n', 'pol', { ...news({ desk: ['out'] }), ...pol }),
    fresh: [],
  });
  suite.scenario('three-deep', 'a device three levels below is lost', {
    flag: 'Ripple',
    plan: nested()
      .remove('lost', 'bob/laptop', lost)
      .op('n', 'pol', { ...news({ bob: ['lost'] }), ...pol }),
    fresh: [],
  });
  const level = (): Plan =>
    nested()
      .remove('lost', 'bob/laptop', lost)
      .op('d', 'epoch', { in: 'desk', by: ['carol'], x: { bob: ['lost'] } })
      .op('s', 'epoch', { in: 'sales', by: ['dave'], x: { desk: ['d'] } });
  suite.scenario('level-by-level', 'the team knows the new epoch of the team below, and with it why', {
    flag: 'Ripple',
    plan: level().op('n', 'pol', { ...news({ sales: ['s'] }), ...pol }),
    fresh: [],
  });
  suite.scenario('level-announced', 'and announces in the same op', {
    flag: 'Ripple',
    plan: level().op('e2', 'epoch', news({ sales: ['s'] })),
    fresh: ['e2'],
  });
  suite.scenario('team-gone', 'a team that was removed loses somebody afterwards', {
    flag: 'Storm',
    plan: nested()
      .remove('x', 'sales', { by: ['alice'] })
      .op('e2', 'epoch', { by: ['alice'] })
      .remove('out', 'bob', { in: 'desk', by: ['carol'] })
      .op('n', 'pol', { ...news({ desk: ['out'] }), ...pol }),
    fresh: ['e2'],
  });
  suite.scenario('struck-below', 'an admission into a team below is struck there', {
    flag: 'Ripple',
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'dave')
      .team({ carol: 40, bob: 30 }, { name: 'sales' })
      .team({ alice: 40, 'sales>carol': 20 })
      .add('in', ['dave', 20], { in: 'sales', by: ['bob'] })
      .op('e1', 'epoch', { by: ['alice'], x: { sales: ['in'] } })
      .set('x', ['bob', 20], { in: 'sales', by: ['carol'], after: ['sales'] })
      .op('n', 'pol', { ...news({ sales: ['x'] }), ...pol }),
    fresh: [],
  });
  circles(suite);
  depths(suite);
}

function circles(suite: EpochSuite): void {
  const circle = (): Plan =>
    new Plan()
      .users('alice', 'bob', 'carol')
      .team({ bob: 40, carol: 20 }, { name: 'sales' })
      .team({ alice: 40, 'sales>bob': 30 })
      .add('ring', ['team', 20], { in: 'sales', by: ['bob'], consent: 'team>alice' })
      .op('e1', 'epoch', { by: ['alice'], x: { sales: ['ring'] } });
  suite.scenario('circle', 'two teams in each other', { flag: 'Storm', plan: circle(), fresh: ['e1'] });
  suite.scenario('circle-out', 'somebody is removed from one of them', {
    flag: 'Ripple',
    plan: circle()
      .remove('out', 'carol', { in: 'sales', by: ['bob'] })
      .op('n', 'pol', { by: ['alice'], x: { sales: ['out'] }, claims: { pol: { a: 'b' } } }),
    fresh: [],
  });
}

/** Bob is a member of a team that stands so many steps below the team. */
function tower(steps: number): Plan {
  const plan = new Plan().users('alice', 'carol').user('bob', { 'bob/phone': 40, 'bob/laptop': 20 });
  const ownerOf = (level: number): string => (level % 2 === 0 ? 'alice' : 'carol');
  const nameOf = (level: number): string => (level === 0 ? 'team' : `t${level}`);
  for (let level = steps - 1; level >= 0; level--) {
    const below = level === steps - 1 ? 'bob' : `${nameOf(level + 1)}>${ownerOf(level + 1)}`;
    plan.team({ [ownerOf(level)]: 40, [below]: 20 }, { name: nameOf(level) });
  }
  return plan
    .op('e1', 'epoch', { by: ['alice'] })
    .remove('lost', 'bob/laptop', lost)
    .op('n', 'pol', { by: ['alice'], x: { bob: ['lost'] }, claims: { pol: { a: 'b' } } });
}

function depths(suite: EpochSuite): void {
  suite.scenario('eight-steps', 'a lost device of a user eight steps below', {
    flag: 'Ripple',
    plan: tower(8),
    fresh: [],
  });
  suite.scenario('nine-steps', 'nine steps below, nobody looks', {
    flag: 'AcceptedOddity',
    plan: tower(9),
    fresh: ['e1'],
  });
}
