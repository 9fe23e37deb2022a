// Policy, epochs, guests. PRN-030, PRN-047, PRN-048, PRN-068.
import { fromBase64url, type Value, type ValueObject } from '../value.ts';
import { after, crew, Plan } from './log-plan.ts';
import type { LogSuite } from './log-scenario.ts';

const NO = 'E_NOT_AUTHORIZED';
const QUORUM = { pol: { admit: 'quorum' } };

/** Policies and guests. */
export function quorums(suite: LogSuite): void {
  kinds(suite);
  admissions(suite);
  fields(suite);
  guests(suite);
}

function kinds(suite: LogSuite): void {
  suite.scenario('epoch-and-pol-2', 'an epoch is for writers, a policy for owners', {
    flag: 'Ceiling',
    plan: crew({ alice: 40, bob: 30, carol: 20, dave: 10 })
      .op('writer', 'epoch', { by: ['carol'] })
      .op('reader', 'epoch', { by: ['dave'] })
      .op('owner', 'pol', { by: ['alice'], after: ['writer'], claims: QUORUM })
      .op('admin', 'pol', { by: ['bob'], after: ['writer'], claims: QUORUM }),
    expect: {
      members: { alice: 40, bob: 30, carol: 20, dave: 10 },
      pol: { admit: 'quorum' },
      refused: { reader: [NO, 'PRN-047'], admin: [NO, 'PRN-047'] },
    },
  });
}

function admissions(suite: LogSuite): void {
  const strict = (): Plan =>
    new Plan()
      .users('alice', 'bob', 'carol', 'dave', 'erin')
      .team({ alice: 40, bob: 30, carol: 30, dave: 20, 'kit:team': 50 })
      .op('q', 'pol', { by: ['alice'], claims: QUORUM });
  const members = { alice: 40, bob: 30, carol: 30, dave: 20, 'kit:team': 50 };
  const pol = { admit: 'quorum' };
  suite.scenario('quorum', 'with a quorum, one admin of three takes nobody in, two do, and so does a sole owner', {
    flag: 'Policy',
    plan: strict()
      .add('one', ['erin', 20], { by: ['bob'], after: ['q'] })
      .invite('offer', ['erin', 20], { by: ['bob'], after: ['q'] })
      .add('two', ['erin', 20], { by: ['bob', 'carol'], after: ['q'] })
      .set('raise', ['dave', 30], { by: ['bob'], after: ['q'] }),
    expect: {
      members: { ...members, dave: 30, erin: 20 },
      pol,
      refused: { one: [NO, 'PRN-048'], offer: [NO, 'PRN-048'] },
    },
  });
  suite.scenario('quorum-owner', 'an owner asks owners alone, a cold key nobody, and a guest needs no quorum', {
    flag: 'Policy',
    requirements: ['PRN-048'],
    plan: strict()
      .users('mallory')
      .add('owner', ['erin', 20], { by: ['alice'] })
      .add('root', ['mallory', 20], { by: ['kit:team'] })
      .remove('x', 'dave', { by: ['bob'] })
      .add('guest', ['dave', 0], { by: ['bob'], claims: { caps: [{ do: ['r'], col: 'v:a' }] } }),
    expect: {
      members: { ...members, dave: 0, erin: 20, mallory: 20 },
      caps: { dave: [{ col: 'v:a', do: ['r'] }] },
      pol,
    },
  });
  suite.scenario('quorum-join', 'at a join the signers of the invite are counted again', {
    flag: 'Policy',
    plan: strict()
      .invite('i', ['erin', 20], { by: ['bob', 'carol'] })
      .set('d', ['carol', 20], { by: ['carol'] })
      .join('j', ['erin', 'i'])
      .join('k', ['erin', 'i'], { after: ['i'] }),
    expect: { members: { ...members, carol: 20, erin: 20 }, pol, refused: { j: ['E_INVITE', 'PRN-057'] } },
  });
  suite.scenario('quorum-of-init', 'the first op of a team may ask for a quorum', {
    flag: 'Policy',
    plan: new Plan()
      .users('alice', 'bob', 'carol')
      .team({ alice: 40, bob: 40 }, { claims: { pol: { admit: 'quorum', motto: 'all of us' } } })
      .add('one', ['carol', 20], { by: ['alice'], after })
      .add('two', ['carol', 20], { by: ['alice', 'bob'], after }),
    expect: {
      members: { alice: 40, bob: 40, carol: 20 },
      pol: { admit: 'quorum', motto: 'all of us' },
      refused: { one: [NO, 'PRN-048'] },
    },
  });
}

