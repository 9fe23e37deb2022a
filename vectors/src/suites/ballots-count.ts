import { resolveKeys, NOW } from '../statement.ts';
import { Suite, type SuiteHead } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { idOfNothing } from './users.ts';

const NOTES: SuiteHead['notes'] = {
  Majority: {
    bugClass: 'bounds',
    effect: 'programs sign an op that verifiers refuse, or wait for votes that nobody needs',
    description:
      'More than half, of the members of the right levels, and of two at least where somebody is to lose by it.',
  },
  Counted: {
    bugClass: 'authority',
    effect: 'somebody without a say decides, or has two',
    description: 'One vote for each entry, from who is somebody now.',
  },
  Last: {
    bugClass: 'order',
    effect: 'two programs see two results',
    description: 'Of several votes of one entry the last counts, and which that is everybody agrees on.',
  },
  Hope: {
    bugClass: 'liveness',
    effect: 'people wait for what cannot come any more, or are told so too soon',
    description: 'A proposal is refused as soon as it cannot be passed, and not before.',
  },
};

const ID = { ada: 'a', bob: 'b', carol: 'c', dave: 'd', eve: 'e', club: 'f', kit: 'g', stranger: 'h' } as const;
type Person = keyof typeof ID;
type Levels = Readonly<Partial<Record<Person, number>>>;
const idOf = (person: Person): string => idOfNothing(`ballot/${ID[person]}`);

interface Cast {
  readonly by: Person;
  readonly lvl?: number;
  readonly no?: true;
  readonly t?: number;
  readonly id?: string;
}

interface Poll {
  readonly op: ValueObject;
  readonly members: Levels;
  readonly admit?: 'open' | 'quorum';
  readonly votes?: readonly (Person | Cast)[];
}

function inputOf({ op, members, admit, votes = [] }: Poll): ValueObject {
  const levels = Object.entries(members).map(([person, lvl]) => [idOf(person as Person), lvl] as const);
  const cast = votes.map((vote, i): ValueObject => {
    const { by, lvl, no, t = NOW + i, id = `vote/${i}` } = typeof vote === 'string' ? { by: vote } : vote;
    return { id: idOfNothing(`ballot/${id}`), entry: idOf(by), lvl: lvl ?? members[by] ?? -1, yes: no !== true, t };
  });
  return { op, members: Object.fromEntries(levels), ...(admit === undefined ? {} : { admit }), votes: cast };
}

const expel = (who: Person): ValueObject => ({ k: 'remove', who: idOf(who) });
const set = (who: Person, lvl: number): ValueObject => ({ k: 'set', who: idOf(who), lvl });
const invite = (lvl: number): ValueObject => ({ k: 'invite', who: idOf('stranger'), lvl });

const OWNERS_2: Levels = { ada: 40, bob: 40 };
const OWNERS_3: Levels = { ...OWNERS_2, carol: 40 };
const OWNERS_4: Levels = { ...OWNERS_3, dave: 40 };
const OWNERS_5: Levels = { ...OWNERS_4, eve: 40 };
const MIXED: Levels = { ada: 40, bob: 30, carol: 30, dave: 20, eve: 0, kit: 50 };

/** principals/ballots-count: who has a say in a proposal, and what comes of it. */
export function ballotsCountSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/ballots-count',
      command: 'ballot.count',
      profile: 'principals',
      description: 'Which votes for a proposal count, at which levels, and whether it is passed.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  const count = (slug: string, title: string, poll: Poll & { readonly cites: string; readonly flag: string }): void =>
    suite.accepts(slug, title, {
      requirements: poll.cites.split(' '),
      flags: [poll.flag],
      kind: 'edge',
      input: inputOf(poll),
    });
  majorities(count);
  otherOps(count);
  quorum(count);
  voters(count);
  lastVotes(count);
  hope(count);
  return suite;
}

type Count = (slug: string, title: string, poll: Poll & { readonly cites: string; readonly flag: string }) => void;

