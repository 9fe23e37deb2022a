// principals/joins: offers and who takes them. PRN-049 to PRN-057.
import { NOW } from '../statement.ts';
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite } from './log-scenario.ts';

/** Invites and joins. */
export function joinsSuite(): LogSuite {
  const suite = new LogSuite(
    'principals/joins',
    'Logs of teams with invites, by name and by key, and joins that their rules let in, or not.',
  );
  taken(suite);
  offers(suite);
  bearers(suite);
  news(suite);
  uses(suite);
  times(suite);
  inviters(suite);
  return suite;
}

const NO = 'E_INVITE';
const TWO = { alice: 40, bob: 30 };
const LINK = ['carol', 'key:link'];

function taken(suite: LogSuite): void {
  suite.scenario('by-name', 'an invite to somebody, who joins', {
    flag: 'Invite',
    requirements: ['PRN-049', 'PRN-050', 'PRN-051', 'PRN-012'],
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .join('j', ['carol', 'i']),
    expect: { members: { ...TWO, carol: 20 } },
  });
  suite.scenario('by-key', 'an invite by a key, whose bearer joins', {
    flag: 'Invite',
    requirements: ['PRN-049', 'PRN-050', 'PRN-024'],
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['key:link', 30], { by: ['bob'] })
      .join('j', ['carol', 'i'], { by: LINK, claims: { lvl: 30 } }),
    expect: { members: { ...TWO, carol: 30 } },
  });
  suite.scenario('key-first', 'the key of the invite may sign first', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-050', 'PRN-024'],
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['key:link', 20], { by: ['bob'] })
      .join('j', ['carol', 'i'], { by: ['key:link', 'carol'] }),
    expect: { members: { ...TWO, carol: 20 } },
  });
  suite.scenario('team-joins', 'a team joins by one of its admins', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-051'],
    plan: new Plan()
      .users('alice', 'bob', 'carol')
      .team({ alice: 40, bob: 30, carol: 20 }, { name: 'sales' })
      .team({ carol: 40 })
      .invite('i', ['sales', 20], { by: ['carol'] })
      .join('writer', ['sales', 'i'], { by: ['sales>carol'] })
      .join('admin', ['sales', 'i'], { by: ['sales>bob'], after: ['i'] }),
    expect: { members: { carol: 40, sales: 20 }, refused: { writer: [NO, 'PRN-051'] } },
  });
}

function offers(suite: LogSuite): void {
  suite.scenario('no-offer-2', 'a join refers to an invite in its past', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .op('e', 'epoch', { by: ['alice'] })
      .invite('i', ['carol', 20], { by: ['alice'] })
      .join('init', ['carol', 'team'], { after: ['i'] })
      .join('epoch', ['carol', 'e'], { after: ['i'] })
      .join('beside', ['carol', 'i'], { after: ['e'] }),
    expect: {
      members: TWO,
      refused: { init: [NO, 'PRN-049'], epoch: [NO, 'PRN-049'], beside: [NO, 'PRN-049'] },
    },
  });
  suite.scenario('other-log', 'an invite of another team lets nobody in', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .team({ alice: 40 }, { name: 'sales' })
      .invite('other', ['carol', 20], { in: 'sales', by: ['alice'] })
      .join('j', ['carol', 'other']),
    expect: { members: TWO, refused: { j: [NO, 'PRN-049'] } },
  });
  suite.scenario('dead-offer', 'a dead invite lets nobody in who has seen its death', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'], after })
      .remove('x', 'bob', { by: ['alice'], after })
      .join('j', ['carol', 'i'], { after: ['i', 'x'] }),
    expect: { members: { alice: 40 }, struck: ['i'], refused: { j: [NO, 'PRN-049', 'PRN-057'] } },
  });
  suite.scenario('n64-level', 'N64 a join takes the level of the invite, and no other', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol', 'dave')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .join('more', ['carol', 'i'], { claims: { lvl: 30 } })
      .join('less', ['carol', 'i'], { after: ['i'], claims: { lvl: 10 } })
      .join('zero', ['carol', 'i'], { after: ['i'], claims: { lvl: 0 } })
      .join('same', ['carol', 'i'], { after: ['i'], claims: { lvl: 20 } }),
    expect: {
      members: { ...TWO, carol: 20 },
      refused: { more: [NO, 'PRN-049'], less: [NO, 'PRN-049'], zero: [NO, 'PRN-049'] },
    },
  });
}

