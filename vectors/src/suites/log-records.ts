// collections/teams: records of teams, of guests, and of users whose devices come and go. COL-001 to COL-008.
import { NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';
import { keyNamed } from './log-keys.ts';
import { LOG_NOTES, type LogFlag } from './log-notes.ts';
import { Plan } from './log-plan.ts';
import { snapshotOf } from './snap-plan.ts';
import { BODY, digestOf, idOfNothing } from './users.ts';

/** Records against whole logs. */
export function teamRecordsSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'collections/teams',
      command: 'record.accept',
      profile: 'collection',
      description:
        'Records of teams and of users with several devices, against the logs that the verifier was given: who may write, by which path, at which heads.',
      notes: { ...LOG_NOTES },
    },
    resolveKeys('public'),
  );
  members(suite);
  heads(suite);
  paths(suite);
  guests(suite);
  users(suite);
  return suite;
}

/** A record by names. What is not given: a record of the team at the heads of all logs on the path. */
export interface RecordPlan {
  readonly plan: Plan;
  /** The principal by name; absent: the team. */
  readonly iss?: string;
  /** The devices that sign. */
  readonly by: readonly string[];
  /** The path from the team down to the user. */
  readonly path?: readonly string[];
  readonly au?: readonly string[];
  readonly ax?: Readonly<Record<string, readonly string[]>>;
  readonly claims?: Readonly<Record<string, Value | undefined>>;
  /** Ops that are not at hand. */
  readonly without?: readonly string[];
  /** What came beside the ops of the team. */
  readonly beside?: readonly ValueObject[];
}

/** A record with its body. */
export function recordBy(given: RecordPlan): ValueObject {
  return { ...signed(given), body: BODY };
}

/** The input of `record.accept`: a record with its body, and all logs. */
export function recordInput(given: RecordPlan): ValueObject {
  const { plan, without = [], beside = [] } = given;
  const logs = plan.logs.map((log) => ({
    id: plan.id(log),
    ops: [
      ...(log === 'team' ? beside : []),
      ...plan
        .namesIn(log)
        .filter((name) => !without.includes(name))
        .map((name) => plan.statementOf(name)),
    ],
  }));
  return { ...recordBy(given), logs, now: NOW + 60_000_000 };
}

function signed(given: RecordPlan): ValueObject {
  const { by } = given;
  const all = claimsOf(given);
  const kids = by.map((key): ValueObject => ({ kid: keyNamed(key).kid }));
  const stated = Object.entries({ ...all, ...(by.length > 1 ? { sgn: kids } : {}) });
  const text = base64url(octets(JSON.stringify(Object.fromEntries(stated.filter(([, value]) => value !== undefined)))));
  const [first, ...sigs] = by.map((key) => {
    const { kid, alg, sign } = keyNamed(key);
    const h = base64url(octets(`{"alg":"${alg}","kid":"${kid}","typ":"allod-rec"}`));
    return { h, s: sign(`${h}.${text}`) };
  });
  if (first === undefined) throw new RangeError('a record has a signer');
  return { st: `${first.h}.${text}`, sig: first.s, ...(sigs.length > 0 ? { sigs } : {}) };
}

function claimsOf({
  plan,
  iss = 'team',
  path = [],
  au,
  ax,
  claims = {},
}: RecordPlan): Record<string, Value | undefined> {
  const idsOf = (names: readonly string[]): string[] => names.map((name) => plan.id(name));
  const news = ax ?? Object.fromEntries(path.map((log) => [log, plan.headsOf(log)]));
  const named = Object.entries(news).map(([log, names]) => [plan.id(log), idsOf(names)] as const);
  const via = path.slice(0, -1);
  const [act] = path.slice(-1);
  return {
    iss: plan.id(iss),
    ...(act === undefined ? {} : { act: plan.id(act) }),
    ...(via.length === 0 ? {} : { via: idsOf(via) }),
    col: 'v:com.example.notes',
    tag: 'shopping',
    dig: digestOf(BODY),
    len: octets(BODY).length,
    seq: 1,
    t: NOW,
    au: idsOf(au ?? plan.headsOf(iss)),
    ...(named.length === 0 ? {} : { ax: Object.fromEntries(named) }),
    ...claims,
  };
}

type Row = readonly [slug: string, title: string, record: RecordPlan, refusal?: readonly [string, string]];

function write(
  suite: Suite,
  { flag, requirements }: { flag: LogFlag; requirements: readonly string[] },
  rows: readonly Row[],
): void {
  for (const [slug, title, record, refusal] of rows) {
    const input = recordInput(record);
    const plan = { kind: 'edge', flags: [flag], input } as const;
    if (refusal === undefined) suite.accepts(slug, title, { ...plan, requirements });
    else suite.refuses(slug, `${title}: ${refusal[0]}`, { ...plan, requirements: [refusal[1]], code: refusal[0] });
  }
}

const LEVEL = ['E_NOT_AUTHORIZED', 'COL-002'] as const;
const ELSEWHERE = ['E_NOT_AUTHORIZED', 'COL-004'] as const;
const UNCOVERED = ['E_NOT_AUTHORIZED', 'COL-008'] as const;

