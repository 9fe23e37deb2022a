// secrecy/history: what an epoch may lead back to. SEC-018, SEC-019, SEC-023.
import { base64url, type ValueObject } from '../value.ts';
import { backTo, by, EARLY, FOUR, HISTORY, joined, strict } from './epochs-back.ts';
import { joinedHistory } from './epochs-history-joined.ts';
import { EPOCH_NOTES } from './epochs-notes.ts';
import { again } from './epochs-scenario.ts';
import { after, crew, Plan } from './log-plan.ts';
import { LogSuite, type Refusal } from './log-scenario.ts';

const UNKNOWN: Refusal = [HISTORY, 'SEC-018'];
const FORWARD: Refusal = [HISTORY, 'SEC-061'];
const ENDING: Refusal = [HISTORY, 'SEC-023'];
const END = 1_800_000_000_000_000;

/** Ops that lead back, and may not. */
export function historySuite(): LogSuite {
  const suite = new LogSuite(
    'secrecy/history',
    'Logs with epochs that lead back to earlier ones: which ops are refused for where they lead.',
    { profile: 'secrecy', notes: { ...EPOCH_NOTES } },
  );
  known(suite);
  joinedHistory(suite);
  policies(suite);
  besides(suite);
  endings(suite);
  orders(suite);
  return suite;
}

function known(suite: LogSuite): void {
  suite.scenario('back', 'back to earlier epochs', {
    flag: 'History',
    requirements: ['SEC-018', 'SEC-001'],
    plan: crew(FOUR)
      .op('e1', 'epoch', { by: ['alice'] })
      .op('e2', 'epoch', by('bob', 'e1'))
      .op('e3', 'epoch', by('carol', 'e2', 'e1'))
      .op('up', 'epoch', { by: ['alice'], claims: { ...again('team', 'e3').claims, back: backTo('team', 'e1') } }),
    expect: { members: FOUR },
  });
  suite.scenario('back-unknown', 'back to epochs that nobody has announced, or not before', {
    flag: 'History',
    plan: crew(FOUR)
      .op('own', 'epoch', { in: 'alice', by: ['alice/phone'] })
      .op('e1', 'epoch', { by: ['alice'], after })
      .op('e2', 'epoch', { ...by('bob', 'nowhere'), after })
      .op('e3', 'epoch', { ...by('bob', 'e1'), after })
      .op('e4', 'epoch', { ...by('bob', 'e4'), after })
      .op('e5', 'epoch', { ...by('bob', 'e1', 'nowhere'), after: ['e1'] })
      .op('e6', 'epoch', { by: ['alice'], after: ['e1'], claims: { back: backTo('alice', 'own') } }),
    expect: { members: FOUR, refused: { e2: UNKNOWN, e3: UNKNOWN, e4: UNKNOWN, e5: UNKNOWN, e6: UNKNOWN } },
  });
  const up = (...names: readonly string[]): ValueObject => ({
    ...again('team', 'e1').claims,
    back: backTo('team', ...names),
  });
  suite.scenario('forward', 'a top-up of an old epoch that leads to a later one, or to one beside it', {
    flag: 'History',
    plan: crew(FOUR)
      .op('e0', 'epoch', { by: ['alice'] })
      .op('e1', 'epoch', { by: ['alice'] })
      .op('e4', 'epoch', { by: ['bob'], after: ['e0'] })
      .remove('x', 'dave', { by: ['alice'] })
      .op('e2', 'epoch', by('alice', 'e1', 'e4'))
      .op('later', 'epoch', { by: ['alice'], after: ['e2'], claims: up('e2') })
      .op('both', 'epoch', { by: ['alice'], after: ['e2'], claims: up('e0', 'e2') })
      .op('side', 'epoch', { by: ['alice'], after: ['e2'], claims: up('e4') })
      .op('own', 'epoch', { by: ['alice'], after: ['e2'], claims: up('e1') })
      .op('good', 'epoch', { by: ['alice'], after: ['e2'], claims: up('e0') }),
    expect: {
      members: { alice: 40, bob: 30, carol: 20 },
      refused: { later: FORWARD, both: FORWARD, side: FORWARD, own: FORWARD },
    },
  });
  suite.scenario('forward-twice', 'an old epoch was announced twice, and only one of them stands behind the other', {
    flag: 'History',
    plan: crew(FOUR)
      .op('e0', 'epoch', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after: ['e0'] })
      .op('copy', 'epoch', { by: ['carol'], after, ...again('team', 'e1') })
      .op('up', 'epoch', { by: ['alice'], claims: up('e0') }),
    expect: { members: FOUR, refused: { up: FORWARD } },
  });
  suite.scenario('forward-struck', 'a top-up with back of an epoch whose only announcement is struck', {
    flag: 'History',
    plan: crew(FOUR)
      .op('e0', 'epoch', { by: ['alice'], after })
      .remove('x', 'bob', { by: ['alice'] })
      .op('e1', 'epoch', { by: ['bob'], after: ['e0'] })
      .op('up', 'epoch', { by: ['alice'], claims: up('e0') }),
    expect: { members: { alice: 40, carol: 20, dave: 10 }, struck: ['e1'], refused: { up: FORWARD } },
  });
  suite.scenario('back-child', 'an op behind a refused epoch', {
    flag: 'History',
    plan: crew(FOUR)
      .op('e1', 'epoch', by('alice', 'nowhere'))
      .op('e2', 'epoch', { by: ['alice'] }),
    expect: { members: FOUR, refused: { e1: UNKNOWN, e2: ['E_PARENT'] } },
  });
}

