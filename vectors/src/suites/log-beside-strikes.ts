// What a removal or a lowering ends beside it, and what it does not. PRN-059 to PRN-065, PRN-110.
import { after, crew, Plan } from './log-plan.ts';
import type { LogSuite } from './log-scenario.ts';

/** Strikes. */
export function strikes(suite: LogSuite): void {
  ended(suite);
  spared(suite);
  through(suite);
  joins(suite);
  classes(suite);
  silent(suite);
  handovers(suite);
}

function ended(suite: LogSuite): void {
  suite.scenario(
    'n48-2',
    'N48 a removed admin dates back that it removed another admin, and invited: nothing changes',
    {
      flag: 'Backdated',
      requirements: ['PRN-059'],
      plan: crew({ alice: 40, bob: 30, carol: 20 })
        .users('mallory')
        .remove('x', 'bob', { by: ['alice'], after })
        .remove('y', 'carol', { by: ['bob'], after })
        .invite('i', ['mallory', 30], { by: ['bob'], after })
        .join('j', ['mallory', 'i'], { after: ['i'] })
        .op('e', 'epoch', { by: ['bob'], after }),
      expect: { members: { alice: 40, carol: 20 }, struck: ['y', 'i', 'j', 'e'] },
    },
  );
  suite.scenario('n51a-2', 'N51a a demoted owner dates back an owner and the removal of an admin', {
    flag: 'Backdated',
    requirements: ['PRN-059'],
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'mallory')
      .team({ alice: 40, bob: 40, carol: 30, 'kit:team': 50 })
      .set('d', ['bob', 20], { by: ['kit:team'], after })
      .add('g', ['mallory', 40], { by: ['bob', 'alice'], after })
      .remove('x', 'carol', { by: ['bob'], after })
      .op('e', 'epoch', { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 20, carol: 30, 'kit:team': 50 }, struck: ['g', 'x'] },
  });
  suite.scenario('agreement-ends', 'the agreement of a removed owner beside its removal ends, too', {
    flag: 'Majority',
    requirements: ['PRN-059'],
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'dave')
      .team({ alice: 40, bob: 40, carol: 40, dave: 40, 'kit:team': 50 })
      .remove('v', 'bob', { by: ['alice', 'carol', 'dave'], after })
      .remove('x', 'dave', { by: ['kit:team'], after }),
    expect: { members: { alice: 40, bob: 40, carol: 40, 'kit:team': 50 }, struck: ['v'] },
  });
  suite.scenario('n47a', 'N47a a majority stands when a signer that it does not need is removed', {
    flag: 'Majority',
    requirements: ['PRN-059', 'PRN-040'],
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'dave')
      .team({ alice: 40, bob: 40, carol: 40, dave: 40, 'kit:team': 50 })
      .remove('v', 'bob', { by: ['alice', 'carol', 'dave', 'bob'], after })
      .remove('x', 'dave', { by: ['kit:team'], after }),
    expect: { members: { alice: 40, carol: 40, 'kit:team': 50 } },
  });
}

