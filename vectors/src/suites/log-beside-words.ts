// Who is a member: of several words about somebody the last, the heaviest, the raise, the least. PRN-026 to PRN-029, PRN-066, PRN-067.
import { NOW } from '../statement.ts';
import { after, crew, type Plan } from './log-plan.ts';
import type { LogSuite } from './log-scenario.ts';

/** Words about members. */
export function words(suite: LogSuite): void {
  weights(suite);
  majorities(suite);
  own(suite);
  grants(suite);
  changes(suite);
}

const THREE = { alice: 40, bob: 30, carol: 20 };

function weights(suite: LogSuite): void {
  suite.scenario('last-word', 'the last word counts, whoever spoke before', {
    flag: 'Beside',
    requirements: ['PRN-026'],
    plan: crew(THREE)
      .set('p', ['carol', 30], { by: ['alice'] })
      .set('q', ['carol', 10], { by: ['alice'] })
      .set('r', ['carol', 20], { by: ['bob'] }),
    expect: { members: { alice: 40, bob: 30, carol: 20 } },
  });
  suite.scenario('last-word-earlier', 'also when its time is an earlier one: times are never authority', {
    flag: 'Beside',
    requirements: ['PRN-026'],
    plan: crew(THREE)
      .set('p', ['carol', 30], { by: ['alice'], claims: { t: NOW + 9_000_000 } })
      .set('q', ['carol', 10], { by: ['alice'], claims: { t: 0 } }),
    expect: { members: { alice: 40, bob: 30, carol: 10 } },
  });
  suite.scenario('n52', 'N52 two owners lower an admin, to 20 and to 10: it is 10', {
    flag: 'Beside',
    requirements: ['PRN-029'],
    plan: crew({ alice: 40, bob: 40, carol: 30 })
      .set('s', ['carol', 20], { by: ['alice'], after })
      .set('q', ['carol', 10], { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 40, carol: 10 } },
  });
  suite.scenario('removed-by-more', 'an owner removes ∥ an admin makes a reader: it is out', {
    flag: 'Beside',
    requirements: ['PRN-027'],
    plan: crew(THREE)
      .remove('x', 'carol', { by: ['alice'], after })
      .set('s', ['carol', 10], { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30 } },
  });
  suite.scenario('lowered-by-more', 'an owner makes a reader ∥ an admin removes: it is a reader', {
    flag: 'Beside',
    requirements: ['PRN-027'],
    plan: crew(THREE)
      .set('s', ['carol', 10], { by: ['alice'], after })
      .remove('x', 'carol', { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 30, carol: 10 } },
  });
  suite.scenario('raises-highest', 'an owner raises to admin ∥ the other makes a writer of a reader: the highest', {
    flag: 'Beside',
    requirements: ['PRN-028', 'PRN-029'],
    plan: crew({ alice: 40, bob: 40, carol: 10 })
      .set('p', ['carol', 30], { by: ['alice'], after })
      .set('q', ['carol', 20], { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 40, carol: 30 } },
  });
  suite.scenario(
    'raise-and-raised-again',
    'an owner raises to admin ∥ the other lowers, and raises to less: it is an admin',
    {
      flag: 'Beside',
      requirements: ['PRN-028'],
      plan: crew({ alice: 40, bob: 40, carol: 20 })
        .set('p', ['carol', 30], { by: ['alice'], after })
        .set('q', ['carol', 10], { by: ['bob'], after })
        .set('r', ['carol', 20], { by: ['bob'], after: ['q'] }),
      expect: { members: { alice: 40, bob: 40, carol: 30 } },
    },
  );
  suite.scenario(
    'raises-and-own-step',
    'two owners raise ∥ the member steps down by itself: it is what it made itself',
    {
      flag: 'Beside',
      requirements: ['PRN-028', 'PRN-029'],
      plan: crew({ alice: 40, bob: 40, carol: 20 })
        .set('p', ['carol', 30], { by: ['alice'], after })
        .set('q', ['carol', 40], { by: ['alice', 'bob'], after })
        .set('r', ['carol', 10], { by: ['carol'], after }),
      expect: { members: { alice: 40, bob: 40, carol: 10 } },
    },
  );
  suite.scenario(
    'raise-and-lowering',
    'an owner raises to admin ∥ the other makes a reader of a writer: it is an admin',
    {
      flag: 'Beside',
      requirements: ['PRN-028'],
      plan: crew({ alice: 40, bob: 40, carol: 20 })
        .set('p', ['carol', 30], { by: ['alice'], after })
        .set('s', ['carol', 10], { by: ['bob'], after }),
      expect: { members: { alice: 40, bob: 40, carol: 30 } },
    },
  );
}

function majorities(suite: LogSuite): void {
  suite.scenario(
    'majority-and-one',
    'two owners make an admin an owner ∥ one of them makes it a writer: the majority counts',
    {
      flag: 'Majority',
      requirements: ['PRN-027'],
      plan: crew({ alice: 40, bob: 40, carol: 30 })
        .set('p', ['carol', 40], { by: ['alice', 'bob'], after })
        .set('s', ['carol', 20], { by: ['alice'], after }),
      expect: { members: { alice: 40, bob: 40, carol: 40 } },
    },
  );
  suite.scenario('majority-of-one', 'a sole owner makes an admin an owner ∥ removes it: its own majority counts', {
    flag: 'Majority',
    requirements: ['PRN-027'],
    plan: crew({ alice: 40, carol: 30 })
      .set('p', ['carol', 40], { by: ['alice'], after })
      .remove('x', 'carol', { by: ['alice'], after }),
    expect: { members: { alice: 40, carol: 40 } },
  });
  suite.scenario('majority-adds', 'two owners add an owner ∥ one of them adds it as an admin, and removes that', {
    flag: 'Majority',
    requirements: ['PRN-027'],
    plan: crew({ alice: 40, bob: 40 })
      .users('carol')
      .add('c1', ['carol', 30], { by: ['alice'], after })
      .add('c2', ['carol', 40], { by: ['alice', 'bob'], after })
      .remove('x', 'carol', { by: ['alice'], after: ['c1'] }),
    expect: { members: { alice: 40, bob: 40, carol: 40 } },
  });
}