function majorities(count: Count): void {
  const how = { cites: 'PRN-106', flag: 'Majority' } as const;
  const expels = (slug: string, title: string, poll: Omit<Poll, 'op'>): void =>
    count(slug, title, { ...how, op: expel('bob'), ...poll });
  expels('expel-3-one', 'one of three owners does not expel another', { members: OWNERS_3, votes: ['ada'] });
  expels('expel-3-two', 'two of three do', { members: OWNERS_3, votes: ['ada', 'carol'] });
  expels('expel-4-half', 'half of four do not', { members: OWNERS_4, votes: ['ada', 'carol'] });
  expels('expel-4-three', 'three of four do', { members: OWNERS_4, votes: ['ada', 'carol', 'dave'] });
  expels('expel-5-two', 'two of five do not', { members: OWNERS_5, votes: ['ada', 'carol'] });
  expels('expel-5-three', 'three of five do', { members: OWNERS_5, votes: ['ada', 'carol', 'dave'] });
  expels('expel-below', 'admins and a cold key are not among the owners', {
    members: { ...OWNERS_3, dave: 30, kit: 50 },
    votes: ['ada', 'carol'],
  });
  count('expel-alone', 'the only owner has nobody who could expel him', {
    ...how,
    op: expel('ada'),
    members: { ada: 40, bob: 30 },
    votes: ['bob'],
  });
  count('lower-3-one', 'one of three owners does not make another an admin', {
    ...how,
    op: set('bob', 30),
    members: OWNERS_3,
    votes: ['ada'],
  });
  count('lower-3-two', 'two of three do', { ...how, op: set('bob', 30), members: OWNERS_3, votes: ['ada', 'carol'] });
  count('owner-alone', 'the only owner is his own majority for a second one', {
    ...how,
    op: invite(40),
    members: { ada: 40, bob: 30 },
    votes: ['ada'],
  });
  count('owner-2-one', 'one of two owners takes no third one in', {
    ...how,
    op: invite(40),
    members: OWNERS_2,
    votes: ['ada'],
  });
  count('owner-2-two', 'both do', { ...how, op: invite(40), members: OWNERS_2, votes: ['ada', 'bob'] });
  count('raise-2-one', 'one of two owners makes no member owner', {
    ...how,
    op: set('carol', 40),
    members: { ...OWNERS_2, carol: 20 },
    votes: ['bob'],
  });
  count('raise-2-two', 'both do', {
    ...how,
    op: set('carol', 40),
    members: { ...OWNERS_2, carol: 20 },
    votes: ['ada', 'bob'],
  });
  count('raise-quorum', 'under quorum, a guest becomes owner by the owners alone', {
    ...how,
    op: set('eve', 40),
    members: MIXED,
    admit: 'quorum',
    votes: ['bob', 'carol'],
  });
}

function otherOps(count: Count): void {
  const how = { cites: 'PRN-104 PRN-106', flag: 'Majority' } as const;
  const poll = (slug: string, title: string, [op, by]: readonly [ValueObject, Person]): void =>
    count(slug, title, { ...how, op, members: MIXED, votes: [by] });
  poll('policy-owner', 'any owner sets the policy', [{ k: 'pol', pol: { admit: 'quorum' } }, 'ada']);
  poll('policy-admin', 'an admin does not', [{ k: 'pol', pol: { admit: 'quorum' } }, 'bob']);
  poll('expel-writer', 'any admin expels a writer', [expel('dave'), 'bob']);
  poll('expel-guest', 'any admin expels a guest', [expel('eve'), 'bob']);
  poll('expel-writer-writer', 'a writer expels nobody', [expel('dave'), 'dave']);
  poll('expel-admin-admin', 'an admin expels no other', [expel('carol'), 'bob']);
  poll('expel-admin-owner', 'an owner does', [expel('carol'), 'ada']);
  poll('lower-admin-admin', 'an admin makes no other a writer', [set('carol', 20), 'bob']);
  poll('lower-admin-owner', 'an owner does', [set('carol', 20), 'ada']);
  poll('lower-writer', 'any admin makes a writer a reader', [set('dave', 10), 'carol']);
  poll('raise-writer', 'any admin makes a writer an admin', [set('dave', 30), 'carol']);
  poll('raise-guest', 'any admin makes a guest a writer', [set('eve', 20), 'carol']);
  poll('admit-admin', 'any admin admits an admin', [invite(30), 'bob']);
  poll('admit-reader', 'any admin admits a reader', [invite(10), 'bob']);
  poll('admit-writer-kit', 'a cold key is at no level of a ballot', [invite(20), 'kit']);
  const none = (slug: string, title: string, op: ValueObject): void =>
    count(slug, title, { ...how, flag: 'Hope', op, members: MIXED, votes: ['ada'] });
  none('none-invite', 'a member is not invited', { k: 'invite', who: idOf('dave'), lvl: 30 });
  none('none-expel', 'who is no member is not expelled', expel('stranger'));
  none('none-set', 'who is no member has no level to change', set('stranger', 20));
  none('none-same', 'a level that is there already', set('dave', 20));
  none('none-same-owner', 'an owner is owner already', set('ada', 40));
  none('none-kit', 'a cold key is not expelled', expel('kit'));
  none('none-kit-level', 'a cold key gets no level', set('kit', 10));
}

