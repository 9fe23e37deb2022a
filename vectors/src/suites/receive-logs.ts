// sync/receive-logs: ops of every kind in sessions, and the records that name them.
import type { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { crew } from './log-plan.ts';
import { recordBy } from './log-records.ts';
import { chain, putAll, USERS, WITH_TEAM, World } from './log-world.ts';

/** The cases. */
export function receivedLogs(suite: Suite): void {
  chains(suite);
  asked(suite);
  records(suite);
  joins(suite);
}

function chains(suite: Suite): void {
  const world = new World(chain());
  putAll(suite, { requirements: ['SYN-023'], flags: ['Log'], world, held: USERS }, [
    ['ok-chain-2', 'four ops in their order', [world.items(0, 'team', 'add', 'set', 'last')]],
    [
      'ok-chain-reverse-2',
      'four ops in one message, each before what it names',
      [world.items(0, 'last', 'set', 'add', 'team')],
    ],
    ['ok-chain-mixed-2', 'four ops in one message, in no order', [world.items(0, 'set', 'team', 'last', 'add')]],
    [
      'ok-chain-twice-2',
      'four ops, and all of them again in another order',
      [world.items(0, 'team', 'add', 'set', 'last'), world.items(1, 'last', 'add', 'set', 'team')],
    ],
    [
      'ok-chain-apart-2',
      'four ops in their order, each in a message of its own',
      ['team', 'add', 'set', 'last'].map((name, q) => world.items(q, name)),
    ],
  ]);
  putAll(suite, { requirements: ['SYN-028', 'SYN-029'], flags: ['Log', 'Parked'], world, held: USERS }, [
    [
      'ok-chain-late-2',
      'four ops, each in a message of its own and before what it names',
      ['last', 'set', 'add', 'team'].map((name, q) => world.items(q, name)),
    ],
    [
      'ok-parent-later',
      'an op, and its parent in another turn',
      [world.items(0, 'team'), world.items(1, 'set'), world.items(2, 'add')],
    ],
    [
      'ok-parent-own',
      'the parent is a commit of the store itself',
      [world.items(0, 'team', 'set'), world.commits('add')],
    ],
    ['ok-parent-never-2', 'two ops whose beginning never comes', [world.items(0, 'last'), world.items(1, 'set')]],
    [
      'ok-parent-never-together-2',
      'the same two in one message: what waits is asked for, too',
      [world.items(0, 'last', 'set')],
    ],
  ]);
}

function asked(suite: Suite): void {
  const world = new World(chain().op('side', 'epoch', { by: ['alice'], after: ['set'] }));
  putAll(suite, { requirements: ['SYN-028', 'SYN-029'], flags: ['Log', 'Parked'], world, held: WITH_TEAM }, [
    ['ok-asked', 'an op whose parent is not there waits, and the parent is asked for', [world.items(0, 'set')]],
    [
      'ok-asked-back-2',
      'the ops that are asked for come one by one, back to what is held',
      [world.items(0, 'last'), world.got(0, 'set'), world.got(1, 'add')],
    ],
    [
      'ok-asked-together-2',
      'more comes than was asked for: it is passed over',
      [world.items(0, 'last'), world.got(0, 'set', 'add')],
    ],
    [
      'ok-asked-once-2',
      'two ops lack one parent: it is asked for once',
      [world.items(0, 'last'), world.items(1, 'side')],
    ],
    [
      'ok-asked-unknown',
      'nobody has the parent',
      [world.items(0, 'set'), world.unknown(0, 'add'), world.items(1, 'set')],
    ],
    ['ok-asked-half-2', 'the parent comes, and lacks one itself', [world.items(0, 'last'), world.got(0, 'set')]],
    [
      'ok-asked-as-item-2',
      'the parent comes as an item',
      [world.items(0, 'last'), world.items(1, 'set'), world.items(2, 'add')],
    ],
  ]);
}

function records(suite: Suite): void {
  const plan = chain();
  const of = (seq: number, au: string): ValueObject =>
    recordBy({ plan, by: ['carol'], path: ['carol'], au: [au], claims: { seq, tag: `note ${seq}` } });
  const world = new World(plan, { early: of(1, 'team'), note: of(2, 'add'), late: of(3, 'last') });
  putAll(suite, { requirements: ['SYN-028', 'SYN-029'], flags: ['Log', 'Parked'], world, held: WITH_TEAM }, [
    [
      'ok-record-together',
      'a record, and behind it in the same message the add of its writer',
      [world.items(0, 'note', 'add')],
    ],
    [
      'ok-record-first',
      'a record, and in another turn the add of its writer',
      [world.items(0, 'note'), world.items(1, 'add')],
    ],
    ['ok-record-asked', 'a record, and the add is asked for', [world.items(0, 'note'), world.got(0, 'add')]],
    [
      'ok-record-chain-2',
      'a record at the end of a chain, all of it in one message the other way round',
      [world.items(0, 'late', 'last', 'set', 'add')],
    ],
    [
      'ok-record-chain-apart-2',
      'the same, each in a message of its own',
      ['late', 'last', 'set', 'add'].map((name, q) => world.items(q, name)),
    ],
    [
      'ok-record-of-parked-2',
      'a record that names an op which waits',
      [world.items(0, 'last'), world.items(1, 'late')],
    ],
    ['ok-record-own', 'the add is a commit of the store itself', [world.items(0, 'note'), world.commits('add')]],
  ]);
  putAll(suite, { requirements: ['SYN-023'], flags: ['Log', 'Verdict'], world, held: WITH_TEAM }, [
    [
      'ok-record-before-add',
      'a record at heads that do not know of the add is refused, though the add comes with it',
      [world.items(0, 'early', 'add', 'note')],
    ],
  ]);
}

function joins(suite: Suite): void {
  const plan = crew({ alice: 40 })
    .users('bob', 'carol')
    .invite('invite', ['key:link', 20], { by: ['alice'] })
    .join('join', ['carol', 'invite'], { by: ['carol', 'key:link'] })
    .join('again', ['bob', 'invite'], { by: ['bob', 'key:link'] });
  const note = recordBy({ plan, by: ['carol'], path: ['carol'], au: ['join'] });
  const world = new World(plan, { note });
  putAll(suite, { requirements: ['SYN-028', 'SYN-029'], flags: ['Log', 'Parked'], world, held: WITH_TEAM }, [
    ['ok-join', 'an invite, a join by it, and a record of the newcomer', [world.items(0, 'invite', 'join', 'note')]],
    ['ok-join-reverse', 'the same the other way round', [world.items(0, 'note', 'join', 'invite')]],
    ['ok-join-apart', 'the same in three messages', ['note', 'join', 'invite'].map((name, q) => world.items(q, name))],
    ['ok-join-asked', 'the invite is asked for', [world.items(0, 'join', 'note'), world.got(0, 'invite')]],
    [
      'ok-join-used',
      'behind the one use of the invite a second join, which comes first',
      [world.items(0, 'again', 'join', 'invite')],
    ],
    [
      'ok-join-used-late',
      'the second join waits, and is refused when the invite comes',
      [world.items(0, 'again'), world.items(1, 'join'), world.items(2, 'invite')],
    ],
  ]);
}
