import fc from 'fast-check';
import { type AuthorityState, type Op, type OpSigner, resolveAuthority } from '../src/index.ts';
import { as, TEAM, via, World } from './authority-world.ts';

/** One act as plain data: indices are taken modulo what there is, so every plan is a history and so is what it shrinks to. */
export interface Step {
  readonly act: number;
  readonly who: number;
  readonly on: number;
  readonly lvl: number;
  /** Which ops it follows; none: all heads. */
  readonly after: readonly number[];
}

export const step: fc.Arbitrary<Step> = fc.record({
  act: fc.nat(27),
  who: fc.nat(11),
  on: fc.nat(11),
  lvl: fc.nat(4),
  after: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.array(fc.nat(20), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(fc.nat(20), { minLength: 2, maxLength: 3 }) },
  ),
});

export interface Plan {
  /** Which crew founds the team. */
  readonly crew: number;
  readonly steps: readonly Step[];
}

export const plan = (maxLength: number): fc.Arbitrary<Plan> =>
  fc.record({ crew: fc.nat(3), steps: fc.array(step, { minLength: 3, maxLength }) });

const CREWS: Record<string, number>[] = [
  { A: 40, B: 30, C: 30, D: 20 },
  { A: 40, B: 40, C: 40, D: 30 },
  { A: 40, B: 40, C: 30, D: 20, kit: 50 },
  { A: 40, B: 30, C: 20, D: 10, kit: 50 },
];
const LEVELS = [0, 10, 20, 30, 40];
export const SUB = 'S';
export const OUTSIDERS = ['F', 'G', 'H'];

/** Who acts in a log. */
export interface Cast {
  readonly signers: (at: number) => OpSigner[];
  readonly people: readonly string[];
  /** Who tries what the first choice may not do. */
  readonly fallback?: OpSigner;
  /** Ops that may be followed. */
  readonly mayFollow: (id: string) => boolean;
  /** Invites that may be used. */
  readonly mayUse: (invite: Op) => boolean;
}

/** A team of four users, one with two devices, and of a sub-team of two of them and another. */
export function foundTeam({ crew }: Plan): World {
  const world = new World('A', 'B', 'C', 'D', 'E', ...OUTSIDERS).add('a2', 'a2', 30, { log: 'A', by: ['a1'] });
  world.team({ E: 40, H: 30, B: 20 }, SUB).team(CREWS[crew % CREWS.length] ?? {});
  return world.add('s', SUB, 30, { by: ['A', via([SUB], 'E')] });
}

const PEOPLE = ['A', 'B', 'C', 'D', ...OUTSIDERS, SUB];

/** Everybody acts, directly, with the second device, or through the sub-team. */
export const everybody: Cast = {
  signers: (at) => {
    const all = [
      as('A'),
      as('B'),
      as('C'),
      as('D'),
      as('A', 'a2'),
      via([SUB], 'E'),
      via([SUB], 'H'),
      { kid: 'kit', by: [] },
    ];
    const first = all[at % all.length] ?? as('A');
    return [first];
  },
  people: PEOPLE,
  mayFollow: () => true,
  mayUse: () => true,
};

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];

/** Adds the ops of some steps. An op that its first signer may not make is tried with owners; refused ones stay, too. */
export function perform(world: World, steps: readonly Step[], { cast, prefix }: { cast: Cast; prefix: string }): void {
  for (const [at, each] of steps.entries()) {
    const id = `${prefix}${at}`;
    const log = each.act >= 26 ? SUB : TEAM;
    const known = resolveAuthority(world.ops, log).order.filter(cast.mayFollow);
    const chosen = each.after.map((nat) => known[Math.max(0, known.length - 1 - (nat % known.length))] ?? log);
    const heads = known.filter(
      (op) => !world.ops.some(({ id: other, par }) => known.includes(other) && par.includes(op)),
    );
    const after = [...new Set(chosen.length > 0 ? chosen : heads)].slice(0, 16);
    const tries = triesOf(cast, each, log);
    for (const [nth, by] of tries.entries()) {
      const before = world.ops.length;
      write(world, { ...each, id, log, after, by }, cast);
      const [op] = world.ops.slice(before);
      if (op === undefined || nth === tries.length - 1) break;
      if (resolveAuthority(world.ops, log).rejected[id] === undefined) break;
      world.ops.splice(before);
    }
  }
}

function triesOf(cast: Cast, { who, act }: Step, log: string): OpSigner[][] {
  const own = cast.signers(who);
  if (cast.fallback !== undefined)
    return [own, [cast.fallback]].map((all) =>
      all.map((each) => (log === SUB ? { ...each, by: each.by.slice(-1) } : each)),
    );
  if (log === SUB) return [[as('H')], [as('E')]];
  const most = [as('A'), as('B'), as('C')];
  const kit = { kid: 'kit', by: [] };
  return act % 3 === 0 ? [most, own, [as('A')]] : [own, [as('A')], most, [kit]];
}

interface Written extends Omit<Step, 'after'> {
  readonly after: readonly string[];
  readonly id: string;
  readonly log: string;
  readonly by: readonly OpSigner[];
}

