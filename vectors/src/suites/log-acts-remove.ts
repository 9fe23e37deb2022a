// Who ends what: lowerings, removals, cuts, invites, and what concerns oneself. PRN-040 to PRN-046.
import { after, crew, Plan } from './log-plan.ts';
import type { LogSuite } from './log-scenario.ts';

const NO = 'E_NOT_AUTHORIZED';

/** Lowerings and removals. */
export function removals(suite: LogSuite): void {
  losses(suite);
  targets(suite);
  paths(suite);
  selves(suite);
  bounds(suite);
}

function losses(suite: LogSuite): void {
  const four = { alice: 40, bob: 30, carol: 30, dave: 20 };
  suite.scenario('n45', 'N45 an admin removes and lowers neither an equal nor an owner, a writer nobody', {
    flag: 'Ceiling',
    plan: crew({ ...four, erin: 10 })
      .remove('equal', 'carol', { by: ['bob'], after })
      .remove('above', 'alice', { by: ['bob'], after })
      .set('low', ['carol', 20], { by: ['bob'], after })
      .remove('both', 'alice', { by: ['bob', 'carol'], after })
      .remove('writer', 'erin', { by: ['dave'], after })
      .set('writer-set', ['erin', 0], { by: ['dave'], after, claims: { caps: [{ do: ['r'], col: 'v:a' }] } }),
    expect: {
      members: { ...four, erin: 10 },
      refused: {
        equal: [NO, 'PRN-040'],
        above: [NO, 'PRN-040'],
        low: [NO, 'PRN-040'],
        both: [NO, 'PRN-040'],
        writer: [NO, 'PRN-040'],
        'writer-set': [NO, 'PRN-040'],
      },
    },
  });
  suite.scenario('n46-remove', 'N46 an owner of four, and exactly half of them, remove no owner; three do', {
    flag: 'Majority',
    plan: crew({ alice: 40, bob: 40, carol: 40, dave: 40 })
      .remove('one', 'bob', { by: ['alice'], after })
      .remove('half', 'bob', { by: ['alice', 'carol'], after })
      .set('half-set', ['bob', 30], { by: ['alice', 'carol'], after })
      .remove('most', 'bob', { by: ['alice', 'carol', 'dave'], after }),
    expect: {
      members: { alice: 40, carol: 40, dave: 40 },
      refused: { one: [NO, 'PRN-040'], half: [NO, 'PRN-040'], 'half-set': [NO, 'PRN-040'] },
    },
  });
  suite.scenario('target-counts', 'the word of the target counts towards the majority', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-040', 'PRN-033'],
    plan: crew({ alice: 40, bob: 40, carol: 40 }).remove('x', 'bob', { by: ['alice', 'bob'] }),
    expect: { members: { alice: 40, carol: 40 } },
  });
  suite.scenario('two-at-least', 'one of one is no majority that evicts: a sole cold key stays', {
    flag: 'Majority',
    requirements: ['PRN-045'],
    plan: new Plan()
      .users('alice', 'bob')
      .team({ alice: 40, bob: 40, 'kit:team': 50 })
      .remove('root', 'kit:team', { by: ['alice', 'bob'], after })
      .remove('own', 'alice', { by: ['alice'], after })
      .remove('last', 'bob', { by: ['bob'], after: ['own'] }),
    expect: { members: { 'kit:team': 50 }, refused: { root: [NO, 'PRN-040'] } },
  });
}

