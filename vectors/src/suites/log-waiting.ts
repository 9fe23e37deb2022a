// principals/waiting: what ops wait for, the order of codes, and that no order of arrival matters. PRN-019 to PRN-021, PRN-069.
import { after, crew, type Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';
import { idOfNothing } from './users.ts';

/** Waiting, and orders of arrival. */
export function waitingSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/waiting',
    'Logs whose ops come late, in any order, more than once, or name what is refused: each waits for all that it names.',
  );
  lacking(suite);
  parents(suite);
  mismatches(suite);
  codes(suite);
  orders(suite);
  return suite;
}

const NO = 'E_NOT_AUTHORIZED';
const WAITS = ['E_PENDING_AUTH', 'PRN-019'] as const;
const TWO = { alice: 40, bob: 30 };
const team = (): Plan => crew(TWO).users('carol');

function lacking(suite: LogSuite): void {
  const chain = (): Plan =>
    team()
      .add('a', ['carol', 20], { by: ['bob'] })
      .set('s', ['carol', 10], { by: ['bob'] })
      .op('e', 'epoch', { by: ['alice'] });
  suite.scenario('n56-2', 'N56 an op whose parent is not there waits, and so does what names it', {
    flag: 'Waiting',
    plan: chain(),
    without: ['a'],
    expect: { members: TWO, parked: { s: WAITS, e: WAITS } },
  });
  suite.scenario('n56-late-2', 'when the parent comes at last, they go on by themselves', {
    flag: 'Waiting',
    requirements: ['PRN-019', 'PRN-069'],
    plan: chain(),
    order: ['team', 's', 'e', 'a'],
    expect: { members: { ...TWO, carol: 10 } },
    steps: [
      [2, { members: TWO, parked: { s: WAITS } }],
      [3, { members: TWO, parked: { s: WAITS, e: WAITS } }],
    ],
  });
  suite.scenario('ref-and-x-2', 'an op waits for what it names in ref and in x, too, and for nothing in who', {
    flag: 'Waiting',
    plan: team()
      .invite('i', ['carol', 20], { by: ['alice'] })
      .op('later', 'epoch', { in: 'carol', by: ['carol/phone'] })
      .join('j', ['carol', 'i'], { after, x: { carol: ['carol'] } })
      .op('x', 'epoch', { by: ['alice'], after, x: { carol: ['later'] } })
      .remove('r', 'alice', { by: ['bob'], after, claims: { who: idOfNothing('who') } }),
    without: ['i', 'later'],
    expect: { members: TWO, refused: { r: [NO, 'PRN-041'] }, parked: { j: WAITS, x: WAITS } },
  });
  suite.scenario(
    'newer-kind-2',
    'an op of a kind that is not known waits for newer software, and what names it waits for it',
    {
      flag: 'Waiting',
      plan: team()
        .op('n', 'rotate', { by: ['alice'] })
        .op('e', 'epoch', { by: ['alice'] }),
      expect: { members: TWO, parked: { n: ['E_UPGRADE', 'PRN-002'], e: WAITS } },
    },
  );
  suite.scenario('other-log-2', 'an op of a log whose first op is not there waits in silence', {
    flag: 'Waiting',
    plan: team()
      .team({ carol: 40 }, { name: 'sales' })
      .op('s', 'epoch', { in: 'sales', by: ['carol'] })
      .op('e', 'epoch', { by: ['alice'], after }),
    without: ['sales'],
    expect: { members: TWO, parked: { s: WAITS } },
  });
}

function parents(suite: LogSuite): void {
  suite.scenario('n56a-2', 'N56a an op that names a refused op, in par, ref or x, is refused with it', {
    flag: 'Waiting',
    plan: team()
      .invite('bad', ['carol', 40], { by: ['bob'], after })
      .op('evil', 'epoch', { in: 'carol', by: ['=bob'] })
      .op('p', 'epoch', { by: ['alice'], after: ['team', 'bad'] })
      .join('r', ['carol', 'bad'], { after, x: { carol: ['carol'] } })
      .op('h', 'epoch', { by: ['alice'], after, x: { carol: ['evil'] } })
      .op('child', 'epoch', { by: ['alice'], after: ['p'] }),
    expect: {
      members: TWO,
      refused: {
        bad: [NO, 'PRN-034'],
        evil: [NO, 'PRN-047'],
        p: ['E_PARENT', 'PRN-021'],
        r: ['E_PARENT', 'PRN-021'],
        h: ['E_PARENT', 'PRN-021'],
        child: ['E_PARENT', 'PRN-021'],
      },
    },
  });
  suite.scenario('form-of-parent-2', 'also when the op that is named has no right form', {
    flag: 'Waiting',
    plan: team()
      .op('bad', 'epoch', { by: ['alice'], claims: { x: 7 } })
      .op('e', 'epoch', { by: ['alice'] }),
    expect: { members: TWO, refused: { bad: ['E_FORMAT', 'PRN-015'], e: ['E_PARENT', 'PRN-021'] } },
  });
}