const KINDS =
  'add add set set set remove remove remove keep invite key invite key join join join join revoke leave down epoch pol thru remove set add remove add'.split(
    ' ',
  );

function write(world: World, { id, act, on, lvl, log, after, by }: Written, cast: Cast): void {
  const kind = KINDS[act % KINDS.length] ?? 'epoch';
  const level = LEVELS[lvl % LEVELS.length] ?? 0;
  const who = pick(log === SUB && cast === everybody ? ['H', 'B', 'G', 'D'] : cast.people, on) ?? 'A';
  const change = { log, after, by, x: newsOf(world, log, cast) };
  const self = by[0]?.by[0] ?? who;
  const invites = world.ops.filter(
    (op) => op.k === 'invite' && op.log === log && cast.mayFollow(op.id) && cast.mayUse(op),
  );
  const invite = pick(invites, on);
  const consent = who === SUB ? [via([SUB], 'E')] : [as(who)];
  if (kind === 'add') world.add(id, who, level, { ...change, by: distinct([...by, ...consent]) });
  else if (kind === 'set') world.set(id, who, level, change);
  else if (kind === 'remove') world.remove(id, who, change);
  else if (kind === 'keep') world.remove(id, who, { ...change, keep: true });
  else if (kind === 'thru') world.remove(id, 'H', { ...change, keep: true, thru: [SUB] });
  else if (kind === 'invite') world.op(id, 'invite', { ...change, who, lvl: level });
  else if (kind === 'key') world.op(id, 'invite', { ...change, key: 'link', uses: 1 + (on % 2), lvl: level });
  else if (kind === 'join' && invite !== undefined) {
    const newcomer = invite.who ?? pick(cast.people, on) ?? 'F';
    const sign = newcomer === SUB ? via([SUB], 'E') : as(newcomer);
    const key = invite.key === undefined ? {} : { key: invite.key };
    world.op(id, 'join', {
      ...change,
      after: [...new Set([...after, invite.id])],
      ...key,
      who: newcomer,
      ref: invite.id,
      by: [sign],
    });
  } else if (kind === 'revoke' && invite !== undefined)
    world.remove(id, invite.id, { ...change, after: [...new Set([...after, invite.id])] });
  else if (kind === 'leave') world.remove(id, self, change);
  else if (kind === 'down') world.set(id, self, level, change);
  else if (kind === 'pol') world.op(id, 'pol', { ...change, pol: { admit: on % 3 === 0 ? 'quorum' : 'open' } });
  else world.op(id, 'epoch', change);
}

const distinct = (signers: readonly OpSigner[]): OpSigner[] =>
  signers.filter(({ kid }, at) => signers.findIndex((other) => other.kid === kid) === at);

/** What is news about other logs: the sub-team as it stands, and all devices. */
function newsOf(world: World, log: string, cast: Cast): Record<string, string[]> {
  const known = resolveAuthority(world.ops, SUB).order.filter(cast.mayFollow);
  const heads = known.filter((id) => !world.ops.some((op) => known.includes(op.id) && op.par.includes(id)));
  return log === SUB ? { A: ['a2'] } : { A: ['a2'], [SUB]: heads };
}

/** Whether two ops are concurrent, from what they name. */
export function isBeside(ops: readonly Op[], a: string, b: string): boolean {
  return a !== b && !ancestors(ops, a).has(b) && !ancestors(ops, b).has(a);
}

export function ancestors(ops: readonly Op[], id: string, seen: Set<string> = new Set()): Set<string> {
  for (const parent of ops.find((op) => op.id === id)?.par ?? []) {
    if (!seen.has(parent)) ancestors(ops, parent, seen.add(parent));
  }
  return seen;
}

/** What the steps of a plan, not its founding, have put into a history, by name. */
export function contents(ops: readonly Op[], { order, alive }: AuthorityState): Set<string> {
  const own = ops.filter(({ id }) => id.startsWith('p') && order.includes(id));
  const removals = own.filter(({ k, keep }) => k === 'remove' && keep !== true);
  const below = resolveAuthority(ops, SUB).order;
  const found: Record<string, boolean> = {
    'concurrent removals': removals.some((a) => removals.some((b) => isBeside(ops, a.id, b.id))),
    invites: own.some(({ k }) => k === 'invite'),
    joins: own.some(({ k }) => k === 'join'),
    majorities: own.some((op) => isMajority(ops, op)),
    'nested signers': own.some(({ k, signers }) => k !== 'add' && signers.some(({ by }) => by.length > 1)),
    'changes of the sub-team': below.some((id) => id.startsWith('p')),
    'dead ops': alive.length < order.length,
  };
  return new Set(Object.keys(found).filter((name) => found[name]));
}

/** Whether the first signer alone could not have made it. */
function isMajority(ops: readonly Op[], { id, k, signers }: Op): boolean {
  if ((k !== 'remove' && k !== 'set') || signers.length < 2) return false;
  const alone = ops.map((op) => (op.id === id ? { ...op, signers: signers.slice(0, 1) } : op));
  return resolveAuthority(alone, TEAM).rejected[id] === 'E_NOT_AUTHORIZED';
}