function quorum(count: Count): void {
  const team: Levels = { ada: 40, bob: 40, carol: 30, dave: 30, eve: 30 };
  const how = { cites: 'PRN-106', flag: 'Majority', admit: 'quorum', members: team } as const;
  count('quorum-one', 'one owner of two admits nobody', { ...how, op: invite(20), votes: ['ada'] });
  count('quorum-owners', 'both owners do, whatever the admins say', {
    ...how,
    op: invite(20),
    votes: ['ada', 'bob', { by: 'carol', no: true }, { by: 'dave', no: true }],
  });
  count('quorum-two-admins', 'two of five admins and owners do not', {
    ...how,
    op: invite(20),
    votes: ['carol', 'dave'],
  });
  count('quorum-three-admins', 'three of five do', { ...how, op: invite(30), votes: ['carol', 'dave', 'eve'] });
  count('quorum-mixed', 'an owner and two admins do', { ...how, op: invite(10), votes: ['ada', 'carol', 'eve'] });
  count('quorum-owner', 'an owner is taken in by owners alone', {
    ...how,
    op: invite(40),
    votes: ['carol', 'dave', 'eve', 'ada'],
  });
  count('quorum-guest', 'a guest becomes a writer as somebody new does', {
    ...how,
    members: { ...team, club: 0 },
    op: set('club', 20),
    votes: ['carol'],
  });
  count('quorum-guest-three', 'by three of five', {
    ...how,
    members: { ...team, club: 0 },
    op: set('club', 20),
    votes: ['carol', 'dave', 'bob'],
  });
  count('quorum-reader', 'a reader becomes a writer by any admin', {
    ...how,
    members: { ...team, club: 10 },
    op: set('club', 20),
    votes: ['carol'],
  });
  count('quorum-open', 'open is no quorum', { ...how, admit: 'open', op: invite(20), votes: ['carol'] });
}

function voters(count: Count): void {
  const how = { cites: 'PRN-104', flag: 'Counted', op: expel('bob'), members: { ...OWNERS_4, eve: 30 } } as const;
  count('voter-none', 'who is no member has no vote', { ...how, votes: ['ada', 'carol', { by: 'stranger', lvl: 40 }] });
  count('voter-admin', 'an admin has none about an owner', { ...how, votes: ['ada', 'carol', 'eve'] });
  count('voter-path', 'who is an admin in a team that is owner votes as an admin', {
    ...how,
    members: { ...OWNERS_3, club: 40 },
    votes: ['ada', 'carol', { by: 'club', lvl: 30 }],
  });
  count('voter-team', 'who is owner in it votes for it', {
    ...how,
    members: { ...OWNERS_3, club: 40 },
    votes: ['ada', 'carol', { by: 'club', lvl: 40 }],
  });
  count('voter-removed', 'a device that was removed has none', {
    ...how,
    votes: ['ada', 'carol', { by: 'dave', lvl: -1 }],
  });
  count('voter-removed-no', 'nor to say no', {
    ...how,
    votes: ['ada', 'carol', 'dave', { by: 'dave', lvl: -1, no: true }],
  });
  count('voter-target', 'who is to go does not vote for it', { ...how, votes: ['ada', 'carol', 'bob'] });
  count('voter-target-no', 'and may say no', { ...how, votes: ['ada', 'carol', { by: 'bob', no: true }] });
  count('voter-target-lower', 'who is to lose a level does not vote for it', {
    ...how,
    op: set('bob', 20),
    votes: ['ada', 'carol', 'bob'],
  });
  count('voter-raised', 'who is to gain one does, where he has a vote', {
    cites: 'PRN-104',
    flag: 'Counted',
    op: set('carol', 40),
    members: { ada: 40, bob: 30, carol: 30 },
    votes: ['carol'],
  });
  count('voter-raised-quorum', 'a guest has none about himself', {
    cites: 'PRN-104',
    flag: 'Counted',
    op: set('eve', 20),
    members: MIXED,
    admit: 'quorum',
    votes: ['bob', 'eve'],
  });
}

