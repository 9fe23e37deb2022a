import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuthorityState, type Op, resolveAuthority } from '../src/index.ts';
import {
  ancestors,
  type Cast,
  contents,
  everybody,
  foundTeam,
  OUTSIDERS,
  perform,
  type Plan,
  plan,
  step,
  type Step,
  SUB,
} from './authority-plans.ts';
import { as, TEAM, via, type World } from './authority-world.ts';

const MINUTES = 60_000;

function build(made: Plan): World {
  const world = foundTeam(made);
  perform(world, made.steps, { cast: everybody, prefix: 'p' });
  return world;
}

const shuffle = <T>(list: readonly T[], keys: readonly number[]): T[] =>
  list
    .map((each, at) => ({ each, key: (keys[at % keys.length] ?? 0) * 31 + ((at * 17) % 29) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ each }) => each);

const keys = fc.array(fc.nat(50), { minLength: 5, maxLength: 20 });

/** Counts what plans contain, so that a property that has become empty fails. */
class Floors {
  readonly #counts = new Map<string, number>();
  #runs = 0;

  count(names: Iterable<string>): void {
    this.#runs += 1;
    for (const name of names) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** What was reached less often than wanted. Each share is of all runs. */
  missing(shares: Readonly<Record<string, number>>): (readonly [string, number])[] {
    const reached = Object.keys(shares).map((name) => [name, (this.#counts.get(name) ?? 0) / this.#runs] as const);
    return reached.filter(([name, share]) => share < (shares[name] ?? 0));
  }
}

describe('the resolver of the model', () => {
  test(
    'gives one state for any order and duplication, and no verdict of a part changes with the rest',
    { timeout: 5 * MINUTES },
    () => {
      const floors = new Floors();
      fc.assert(
        fc.property(plan(12), keys, fc.nat(20), (made, order, cut) => {
          const { ops } = build(made);
          const expected = resolveAuthority(ops, TEAM);
          expect(expected.pending).toEqual([]);
          const shuffled = shuffle(ops, order);
          expect(resolveAuthority([...shuffled, ...shuffled.slice(cut)], TEAM)).toEqual(expected);
          const part = resolveAuthority(shuffled.slice(0, cut), TEAM);
          expect(expected.rejected).toMatchObject(part.rejected);
          expect(expected.ranks).toMatchObject(part.ranks);
          floors.count(contents(ops, expected));
        }),
        { seed: 31, numRuns: 150 },
      );
      expect(
        floors.missing({
          'concurrent removals': 0.15,
          invites: 0.3,
          joins: 0.05,
          majorities: 0.12,
          'nested signers': 0.15,
          'changes of the sub-team': 0.2,
          'dead ops': 0.1,
        }),
      ).toEqual([]);
    },
  );
});

/** The members but some. */
const others = ({ members }: AuthorityState, but: readonly string[]): AuthorityState['members'] =>
  Object.fromEntries(Object.entries(members).filter(([who]) => !but.includes(who)));

/** A living cut of a direct member that takes away all power, by somebody whose rank the member never had. */
function strongCut(ops: readonly Op[], { alive, ranks }: AuthorityState): Op | undefined {
  return ops.findLast(({ id, k, who, keep, thru, lvl = -1, signers }) => {
    if (!alive.includes(id) || keep === true || thru !== undefined || who === undefined || who === SUB) return false;
    if (!(k === 'remove' || (k === 'set' && lvl < 30)) || signers[0]?.by[0] === who) return false;
    return highest(ops, alive, who) < (ranks[id] ?? 0) && highest(ops, alive, who) >= 0;
  });
}

function highest(ops: readonly Op[], alive: readonly string[], who: string): number {
  const levels = ops
    .filter(({ id }) => alive.includes(id))
    .map((op) => {
      if (op.k === 'init') return op.mem?.find((entry) => entry.who === who)?.lvl ?? -1;
      if (op.k === 'join' && op.who === who) return ops.find(({ id }) => id === op.ref)?.lvl ?? -1;
      return (op.k === 'add' || op.k === 'set') && op.who === who ? (op.lvl ?? -1) : -1;
    });
  return Math.max(-1, ...levels);
}

const SYBILS = ['X', 'Y', 'Z'];

/** Somebody who was cut, and whoever that person brings in. */
function gang(
  world: World,
  chief: string,
  { paths, cuts }: { paths: readonly string[]; cuts: readonly string[] },
): Cast {
  const base = new Set(world.ops.map(({ id }) => id));
  const own = [chief, ...SYBILS];
  return {
    signers: (at) => {
      const user = own[at % own.length] ?? chief;
      const path = paths;
      const device = chief === 'A' && user === 'A' && at % 2 === 0 ? 'a2' : undefined;
      const first = device === undefined ? via(path, user) : via(path, user, device);
      return at % 5 === 4 ? [first, ...SYBILS.filter((each) => each !== user).map((each) => as(each))] : [first];
    },
    fallback: via(paths, chief),
    people: ['A', 'B', 'C', 'D', SUB, ...SYBILS, ...SYBILS],
    mayFollow: (id) =>
      !(paths.length > 0 && id === TEAM) && !cuts.some((cut) => id === cut || ancestors(world.ops, id).has(cut)),
    mayUse: ({ id, signers }) => !base.has(id) || signers.every(({ by }) => by.at(-1) === chief),
  };
}

/** The chief brings the first sybil into the sub-team, as an admin. */
const firstSybil: Step = { act: 27, who: 0, on: 5, lvl: 3, after: [] };

const attack = fc.array(step, { minLength: 2, maxLength: 7 });

/** Invited honest people do not join among the attack, nor does anybody honest sign it. */
const isTheirs = (op: Op, own: readonly string[]): boolean =>
  op.k === 'add'
    ? op.signers.slice(0, -1).every(({ by }) => own.includes(by.at(-1) ?? ''))
    : op.signers.every(({ by }) => own.includes(by.at(-1) ?? ''));

function attackWith(world: World, steps: readonly Step[], cast: Cast & { readonly chief: string }): Op[] {
  const size = world.ops.length;
  for (const sybil of SYBILS) world.user(sybil);
  perform(world, steps, { cast, prefix: 'q' });
  const own = [cast.chief, ...SYBILS];
  const made = world.ops.splice(size);
  const theirs = made.filter((op) => op.k === 'init' || isTheirs(op, own));
  const ids = new Set([...world.ops, ...theirs].map(({ id }) => id));
  world.ops.push(...theirs.filter((op) => op.par.every((id) => ids.has(id))));
  return theirs.filter(({ k }) => k !== 'init');
}

describe('somebody who was cut by a higher rank', () => {
  test('changes with back-dated ops, sybils and invites nobody else’s membership', { timeout: 5 * MINUTES }, () => {
    const floors = new Floors();
    fc.assert(
      fc.property(plan(7), step, attack, (made, last, steps) => {
        const world = build(made);
        perform(world, [{ ...last, act: 5 }], {
          cast: { ...everybody, signers: () => [made.crew < 2 ? as('A') : { kid: 'kit', by: [] }], people: ['B', 'C'] },
          prefix: 'x',
        });
        const before = resolveAuthority(world.ops, TEAM);
        const cut = strongCut(world.ops, before);
        if (cut?.who === undefined) return floors.count([]);
        const chief = cut.who;
        const cast = { ...gang(world, chief, { paths: [], cuts: [cut.id] }), chief };
        const made2 = attackWith(world, steps, cast);
        const after = resolveAuthority(world.ops, TEAM);
        const accepted = made2.filter(({ id }) => after.order.includes(id));
        expect(others(after, [chief, ...SYBILS])).toEqual(others(before, [chief, ...SYBILS]));
        floors.count([
          'cut',
          ...(accepted.length > 0 ? ['ops without LOCAL fault'] : []),
          ...(accepted.some(({ k }) => k === 'add' || k === 'join') ? ['sybils'] : []),
          ...(accepted.some(({ k }) => k === 'remove') ? ['removals'] : []),
        ]);
      }),
      { seed: 32, numRuns: 400 },
    );
    expect(floors.missing({ cut: 0.4, 'ops without LOCAL fault': 0.2, sybils: 0.05, removals: 0.05 })).toEqual([]);
  });

  test(
    'in a sub-team, changes nobody else’s membership of the team once it names the cut',
    { timeout: 5 * MINUTES },
    () => {
      const floors = new Floors();
      fc.assert(
        fc.property(plan(5), attack, (made, steps) => {
          const world = build({ ...made, steps: made.steps.filter(({ act }) => act < 26) });
          world.remove('xs', 'H', { log: SUB, after: [SUB], by: ['E'] });
          world.remove('xt', 'H', { after: ['s'], by: ['A'], keep: true, thru: [SUB], x: { [SUB]: ['xs'] } });
          const before = resolveAuthority(world.ops, TEAM);
          if (!before.alive.includes('xt') || before.members['H'] !== undefined) return floors.count([]);
          const cast = { ...gang(world, 'H', { paths: [SUB], cuts: ['xs', 'xt'] }), chief: 'H' };
          const own = attackWith(
            world,
            [firstSybil, ...steps.map((each) => (each.act % 8 === 0 ? { ...each, act: 27 } : each))],
            cast,
          );
          const after = resolveAuthority(world.ops, TEAM);
          expect(others(after, ['H', ...SYBILS])).toEqual(others(before, ['H', ...SYBILS]));
          const accepted = own.filter(({ id }) => after.order.includes(id));
          floors.count([
            'cut',
            ...(accepted.length > 0 ? ['ops in the team'] : []),
            ...(resolveAuthority(world.ops, SUB).order.some((id) => id.startsWith('q')) ? ['ops in the sub-team'] : []),
            ...(accepted.some(({ signers }) =>
              signers.some(({ by }) => by.length > 1 && SYBILS.includes(by.at(-1) ?? '')),
            )
              ? ['sybils through the sub-team']
              : []),
          ]);
        }),
        { seed: 33, numRuns: 200 },
      );
      expect(
        floors.missing({
          cut: 0.5,
          'ops in the team': 0.2,
          'ops in the sub-team': 0.2,
          'sybils through the sub-team': 0.05,
        }),
      ).toEqual([]);
    },
  );
});

test('outsiders of plans are no members from the start', () => {
  expect(
    OUTSIDERS.filter((who) => resolveAuthority(foundTeam({ crew: 0, steps: [] }).ops, TEAM).members[who] !== undefined),
  ).toEqual([]);
});