function targets(suite: LogSuite): void {
  suite.scenario('n55', 'N55 nobody is removed who is no member, or no longer', {
    flag: 'Ceiling',
    plan: crew({ alice: 40, bob: 20 })
      .users('carol')
      .remove('never', 'carol', { by: ['alice'], after })
      .remove('id', 'alice/phone', { by: ['alice'], after })
      .remove('x', 'bob', { by: ['alice'], after })
      .remove('twice', 'bob', { by: ['alice'], after: ['x'] }),
    expect: {
      members: { alice: 40 },
      refused: { never: [NO, 'PRN-041'], id: [NO, 'PRN-041'], twice: [NO, 'PRN-041'] },
    },
  });
  suite.scenario('keep', 'with keep a former member is cut, by an admin above what it is', {
    flag: 'Ceiling',
    plan: crew({ alice: 40, bob: 30, carol: 30, dave: 20 })
      .users('erin')
      .remove('x', 'dave', { by: ['alice'] })
      .remove('cut', 'dave', { by: ['bob'], claims: { keep: true } })
      .remove('never', 'erin', { by: ['alice'], after: ['cut'], claims: { keep: true } })
      .remove('equal', 'carol', { by: ['bob'], after: ['cut'], claims: { keep: true } })
      .remove('self', 'bob', { by: ['bob'], after: ['cut'], claims: { keep: true } }),
    expect: {
      members: { alice: 40, bob: 30, carol: 30 },
      refused: { never: [NO, 'PRN-042'], equal: [NO, 'PRN-042'], self: [NO, 'PRN-042'] },
    },
  });
  suite.scenario('keep-member', 'a cut of a member ends no membership, and what it did beside the cut', {
    flag: 'Beside',
    requirements: ['PRN-042', 'PRN-059'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .remove('cut', 'bob', { by: ['alice'], after, claims: { keep: true } })
      .add('m', ['carol', 20], { by: ['bob'], after })
      .add('n', ['carol', 10], { by: ['bob'], after: ['cut'] }),
    expect: { members: { alice: 40, bob: 30, carol: 10 }, struck: ['m'] },
  });
  suite.scenario('revoke', 'an invite is removed by an admin, also one of an owner, and by nobody below', {
    flag: 'Invite',
    plan: crew({ alice: 40, bob: 30, carol: 20 })
      .users('dave')
      .invite('i', ['dave', 40], { by: ['alice'] })
      .remove('writer', 'i', { by: ['carol'] })
      .remove('invited', 'i', { by: ['dave'], after: ['i'] })
      .remove('admin', 'i', { by: ['bob'], after: ['i'] }),
    expect: {
      members: { alice: 40, bob: 30, carol: 20 },
      refused: { writer: [NO, 'PRN-044'], invited: [NO, 'PRN-044'] },
    },
  });
  suite.scenario('revoke-unseen', 'an invite that is not in the past is nothing that one could remove', {
    flag: 'Invite',
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .invite('i', ['carol', 20], { by: ['alice'] })
      .remove('r', 'i', { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30 }, refused: { r: [NO, 'PRN-041'] } },
  });
}

function paths(suite: LogSuite): void {
  const nested = (): Plan =>
    new Plan()
      .users('bob', 'carol', 'dave', 'erin')
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 30 })
      .team({ alice: 40, bob: 20 }, { name: 'sales' })
      .team({ carol: 40, dave: 20, erin: 30, 'sales>alice': 30 });
  suite.scenario(
    'thru',
    'a cut below a member is for admins above it, and for writers once the membership there has ended',
    {
      flag: 'Path',
      plan: nested()
        .remove('early', 'bob', { by: ['dave'], claims: { keep: true }, through: ['sales'], after })
        .remove('equal', 'bob', { by: ['erin'], claims: { keep: true }, through: ['sales'], after })
        .remove('owner', 'bob', { by: ['carol'], claims: { keep: true }, through: ['sales'], after })
        .remove('out', 'bob', { in: 'sales', by: ['alice'] })
        .remove('writer', 'bob', {
          by: ['dave'],
          claims: { keep: true },
          through: ['sales'],
          after,
          x: { sales: ['out'] },
        }),
      expect: {
        members: { carol: 40, dave: 20, erin: 30, sales: 30 },
        refused: { early: [NO, 'PRN-043'], equal: [NO, 'PRN-043'] },
      },
    },
  );
  suite.scenario('n65c', 'N65c a stolen phone cuts no laptop of its user in a team', {
    flag: 'Path',
    plan: nested()
      .team({ alice: 30, carol: 40 }, { name: 'team2', by: ['alice', 'carol'] })
      .remove('x', 'alice/phone', {
        in: 'team2',
        by: ['alice/laptop'],
        claims: { keep: true },
        through: ['alice'],
      }),
    log: 'team2',
    expect: { members: { alice: 30, carol: 40 }, refused: { x: [NO, 'PRN-043'] } },
  });
}

