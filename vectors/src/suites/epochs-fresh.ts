// secrecy/fresh: which epochs are fresh, and which one is current. SEC-014, SEC-015.
import { x25519Jwk, derive } from '../actors.ts';
import type { Value } from '../value.ts';
import { beside, struck } from './epochs-beside.ts';
import { deep, ripples } from './epochs-ripples.ts';
import { again, EpochSuite } from './epochs-scenario.ts';
import { after, crew, Plan } from './log-plan.ts';

const FOUR = { alice: 40, bob: 30, carol: 20, dave: 10 };
const NOTES = 'v:com.example.notes';
const LISTS = 'v:com.example.lists';
const may = (deed: readonly string[], col = NOTES): Value => ({ do: [...deed], col });

/** Histories of teams and users with their epochs. */
export function freshSuite(): EpochSuite {
  const suite = new EpochSuite('secrecy/fresh', 'Logs with epochs: which of them are fresh, and which one is current.');
  first(suite);
  exits(suite);
  guests(suite);
  invites(suite);
  retired(suite);
  current(suite);
  ends(suite);
  beside(suite);
  struck(suite);
  return suite;
}

/** The same, where something happens in the log of somebody who can open the epochs. */
export function freshElsewhereSuite(): EpochSuite {
  const suite = new EpochSuite(
    'secrecy/fresh-elsewhere',
    'Logs with epochs, and what the logs of members, and of members of members, say of who can open them.',
  );
  ripples(suite);
  deep(suite);
  return suite;
}

const team = (): Plan => crew(FOUR).op('e1', 'epoch', { by: ['alice'] });
const byAlice = { by: ['alice'] };

function first(suite: EpochSuite): void {
  suite.scenario('none', 'a team without an epoch', { flag: 'Current', plan: crew(FOUR), fresh: [] });
  suite.scenario('one', 'an epoch', { flag: 'Stale', plan: team(), fresh: ['e1'] });
  suite.scenario('of-user', 'an epoch of a user', {
    flag: 'Stale',
    log: 'alice',
    plan: crew(FOUR).op('own', 'epoch', { in: 'alice', by: ['alice/phone'] }),
    fresh: ['own'],
  });
  suite.scenario('other-log', 'an epoch of another log', {
    flag: 'Stale',
    plan: team()
      .op('own', 'epoch', { in: 'alice', by: ['alice/phone'] })
      .op('e2', 'epoch', byAlice),
    fresh: ['e1', 'e2'],
    current: 'e2',
  });
  suite.scenario('refused', 'an epoch by a reader is none', {
    flag: 'Stale',
    plan: crew(FOUR).op('e1', 'epoch', { by: ['dave'] }),
    fresh: [],
    refused: ['e1'],
  });
  suite.scenario('newcomer', 'who joins ends nothing', {
    flag: 'Storm',
    plan: team().users('erin').add('in', ['erin', 20], byAlice),
    fresh: ['e1'],
  });
  suite.scenario('top-up', 'a top-up for who joined', {
    flag: 'Storm',
    plan: team()
      .users('erin')
      .add('in', ['erin', 20], byAlice)
      .op('up', 'epoch', { ...byAlice, ...again('team', 'e1') }),
    fresh: ['e1'],
  });
}

function exits(suite: EpochSuite): void {
  suite.scenario('removed', 'N94 a removal ends the epochs before it', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', byAlice),
    fresh: [],
  });
  suite.scenario('after', 'and not those behind it', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', byAlice).op('e2', 'epoch', byAlice),
    fresh: ['e2'],
  });
  suite.scenario('n92a', 'N92a an old epoch announced again after a removal is a top-up, and not fresh', {
    flag: 'Stale',
    plan: team()
      .remove('x', 'carol', byAlice)
      .op('up', 'epoch', { ...byAlice, ...again('team', 'e1') }),
    fresh: [],
  });
  suite.scenario('older-heads', 'by the heads before the removal, the epoch is fresh', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', byAlice),
    au: ['e1'],
    fresh: ['e1'],
  });
  suite.scenario('reader', 'the removal of a reader', {
    flag: 'Stale',
    plan: team().remove('x', 'dave', byAlice),
    fresh: [],
  });
  suite.scenario('left', 'somebody leaves', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', { by: ['carol'] }),
    fresh: [],
  });
  suite.scenario('stepped-down', 'somebody becomes a guest by himself', {
    flag: 'Stale',
    plan: team().set('x', ['carol', 0], { by: ['carol'], claims: { caps: [may(['w'])] } }),
    fresh: [],
  });
  suite.scenario('lowered', 'a writer becomes a reader', {
    flag: 'Storm',
    plan: team().set('x', ['carol', 10], byAlice),
    fresh: ['e1'],
  });
  suite.scenario('raised', 'a reader becomes a writer', {
    flag: 'Storm',
    plan: team().set('x', ['dave', 20], byAlice),
    fresh: ['e1'],
  });
  suite.scenario('to-guest', 'a reader becomes a guest who reads one collection', {
    flag: 'Stale',
    plan: team().set('x', ['dave', 0], { ...byAlice, claims: { caps: [may(['r'])] } }),
    fresh: [],
  });
  suite.scenario('kept', 'the removal of what somebody does beside it is no exit', {
    flag: 'Storm',
    plan: team().remove('x', 'carol', { ...byAlice, claims: { keep: true } }),
    fresh: ['e1'],
  });
  suite.scenario('back-again', 'who was removed and came back', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', byAlice).add('in', ['carol', 20], byAlice),
    fresh: [],
  });
}