function policies(suite: LogSuite): void {
  const all = { ...FOUR, erin: 20 };
  const rows: [string, string, string | undefined][] = [
    ['all', 'history is all', 'all'],
    ['absent', 'no word about history', undefined],
    ['other', 'history is a word that nobody knows', 'Joined'],
  ];
  for (const [slug, title, value] of rows)
    suite.scenario(`history-${slug}`, `${title}: back over an admission`, {
      flag: 'AcceptedOddity',
      requirements: ['SEC-019'],
      plan: new Plan()
        .users(...Object.keys(all))
        .team(FOUR, value === undefined ? {} : { claims: { pol: { history: value } } })
        .op('e1', 'epoch', { by: ['alice'] })
        .add('in', ['erin', 20], { by: ['alice'] })
        .op('e2', 'epoch', by('alice', 'e1')),
      expect: { members: all, pol: value === undefined ? {} : { history: value } },
    });
  const words = (value: string): { by: string[]; claims: ValueObject; after: readonly string[] } => ({
    by: ['alice'],
    claims: { pol: { history: value } },
    after: ['in'],
  });
  const open = (): Plan =>
    crew(FOUR)
      .users('erin')
      .op('e1', 'epoch', { by: ['alice'] })
      .add('in', ['erin', 20], { by: ['alice'] });
  suite.scenario('history-beside', 'joined, and beside it all: joined is the strict word', {
    flag: 'History',
    requirements: ['PRN-068'],
    plan: open().op('p', 'pol', words('joined')).op('q', 'pol', words('all')).op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: all, pol: joined.pol, refused: { e2: EARLY } },
  });
  suite.scenario('history-beside-other', 'the same with other ids', {
    flag: 'History',
    requirements: ['PRN-068'],
    plan: open()
      .op('p', 'pol', { ...words('joined'), claims: { pol: { history: 'joined', a: 'b' } } })
      .op('q', 'pol', { ...words('all'), claims: { pol: { history: 'all', a: 'c' } } })
      .op('q2', 'pol', { ...words('all'), claims: { pol: { history: 'all', a: 'd' } } })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: all, pol: { ...joined.pol, a: 'd' }, refused: { e2: EARLY } },
  });
  suite.scenario('history-set', 'joined is said after the admission, and beside the epoch', {
    flag: 'History',
    plan: open()
      .op('p', 'pol', words('joined'))
      .op('e2', 'epoch', { ...by('alice', 'e1'), after: ['in'] })
      .op('e3', 'epoch', { ...by('alice', 'e1'), after: ['p'] }),
    expect: { members: all, pol: joined.pol, refused: { e3: EARLY } },
  });
}

function besides(suite: LogSuite): void {
  const all = { ...FOUR, erin: 20 };
  suite.scenario('beside-admission', 'an epoch that was announced beside the admission', {
    flag: 'Backdated',
    plan: strict()
      .add('in', ['erin', 20], { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: all, pol: joined.pol, refused: { e2: EARLY } },
  });
  suite.scenario('announced-twice', 'announced twice, and only once behind the admission', {
    flag: 'Backdated',
    plan: strict()
      .add('in', ['erin', 20], { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after: ['in'] })
      .op('copy', 'epoch', { by: ['carol'], after, ...again('team', 'e1') })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: all, pol: joined.pol, refused: { e2: EARLY } },
  });
  suite.scenario(
    'announced-struck',
    'announced behind the admission, and with old parents by somebody who was removed',
    {
      flag: 'AcceptedOddity',
      requirements: ['SEC-019'],
      plan: strict()
        .remove('x', 'bob', { by: ['alice'], after })
        .add('in', ['erin', 20], { by: ['alice'] })
        .op('e1', 'epoch', { by: ['alice'] })
        .op('copy', 'epoch', { by: ['bob'], after, ...again('team', 'e1') })
        .op('e2', 'epoch', by('alice', 'e1')),
      expect: { members: { alice: 40, carol: 20, dave: 10, erin: 20 }, pol: joined.pol, struck: ['copy'] },
    },
  );
  suite.scenario('struck-alone', 'an epoch whose only announcement is struck', {
    flag: 'Backdated',
    plan: strict()
      .remove('x', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: { alice: 40, carol: 20, dave: 10 }, pol: joined.pol, struck: ['e1'], refused: { e2: EARLY } },
  });
  suite.scenario('struck-alone-all', 'the same where history is all', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-018', 'SEC-019'],
    plan: crew(FOUR)
      .remove('x', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['bob'], after })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: { alice: 40, carol: 20, dave: 10 }, struck: ['e1'] },
  });
}

