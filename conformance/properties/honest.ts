// The honest part of a plan: agents change their logs by what they hold, with partial gossip.
import type { AuthorityState, Op, OpSigner } from '@allod/conformance-model/authority';
import { type Agent, choose, distinct, peersAt, Pen, seen } from './agents.ts';
import { Draw, type Step } from './draw.ts';
import type { Founded } from './founding.ts';
import {
  as,
  bare,
  CAPABILITIES,
  DEEP,
  deviceOf,
  type Draft,
  FOUNDERS,
  kitOf,
  NEWCOMERS,
  SUB,
  TEAM,
  TEAMS,
  via,
} from './history.ts';

const LEVELS = [20, 30, 10, 40, 0];
const ACTS = [
  'add',
  'add',
  'add',
  'invite',
  'invite',
  'invite',
  'link',
  'link',
  'join',
  'join',
  'set',
  'set',
  'set',
  'set',
  'set',
  'remove',
  'remove',
  'keep',
  'revoke',
  'leave',
  'down',
  'epoch',
  'pol',
  'thru',
  'guest',
  'promote',
  'promote',
  'evict',
  'bound',
  'leave team',
] as const;
type Act = (typeof ACTS)[number];

/** One act of somebody in one log. */
interface Scene {
  readonly founded: Founded;
  readonly pen: Pen;
  readonly draw: Draw;
  readonly members: AuthorityState['members'];
}

/** Performs the steps, each as the first of several attempts that is accepted. */
export function live(founded: Founded, agents: readonly Agent[], steps: readonly Step[]): void {
  for (const step of steps) {
    const draw = new Draw(step);
    const agent = choose(agents, draw);
    const place = draw.below(20);
    const nested = founded.paths.length > 1;
    const log =
      place < 3 ? agent.user : place < 7 && nested ? (place < 5 && founded.paths.length > 2 ? DEEP : SUB) : TEAM;
    const pen = new Pen(founded, agent, founded.history.of(log).length > 0 ? log : SUB);
    const scene = { founded, pen, draw, members: seen(founded.history, agent, pen.log).members };
    const made = pen.first(log === agent.user ? ownDevices(scene) : act(scene), draw.isIn(15));
    if (made?.k === 'invite' && draw.isIn(60)) pen.first([joinOf(pen, made, agent)]);
  }
}

/** An epoch of the log, by whoever holds the pen, naming all that is at hand. */
export function announce(pen: Pen): Op | undefined {
  const x = pen.news([...FOUNDERS, ...NEWCOMERS, ...TEAMS]);
  return pen.first(pen.ways().map((by) => pen.draft('epoch', [by], { x })));
}

/** The attempts of an act: alone by each way there is, with the peers, with a founder, with the cold key. */
function act(scene: Scene): Draft[] {
  const { pen, draw, members } = scene;
  const kind: Act = draw.of(ACTS);
  const ways = pen.ways().filter(({ by, kid }) => members[by[0] ?? kid] !== undefined);
  const own = rotate(ways, draw.below(ways.length));
  const most = peersAt(members, 40);
  const isAlone = kind === 'leave' || kind === 'down' || kind === 'join';
  const many = [most, [...own.slice(0, 1), ...most], ...(members['kit'] === undefined ? [] : [[bare('kit')]])];
  const tries: OpSigner[][] = [...own.map((each) => [each]), ...(isAlone ? [] : many)];
  const write = writerOf(scene, kind);
  return tries.flatMap((signers) => (signers.length === 0 ? [] : (write(distinct(signers)) ?? [])));
}

const rotate = <T>(list: readonly T[], by: number): T[] => [...list.slice(by), ...list.slice(0, by)];

type Write = (signers: OpSigner[]) => Draft | undefined;