function own(suite: LogSuite): void {
  suite.scenario('own-step-down', 'N50 a step down, dated back, shields nobody from a removal', {
    flag: 'Backdated',
    requirements: ['PRN-029'],
    plan: crew({ alice: 40, bob: 30 })
      .remove('x', 'bob', { by: ['alice'], after })
      .set('d', ['bob', 20], { by: ['bob'], after }),
    expect: { members: { alice: 40 } },
  });
  suite.scenario('own-step-down-owner', 'nor does that of an owner whom a majority removes', {
    flag: 'Backdated',
    requirements: ['PRN-029'],
    plan: crew({ alice: 40, bob: 40, carol: 40 })
      .remove('x', 'bob', { by: ['alice', 'carol'], after })
      .set('d', ['bob', 20], { by: ['bob'], after }),
    expect: { members: { alice: 40, carol: 40 } },
  });
  suite.scenario('own-leave-and-raise', 'whoever leaves is out, though an owner raises beside it', {
    flag: 'Beside',
    requirements: ['PRN-029', 'PRN-045'],
    plan: crew({ alice: 40, bob: 20 })
      .remove('l', 'bob', { by: ['bob'], after })
      .set('p', ['bob', 30], { by: ['alice'], after }),
    expect: { members: { alice: 40 } },
  });
  suite.scenario('own-acts-stay', 'N50 a leave, dated back, voids nothing that one did beside it', {
    flag: 'Beside',
    requirements: ['PRN-064'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .add('m', ['carol', 20], { by: ['bob'], after })
      .remove('l', 'bob', { by: ['bob'], after }),
    expect: { members: { alice: 40, carol: 20 } },
  });
  suite.scenario('own-step-down-acts-stay', 'nor does a step down', {
    flag: 'Beside',
    requirements: ['PRN-064'],
    plan: crew({ alice: 40, bob: 30 })
      .users('carol')
      .set('d', ['bob', 10], { by: ['bob'], after })
      .add('m', ['carol', 20], { by: ['bob'], after }),
    expect: { members: { alice: 40, bob: 10, carol: 20 } },
  });
  suite.scenario('own-leave-lives', 'a leave beside a removal lives: no strike ends it', {
    flag: 'Beside',
    requirements: ['PRN-064'],
    plan: crew({ alice: 40, bob: 30 })
      .set('d', ['bob', 20], { by: ['alice'], after })
      .remove('l', 'bob', { by: ['bob'], after })
      .remove('x', 'bob', { by: ['alice'], after }),
    expect: { members: { alice: 40 } },
  });
}

const joined = (): Plan =>
  crew({ alice: 40, bob: 30, dave: 30 })
    .users('carol')
    .invite('i', ['carol', 20], { by: ['bob'] })
    .join('j', ['carol', 'i']);

function grants(suite: LogSuite): void {
  suite.scenario('raise-after-join', 'a raise goes on to hold when the join before it has died with its inviter', {
    flag: 'Beside',
    requirements: ['PRN-062', 'PRN-066'],
    plan: joined()
      .set('s', ['carol', 30], { by: ['alice'] })
      .remove('x', 'bob', { by: ['alice'], after }),
    expect: { members: { alice: 40, dave: 30, carol: 30 }, struck: ['i', 'j'] },
  });
  suite.scenario('lowering-after-join', 'a lowering gives nothing to whose join has died', {
    flag: 'Beside',
    requirements: ['PRN-062', 'PRN-066'],
    plan: joined()
      .set('s', ['carol', 10], { by: ['dave'] })
      .remove('x', 'bob', { by: ['alice'], after }),
    expect: { members: { alice: 40, dave: 30 }, struck: ['i', 'j', 's'] },
  });
  suite.scenario('raise-after-removal', 'a raise is no grant to whom an alive op has removed', {
    flag: 'Beside',
    requirements: ['PRN-058', 'PRN-066'],
    plan: crew({ alice: 40, bob: 30, carol: 20 })
      .set('s', ['carol', 30], { by: ['bob'], after })
      .remove('x', 'carol', { by: ['alice'], after }),
    expect: { members: { alice: 40, bob: 30 } },
  });
}

function changes(suite: LogSuite): void {
  suite.scenario('changed-otherwise', 'a raise does not die because what it changed was changed otherwise', {
    flag: 'Beside',
    requirements: ['PRN-067'],
    plan: crew({ alice: 40, bob: 30, dave: 30, carol: 20 })
      .set('low', ['carol', 10], { by: ['bob'], after })
      .set('up', ['carol', 20], { by: ['dave'] })
      .remove('x', 'bob', { by: ['alice'], after }),
    expect: { members: { alice: 40, dave: 30, carol: 20 }, struck: ['low'] },
  });
  suite.scenario('removed-otherwise', 'a removal goes on to count when the membership that it ended has died', {
    flag: 'Beside',
    requirements: ['PRN-067', 'PRN-028'],
    plan: crew({ alice: 40, bob: 30, dave: 30 })
      .users('carol')
      .add('a', ['carol', 20], { by: ['bob'], after })
      .remove('r', 'carol', { by: ['dave'] })
      .remove('x', 'bob', { by: ['alice'], after })
      .add('again', ['carol', 20], { by: ['dave'], after }),
    expect: { members: { alice: 40, dave: 30 }, struck: ['a'] },
  });
}
