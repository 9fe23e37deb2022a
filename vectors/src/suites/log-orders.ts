// principals/orders: sets of ops that contradict each other, in many orders of arrival. PRN-069.
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** Sets of seven ops beside the first op of the team. */
export function ordersSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/orders',
    'Logs of which seven ops contradict each other, in many orders of arrival: the same answer to each.',
  );
  removals(suite);
  joins(suite);
  furtherTeam(suite);
  recoveries(suite);
  return suite;
}

function removals(suite: LogSuite): void {
  suite.orders('removals', 'N71 removals and lowerings beside grants and raises, by an owner and two admins', {
    flag: 'Beside',
    requirements: ['PRN-069', 'PRN-059', 'PRN-065'],
    plan: crew({ alice: 40, bob: 30, carol: 30, dave: 20, frank: 20 })
      .users('erin')
      .remove('out-bob', 'bob', { by: ['alice'], after })
      .remove('out-frank', 'frank', { by: ['bob'], after })
      .add('in-erin', ['erin', 20], { by: ['carol'], after })
      .set('up-dave', ['dave', 30], { by: ['alice'], after })
      .set('down-dave', ['dave', 10], { by: ['bob'], after })
      .remove('out-dave', 'dave', { by: ['carol'], after })
      .remove('out-erin', 'erin', { by: ['bob'], after: ['in-erin'] }),
    expect: {
      members: { alice: 40, carol: 30, dave: 30, erin: 20, frank: 20 },
      struck: ['out-frank', 'down-dave', 'out-erin'],
    },
  });
}

function joins(suite: LogSuite): void {
  suite.orders('joins-2', 'N71 three join by an invite with one use, and it is removed beside one of them', {
    flag: 'Invite',
    requirements: ['PRN-069', 'PRN-063'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol', 'dave', 'erin')
      .invite('invite', ['key:link', 20], { by: ['bob'], after })
      .join('carol-joins', ['carol', 'invite'], { by: ['carol', 'key:link'], after: ['invite'] })
      .join('dave-joins', ['dave', 'invite'], { by: ['dave', 'key:link'], after: ['invite'] })
      .join('erin-joins', ['erin', 'invite'], { by: ['erin', 'key:link'], after: ['carol-joins', 'dave-joins'] })
      .remove('revoke', 'invite', { by: ['alice'], after: ['carol-joins'] })
      .op('of-carol', 'epoch', { by: ['carol'], after: ['carol-joins'] })
      .op('of-dave', 'epoch', { by: ['dave'], after: ['dave-joins'] }),
    expect: {
      members: { alice: 40, bob: 30, carol: 20 },
      struck: ['dave-joins', 'of-dave'],
      refused: { 'erin-joins': ['E_INVITE', 'PRN-055'] },
    },
  });
}

function furtherTeam(suite: LogSuite): void {
  suite.orders(
    'nested-2',
    'N71 a team that is a member loses an admin, and whom that took in, beside what both do in the team',
    {
      flag: 'Path',
      requirements: ['PRN-069', 'PRN-032'],
      plan: new Plan()
        .users('alice', 'bob', 'carol', 'dave', 'erin')
        .team({ bob: 40, carol: 30 }, { name: 'sales' })
        .team({ alice: 40, 'sales>bob': 30 })
        .add('hire', ['dave', 20], { in: 'sales', by: ['carol'], after: ['sales'] })
        .remove('fire', 'carol', { in: 'sales', by: ['bob'], after: ['sales'] })
        .add('in-erin', ['erin', 20], { by: ['sales>carol'], after, x: { sales: [] } })
        .op('of-dave', 'epoch', { by: ['sales>dave'], after, x: { sales: ['hire'] } })
        .op('news', 'epoch', { by: ['alice'], after, x: { sales: ['fire'] } })
        .op('of-erin', 'epoch', { by: ['erin'], after: ['in-erin'] })
        .set('down', ['sales', 20], { by: ['alice'], after: ['in-erin'] }),
      beside: ['hire', 'fire'],
      expect: { members: { alice: 40, sales: 20, erin: 20 }, struck: ['of-dave'] },
    },
  );
}

function recoveries(suite: LogSuite): void {
  const [PHONE, LAPTOP, KIT] = ['alice/phone', 'alice/laptop', 'kit:alice'];
  const log = 'alice';
  suite.orders('recoveries-2', 'N71 two recoveries beside each other, and what the lost phone dates back', {
    flag: 'Recovery',
    requirements: ['PRN-069', 'PRN-059'],
    plan: new Plan()
      .user('alice', { [PHONE]: 40, [LAPTOP]: 30, [KIT]: 50 })
      .remove('out-phone', PHONE, { in: log, by: [KIT], after: [log] })
      .remove('out-phone-again', PHONE, { in: log, by: [KIT], after: [log], claims: { why: 'lost' } })
      .add('in-card', ['alice/card', 40], { in: log, by: [KIT], after: ['out-phone'] })
      .add('in-tablet', ['carol/phone', 40], { in: log, by: [KIT], after: ['out-phone-again'] })
      .remove('out-laptop', LAPTOP, { in: log, by: [PHONE], after: [log] })
      .add('in-thief', ['mallory/phone', 30], { in: log, by: [PHONE], after: [log] })
      .op('of-laptop', 'epoch', { in: log, by: [LAPTOP], after: [log] }),
    log,
    expect: {
      members: { [LAPTOP]: 30, 'alice/card': 40, 'carol/phone': 40, [KIT]: 50 },
      struck: ['out-laptop', 'in-thief'],
    },
  });
}