function spared(suite: LogSuite): void {
  suite.scenario('seen-before', 'what the removal has seen stays', {
    flag: 'Beside',
    requirements: ['PRN-060'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol', 'dave')
      .add('m', ['carol', 20], { by: ['bob'] })
      .invite('i', ['dave', 20], { by: ['bob'] })
      .join('j', ['dave', 'i'])
      .remove('x', 'bob', { by: ['alice'] }),
    expect: { members: { alice: 40, carol: 20, dave: 20 } },
  });
  suite.scenario('seen-after', 'what somebody does who was removed and taken in again stays', {
    flag: 'Beside',
    requirements: ['PRN-060'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .remove('x', 'bob', { by: ['alice'] })
      .add('b', ['bob', 30], { by: ['alice'] })
      .add('m', ['carol', 20], { by: ['bob'] }),
    expect: { members: { alice: 40, bob: 30, carol: 20 } },
  });
  suite.scenario('higher-beside', 'a removal ends nothing of higher rank beside it', {
    flag: 'Beside',
    requirements: ['PRN-060'],
    plan: crew({ alice: 40, bob: 30, carol: 20 })
      .users('dave')
      .set('p', ['carol', 40], { by: ['alice'], after })
      .remove('x', 'carol', { by: ['bob'], after })
      .add('m', ['dave', 40], { by: ['alice', 'carol'], after: ['p'] }),
    expect: { members: { alice: 40, bob: 30, carol: 40, dave: 40 } },
  });
  suite.scenario('signed-by-another', 'what the removed has only agreed to stands by its first signer', {
    flag: 'Beside',
    requirements: ['PRN-059'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .remove('x', 'bob', { by: ['alice'], after })
      .add('m', ['carol', 20], { by: ['alice', 'bob'], after }),
    expect: { members: { alice: 40, carol: 20 } },
  });
  suite.scenario('newcomer-cut', 'the removal of a former member does not end that another takes it in again', {
    flag: 'Beside',
    requirements: ['PRN-059', 'PRN-042'],
    plan: crew({ alice: 40, bob: 40, carol: 20 })
      .remove('l', 'carol', { by: ['carol'] })
      .add('m', ['carol', 20], { by: ['alice'], after: ['l'] })
      .remove('k', 'carol', { by: ['bob'], after: ['l'], claims: { keep: true } }),
    expect: { members: { alice: 40, bob: 40, carol: 20 } },
  });
}

function through(suite: LogSuite): void {
  suite.scenario('thru', 'a removal with thru spares what the same user does as a member itself', {
    flag: 'Path',
    requirements: ['PRN-061', 'PRN-043'],
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'dave', 'erin')
      .team({ alice: 40, bob: 30 }, { name: 'sales' })
      .team({ carol: 40, bob: 30, 'sales>alice': 30 })
      .remove('k', 'bob', { by: ['carol'], after, claims: { keep: true }, through: ['sales'] })
      .add('direct', ['dave', 20], { by: ['bob'], after })
      .add('below', ['erin', 20], { by: ['sales>bob'], after }),
    expect: { members: { carol: 40, bob: 30, sales: 30, dave: 20 }, struck: ['below'] },
  });
  suite.scenario('thru-one-signer', 'of two paths with the same user, the one that begins with thru ends', {
    flag: 'Path',
    requirements: ['PRN-061'],
    plan: new Plan()
      .users('bob', 'carol', 'dave')
      .user('alice', { 'alice/phone': 40, 'alice/laptop': 30 })
      .team({ alice: 40, bob: 40 }, { name: 'sales' })
      .team({ alice: 40, bob: 40 }, { name: 'research', by: ['alice', 'bob'] })
      .team({ carol: 40, dave: 40, 'kit:team': 50 })
      .add('s', ['sales', 40], { by: ['carol', 'dave'], consent: 'sales>bob' })
      .add('r', ['research', 40], { by: ['carol', 'dave', 'sales>bob'], consent: 'research>alice' })
      .remove('v', 'dave', { by: ['research>alice', 'sales>alice/laptop', 'carol'], after: ['r'] })
      .remove('k', 'alice', { by: ['kit:team'], after: ['r'], claims: { keep: true }, through: ['sales'] }),
    expect: { members: { carol: 40, dave: 40, sales: 40, research: 40, 'kit:team': 50 }, struck: ['v'] },
  });
}

function joins(suite: LogSuite): void {
  const offered = (lvl: number): Plan =>
    crew({ alice: 40, bob: 30 })
      .users('carol')
      .invite('i', ['carol', lvl], { by: ['alice'] })
      .join('j', ['carol', 'i'])
      .remove('r', 'i', { by: ['bob'], after: ['i'] });
  suite.scenario('revoked-below', 'an admin removes the invite of an owner ∥ a writer joins by it: out', {
    flag: 'Invite',
    requirements: ['PRN-063'],
    plan: offered(20),
    expect: { members: { alice: 40, bob: 30 }, struck: ['j'] },
  });
  suite.scenario('revoked-level', 'an admin removes the invite of an owner ∥ an admin joins by it: it stays', {
    flag: 'Invite',
    requirements: ['PRN-063'],
    plan: offered(30),
    expect: { members: { alice: 40, bob: 30, carol: 30 } },
  });
  suite.scenario('n65a', 'N65a a join, dated back, beside the removal of the inviter: dead', {
    flag: 'Invite',
    requirements: ['PRN-062'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .remove('x', 'bob', { by: ['alice'] })
      .join('j', ['carol', 'i'], { after: ['i'] }),
    expect: { members: { alice: 40 }, struck: ['j'] },
  });
  suite.scenario('second-inviter', 'a join stands while those who are left could make its invite', {
    flag: 'Invite',
    requirements: ['PRN-062'],
    plan: crew({ alice: 40, bob: 30, dave: 30 })
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob', 'dave'] })
      .remove('x', 'dave', { by: ['alice'] })
      .join('j', ['carol', 'i'], { after: ['i'] }),
    expect: { members: { alice: 40, bob: 30, carol: 20 } },
  });
  suite.scenario('needed-inviter', 'and dies with a signer of the invite whom its majority needs', {
    flag: 'Invite',
    requirements: ['PRN-062'],
    plan: new Plan()
      .users('alice', 'bob', 'carol', 'dave')
      .team({ alice: 40, bob: 40, carol: 40, 'kit:team': 50 })
      .invite('i', ['dave', 40], { by: ['alice', 'bob'] })
      .remove('x', 'bob', { by: ['kit:team'] })
      .join('j', ['dave', 'i'], { after: ['i'] }),
    expect: { members: { alice: 40, carol: 40, 'kit:team': 50 }, struck: ['j'] },
  });
  suite.scenario('joiner-removed', 'N65b a removed member replays its own join beside the removal: out', {
    flag: 'Backdated',
    requirements: ['PRN-059'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .join('j', ['carol', 'i'])
      .remove('x', 'carol', { by: ['bob'] })
      .join('k', ['carol', 'i'], { after: ['i'] }),
    expect: { members: { alice: 40, bob: 30 }, struck: ['k'] },
  });
  suite.scenario('joins-beside', 'two join beside each other by an invite with one use: both stand', {
    flag: 'Invite',
    requirements: ['PRN-055', 'PRN-063'],
    plan: twoJoins(),
    expect: { members: { alice: 40, bob: 20, carol: 20 } },
  });
  suite.scenario('joins-until-revoked', 'until a removal of the invite that has seen one of them', {
    flag: 'Invite',
    requirements: ['PRN-063'],
    plan: twoJoins().remove('r', 'i', { by: ['alice'], after: ['j'] }),
    expect: { members: { alice: 40, bob: 20 }, struck: ['k'] },
  });
}

const twoJoins = (): Plan =>
  crew({ alice: 40 })
    .users('bob', 'carol')
    .invite('i', ['key:link', 20], { by: ['alice'] })
    .join('j', ['bob', 'i'], { by: ['bob', 'key:link'], after: ['i'] })
    .join('k', ['carol', 'i'], { by: ['carol', 'key:link'], after: ['i'] });

function classes(suite: LogSuite): void {
  suite.scenario(
    'higher-peak-first',
    'of two removals of one rank that of the higher is done first: the other does nothing',
    {
      flag: 'Beside',
      requirements: ['PRN-065'],
      plan: crew({ alice: 40, bob: 40, carol: 40, dave: 30 })
        .users('erin')
        .remove('xa', 'alice', { by: ['bob', 'carol'], after })
        .remove('xd', 'dave', { by: ['alice'], after })
        .add('m', ['erin', 20], { by: ['dave'], after }),
      expect: { members: { bob: 40, carol: 40, dave: 30, erin: 20 }, struck: ['xd'] },
    },
  );
  suite.scenario('higher-rank-first-2', 'the removal of higher rank is done first: the other does nothing', {
    flag: 'Beside',
    requirements: ['PRN-065'],
    plan: crew({ alice: 40, bob: 30, carol: 20 })
      .users('dave')
      .remove('xc', 'carol', { by: ['bob'], after })
      .op('e', 'epoch', { by: ['carol'], after })
      .remove('xb', 'bob', { by: ['alice'], after }),
    expect: { members: { alice: 40, carol: 20 }, struck: ['xc'] },
  });
}

/** Four owners of whom one, dave, is lowered and removed, and two others are lowered, all void; then root lowers dave. */
const contradicted = (): Plan => {
  const all = { by: ['alice', 'bob', 'carol', 'dave'], after };
  return new Plan()
    .users('alice', 'bob', 'carol', 'dave')
    .team({ alice: 40, bob: 40, carol: 40, dave: 40, 'kit:team': 50 })
    .set('ld', ['dave', 20], all)
    .remove('rd', 'dave', all)
    .set('lc', ['carol', 30], all)
    .set('lb', ['bob', 30], all)
    .set('x', ['dave', 10], { by: ['kit:team'], after: ['ld', 'rd', 'lc'] });
};

function silent(suite: LogSuite): void {
  const members = { alice: 40, bob: 40, carol: 40, dave: 10, 'kit:team': 50 };
  suite.scenario('contradicted', 'owners who contradict each other, and then root lowers one of them', {
    flag: 'Majority',
    requirements: ['PRN-065'],
    plan: contradicted(),
    expect: { members, struck: ['ld', 'rd', 'lc', 'lb'] },
  });
  suite.scenario('contradicted-dated-back', 'and that one dates back the removal of another: nothing changes', {
    flag: 'Backdated',
    requirements: ['PRN-110'],
    plan: contradicted().remove('late', 'bob', { by: ['dave'], after: ['lb'] }),
    expect: { members, struck: ['ld', 'rd', 'lc', 'lb', 'late'] },
  });
}

function handovers(suite: LogSuite): void {
  const handed = (): Plan =>
    crew({ alice: 40, carol: 30 })
      .users('bob')
      .add('b', ['bob', 40], { by: ['alice'] })
      .set('down', ['alice', 10], { by: ['alice'] });
  suite.scenario('handover', 'whoever took over cuts the former owner: what that dates back does nothing', {
    flag: 'Backdated',
    requirements: ['PRN-065', 'PRN-042'],
    plan: handed()
      .remove('cut', 'alice', { by: ['bob'], claims: { keep: true } })
      .remove('late', 'carol', { by: ['alice'], after }),
    expect: { members: { alice: 10, bob: 40, carol: 30 }, struck: ['late'] },
  });
  suite.scenario('handover-uncut', 'without that cut a former owner has latent power', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-060'],
    plan: handed().remove('late', 'carol', { by: ['alice'], after }),
    expect: { members: { alice: 10, bob: 40 } },
  });
  suite.scenario('handover-first', 'a cut of a former member comes before a removal of the same rank and peak', {
    flag: 'Backdated',
    requirements: ['PRN-065'],
    plan: crew({ alice: 40, bob: 40, carol: 40 })
      .users('dave')
      .set('d', ['carol', 30], { by: ['carol'] })
      .set('down', ['alice', 10], { by: ['alice'] })
      .remove('cut', 'alice', { by: ['bob'], claims: { keep: true } })
      .remove('late', 'carol', { by: ['alice'], after: ['d'] })
      .add('m', ['dave', 20], { by: ['carol'], after: ['d'] }),
    expect: { members: { alice: 10, bob: 40, carol: 30, dave: 20 }, struck: ['late'] },
  });
}
