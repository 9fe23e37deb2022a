// secrecy/history, where who joins reads nothing of what came before: whom an epoch may not lead back over. SEC-019.
import { backTo, by, EARLY, FOUR, joined, strict } from './epochs-back.ts';
import { encOf } from './epochs-boxes.ts';
import { again } from './epochs-scenario.ts';
import { after, Plan } from './log-plan.ts';
import type { LogSuite } from './log-scenario.ts';

/** Epochs behind admissions, invites and removals. */
export function joinedHistory(suite: LogSuite): void {
  newcomers(suite);
  links(suite);
  gone(suite);
  news(suite);
}

function newcomers(suite: LogSuite): void {
  const all = { ...FOUR, erin: 20 };
  const start = (): Plan => strict().op('e1', 'epoch', { by: ['alice'] });
  suite.scenario('joined', 'back over an admission, and not over it', {
    flag: 'History',
    requirements: ['SEC-019'],
    plan: start()
      .op('e2', 'epoch', by('alice', 'e1'))
      .add('in', ['erin', 20], { by: ['alice'] })
      .op('e3', 'epoch', { by: ['alice'] })
      .op('over', 'epoch', { ...by('alice', 'e2'), after: ['in'] })
      .op('both', 'epoch', { ...by('alice', 'e3', 'e2'), after: ['e3'] })
      .op('e4', 'epoch', { ...by('alice', 'e3'), after: ['e3'] }),
    expect: { members: all, pol: joined.pol, refused: { over: EARLY, both: EARLY } },
  });
  suite.scenario('joined-top-up', 'also a top-up leads over no admission', {
    flag: 'History',
    plan: start()
      .op('e2', 'epoch', { by: ['alice'] })
      .add('in', ['erin', 20], { by: ['alice'] })
      .op('up', 'epoch', { by: ['alice'], claims: { ...again('team', 'e2').claims, back: backTo('team', 'e1') } }),
    expect: { members: all, pol: joined.pol, refused: { up: EARLY } },
  });
  suite.scenario('joined-by-invite', 'who joins by an invite', {
    flag: 'History',
    plan: start()
      .invite('i', ['erin', 10], { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1'))
      .join('in', ['erin', 'i'], { after: ['e2'] })
      .op('e3', 'epoch', by('alice', 'e2')),
    expect: { members: { ...FOUR, erin: 10 }, pol: joined.pol, refused: { e3: EARLY } },
  });
  const caps = [{ do: ['r'], col: 'v:com.example.notes' }];
  suite.scenario('joined-guest', 'a guest becomes a reader', {
    flag: 'History',
    plan: start()
      .add('guest', ['erin', 0], { by: ['alice'], claims: { caps } })
      .op('e2', 'epoch', by('alice', 'e1'))
      .set('up', ['erin', 10], { by: ['alice'] })
      .op('e3', 'epoch', by('alice', 'e2')),
    expect: { members: { ...FOUR, erin: 10 }, pol: joined.pol, refused: { e3: EARLY } },
  });
  suite.scenario('joined-raise', 'a reader becomes a writer', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-019'],
    plan: start()
      .set('up', ['dave', 20], { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: { ...FOUR, dave: 20 }, pol: joined.pol },
  });
  suite.scenario('joined-gone', 'who joined is gone again', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-019'],
    plan: start()
      .add('in', ['erin', 20], { by: ['alice'] })
      .remove('out', 'erin', { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: FOUR, pol: joined.pol },
  });
  suite.scenario('joined-device', 'a device of a user', {
    flag: 'History',
    log: 'erin',
    plan: new Plan()
      .user('erin', { 'erin/phone': 40 }, joined)
      .op('e1', 'epoch', { in: 'erin', by: ['erin/phone'] })
      .add('in', ['erin/laptop', 20], { in: 'erin', by: ['erin/phone'] })
      .op('e2', 'epoch', { in: 'erin', by: ['erin/phone'], claims: { back: backTo('erin', 'e1') } }),
    expect: { members: { 'erin/phone': 40, 'erin/laptop': 20 }, pol: joined.pol, refused: { e2: EARLY } },
  });
}

/** Whoever has the link of an invite with a key for keyboxes may have been sent every epoch since. */
function links(suite: LogSuite): void {
  const start = (): Plan => strict().op('e1', 'epoch', { by: ['alice'] });
  const offer = { by: ['alice'], claims: { enc: encOf('key:link') } };
  const pol = joined.pol;
  suite.scenario('joined-link', 'back over an invite with enc, and not over it', {
    flag: 'History',
    plan: start()
      .invite('i', ['key:link', 10], offer)
      .op('over', 'epoch', { ...by('alice', 'e1'), after: ['i'] })
      .op('e2', 'epoch', { by: ['alice'], after: ['i'] })
      .op('e3', 'epoch', { ...by('alice', 'e2'), after: ['e2'] }),
    expect: { members: FOUR, pol, refused: { over: EARLY } },
  });
  suite.scenario('joined-link-beside', 'an epoch that was announced beside an invite with enc', {
    flag: 'Backdated',
    plan: strict()
      .invite('i', ['key:link', 10], { ...offer, after })
      .op('e1', 'epoch', { by: ['bob'], after })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: FOUR, pol, refused: { e2: EARLY } },
  });
  suite.scenario('joined-link-removed', 'back over an invite with enc that was removed', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-019'],
    plan: start()
      .invite('i', ['key:link', 10], offer)
      .remove('out', 'i', { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: FOUR, pol },
  });
  suite.scenario('joined-link-bare', 'back over an invite without enc', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-019'],
    plan: start()
      .invite('i', ['key:link', 10], { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: FOUR, pol },
  });
  suite.scenario('joined-link-fallen', 'back over an invite with enc by somebody who is no admin any more', {
    flag: 'History',
    plan: start()
      .invite('i', ['key:link', 10], { ...offer, by: ['bob'] })
      .set('low', ['bob', 20], { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: { ...FOUR, bob: 20 }, pol, refused: { e2: EARLY } },
  });
}

/** What who is gone could be sent, a top-up still leads back for him. */
function gone(suite: LogSuite): void {
  const start = (): Plan =>
    strict()
      .op('e1', 'epoch', { by: ['alice'] })
      .add('in', ['erin', 20], { by: ['alice'] });
  const up = { by: ['alice'], claims: { ...again('team', 'e2').claims, back: backTo('team', 'e1') } };
  const pol = joined.pol;
  suite.scenario(
    'joined-gone-top-up',
    'who joined is gone again, and a top-up of what he was sent leads back over him',
    {
      flag: 'History',
      plan: start()
        .op('e2', 'epoch', { by: ['alice'] })
        .remove('out', 'erin', { by: ['alice'] })
        .op('up', 'epoch', up),
      expect: { members: FOUR, pol, refused: { up: EARLY } },
    },
  );
  suite.scenario('joined-gone-before', 'the same for an epoch that was announced when he was gone', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-019'],
    plan: start()
      .remove('out', 'erin', { by: ['alice'] })
      .op('e2', 'epoch', { by: ['alice'] })
      .op('up', 'epoch', up),
    expect: { members: FOUR, pol },
  });
}

/** What an op itself names of other logs counts at its parents. */
function news(suite: LogSuite): void {
  const back = by('dave', 'e1');
  suite.scenario(
    'joined-news',
    'an admission that falls by what the op itself names is none, and is one for an op beside it',
    {
      flag: 'History',
      plan: new Plan()
        .users('alice', 'bob', 'carol', 'dave', 'erin')
        .team({ alice: 40, bob: 40, 'kit:sales': 50 }, { name: 'sales' })
        .team({ dave: 40, 'sales>alice': 30 }, { claims: joined })
        .op('e1', 'epoch', { by: ['dave'] })
        .add('grow', ['carol', 30], { in: 'sales', by: ['bob'] })
        .remove('out', 'bob', { in: 'sales', by: ['kit:sales'], after: ['sales'] })
        .add('in', ['erin', 20], { by: ['sales>carol'], x: { sales: ['grow'] } })
        .op('e2', 'epoch', { ...back, after: ['in'], x: { sales: ['grow', 'out'] } })
        .op('e3', 'epoch', { ...back, after: ['in'] }),
      expect: { members: { dave: 40, sales: 30 }, pol: joined.pol, struck: ['in'], refused: { e3: EARLY } },
    },
  );
}