function mismatches(suite: LogSuite): void {
  const wrong = ['E_LOG_MISMATCH', 'PRN-020'] as const;
  suite.scenario('n57-2', 'N57 a parent of another log, a head under another log, a head of the own log', {
    flag: 'Waiting',
    plan: team()
      .op('par', 'epoch', { by: ['alice'], after: ['team', 'carol'] })
      .op('only', 'epoch', { by: ['alice'], after: ['alice'] })
      .op('x', 'epoch', { by: ['alice'], after, x: { carol: ['bob'] } })
      .op('own', 'epoch', { by: ['alice'], after, x: { team: ['team'] } }),
    expect: { members: TWO, refused: { par: wrong, only: wrong, x: wrong, own: wrong } },
  });
  suite.scenario('n57-init', 'the first op of a team names heads of other logs under their own logs', {
    flag: 'Waiting',
    plan: team().team({ carol: 40 }, { name: 'sales', x: { bob: ['alice'] } }),
    expect: { members: TWO, refused: { sales: wrong } },
  });
}

function codes(suite: LogSuite): void {
  suite.scenario('order-of-codes-2', 'an op with several faults is refused for the first of them', {
    flag: 'Waiting',
    requirements: ['CNV-001'],
    plan: team()
      .op('bad', 'epoch', { by: ['carol'], after })
      .op('mismatch', 'epoch', { by: ['alice@bob/phone'], after: ['bad', 'carol'] })
      .op('parent', 'epoch', { by: ['alice@bob/phone'], after: ['bad'] })
      .op('path', 'epoch', { by: ['carol@bob/phone'], after }),
    expect: {
      members: TWO,
      refused: {
        bad: [NO, 'PRN-047'],
        mismatch: ['E_LOG_MISMATCH', 'PRN-020'],
        parent: ['E_PARENT', 'PRN-021'],
        path: ['E_PATH', 'PRN-023'],
      },
    },
  });
  suite.scenario('waiting-before-codes-2', 'no fault of step 8 is looked for while something named is missing', {
    flag: 'Waiting',
    requirements: ['CNV-001'],
    plan: team()
      .op('bad', 'epoch', { by: ['carol'], after })
      .op('gone', 'epoch', { by: ['alice'], after })
      .op('e', 'epoch', { by: ['alice@bob/phone'], after: ['bad', 'gone', 'carol'] })
      .op('form', 'epoch', { by: ['alice'], after: ['gone'], claims: { x: [] } }),
    without: ['gone'],
    expect: {
      members: TWO,
      refused: { bad: [NO, 'PRN-047'], form: ['E_FORMAT', 'PRN-015'] },
      parked: { e: WAITS },
    },
  });
}

function orders(suite: LogSuite): void {
  const all = (): Plan =>
    crew({ alice: 40, bob: 40, carol: 40, dave: 20 })
      .remove('x', 'bob', { by: ['alice', 'carol'], after })
      .remove('y', 'alice', { by: ['bob', 'carol'], after })
      .set('p', ['dave', 30], { by: ['bob'], after })
      .remove('z', 'dave', { by: ['alice'], after })
      .set('l', ['alice', 20], { by: ['alice'], after })
      .op('e', 'epoch', { by: ['carol'] });
  const names = ['team', 'x', 'y', 'p', 'z', 'l', 'e'];
  const expect = { members: { alice: 20, bob: 40, carol: 40, dave: 20 }, struck: ['x', 'y', 'p', 'z'] };
  const orderings: [string, string, string[]][] = [
    ['as-made', 'seven ops in the order in which they were made', names],
    ['backwards', 'the same, backwards', names.toReversed()],
    ['twice', 'the same, each twice', [...names, ...names.toReversed()]],
    ['mixed', 'the same, mixed, some three times', ['z', 'e', 'y', 'z', 'l', 'team', 'x', 'p', 'z']],
  ];
  for (const [slug, title, order] of orderings) {
    suite.scenario(`order-${slug}-2`, title, {
      flag: slug === 'as-made' ? 'Beside' : 'Waiting',
      requirements: ['PRN-069'],
      plan: all(),
      order,
      expect,
    });
  }
  const words = (): Plan =>
    crew({ alice: 40, bob: 30, carol: 20, dave: 30, erin: 30 })
      .remove('x', 'carol', { by: ['bob'], after })
      .set('s', ['carol', 10], { by: ['dave'], after })
      .set('p', ['erin', 20], { by: ['alice'], after })
      .set('q', ['erin', 10], { by: ['alice'], after });
  for (const order of [
    ['team', 'x', 's', 'p', 'q'],
    ['team', 's', 'x', 'q', 'p'],
  ]) {
    suite.scenario(
      `words-${order[1] ?? ''}-first`,
      'words beside each other, of which the last to come is not the last',
      {
        flag: 'Beside',
        requirements: ['PRN-069', 'PRN-029'],
        plan: words(),
        order,
        expect: { members: { alice: 40, bob: 30, dave: 30, erin: 10 } },
      },
    );
  }
  suite.scenario('step-by-step-2', 'what is said after each of them', {
    flag: 'Beside',
    requirements: ['PRN-069', 'PRN-065'],
    plan: all(),
    order: names,
    expect,
    steps: [
      [1, { members: { alice: 40, bob: 40, carol: 40, dave: 20 } }],
      [2, { members: { alice: 40, carol: 40, dave: 20 } }],
      [3, { members: { alice: 40, bob: 40, carol: 40, dave: 20 }, struck: ['x', 'y'] }],
      [4, { members: { alice: 40, bob: 40, carol: 40, dave: 20 }, struck: ['x', 'y', 'p'] }],
      [5, { members: { alice: 40, bob: 40, carol: 40, dave: 20 }, struck: ['x', 'y', 'p', 'z'] }],
      [6, { members: { alice: 20, bob: 40, carol: 40, dave: 20 }, struck: ['x', 'y', 'p', 'z'] }],
    ],
  });
}
