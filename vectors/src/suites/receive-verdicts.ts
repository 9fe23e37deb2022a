// sync/receive-logs: ops that end something, that are refused, that come in several copies, and those of further logs.
import type { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { Plan } from './log-plan.ts';
import { recordBy } from './log-records.ts';
import { chain, putAll, WITH_TEAM, World } from './log-world.ts';

/** The cases. */
export function receivedVerdicts(suite: Suite): void {
  removals(suite);
  refusals(suite);
  copies(suite);
  furtherLogs(suite);
}

function removals(suite: Suite): void {
  const plan = chain()
    .remove('out', 'carol', { by: ['alice'] })
    .op('dated', 'epoch', { by: ['carol'], after: ['add'] });
  const of = (seq: number, au: string): ValueObject =>
    recordBy({ plan, by: ['carol'], path: ['carol'], au: [au], claims: { seq, tag: `note ${seq}` } });
  const world = new World(plan, { before: of(1, 'last'), after: of(2, 'out'), beside: of(3, 'dated') });
  const held = [...WITH_TEAM, 'add', 'set', 'last'];
  putAll(suite, { requirements: ['SYN-023', 'SYN-029'], flags: ['Log', 'Verdict'], world, held }, [
    [
      'ok-removed-after-2',
      'a removal, then a record of the removed at heads that have seen it',
      [world.items(0, 'out'), world.items(1, 'after')],
    ],
    [
      'ok-removed-before-2',
      'a removal, then a record of the removed from before it',
      [world.items(0, 'out'), world.items(1, 'before')],
    ],
    [
      'ok-removed-together-2',
      'the removal behind both records in one message',
      [world.items(0, 'before', 'after', 'out')],
    ],
    [
      'ok-removed-parked-2',
      'the record waits for the removal, and is refused when it comes',
      [world.items(0, 'after'), world.items(1, 'out')],
    ],
    [
      'ok-removed-dated-back-2',
      'an op that the removed dated back, and a record at it: accepted, whatever they are worth',
      [world.items(0, 'out'), world.items(1, 'beside', 'dated')],
    ],
  ]);
}

function refusals(suite: Suite): void {
  const plan = chain()
    .set('bad', ['bob', 40], { by: ['carol'], after: ['add'] })
    .op('child', 'epoch', { by: ['alice'], after: ['bad'] })
    .op('grandchild', 'epoch', { by: ['alice'], after: ['child'] });
  const note = recordBy({ plan, by: ['carol'], path: ['carol'], au: ['bad'] });
  const world = new World(plan, { note });
  const held = [...WITH_TEAM, 'add'];
  putAll(suite, { requirements: ['SYN-023'], flags: ['Log', 'Verdict'], world, held }, [
    ['ok-refused-2', 'an op that is refused between two that are not', [world.items(0, 'set', 'bad', 'last')]],
    [
      'ok-refused-child-2',
      'an op that is refused, and what names it, in one message',
      [world.items(0, 'bad', 'child', 'note')],
    ],
    [
      'ok-refused-child-first-2',
      'the same the other way round',
      [world.items(0, 'note', 'grandchild', 'child', 'bad')],
    ],
    [
      'ok-refused-child-later-2',
      'what names a refused op comes later',
      [world.items(0, 'bad'), world.items(1, 'child', 'note'), world.items(2, 'grandchild')],
    ],
  ]);
  putAll(suite, { requirements: ['SYN-029'], flags: ['Log', 'Parked'], world, held }, [
    [
      'ok-refused-parent-2',
      'what waits is refused with the op for which it waits',
      [world.items(0, 'child', 'note'), world.items(1, 'bad')],
    ],
    [
      'ok-refused-parents-2',
      'and so is what waits for that',
      [world.items(0, 'grandchild'), world.items(1, 'child'), world.items(2, 'bad')],
    ],
    ['ok-refused-asked-2', 'the op that is asked for is refused', [world.items(0, 'child'), world.got(0, 'bad')]],
  ]);
}

function copies(suite: Suite): void {
  const plan = chain();
  const note = recordBy({ plan, by: ['carol'], path: ['carol'], au: ['add'] });
  const world = new World(plan, { note });
  putAll(suite, { requirements: ['SYN-027'], flags: ['Log', 'Copy'], world, held: WITH_TEAM }, [
    ['ok-copy', 'a forged copy of an op, then the right one', [world.items(0, '~add'), world.items(1, 'add')]],
    ['ok-copy-together', 'both in one message, the forged one first', [world.items(0, '~add', 'add')]],
    ['ok-copy-behind', 'both in one message, the right one first', [world.items(0, 'add', '~add')]],
    [
      'ok-copy-waiting',
      'a record waits, a forged copy of its op comes, then the right one',
      [world.items(0, 'note'), world.got(0, '~add'), world.items(1, 'add')],
    ],
    [
      'ok-copy-child',
      'behind a forged copy an op that names it waits, until the right one comes',
      [world.items(0, '~add', 'set'), world.items(1, 'add')],
    ],
    [
      'ok-copy-parked',
      'a forged copy waits, then the right one, then what both wait for',
      [world.items(0, '~set'), world.items(1, 'set'), world.items(2, 'add')],
    ],
    [
      'ok-copy-parked-reverse',
      'the right one waits, then a forged copy, then what both wait for',
      [world.items(0, 'set'), world.items(1, '~set'), world.items(2, 'add')],
    ],
    [
      'ok-copy-parked-together',
      'both wait in one message with what they wait for',
      [world.items(0, '~set', 'set', 'add')],
    ],
    [
      'ok-copy-asked-2',
      'a forged copy waits and is followed by a record: the op is asked for again',
      [world.items(0, '~set', 'last'), world.got(0, 'set', 'add')],
    ],
  ]);
}

/** What ops of the team know of its members, and of a team that is a member. */
function furtherLogs(suite: Suite): void {
  const plan = new Plan()
    .users('alice', 'bob')
    .user('carol', { 'carol/phone': 40 })
    .team({ bob: 40 }, { name: 'sales' })
    .team({ alice: 40 })
    .add('sales-in', ['sales', 20], { by: ['alice'], consent: 'sales>bob' })
    .add('hire', ['carol', 20], { in: 'sales', by: ['bob'] })
    .op('epoch', 'epoch', { by: ['sales>carol'] })
    .add('card', ['alice/card', 30], { in: 'alice', by: ['alice/phone'] });
  const note = recordBy({ plan, by: ['carol'], path: ['sales', 'carol'], au: ['epoch'], ax: {} });
  const byCard = recordBy({ plan, by: ['alice/card'], path: ['alice'], au: ['team'], ax: { alice: ['card'] } });
  const world = new World(plan, { note, byCard });
  const held = ['alice', 'team'];
  putAll(suite, { requirements: ['SYN-028', 'SYN-029'], flags: ['Log', 'Parked'], world, held }, [
    ['ok-further', 'an op names ops of two further logs: they are asked for', [world.items(0, 'sales-in')]],
    [
      'ok-further-comes',
      'they come, in whatever order, and what they name is asked for',
      [world.items(0, 'sales-in'), world.got(0, 'sales', 'bob')],
    ],
    [
      'ok-further-deep-2',
      'a record of somebody in a team that is a member, and all that it stands on comes piece by piece',
      [
        world.items(0, 'note'),
        world.got(0, 'epoch'),
        world.got(1, 'carol', 'hire', 'sales-in'),
        world.got(2, 'sales', 'bob'),
      ],
    ],
    ['ok-further-half', 'of the further logs one does not come', [world.items(0, 'sales-in'), world.got(0, 'bob')]],
    [
      'ok-further-device',
      'a record by a device that its user enrolled since: the op of the user is asked for',
      [world.items(0, 'byCard'), world.got(0, 'card')],
    ],
    [
      'ok-further-own',
      'the further logs are commits of the store itself',
      [world.items(0, 'sales-in'), world.commits('bob', 'sales')],
    ],
  ]);
}