function lastVotes(count: Count): void {
  const how = { cites: 'PRN-105', flag: 'Last', op: expel('bob'), members: OWNERS_3 } as const;
  count('last-twice', 'two votes of one entry are one', { ...how, votes: ['ada', 'ada'] });
  count('last-no', 'a no after a yes counts', { ...how, votes: ['ada', 'carol', { by: 'carol', no: true }] });
  count('last-yes', 'a yes after a no counts', { ...how, votes: ['ada', { by: 'carol', no: true }, 'carol'] });
  count('last-order', 'what came first by its time, in whatever order it came', {
    ...how,
    votes: ['ada', { by: 'carol', no: true, t: NOW + 9 }, { by: 'carol', t: NOW + 8 }],
  });
  count('last-tie', 'of one time the greater id', {
    ...how,
    votes: ['ada', { by: 'carol', t: NOW, id: 'x' }, { by: 'carol', no: true, t: NOW, id: 'y' }],
  });
  count('last-tie-turned', 'in whatever order they came', {
    ...how,
    votes: ['ada', { by: 'carol', no: true, t: NOW, id: 'y' }, { by: 'carol', t: NOW, id: 'x' }],
  });
  count('last-able', 'a later vote that does not count changes nothing', {
    ...how,
    members: { ada: 40, bob: 40, club: 40 },
    votes: ['ada', { by: 'club', lvl: 40 }, { by: 'club', lvl: 20, no: true }],
  });
  count('last-level', 'nor does a later one of a lower level, at the higher', {
    ...how,
    op: invite(20),
    admit: 'quorum',
    members: { ada: 40, club: 40, dave: 30 },
    votes: ['ada', { by: 'club', lvl: 40 }, { by: 'club', lvl: 30, no: true }],
  });
}

function hope(count: Count): void {
  const how = { cites: 'PRN-107', flag: 'Hope' } as const;
  const no = (by: Person): Cast => ({ by, no: true });
  count('hope-none', 'nobody has voted', { ...how, op: expel('bob'), members: OWNERS_3 });
  count('hope-two', 'of two owners neither can expel the other', { ...how, op: expel('bob'), members: OWNERS_2 });
  count('hope-target', 'the no of who is to go takes nothing away', {
    ...how,
    op: expel('bob'),
    members: OWNERS_3,
    votes: ['ada', no('bob')],
  });
  count('hope-lost', 'one no of two that are needed', {
    ...how,
    op: expel('bob'),
    members: OWNERS_3,
    votes: ['ada', no('carol')],
  });
  count('hope-5', 'one no of four leaves three', {
    ...how,
    op: expel('bob'),
    members: OWNERS_5,
    votes: ['ada', no('carol')],
  });
  count('hope-5-lost', 'two do not', {
    ...how,
    op: expel('bob'),
    members: OWNERS_5,
    votes: ['ada', no('carol'), no('dave')],
  });
  count('hope-owner', 'one of two owners is against a third one', {
    ...how,
    op: invite(40),
    members: OWNERS_2,
    votes: ['ada', no('bob')],
  });
  count('hope-one', 'a no of one admin does not bind the other', {
    ...how,
    op: invite(20),
    members: MIXED,
    votes: [no('bob')],
  });
  count('hope-quorum', 'lost among the owners, and open among all', {
    ...how,
    op: invite(20),
    admit: 'quorum',
    members: { ada: 40, bob: 40, carol: 30, dave: 30, eve: 30 },
    votes: ['ada', no('bob')],
  });
  count('hope-passed', 'what is passed is not refused by a no', {
    ...how,
    op: expel('bob'),
    members: OWNERS_4,
    votes: ['ada', 'carol', 'dave', no('bob')],
  });
}