function endings(suite: LogSuite): void {
  const ending = { by: ['alice'], claims: { end: END } };
  suite.scenario('ends', 'epochs that end, beside each other and behind each other', {
    flag: 'End',
    requirements: ['SEC-023'],
    plan: crew(FOUR)
      .op('e1', 'epoch', ending)
      .op('e2', 'epoch', { ...ending, after })
      .op('e3', 'epoch', ending)
      .op('copy', 'epoch', { ...ending, after, claims: { ...again('team', 'e1').claims, end: END + 1 } }),
    expect: { members: FOUR },
  });
  suite.scenario('ends-leads', 'an epoch that ends leads nowhere, and is no top-up', {
    flag: 'End',
    plan: crew(FOUR)
      .op('e1', 'epoch', { by: ['alice'] })
      .op('e2', 'epoch', { by: ['alice'], after: ['e1'], claims: { end: END, back: backTo('team', 'e1') } })
      .op('up', 'epoch', { by: ['alice'], after: ['e1'], claims: { ...again('team', 'e1').claims, end: END } }),
    expect: { members: FOUR, refused: { e2: ENDING, up: ENDING } },
  });
  suite.scenario('ends-led-to', 'nothing leads to an epoch that ends, and nothing brings it to others', {
    flag: 'End',
    plan: crew(FOUR)
      .op('e1', 'epoch', ending)
      .op('e2', 'epoch', { ...by('alice', 'e1'), after: ['e1'] })
      .op('up', 'epoch', { by: ['alice'], after: ['e1'], ...again('team', 'e1') }),
    expect: { members: FOUR, refused: { e2: ENDING, up: ENDING } },
  });
  suite.scenario('ends-twice', 'announced with and without end beside each other: it ends', {
    flag: 'End',
    plan: crew(FOUR)
      .op('e1', 'epoch', { by: ['alice'], after })
      .op('copy', 'epoch', { by: ['bob'], after, claims: { ...again('team', 'e1').claims, end: END } })
      .op('e2', 'epoch', by('alice', 'e1')),
    expect: { members: FOUR, refused: { e2: ENDING } },
  });
  suite.scenario('ends-struck', 'somebody who was removed announces an epoch with an end', {
    flag: 'AcceptedOddity',
    requirements: ['SEC-023'],
    plan: crew(FOUR)
      .remove('x', 'bob', { by: ['alice'], after })
      .op('e1', 'epoch', { by: ['alice'] })
      .op('copy', 'epoch', { by: ['bob'], after, claims: { ...again('team', 'e1').claims, end: END } })
      .op('e2', 'epoch', by('alice', 'e1'))
      .op('up', 'epoch', { by: ['alice'], ...again('team', 'e1') }),
    expect: { members: { alice: 40, carol: 20, dave: 10 }, struck: ['copy'] },
  });
}

function orders(suite: LogSuite): void {
  suite.scenario('order', 'who may not announce is refused for that first', {
    flag: 'Order',
    plan: crew(FOUR).op('e1', 'epoch', by('dave', 'nowhere')),
    expect: { members: FOUR, refused: { e1: ['E_NOT_AUTHORIZED', 'PRN-047'] } },
  });
  suite.scenario('order-key', 'a weak key comes before what it leads to', {
    flag: 'Order',
    plan: crew(FOUR).op('e1', 'epoch', {
      by: ['alice'],
      claims: { pub: { kty: 'OKP', crv: 'X25519', x: base64url(new Uint8Array(32)) }, back: backTo('team', 'nowhere') },
    }),
    expect: { members: FOUR, refused: { e1: ['E_WEAK_KEY', 'SEC-002'] } },
  });
}