function selves(suite: LogSuite): void {
  suite.scenario('leave', 'everybody may leave: a guest, a reader, a sole owner', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-045'],
    plan: crew({ alice: 40, bob: 10 })
      .users('carol')
      .add('g', ['carol', 0], { by: ['alice'], claims: { caps: [{ do: ['r'], col: 'v:a' }] } })
      .remove('guest', 'carol', { by: ['carol'] })
      .remove('reader', 'bob', { by: ['bob'] })
      .remove('owner', 'alice', { by: ['alice'] }),
    expect: { members: {} },
  });
  const nested = (): Plan =>
    new Plan()
      .users('alice', 'bob', 'carol', 'dave')
      .team({ alice: 40, bob: 30, dave: 20 }, { name: 'sales' })
      .team({ carol: 40, 'sales>alice': 30 });
  suite.scenario('team-leaves', 'a team leaves, or steps down, by one of its admins, and not by a writer', {
    flag: 'Path',
    requirements: ['PRN-045'],
    plan: nested()
      .remove('writer', 'sales', { by: ['sales>dave'], after })
      .set('down', ['sales', 10], { by: ['sales>bob'], after })
      .remove('admin', 'sales', { by: ['sales>bob'], after: ['down'] }),
    expect: { members: { carol: 40 }, refused: { writer: [NO, 'PRN-040'] } },
  });
  suite.scenario('team-leave-cut', 'a cut ends the leave of a team beside it, and not that of a person', {
    flag: 'Beside',
    requirements: ['PRN-064', 'PRN-061'],
    plan: nested()
      .remove('l', 'sales', { by: ['sales>bob'], after })
      .remove('k', 'bob', { by: ['carol'], after, claims: { keep: true }, through: ['sales'] }),
    expect: { members: { carol: 40, sales: 30 }, struck: ['l'] },
  });
  suite.scenario(
    'team-leave-cut-whole',
    'nor does a cut of the team itself leave it its leave: it was by somebody below',
    {
      flag: 'Beside',
      requirements: ['PRN-059'],
      plan: nested()
        .remove('l', 'sales', { by: ['sales>bob'], after })
        .remove('k', 'sales', { by: ['carol'], after, claims: { keep: true } }),
      expect: { members: { carol: 40, sales: 30 }, struck: ['l'] },
    },
  );
  suite.scenario('leave-cut', 'a cut beside a leave of a person does not end it', {
    flag: 'Beside',
    requirements: ['PRN-064'],
    plan: crew({ carol: 40, bob: 30 })
      .remove('l', 'bob', { by: ['bob'], after })
      .remove('k', 'bob', { by: ['carol'], after, claims: { keep: true } }),
    expect: { members: { carol: 40 } },
  });
}

function bounds(suite: LogSuite): void {
  const last = (...kids: readonly string[]): { last: Record<string, Record<string, string[]>> } => ({
    last: { 'v:com.example.notes': Object.fromEntries(kids.map((kid) => [kid, [kid]])) },
  });
  const plan = new Plan()
    .users('carol', 'dave')
    .user('alice', { 'alice/phone': 40, 'alice/laptop': 20 })
    .team({ carol: 40, alice: 20, dave: 10 });
  const [phone, laptop, other] = ['alice/phone', 'alice/laptop', 'carol/phone'].map((name) => plan.id(name));
  suite.scenario('bound', 'a writer bounds devices of his own user, an admin any', {
    flag: 'Ceiling',
    plan: plan
      .op('own', 'bound', { by: ['alice'], claims: last(phone ?? '', laptop ?? '') })
      .op('mixed', 'bound', { by: ['alice'], claims: last(phone ?? '', other ?? '') })
      .op('reader', 'bound', { by: ['dave'], after: ['own'], claims: last(phone ?? '') })
      .op('owner', 'bound', { by: ['carol'], after: ['own'], claims: last(phone ?? '', other ?? '') }),
    expect: {
      members: { carol: 40, alice: 20, dave: 10 },
      refused: { mixed: [NO, 'PRN-046'], reader: [NO, 'PRN-046'] },
    },
  });
}