function bearers(suite: LogSuite): void {
  suite.scenario('n65', 'N65 an invite by a key lets in nobody who has not signed with it, too', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['key:link', 20], { by: ['bob'] })
      .join('keyless', ['carol', 'i'])
      .join('other', ['carol', 'i'], { by: ['carol', 'bob'], after: ['i'] })
      .join('right', ['carol', 'i'], { by: LINK, after: ['i'] }),
    expect: { members: { ...TWO, carol: 20 }, refused: { keyless: [NO, 'PRN-050'], other: [NO, 'PRN-050'] } },
  });
  suite.scenario('not-invited', 'an invite to one lets no other in', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol', 'dave')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .join('j', ['dave', 'i']),
    expect: { members: TWO, refused: { j: [NO, 'PRN-050'] } },
  });
  suite.scenario('not-agreed', 'nobody is joined by another: who joins has signed', {
    flag: 'Consent',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .invite('k', ['key:link', 20], { by: ['bob'], after: ['i'] })
      .join('j', ['carol', 'i'], { by: ['bob'], after: ['k'] })
      .join('l', ['carol', 'k'], { by: ['bob', 'key:link'], after: ['k'] })
      .join('m', ['carol', 'k'], { by: ['key:link'], after: ['k'] }),
    expect: {
      members: TWO,
      refused: { j: [NO, 'PRN-051'], l: [NO, 'PRN-051'], m: [NO, 'PRN-051'] },
    },
  });
  suite.scenario('member-joins', 'a member does not join', {
    flag: 'Invite',
    plan: crew({ ...TWO, dave: 20 })
      .invite('more', ['dave', 30], { by: ['bob'] })
      .invite('link', ['key:link', 30], { by: ['bob'] })
      .join('j', ['dave', 'more'])
      .join('k', ['dave', 'link'], { by: ['dave', 'key:link'], after: ['link'] }),
    expect: { members: { ...TWO, dave: 20 }, refused: { j: [NO, 'PRN-051'], k: [NO, 'PRN-051'] } },
  });
}

function news(suite: LogSuite): void {
  suite.scenario(
    'n65b',
    'N65b a removed member joins neither by its old invite nor by a link that has not seen the removal',
    {
      flag: 'Invite',
      plan: crew({ ...TWO })
        .users('carol')
        .invite('i', ['carol', 20], { by: ['bob'] })
        .join('j', ['carol', 'i'])
        .invite('k', ['key:link', 20], { by: ['bob'], claims: { uses: 5 } })
        .remove('x', 'carol', { by: ['alice'] })
        .join('again', ['carol', 'i'])
        .join('link', ['carol', 'k'], { by: LINK, after: ['x'] }),
      expect: {
        members: TWO,
        refused: { again: [NO, 'PRN-052', 'PRN-055'], link: [NO, 'PRN-052', 'PRN-053'] },
      },
    },
  );
  suite.scenario('n65d', 'N65d a member that was lowered and left does not regain its level by its old invite', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['key:link', 20], { by: ['bob'], claims: { uses: 5 } })
      .join('j', ['carol', 'i'], { by: LINK })
      .set('d', ['carol', 10], { by: ['bob'] })
      .join('k', ['carol', 'i'], { by: LINK, after: ['d'] })
      .remove('l', 'carol', { by: ['carol'], after: ['d'] })
      .join('m', ['carol', 'i'], { by: LINK, after: ['l'] }),
    expect: {
      members: TWO,
      refused: { k: [NO, 'PRN-051', 'PRN-052'], m: [NO, 'PRN-052'] },
    },
  });
  suite.scenario('n65d-replay', 'N65d a member that was lowered replays its join beside it: it stays lowered', {
    flag: 'Backdated',
    requirements: ['PRN-027', 'PRN-062'],
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['key:link', 20], { by: ['bob'], claims: { uses: 5 } })
      .join('j', ['carol', 'i'], { by: LINK })
      .set('d', ['carol', 10], { by: ['bob'] })
      .join('k', ['carol', 'i'], { by: LINK, after: ['i'] }),
    expect: { members: { ...TWO, carol: 10 }, struck: ['k'] },
  });
  suite.scenario('evicted-link', 'a new link brings back whoever has left, and nobody who was removed', {
    flag: 'Invite',
    plan: crew({ ...TWO, carol: 20, dave: 20 })
      .remove('x', 'carol', { by: ['alice'] })
      .remove('l', 'dave', { by: ['dave'] })
      .invite('k', ['key:link', 20], { by: ['bob'], claims: { uses: 5 } })
      .join('jc', ['carol', 'k'], { by: LINK })
      .join('jd', ['dave', 'k'], { by: ['dave', 'key:link'], after: ['k'] }),
    expect: { members: { ...TWO, dave: 20 }, refused: { jc: [NO, 'PRN-053'] } },
  });
  suite.scenario('evicted-by-name', 'an invite in person that has seen the removal brings a member back', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-052', 'PRN-053'],
    plan: crew({ ...TWO, carol: 20 })
      .remove('x', 'carol', { by: ['alice'] })
      .invite('i', ['carol', 20], { by: ['bob'] })
      .join('j', ['carol', 'i']),
    expect: { members: { ...TWO, carol: 20 } },
  });
}