/** Chooses whom and what the act is about. */
function writerOf({ pen, draw, members }: Scene, kind: Act): Write {
  const { history, agent, log } = pen;
  const inside = [...Object.keys(members), 'D'];
  const outside = [...NEWCOMERS, ...FOUNDERS].filter((who) => members[who] === undefined);
  const [lvl, who, stranger] = [draw.of(LEVELS), draw.of(inside), draw.of([...outside, 'G'])];
  const invites = history.of(log).filter(({ id, k }) => k === 'invite' && agent.held.has(id));
  const invite = invites.length === 0 ? undefined : draw.of(invites);
  const caps = CAPABILITIES.filter(() => draw.isIn(60));
  const self = (signers: OpSigner[]): string => signers[0]?.by[0] ?? agent.user;
  const draft = pen.draft.bind(pen);
  const writers: Record<Act, Write> = {
    add: (by) => draft('add', distinct([...by, as(stranger)]), { who: stranger, lvl, ...(lvl === 0 ? { caps } : {}) }),
    invite: (by) => draft('invite', by, { who: stranger, lvl, ...(lvl === 0 ? { caps } : {}) }),
    link: (by) => draft('invite', by, { ...linkTo(invites.length), uses: 1 + draw.below(2), lvl: Math.min(lvl, 30) }),
    join: () => (invite === undefined ? undefined : joinOf(pen, invite, agent)),
    set: (by) => draft('set', by, { who, lvl, ...(lvl === 0 ? { caps } : {}) }),
    guest: (by) => draft('set', by, { who, lvl: 0, caps }),
    promote: (by) => draft('set', by, { who, lvl: members[who]?.lvl === 30 ? 40 : 30 }),
    remove: (by) => draft('remove', by, { who }),
    evict: (by) => draft('remove', by, { who: topOf(members) ?? who }),
    keep: (by) => draft('remove', by, { who: draw.isIn(50) ? stranger : who, keep: true }),
    revoke: (by) => (invite === undefined ? undefined : draft('remove', by, { who: invite.id })),
    leave: (by) => draft('remove', by.slice(0, 1), { who: self(by) }),
    down: (by) =>
      draft('set', by.slice(0, 1), { who: self(by), lvl: Math.min(lvl, 20), ...(lvl === 0 ? { caps: [] } : {}) }),
    epoch: (by) => draft('epoch', by),
    bound: (by) => draft('bound', by, { kids: [deviceOf(agent.user)] }),
    pol: (by) =>
      draft('pol', by, {
        pol: { admit: draw.isIn(50) ? 'quorum' : 'open', [`f${draw.below(2)}`]: `${draw.below(3)}` },
      }),
    thru: (by) => draft('remove', by, { keep: true, ...below(draw) }),
    'leave team': () => draft('remove', [via([SUB, draw.isIn(50) ? 'E' : 'F'])], { who: SUB }),
  };
  return writers[kind];
}

/** Every other link asks for keyboxes. */
const linkTo = (nth: number): Partial<Draft> => ({ key: `link${nth}`, enc: nth % 2 === 0 });

const topOf = (members: Readonly<Record<string, { readonly lvl: number }>>): string | undefined =>
  Object.keys(members).find((who) => members[who]?.lvl === 40);

/** Somebody below a direct member: a device of a user, or a member of a team. */
function below(draw: Draw): { readonly who: string; readonly thru: readonly string[] } {
  const user = draw.of(FOUNDERS);
  const ways = [
    { who: deviceOf(user, 2), thru: [user] },
    { who: user, thru: [SUB] },
    { who: user, thru: [SUB, DEEP] },
    { who: deviceOf(user), thru: [SUB, user] },
  ];
  return draw.of(ways);
}

/** A join of whom the invite names; by a key, of the agent's user. */
function joinOf(pen: Pen, invite: Op, { user, nth }: Agent): Draft {
  const who = invite.who ?? user;
  const signer = who === user ? as(user, nth) : as(who);
  const signers = who === SUB ? [via([SUB, 'E'])] : [signer];
  return pen.draft('join', signers, { who, ref: invite.id, ...(invite.key === undefined ? {} : { key: invite.key }) });
}

/** A user enrols a device, loses one, and recovers with the cold key. */
function ownDevices({ pen, draw, members }: Scene): Draft[] {
  const { user } = pen.agent;
  const kids = Object.keys(members).filter((kid) => kid !== kitOf(user));
  const kid = draw.of([...kids, deviceOf(user)]);
  const fresh = bare(deviceOf(user, 3 + draw.below(2)));
  const own = bare(deviceOf(user, pen.agent.nth));
  const kinds: ((signer: OpSigner) => Draft)[] = [
    (by) => pen.draft('add', distinct([by, fresh]), { who: fresh.kid, enc: true, lvl: draw.of([30, 40, 20]) }),
    (by) => pen.draft('remove', [by], { who: kid, why: 'lost' }),
    (by) => pen.draft('set', [by], { who: kid, lvl: draw.of([20, 30, 10]) }),
    (by) => pen.draft('remove', [by], { who: kid, keep: true }),
  ];
  const write = draw.of(kinds);
  return [own, bare(kitOf(user))].map(write);
}