function guests(suite: EpochSuite): void {
  const guest = (...caps: Value[]): Plan =>
    crew(FOUR)
      .users('erin')
      .add('in', ['erin', 0], { ...byAlice, claims: { caps } })
      .op('e1', 'epoch', byAlice);
  const set = (plan: Plan, ...caps: Value[]): Plan => plan.set('x', ['erin', 0], { ...byAlice, claims: { caps } });
  const rows: [string, string, Plan, boolean][] = [
    ['guest-writes', 'the removal of a guest who only wrote', guest(may(['w'])).remove('x', 'erin', byAlice), true],
    ['guest-reads', 'the removal of a guest who read', guest(may(['r'])).remove('x', 'erin', byAlice), false],
    ['guest-loses', 'a guest may read no more', set(guest(may(['r', 'w'])), may(['w'])), false],
    ['guest-elsewhere', 'a guest reads another collection', set(guest(may(['r'])), may(['r'], LISTS)), false],
    ['guest-gains', 'a guest reads one more collection', set(guest(may(['r'])), may(['r'], LISTS), may(['r'])), true],
    [
      'guest-writes-more',
      'a guest writes one more collection',
      set(guest(may(['w'])), may(['w']), may(['w'], LISTS)),
      true,
    ],
    ['guest-rises', 'a guest becomes a reader', guest(may(['r'])).set('x', ['erin', 10], byAlice), true],
  ];
  for (const [slug, title, plan, isFresh] of rows)
    suite.scenario(slug, title, { flag: isFresh ? 'Storm' : 'Stale', plan, fresh: isFresh ? ['e1'] : [] });
  suite.scenario('guest-joined', 'the removal of a guest who came by an invite', {
    flag: 'Stale',
    plan: crew(FOUR)
      .users('erin')
      .invite('i', ['erin', 0], { ...byAlice, claims: { caps: [may(['r'])] } })
      .join('in', ['erin', 'i'])
      .op('e1', 'epoch', byAlice)
      .remove('x', 'erin', byAlice),
    fresh: [],
  });
}

const ENC = { ...x25519Jwk(derive('link/invite/enc')) };

function invites(suite: EpochSuite): void {
  const invited = (lvl: number, claims: Record<string, Value>): Plan =>
    crew(FOUR)
      .invite('i', ['key:link', lvl], { ...byAlice, claims })
      .op('e1', 'epoch', byAlice);
  suite.scenario('invite', 'the removal of an invite for which keyboxes were asked', {
    flag: 'Stale',
    plan: invited(20, { enc: ENC }).remove('x', 'i', byAlice),
    fresh: [],
  });
  suite.scenario('invite-open', 'such an invite while it stands', {
    flag: 'Storm',
    plan: invited(20, { enc: ENC }),
    fresh: ['e1'],
  });
  suite.scenario('invite-without', 'the removal of an invite without enc', {
    flag: 'Storm',
    plan: invited(20, {}).remove('x', 'i', byAlice),
    fresh: ['e1'],
  });
  suite.scenario('invite-guest', 'the removal of an invite of a guest', {
    flag: 'Storm',
    plan: invited(0, { enc: ENC, caps: [may(['r'])] }).remove('x', 'i', byAlice),
    fresh: ['e1'],
  });
  suite.scenario('invite-retired', 'an invite that nobody else has is retired', {
    flag: 'Storm',
    plan: invited(20, { enc: ENC }).remove('x', 'i', { ...byAlice, claims: { why: 'retired' } }),
    fresh: ['e1'],
  });
}