function fields(suite: LogSuite): void {
  const team = (): Plan => new Plan().users('alice', 'bob').team({ alice: 40, bob: 40, 'kit:team': 50 });
  const members = { alice: 40, bob: 40, 'kit:team': 50 };
  const pol = (plan: Plan, [name, by]: readonly [string, string], value: Record<string, string>): Plan =>
    plan.op(name, 'pol', { by: [by], after, claims: { pol: value } });
  suite.scenario('pol-rank', 'of policies beside each other that of the higher rank holds, though it is the open one', {
    flag: 'Policy',
    requirements: ['PRN-068'],
    plan: pol(pol(team(), ['p', 'alice'], { admit: 'quorum' }), ['q', 'kit:team'], { admit: 'open' }),
    expect: { members, pol: { admit: 'open' } },
  });
  suite.scenario('pol-strict', 'of one rank the strict one', {
    flag: 'Policy',
    requirements: ['PRN-068'],
    plan: pol(pol(team(), ['p', 'alice'], { admit: 'open' }), ['q', 'bob'], { admit: 'quorum' }),
    expect: { members, pol: { admit: 'quorum' } },
  });
  const words = (nth: number): Plan =>
    pol(pol(team(), ['p', 'alice'], { motto: `one ${nth}` }), ['q', 'bob'], { motto: `two ${nth}` });
  for (const [slug, title, areAlike] of [
    ['pol-lowest', 'of fields without a strict value that of the lowest id', true],
    ['pol-lowest-text', 'the lowest as text, not as bytes', false],
  ] as const) {
    const nth = firstNumber((each) => isAlike(words(each).id('p'), words(each).id('q')) === areAlike);
    const plan = words(nth);
    suite.scenario(slug, title, {
      flag: 'Policy',
      requirements: ['PRN-068'],
      plan,
      expect: { members, pol: { motto: `${plan.id('p') < plan.id('q') ? 'one' : 'two'} ${nth}` } },
    });
  }
  suite.scenario('pol-later', 'the last word about each field, whatever its rank', {
    flag: 'Policy',
    requirements: ['PRN-068'],
    plan: team()
      .op('p', 'pol', { by: ['kit:team'], claims: { pol: { admit: 'quorum', motto: 'one' } } })
      .op('q', 'pol', { by: ['alice'], claims: { pol: { admit: 'open', color: 'red' } } }),
    expect: { members, pol: { admit: 'open', color: 'red', motto: 'one' } },
  });
  suite.scenario('pol-dead', 'N49 a policy that a removed owner dates back is none', {
    flag: 'Backdated',
    requirements: ['PRN-068', 'PRN-059'],
    plan: pol(team().remove('x', 'bob', { by: ['kit:team'], after }), ['p', 'bob'], { admit: 'open', motto: 'mine' }),
    expect: { members: { alice: 40, 'kit:team': 50 }, struck: ['p'] },
  });
}

/** Whether two ids have one order as texts and as bytes. */
function isAlike(a: string, b: string): boolean {
  return Buffer.compare(fromBase64url(a), fromBase64url(b)) < 0 === a < b;
}

function firstNumber(isFine: (nth: number) => boolean): number {
  for (let nth = 1; ; nth++) if (isFine(nth)) return nth;
}

const READ = { do: ['r'], col: 'v:com.example.notes' };
const WRITE = { do: ['r', 'w'], col: 'v:com.example.tasks', tag: 'home' };
const LATER = { do: ['w'], col: 'v:com.example.tasks', nbf: 5, exp: 9 };

function guests(suite: LogSuite): void {
  const members = { alice: 40, bob: 30, carol: 30, dave: 0 };
  const guest = (caps: Value[]): Plan =>
    crew({ alice: 40, bob: 30, carol: 30 })
      .users('dave')
      .add('g', ['dave', 0], { by: ['alice'], claims: { caps } });
  suite.scenario('guest', 'a guest with two capabilities, one of them given twice', {
    flag: 'Guest',
    requirements: ['PRN-030', 'PRN-012'],
    plan: guest([WRITE, READ, WRITE]),
    expect: { members, caps: { dave: [sorted(READ), sorted(WRITE)] } },
  });
  suite.scenario('guest-beside', 'of capabilities beside each other a guest has those that all give, as JSON values', {
    flag: 'Guest',
    requirements: ['PRN-030'],
    plan: guest([READ, WRITE])
      .set('s', ['dave', 0], { by: ['bob'], after: ['g'], claims: { caps: [WRITE, LATER] } })
      .set('t', ['dave', 0], { by: ['carol'], after: ['g'], claims: { caps: [LATER, reversed(WRITE), READ] } }),
    expect: { members, caps: { dave: [sorted(WRITE), sorted(LATER)] } },
  });
  suite.scenario('guest-nothing', 'two words with nothing in common leave a guest that may do nothing', {
    flag: 'Guest',
    requirements: ['PRN-030'],
    plan: guest([READ, WRITE])
      .set('s', ['dave', 0], { by: ['bob'], after: ['g'], claims: { caps: [WRITE] } })
      .set('t', ['dave', 0], { by: ['carol'], after: ['g'], claims: { caps: [LATER] } }),
    expect: { members, caps: { dave: [] } },
  });
  suite.scenario('guest-same', 'a set with the same capabilities in another order changes nothing', {
    flag: 'Guest',
    plan: guest([READ, WRITE]).set('s', ['dave', 0], {
      by: ['bob'],
      claims: { caps: [reversed(WRITE), READ, READ] },
    }),
    expect: { members, caps: { dave: [sorted(READ), sorted(WRITE)] }, refused: { s: [NO, 'PRN-037'] } },
  });
  suite.scenario('guest-by-invite', 'a guest by invite has the capabilities of the invite', {
    flag: 'Guest',
    requirements: ['PRN-030', 'PRN-049'],
    plan: crew({ alice: 40, bob: 30, carol: 30 })
      .users('dave')
      .invite('i', ['dave', 0], { by: ['bob'], claims: { caps: [LATER] } })
      .join('j', ['dave', 'i'], { claims: { lvl: 0 } }),
    expect: { members, caps: { dave: [sorted(LATER)] } },
  });
}

/** The same JSON value with its members in the order of their names, as canonical text has them. */
function sorted(cap: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(cap).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function reversed(cap: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(cap).toReversed());
}