const crew = (): Plan =>
  new Plan()
    .users('alice', 'carol', 'dave')
    .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
    .team({ alice: 40, bob: 20, carol: 10, 'kit:team': 50 });

function members(suite: Suite): void {
  const plan = crew();
  write(suite, { flag: 'Ceiling', requirements: ['COL-002', 'COL-001', 'COL-003', 'COL-004'] }, [
    ['owner', 'a record of a team by its owner', { plan, by: ['alice'], path: ['alice'] }],
    ['writer', 'by a writer', { plan, by: ['bob'], path: ['bob'] }],
    ['second-device', 'by a device that is writer of a writer', { plan, by: ['bob/laptop'], path: ['bob'] }],
    ['two-devices', 'by two devices of a writer', { plan, by: ['bob', 'bob/laptop'], path: ['bob'] }],
    ['reader', 'by a reader', { plan, by: ['carol'], path: ['carol'] }, LEVEL],
    ['stranger', 'by somebody who is no member', { plan, by: ['dave'], path: ['dave'] }, LEVEL],
    ['wrong-act', 'by a device of another user than it says', { plan, by: ['bob'], path: ['alice'] }, LEVEL],
    [
      'one-of-two',
      'by two devices, one of which is none of its user',
      { plan, by: ['bob', 'alice'], path: ['bob'] },
      LEVEL,
    ],
    ['no-path', 'by a device that names no path', { plan, by: ['bob'] }, LEVEL],
    ['cold-key', 'by the cold key of the team', { plan, by: ['kit:team'] }, LEVEL],
    ['nothing-named', 'by a writer of whose log nothing is named', { plan, by: ['bob'], path: ['bob'], ax: {} }],
  ]);
}

function heads(suite: Suite): void {
  const plan = crew()
    .set('up', ['carol', 20], { by: ['alice'] })
    .remove('out', 'bob', { by: ['alice'] })
    .add('bad', ['dave', 40], { by: ['carol'] });
  const at = (...au: string[]): { plan: Plan; au: string[] } => ({ plan, au });
  const [bob, carol] = [
    { by: ['bob'], path: ['bob'] },
    { by: ['carol'], path: ['carol'] },
  ];
  write(suite, { flag: 'Beside', requirements: ['COL-002', 'COL-001'] }, [
    ['before-raise', 'before it was raised, a reader', { ...at('team'), ...carol }, LEVEL],
    ['after-raise', 'after it was raised, a writer', { ...at('up'), ...carol }],
    ['before-removal', 'at heads before its removal', { ...at('up'), ...bob }],
    ['after-removal', 'N74 at heads that have seen its removal', { ...at('out'), ...bob }, LEVEL],
    [
      'missing-head',
      'at a head that is not at hand',
      { ...at('out'), ...carol, without: ['out'] },
      ['E_PENDING_AUTH', 'COL-001'],
    ],
    [
      'missing-ax',
      'with a head of another log that is not at hand',
      { ...at('up'), ...carol, without: ['carol'] },
      ['E_PENDING_AUTH', 'COL-001'],
    ],
    ['other-log', 'at a head of another log', { ...at('up', 'alice'), ...carol }, ELSEWHERE],
    [
      'other-ax',
      'with a head under another log',
      { ...at('up'), ...carol, ax: { carol: ['carol'], dave: ['alice'] } },
      ELSEWHERE,
    ],
    ['refused-head', 'at a head that is refused', { ...at('bad'), ...carol }, ['E_PARENT', 'COL-007']],
  ]);
  write(suite, { flag: 'Beside', requirements: ['PRN-099', 'COL-002'] }, [
    [
      'snapshot-beside',
      'at heads that a snapshot of the log has left behind',
      { ...at('up'), ...bob, beside: [snapshotOf({ plan, by: ['alice'], after: ['out'] })] },
    ],
  ]);
  const split = crew()
    .remove('x', 'bob', { by: ['alice'], after: ['team'] })
    .set('y', ['carol', 20], { by: ['alice'], after: ['team'] });
  write(suite, { flag: 'Beside', requirements: ['COL-002'] }, [
    ['one-branch', 'at one of two heads', { plan: split, by: ['bob'], path: ['bob'], au: ['y'] }],
    ['both-branches', 'at both', { plan: split, by: ['bob'], path: ['bob'], au: ['x', 'y'] }, LEVEL],
    [
      'both-branches-raised',
      'at both, by whom the other raised',
      { plan: split, by: ['carol'], path: ['carol'], au: ['x', 'y'] },
    ],
  ]);
}