function retired(suite: EpochSuite): void {
  const why = (text: string): { claims: Record<string, Value> } => ({ claims: { why: text } });
  suite.scenario('retired', 'a member is retired', {
    flag: 'Storm',
    plan: team().remove('x', 'carol', { ...byAlice, ...why('retired') }),
    fresh: ['e1'],
  });
  suite.scenario('retires', 'a member that retires itself is not believed', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', { by: ['carol'], ...why('retired') }),
    fresh: [],
  });
  suite.scenario('lost', 'a member is lost', {
    flag: 'Stale',
    plan: team().remove('x', 'carol', { ...byAlice, ...why('lost') }),
    fresh: [],
  });
  suite.scenario('retired-and-lost', 'retired, and beside it removed', {
    flag: 'Stale',
    plan: team()
      .remove('x', 'carol', { ...byAlice, ...why('retired'), after: ['e1'] })
      .remove('y', 'carol', { ...byAlice, after: ['e1'] }),
    fresh: [],
  });
  const log = 'erin';
  const user = (): Plan =>
    new Plan().user(log, { 'erin/phone': 40, 'erin/laptop': 20 }).op('e1', 'epoch', { in: log, by: ['erin/phone'] });
  const own: [string, string, string, Record<string, Value>, boolean][] = [
    ['device-lost', 'a lost device', 'erin/phone', { why: 'lost' }, false],
    ['device-removed', 'a device removed without a word', 'erin/phone', {}, false],
    ['device-retired', 'a device that was sold', 'erin/phone', { why: 'retired' }, true],
    ['device-retires', 'a device that retires itself', 'erin/laptop', { why: 'retired' }, false],
  ];
  for (const [slug, title, by, claims, isFresh] of own)
    suite.scenario(slug, title, {
      flag: isFresh ? 'Storm' : 'Stale',
      log,
      plan: user().remove('x', 'erin/laptop', { in: log, by: [by], claims }),
      fresh: isFresh ? ['e1'] : [],
    });
  suite.scenario('device-new', 'a new device ends nothing', {
    flag: 'Storm',
    log,
    plan: user().add('in', ['erin/tablet', 20], { in: log, by: ['erin/phone'] }),
    fresh: ['e1'],
  });
}

function current(suite: EpochSuite): void {
  const requirements = ['SEC-015', 'SEC-014'];
  const then = (name: string): Plan => team().op(name, 'epoch', { by: ['bob'] });
  suite.scenario('later', 'of two behind each other the last is current', {
    flag: 'Current',
    requirements,
    plan: then('e2'),
    fresh: ['e1', 'e2'],
    current: 'e2',
  });
  suite.scenario('later-lower', 'also if it has the lower id', {
    flag: 'Current',
    requirements,
    plan: crew(FOUR)
      .op('e5', 'epoch', byAlice)
      .op('e6', 'epoch', { by: ['bob'] }),
    fresh: ['e5', 'e6'],
    current: 'e6',
  });
  const apart = (): Plan =>
    crew(FOUR)
      .op('e1', 'epoch', { ...byAlice, after })
      .op('e2', 'epoch', { by: ['bob'], after });
  suite.scenario('side-by-side', 'of two beside each other, that of the lowest id', {
    flag: 'Current',
    requirements,
    plan: apart(),
    fresh: ['e1', 'e2'],
    current: 'e1',
  });
  suite.scenario('three', 'two beside each other, and one behind one of them', {
    flag: 'Current',
    requirements,
    plan: apart().op('e3', 'epoch', { by: ['carol'], after: ['e1'] }),
    fresh: ['e1', 'e2', 'e3'],
    current: 'e3',
  });
  suite.scenario('top-up-later', 'a top-up of the older one makes it no younger', {
    flag: 'Current',
    requirements,
    plan: then('e2').op('up', 'epoch', { ...byAlice, ...again('team', 'e1') }),
    fresh: ['e1', 'e2'],
    current: 'e2',
  });
  suite.scenario('round', 'two that each have an announcement behind one of the other: none is current', {
    flag: 'Current',
    requirements,
    plan: apart()
      .op('f2', 'epoch', { by: ['carol'], after: ['e1'], ...again('team', 'e2') })
      .op('f1', 'epoch', { by: ['carol'], after: ['e2'], ...again('team', 'e1') }),
    fresh: ['e1', 'e2'],
    isNoneCurrent: true,
  });
}

function ends(suite: EpochSuite): void {
  const requirements = ['SEC-015', 'SEC-014'];
  const end = { claims: { end: 1_800_000_000_000_000 } };
  suite.scenario('ends', 'an epoch that ends is fresh, and not current', {
    flag: 'End',
    requirements,
    plan: crew(FOUR).op('e1', 'epoch', { ...byAlice, ...end }),
    fresh: ['e1'],
    isNoneCurrent: true,
  });
  suite.scenario('ends-later', 'an epoch that ends stands behind one that does not', {
    flag: 'End',
    requirements,
    plan: team().op('e2', 'epoch', { ...byAlice, ...end }),
    fresh: ['e1', 'e2'],
    current: 'e1',
  });
}