function uses(suite: LogSuite): void {
  const offered = (count?: number): Plan =>
    crew(TWO)
      .users('carol', 'dave', 'erin')
      .invite('i', ['key:link', 20], { by: ['bob'], claims: count === undefined ? {} : { uses: count } })
      .join('j', ['carol', 'i'], { by: LINK })
      .join('k', ['dave', 'i'], { by: ['dave', 'key:link'] });
  suite.scenario('n64-uses', 'N64 an invite without uses lets one in', {
    flag: 'Invite',
    plan: offered(),
    expect: { members: { ...TWO, carol: 20 }, refused: { k: [NO, 'PRN-055'] } },
  });
  suite.scenario('two-uses', 'an invite for two lets two in, and no third', {
    flag: 'Invite',
    plan: offered(2).join('l', ['erin', 'i'], { by: ['erin', 'key:link'] }),
    expect: { members: { ...TWO, carol: 20, dave: 20 }, refused: { l: [NO, 'PRN-055'] } },
  });
  suite.scenario('used-by-the-dead', 'a join that is dead where another joins has used nothing', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-055'],
    plan: crew({ ...TWO, dave: 20 })
      .users('erin')
      .remove('l', 'dave', { by: ['dave'] })
      .invite('i', ['key:link', 20], { by: ['bob'] })
      .join('j', ['dave', 'i'], { by: ['dave', 'key:link'] })
      .remove('x', 'dave', { by: ['alice'], after: ['i'], claims: { keep: true } })
      .join('k', ['erin', 'i'], { by: ['erin', 'key:link'], after: ['j', 'x'] }),
    expect: { members: { ...TWO, erin: 20 }, struck: ['j'] },
  });
  suite.scenario('n64-revoked', 'N64 whoever has seen the removal of the invite does not join, whatever his level', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 30], { by: ['alice'] })
      .remove('r', 'i', { by: ['bob'] })
      .join('j', ['carol', 'i']),
    expect: { members: TWO, refused: { j: [NO, 'PRN-054'] } },
  });
}

function times(suite: LogSuite): void {
  suite.scenario('n64-expired', 'N64 an invite is open before its end, by the time of the join, and not at it', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'], claims: { exp: NOW + 1000 } })
      .join('at', ['carol', 'i'], { claims: { t: NOW + 1000 } })
      .join('later', ['carol', 'i'], { after: ['i'], claims: { t: NOW + 1001 } })
      .join('before', ['carol', 'i'], { after: ['i'], claims: { t: NOW + 999 } }),
    expect: { members: { ...TWO, carol: 20 }, refused: { at: [NO, 'PRN-056'], later: [NO, 'PRN-056'] } },
  });
  suite.scenario('expired-at-birth', 'an invite that ended before it was made is an invite all the same', {
    flag: 'AcceptedOddity',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'], claims: { exp: 0 } })
      .join('j', ['carol', 'i'], { claims: { t: 0 } }),
    expect: { members: TWO, refused: { j: [NO, 'PRN-056'] } },
  });
}

function inviters(suite: LogSuite): void {
  suite.scenario('inviter-gone', 'an invite dies with the standing of its maker where the newcomer joins', {
    flag: 'Invite',
    plan: crew(TWO)
      .users('carol')
      .invite('i', ['carol', 20], { by: ['bob'] })
      .set('d', ['bob', 20], { by: ['alice'] })
      .join('j', ['carol', 'i']),
    expect: { members: { alice: 40, bob: 20 }, refused: { j: [NO, 'PRN-057'] } },
  });
  suite.scenario('inviter-lowered', 'somebody who has stepped down to the level of his invite may still make it', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-057'],
    plan: crew({ alice: 40, bob: 40 })
      .users('carol')
      .invite('i', ['carol', 30], { by: ['bob'] })
      .set('d', ['bob', 30], { by: ['bob'] })
      .join('j', ['carol', 'i']),
    expect: { members: { alice: 40, bob: 30, carol: 30 } },
  });
  const owners = (): Plan =>
    new Plan().users('alice', 'bob', 'carol', 'dave').team({ alice: 40, bob: 40, 'kit:team': 50 });
  suite.scenario('root-invites-owner', 'an owner whom root alone has invited joins', {
    flag: 'AcceptedOddity',
    requirements: ['PRN-057', 'PRN-035'],
    plan: owners()
      .invite('i', ['carol', 40], { by: ['kit:team'] })
      .join('j', ['carol', 'i']),
    expect: { members: { alice: 40, bob: 40, 'kit:team': 50, carol: 40 } },
  });
  suite.scenario('majority-lost', 'an owner whom a majority has invited joins while it is one', {
    flag: 'Majority',
    plan: owners()
      .invite('i', ['carol', 40], { by: ['alice', 'bob'] })
      .add('more', ['dave', 40], { by: ['kit:team'] })
      .set('d', ['bob', 20], { by: ['bob'] })
      .join('late', ['carol', 'i'])
      .join('early', ['carol', 'i'], { after: ['more'] }),
    expect: {
      members: { alice: 40, bob: 20, 'kit:team': 50, carol: 40, dave: 40 },
      refused: { late: [NO, 'PRN-057'] },
    },
  });
}