function paths(suite: Suite): void {
  const plan = new Plan()
    .users('alice', 'bob', 'carol', 'dave', 'erin')
    .team({ alice: 40, bob: 30, dave: 10 }, { name: 'sales' })
    .team({ carol: 40, 'sales>alice': 20 })
    .remove('out', 'bob', { in: 'sales', by: ['alice'] })
    .add('sybil', ['erin', 20], { in: 'sales', by: ['bob'], after: ['sales'] });
  const by = (user: string): Pick<RecordPlan, 'plan' | 'by' | 'path'> => ({ plan, by: [user], path: ['sales', user] });
  const told = (user: string, ...sales: string[]): RecordPlan => ({ ...by(user), ax: { sales, [user]: [user] } });
  write(suite, { flag: 'Path', requirements: ['COL-002'] }, [
    ['sub-team', 'by a member of a team that is a writer', told('alice', 'sales')],
    ['sub-team-reader', 'by a reader of that team', told('dave', 'sales'), LEVEL],
    ['sub-team-stranger', 'by somebody who is no member of that team', told('carol', 'sales'), LEVEL],
    ['sub-team-before', 'by a member of whose removal nothing is named', told('bob', 'sales')],
    ['sub-team-after', 'by a member whose removal is named', told('bob', 'out'), LEVEL],
    ['sub-team-friend', 'by a friend of a removed admin', told('erin', 'sybil')],
    ['sub-team-friend-told', 'by that friend, when the removal is named, too', told('erin', 'sybil', 'out'), LEVEL],
    ['skipped', 'by a member of the team below, as if of the team', { plan, by: ['alice'], path: ['alice'] }, LEVEL],
  ]);
}

function guests(suite: Suite): void {
  const col = 'v:com.example.notes';
  const cap = (change: ValueObject): ValueObject => ({ do: ['r', 'w'], col, ...change });
  const plan = new Plan()
    .users('alice', 'dave', 'erin')
    .user('bob', { 'bob/phone': 40, 'bob/laptop': 20 })
    .team({ alice: 40 })
    .add('g', ['bob', 0], { by: ['alice'], claims: { caps: [cap({ tag: 'shopping', nbf: NOW - 9, exp: NOW + 9 })] } })
    .add('h', ['dave', 0], {
      by: ['alice'],
      claims: { caps: [cap({ do: ['r'] }), cap({ do: ['w'], col: 'v:com.example.tasks' })] },
    });
  const guest = (claims: Record<string, Value | undefined> = {}, key = 'bob'): RecordPlan => ({
    plan,
    by: [key],
    path: ['bob'],
    claims,
  });
  const dave = (claims: Record<string, Value | undefined> = {}): RecordPlan => ({
    plan,
    by: ['dave'],
    path: ['dave'],
    claims,
  });
  const remove = { dig: undefined, len: undefined, del: true, ant: [idOfNothing('ant')] };
  write(suite, { flag: 'Guest', requirements: ['COL-008', 'COL-002'] }, [
    ['guest', 'by a guest, as its capability says', guest()],
    ['guest-laptop', 'by another device of the guest', guest({}, 'bob/laptop')],
    ['guest-first', 'at the first moment of the capability', guest({ t: NOW - 9 })],
    ['n67', 'N67 at its end, by the time of the record', guest({ t: NOW + 9 }), UNCOVERED],
    ['guest-last', 'at the last moment', guest({ t: NOW + 8 })],
    ['guest-early', 'before it begins', guest({ t: NOW - 10 }), UNCOVERED],
    ['n66-tag', 'N66 another tag', guest({ tag: 'other' }), UNCOVERED],
    ['n66-col', 'N66 another collection', guest({ col: 'v:com.example.tasks' }), UNCOVERED],
    ['n66-kind', 'N66 a collection of another kind', guest({ col: 'm:com.example.notes' }), UNCOVERED],
    ['n66-verb', 'N66 a collection that it may only read', dave(), UNCOVERED],
    ['guest-second', 'a second capability', dave({ col: 'v:com.example.tasks' })],
    ['guest-delete', 'a delete is writing, too', { ...guest(remove) }],
    ['guest-delete-other', 'and outside the capability refused', dave(remove), UNCOVERED],
    ['guest-stranger', 'by a device that is none of the guest', guest({}, 'erin'), LEVEL],
  ]);
}

function users(suite: Suite): void {
  const plan = new Plan()
    .user('alice', { 'alice/phone': 40, 'kit:alice': 50 })
    .add('d', ['alice/laptop', 20], { in: 'alice', by: ['alice/phone'] })
    .remove('x', 'alice/phone', { in: 'alice', by: ['kit:alice'] });
  const own = (key: string, ...au: string[]): RecordPlan => ({ plan, iss: 'alice', by: [key], au });
  write(suite, { flag: 'Recovery', requirements: ['COL-002'] }, [
    ['user-enrolled', 'a record of a user by a device that was enrolled', own('alice/laptop', 'd')],
    ['user-not-yet', 'by a device that was not enrolled yet', own('alice/laptop', 'alice'), LEVEL],
    ['user-first', 'by the first device', own('alice/phone', 'd')],
    ['n40', 'N40 by a device that is removed at the named heads', own('alice/phone', 'x'), LEVEL],
    ['user-cold-key', 'by the cold key', own('kit:alice', 'd'), LEVEL],
  ]);
}
