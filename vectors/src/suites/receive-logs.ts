// sync/receive-logs: ops of every kind in sessions, and the records that name them.
import type { Suite } from '../suite.ts';
import { fromBase64url, type ValueObject } from '../value.ts';
import { crew, Plan } from './log-plan.ts';
import { recordBy } from './log-records.ts';
import { arrives, commits, HELLO, item, items, open, receiveInput } from './session-plan.ts';

type Row = readonly [slug: string, title: string, steps: readonly ValueObject[], without?: readonly string[]];

/** A history, the records beside it, and how it comes over a link. */
class World {
  readonly #plan: Plan;
  readonly #recordByName: ReadonlyMap<string, ValueObject>;

  constructor(plan: Plan, records: Readonly<Record<string, ValueObject>> = {}) {
    this.#plan = plan;
    this.#recordByName = new Map(Object.entries(records));
  }

  /** The statement behind a name: an op, a record, and with `~` in front a copy of it with the signature of another op. */
  made(name: string): ValueObject {
    if (name.startsWith('~')) return { ...this.made(name.slice(1)), sig: this.made('team')['sig'] ?? '' };
    return this.#recordByName.get(name) ?? this.#plan.statementOf(name);
  }

  /** The team is opened by somebody who says that he has nothing. */
  begin(): ValueObject {
    return arrives(HELLO, open({ user: { id: this.#plan.id('team'), ops: [] } }));
  }

  /** A message of items. */
  items(q: number, ...names: readonly string[]): ValueObject {
    return arrives(
      items(
        q,
        names.map((name) => this.made(name)),
      ),
    );
  }

  /** An answer to the question of this number. */
  got(rq: number, ...names: readonly string[]): ValueObject {
    return arrives({ m: 'got', rq, i: names.map((name) => item(this.made(name))) });
  }

  /** An answer that there is no such op. */
  unknown(rq: number, name: string): ValueObject {
    return arrives({ m: 'got', rq, no: [[fromBase64url(this.#plan.id(name)), 'E_UNKNOWN']] });
  }

  /** The store's own. */
  commits(...names: readonly string[]): ValueObject {
    return commits(...names.map((name) => this.made(name)));
  }

  /** The logs of the users and whatever else is held before. */
  held(names: readonly string[]): ValueObject[] {
    return names.map((name) => this.made(name));
  }
}

function putAll(
  suite: Suite,
  plan: { readonly requirements: string[]; readonly flags: string[]; readonly world: World; readonly held: string[] },
  rows: readonly Row[],
): void {
  const { world, held, ...rest } = plan;
  for (const [slug, title, steps] of rows)
    suite.accepts(slug, title, {
      ...rest,
      input: receiveInput({ held: world.held(held), steps: [world.begin(), ...steps] }),
    });
}

/** The cases. */
export function receivedLogs(suite: Suite): void {
  chains(suite);
  asked(suite);
  records(suite);
  joins(suite);
  removals(suite);
  refusals(suite);
  copies(suite);
  furtherLogs(suite);
}

const USERS = ['alice', 'bob', 'carol'];
const WITH_TEAM = [...USERS, 'team'];

/** Bob adds Carol, Alice raises her, and Carol says something: each after the other. */
const chain = (): Plan =>
  crew({ alice: 40, bob: 30 })
    .users('carol')
    .add('add', ['carol', 20], { by: ['bob'] })
    .set('set', ['carol', 30], { by: ['alice'] })
    .op('last', 'epoch', { by: ['carol'] });

function chains(suite: Suite): void {
  const world = new World(chain());
  putAll(suite, { requirements: ['SYN-023'], flags: ['Log'], world, held: USERS }, [
    ['ok-chain', 'four ops in their order', [world.items(0, 'team', 'add', 'set', 'last')]],
    [
      'ok-chain-reverse',
      'four ops in one message, each before what it names',
      [world.items(0, 'last', 'set', 'add', 'team')],
    ],
    ['ok-chain-mixed', 'four ops in one message, in no order', [world.items(0, 'set', 'team', 'last', 'add')]],
    [
      'ok-chain-twice',
      'four ops, and all of them again in another order',
      [world.items(0, 'team', 'add', 'set', 'last'), world.items(1, 'last', 'add', 'set', 'team')],
    ],
    [
      'ok-chain-apart',
      'four ops in their order, each in a message of its own',
      ['team', 'add', 'set', 'last'].map((name, q) => world.items(q, name)),
    ],
  ]);
  putAll(suite, { requirements: ['SYN-028', 'SYN-029'], flags: ['Log', 'Parked'], world, held: USERS }, [
    [
      'ok-chain-late',
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
    ['ok-parent-never', 'two ops whose beginning never comes', [world.items(0, 'last'), world.items(1, 'set')]],
    [
      'ok-parent-never-together',
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
      'ok-asked-back',
      'the ops that are asked for come one by one, back to what is held',
      [world.items(0, 'last'), world.got(0, 'set'), world.got(1, 'add')],
    ],
    [
      'ok-asked-together',
      'more comes than was asked for: it is passed over',
      [world.items(0, 'last'), world.got(0, 'set', 'add')],
    ],
    [
      'ok-asked-once',
      'two ops lack one parent: it is asked for once',
      [world.items(0, 'last'), world.items(1, 'side')],
    ],
    [
      'ok-asked-unknown',
      'nobody has the parent',
      [world.items(0, 'set'), world.unknown(0, 'add'), world.items(1, 'set')],
    ],
    ['ok-asked-half', 'the parent comes, and lacks one itself', [world.items(0, 'last'), world.got(0, 'set')]],
    [
      'ok-asked-as-item',
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
      'ok-record-chain',
      'a record at the end of a chain, all of it in one message the other way round',
      [world.items(0, 'late', 'last', 'set', 'add')],
    ],
    [
      'ok-record-chain-apart',
      'the same, each in a message of its own',
      ['late', 'last', 'set', 'add'].map((name, q) => world.items(q, name)),
    ],
    ['ok-record-of-parked', 'a record that names an op which waits', [world.items(0, 'last'), world.items(1, 'late')]],
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
      'ok-removed-after',
      'a removal, then a record of the removed at heads that have seen it',
      [world.items(0, 'out'), world.items(1, 'after')],
    ],
    [
      'ok-removed-before',
      'a removal, then a record of the removed from before it',
      [world.items(0, 'out'), world.items(1, 'before')],
    ],
    [
      'ok-removed-together',
      'the removal behind both records in one message',
      [world.items(0, 'before', 'after', 'out')],
    ],
    [
      'ok-removed-parked',
      'the record waits for the removal, and is refused when it comes',
      [world.items(0, 'after'), world.items(1, 'out')],
    ],
    [
      'ok-removed-dated-back',
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
    ['ok-refused', 'an op that is refused between two that are not', [world.items(0, 'set', 'bad', 'last')]],
    [
      'ok-refused-child',
      'an op that is refused, and what names it, in one message',
      [world.items(0, 'bad', 'child', 'note')],
    ],
    ['ok-refused-child-first', 'the same the other way round', [world.items(0, 'note', 'grandchild', 'child', 'bad')]],
    [
      'ok-refused-child-later',
      'what names a refused op comes later',
      [world.items(0, 'bad'), world.items(1, 'child', 'note'), world.items(2, 'grandchild')],
    ],
  ]);
  putAll(suite, { requirements: ['SYN-029'], flags: ['Log', 'Parked'], world, held }, [
    [
      'ok-refused-parent',
      'what waits is refused with the op for which it waits',
      [world.items(0, 'child', 'note'), world.items(1, 'bad')],
    ],
    [
      'ok-refused-parents',
      'and so is what waits for that',
      [world.items(0, 'grandchild'), world.items(1, 'child'), world.items(2, 'bad')],
    ],
    ['ok-refused-asked', 'the op that is asked for is refused', [world.items(0, 'child'), world.got(0, 'bad')]],
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
      'ok-copy-asked',
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
      'ok-further-deep',
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
