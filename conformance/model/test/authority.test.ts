import { describe, expect, test } from 'vitest';
import { AUTHORITY_LIMITS, type AuthorityState, resolveAuthority } from '../src/index.ts';
import { as, type Change, permutations, TEAM, via, World } from './authority-world.ts';

const state = (world: World, log = TEAM): AuthorityState => resolveAuthority(world.ops, log);
const levels = (world: World, log = TEAM): Record<string, number> =>
  Object.fromEntries(Object.entries(state(world, log).members).map(([who, { lvl }]) => [who, lvl]));
const code = (world: World, id: string): string | undefined => state(world).rejected[id];
const lives = (world: World, id: string): boolean => state(world).alive.includes(id);
const beside = (...by: string[]): Change => ({ after: ['T'], by });

describe('the table of expected outcomes', () => {
  test('owner A removes admin B ∥ B removes writer C: B out, C stays', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 30, C: 20 });
    world.remove('x', 'B', beside('A')).remove('y', 'C', beside('B'));
    expect(levels(world)).toEqual({ A: 40, C: 20 });
  });

  test('owner A removes admin B ∥ B removes writer C, and C goes on after both: the op of C lives with what struck its removal', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 30, C: 20 });
    world
      .remove('x', 'B', beside('A'))
      .remove('y', 'C', beside('B'))
      .op('e', 'epoch', { after: ['x', 'y'], by: ['C'] });
    expect(state(world).alive).toEqual(['T', 'x', 'e']);
  });

  test('admin A removes m ∥ admin B re-adds m: m out; re-add needs sight of the removal', () => {
    const world = new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 30, M: 20 });
    world.remove('x', 'M', beside('A')).add('y', 'M', 20, beside('B'));
    expect(levels(world)).toEqual({ O: 40, A: 30, B: 30 });
    expect(code(world, 'y')).toBe('E_NOT_AUTHORIZED');
    world.add('z', 'M', 20, { after: ['x'], by: ['B'] });
    expect(levels(world)).toMatchObject({ M: 20 });
  });

  test.each(['honestly', 'back-dated later'])(
    'owner promotes B 20→30 ∥ admin A removes B (%s): B stays admin: the owner outranks A',
    (how) => {
      const world = new World('O', 'A', 'B').team({ O: 40, A: 30, B: 20 });
      world.set('p', 'B', 30, beside('O'));
      if (how === 'back-dated later') world.op('e', 'epoch', { by: ['B'] });
      world.remove('x', 'B', beside('A'));
      expect(levels(world)).toEqual({ O: 40, A: 30, B: 30 });
    },
  );

  test('admin D promotes B 20→30 ∥ admin A removes B: B stays admin (a raise beats a removal of equal rank)', () => {
    const world = new World('O', 'A', 'B', 'D').team({ O: 40, A: 30, B: 20, D: 30 });
    world.set('p', 'B', 30, beside('D')).remove('x', 'B', beside('A'));
    expect(levels(world)).toEqual({ O: 40, A: 30, B: 30, D: 30 });
  });

  test('admin A removes B ∥ admin D sets B 20→10: B out (min)', () => {
    const world = new World('O', 'A', 'B', 'D').team({ O: 40, A: 30, B: 20, D: 30 });
    world.remove('x', 'B', beside('A')).set('s', 'B', 10, beside('D'));
    expect(levels(world)).toEqual({ O: 40, A: 30, D: 30 });
  });

  test('owner A back-dates a removal of B to when B was admin, B now owner by majority: B stays', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 30, C: 40 });
    world.set('p', 'B', 40, beside('A', 'C')).remove('x', 'B', beside('A'));
    expect(levels(world)).toEqual({ A: 40, B: 40, C: 40 });
  });

  test('someone revokes the old invite of a member who was since promoted: member stays', () => {
    const world = new World('O', 'A', 'M').team({ O: 40, A: 30 });
    world.op('i', 'invite', { who: 'M', lvl: 20, by: ['A'] }).op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    world.set('p', 'M', 30, { by: ['O'] }).remove('r', 'i', { after: ['i'], by: ['A'] });
    expect(lives(world, 'j')).toBe(false);
    expect(levels(world)).toEqual({ O: 40, A: 30, M: 30 });
  });

  test('B leaves ∥ B’s other device invites m: both stand', () => {
    const world = new World('A', 'B', 'M').add('b2', 'b2', 30, { log: 'B', by: ['b1'] });
    world.team({ A: 40, B: 30 }).remove('x', 'B', beside('B'));
    world.op('i', 'invite', { who: 'M', lvl: 20, after: ['T'], by: [as('B', 'b2')], x: { B: ['b2'] } });
    expect(levels(world)).toEqual({ A: 40 });
    expect(state(world).alive).toEqual(['T', 'i', 'x']);
  });

  test('owner A alone removes owner B, or first mints owners and then votes: E_NOT_AUTHORIZED at the first mint', () => {
    const world = new World('A', 'B', 'M').team({ A: 40, B: 40 });
    world.remove('x', 'B', beside('A')).add('m', 'M', 40, beside('A'));
    world.remove('v', 'B', { after: ['m'], by: ['A', 'M'] });
    expect(state(world).rejected).toEqual({ m: 'E_NOT_AUTHORIZED', v: 'E_PARENT', x: 'E_NOT_AUTHORIZED' });
    expect(levels(world)).toEqual({ A: 40, B: 40 });
  });

  test('{A,C} of 3 owners demote B to admin ∥ B grants owner, or removes admin d: B’s ops dead (B capped at 30)', () => {
    const world = new World('A', 'B', 'C', 'D', 'M').team({ A: 40, B: 40, C: 40, D: 30 });
    world.set('s', 'B', 30, beside('A', 'C')).remove('x', 'D', beside('B'));
    world.set('g', 'D', 40, beside('B', 'C')).add('k', 'M', 20, beside('B'));
    expect(state(world).alive).toEqual(['T', 'k', 's']);
    expect(levels(world)).toEqual({ A: 40, B: 30, C: 40, D: 30, M: 20 });
  });

  test('{A,C} remove B ∥ {B,C} remove A: both lose their majority and are void, nobody is removed', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 40, C: 40 });
    world.remove('x', 'B', beside('A', 'C')).remove('y', 'A', beside('B', 'C'));
    expect(state(world).alive).toEqual(['T']);
    expect(levels(world)).toEqual({ A: 40, B: 40, C: 40 });
  });

  test('m joined by an invite, was removed, joins again with the same invite: rejected', () => {
    const world = new World('A', 'M').team({ A: 40 });
    world
      .op('i', 'invite', { who: 'M', lvl: 20, uses: 5, by: ['A'] })
      .op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    world.remove('x', 'M', { by: ['A'] }).op('k', 'join', { who: 'M', ref: 'i', by: ['M'] });
    expect(code(world, 'k')).toBe('E_INVITE');
    expect(levels(world)).toEqual({ A: 40 });
  });

  test('single-use invite: thief joins beside the revocation, back-dated: dead', () => {
    const world = new World('A', 'M', 'X').team({ A: 40 }).op('i', 'invite', { key: 'once', lvl: 20, by: ['A'] });
    world.op('j', 'join', { who: 'M', ref: 'i', key: 'once', by: ['M'] }).remove('r', 'i', { by: ['A'] });
    world.op('k', 'join', { who: 'X', ref: 'i', key: 'once', after: ['i'], by: ['X'] });
    expect(levels(world)).toEqual({ A: 40, M: 20 });
    expect(lives(world, 'k')).toBe(false);
  });

  test('removed sub-team admin adds sybil to S in the past, sybil acts in T: dead once any T op names S’s removal', () => {
    const world = new World('A', 'B', 'C', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40 });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'A')] });
    world.remove('xb', 'B', { log: 'S', by: ['A'] }).add('sy', 'X', 30, { log: 'S', after: ['S'], by: ['B'] });
    world.op('e', 'epoch', { after: ['s'], by: [via(['S'], 'X')], x: { S: ['sy'] } });
    expect(lives(world, 'e')).toBe(true);
    world.op('n', 'epoch', { after: ['s'], by: [via(['S'], 'A')], x: { S: ['xb'] } });
    expect(lives(world, 'e')).toBe(false);
    expect(lives(world, 'n')).toBe(true);
  });

  test('removed B back-dates: adds sybil s, s removes everyone: nothing changes', () => {
    const world = new World('A', 'B', 'C', 'D', 'X').team({ A: 40, B: 30, C: 20, D: 10 });
    world.remove('x', 'B', beside('A')).add('sy', 'X', 30, beside('B'));
    for (const who of ['C', 'D']) world.remove(`x${who}`, who, { after: ['sy'], by: ['X'] });
    world.remove('xA', 'A', { after: ['sy'], by: ['X'] });
    expect(levels(world)).toEqual({ A: 40, C: 20, D: 10 });
    expect(state(world).alive).toEqual(['T', 'x']);
  });
});

describe('attacks on identity', () => {
  test('N33 an init whose hash is not the claimed id is E_ID', () => {
    const world = new World('A');
    const [init] = world.ops;
    if (init === undefined) throw new TypeError('a world of one user has an op');
    expect(resolveAuthority([{ ...init, log: 'B' }], 'B').rejected).toEqual({ A: 'E_ID' });
  });

  test('N34 an init without the signature of a member is E_POP', () => {
    const world = new World('A', 'B').team({ A: 40, B: 30 });
    const ops = world.ops.map((op) => (op.id === 'T' ? { ...op, signers: [as('A')] } : op));
    expect(resolveAuthority(ops, TEAM).rejected).toEqual({ T: 'E_POP' });
  });

  test('N35 an add without the signature of the new device, or of the new member, is E_POP', () => {
    const world = new World('A', 'B').team({ A: 40 });
    world.op('d', 'add', { log: 'A', who: 'a2', lvl: 30, by: ['a1'] }).op('m', 'add', { who: 'B', lvl: 20, by: ['A'] });
    const ops = world.ops.map((op) => ({ ...op, signers: op.signers.slice(0, 1) }));
    expect(resolveAuthority(ops, TEAM).rejected).toEqual({ d: 'E_POP', m: 'E_POP' });
  });

  test('N38 of two honest recoveries side by side both devices are present', () => {
    const world = new World('A').op('l', 'epoch', { log: 'A', by: ['a1'] });
    for (const kid of ['a2', 'a3']) {
      world.remove(`x${kid}`, 'a1', { log: 'A', after: ['A'], by: ['A-kit'], why: 'lost' });
      world.add(kid, kid, 40, { log: 'A', after: [`x${kid}`], by: ['A-kit'] });
    }
    expect(levels(world, 'A')).toEqual({ 'A-kit': 50, a2: 40, a3: 40 });
  });

  test('N39 an old root that the new root has cut has no effect when it is used', () => {
    const world = new World('A').add('n', 'new-kit', 50, { log: 'A', by: ['A-kit'] });
    world.remove('d', 'A-kit', { log: 'A', by: ['A-kit'] });
    world.remove('c', 'A-kit', { log: 'A', keep: true, by: ['new-kit'] }).add('z', 'z9', 40, {
      log: 'A',
      after: ['A'],
      by: ['A-kit'],
    });
    expect(levels(world, 'A')).toEqual({ a1: 40, 'new-kit': 50 });
  });

  test('N41 a thief’s ops beside a removal by root with older parents are dead', () => {
    const world = new World('A').add('z', 'z9', 30, { log: 'A', by: ['a1'] });
    world.remove('x', 'a1', { log: 'A', after: ['A'], by: ['A-kit'] });
    world.add('y', 'y9', 40, { log: 'A', after: ['z'], by: ['a1'] });
    world.remove('w', 'A-kit', { log: 'A', after: ['z'], by: ['a1'] });
    expect(levels(world, 'A')).toEqual({ 'A-kit': 50 });
  });

  test('N42 a device in the logs of two users acts for the one that its path names', () => {
    const world = new World('A', 'B').add('d', 'a1', 30, { log: 'B', by: ['b1'] }).team({ A: 40 });
    world.op('e', 'epoch', { by: ['A'] }).op('f', 'epoch', { by: [as('B', 'a1')], x: { B: ['d'] } });
    world.op('g', 'epoch', { after: ['e'], by: [as('A', 'b1')] });
    expect(state(world).rejected).toEqual({ f: 'E_NOT_AUTHORIZED', g: 'E_PATH' });
  });
});

describe('attacks on the log', () => {
  const crew = (): World => new World('O', 'A', 'B', 'W', 'M').team({ O: 40, A: 30, B: 30, W: 20 });

  test('N43 a writer adds a member, N44 an admin grants owner, N45 an admin removes an equal admin', () => {
    const world = crew()
      .add('n43', 'M', 10, beside('W'))
      .add('n44', 'M', 40, beside('A'))
      .remove('n45', 'B', beside('A'));
    expect(new Set(Object.values(state(world).rejected))).toEqual(new Set(['E_NOT_AUTHORIZED']));
    expect(Object.keys(state(world).rejected)).toEqual(['n43', 'n44', 'n45']);
  });

  test('N46 an owner removes or adds an owner without a majority, and exactly half is none', () => {
    const world = new World('A', 'B', 'C', 'D', 'M').team({ A: 40, B: 40, C: 40, D: 40 });
    world
      .remove('r1', 'B', beside('A'))
      .remove('r2', 'B', beside('A', 'C'))
      .remove('r3', 'B', beside('A', 'C', 'D'));
    world.add('g1', 'M', 40, beside('A')).add('g2', 'M', 40, beside('A', 'C'));
    expect(Object.keys(state(world).rejected)).toEqual(['g1', 'g2', 'r1', 'r2']);
    expect(levels(world)).toEqual({ A: 40, C: 40, D: 40 });
  });

  test('N47 a majority counts neither two devices of one owner nor two members of one owner-team', () => {
    const world = new World('A', 'B', 'C', 'P', 'Q').add('a2', 'a2', 30, { log: 'A', by: ['a1'] });
    world.team({ P: 40, Q: 40 }, 'S').team({ A: 40, B: 40 });
    world.add('s', 'S', 40, { by: ['A', 'B', via(['S'], 'P')] });
    world.remove('d', 'B', { after: ['s'], by: ['A', as('A', 'a2')], x: { A: ['a2'] } });
    world.remove('m', 'B', { after: ['s'], by: [via(['S'], 'P'), via(['S'], 'Q')] });
    world.remove('k', 'B', { after: ['s'], by: ['A', via(['S'], 'Q')] });
    expect(state(world).rejected).toEqual({ d: 'E_NOT_AUTHORIZED', m: 'E_NOT_AUTHORIZED' });
    expect(levels(world)).toEqual({ A: 40, S: 40 });
  });

  test('N47a a majority op stays alive when a superfluous signer is removed', () => {
    const world = new World('A', 'B', 'C', 'D').team({ A: 40, B: 40, C: 40, D: 40, kit: 50 });
    world.remove('v', 'B', beside('A', 'C', 'D', 'B')).remove('x', 'D', beside('kit'));
    expect(levels(world)).toEqual({ A: 40, C: 40, kit: 50 });
    const half = new World('A', 'B', 'C', 'D').team({ A: 40, B: 40, C: 40, D: 40, kit: 50 });
    half.remove('v', 'B', beside('A', 'C', 'D')).remove('x', 'D', beside('kit'));
    expect(levels(half)).toEqual({ A: 40, B: 40, C: 40, kit: 50 });
    const wide = new World('A', 'B', 'C', 'D', 'E').team({ A: 40, B: 40, C: 40, D: 40, E: 40, kit: 50 });
    wide.remove('v', 'B', beside('A', 'C', 'D', 'E')).remove('x', 'D', beside('kit'));
    expect(levels(wide)).toEqual({ A: 40, C: 40, E: 40, kit: 50 });
  });

  test('N47b a set of an equal to the same level', () => {
    expect(code(crew().set('s', 'B', 30, beside('A')), 's')).toBe('E_NOT_AUTHORIZED');
  });

  test('N48 a removed admin back-dates the removal of the remover, N49 or adds a sybil who removes others', () => {
    const world = crew().remove('x', 'A', beside('O')).remove('y', 'O', beside('A')).add('z', 'M', 30, beside('A'));
    world.remove('w', 'W', { after: ['z'], by: ['M'] });
    expect(levels(world)).toEqual({ O: 40, B: 30, W: 20 });
  });

  test('N50 a back-dated leave does not void own earlier acts', () => {
    const world = crew().add('a', 'M', 20, beside('A')).remove('l', 'A', beside('A'));
    expect(levels(world)).toEqual({ O: 40, B: 30, W: 20, M: 20 });
  });

  test('N51a a demoted owner back-dates an owner grant, or the removal of an admin', () => {
    const world = new World('A', 'B', 'C', 'M').team({ A: 40, B: 40, C: 30, kit: 50 });
    world.set('d', 'B', 20, beside('kit')).add('g', 'M', 40, beside('B', 'A')).remove('x', 'C', beside('B'));
    expect(levels(world)).toEqual({ A: 40, B: 20, C: 30, kit: 50 });
  });

  test('N52 concurrent sets to 20 and 10 give 10', () => {
    const world = new World('O', 'A', 'B').team({ O: 40, A: 40, B: 30 });
    expect(levels(world.set('s', 'B', 20, beside('O')).set('t', 'B', 10, beside('A')))).toMatchObject({ B: 10 });
  });

  test('N54 three majorities that remove in a circle are void', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 40, C: 40 });
    world.remove('x', 'A', beside('B', 'C')).remove('y', 'B', beside('C', 'A')).remove('z', 'C', beside('A', 'B'));
    expect(levels(world)).toEqual({ A: 40, B: 40, C: 40 });
  });

  test('N55 the removal of somebody who never was a member', () => {
    expect(code(crew().remove('x', 'M', beside('O')), 'x')).toBe('E_NOT_AUTHORIZED');
  });

  test('N56 an op with an unknown parent waits, with all that names it, and goes on by itself', () => {
    const world = crew()
      .add('a', 'M', 20, beside('A'))
      .set('s', 'M', 10, { by: ['A'] });
    const without = world.ops.filter(({ id }) => id !== 'a');
    expect(resolveAuthority(without, TEAM)).toMatchObject({ pending: ['s'], rejected: {} });
    const [late] = world.ops.filter(({ id }) => id === 'a');
    expect(resolveAuthority([...without, ...(late === undefined ? [] : [late])], TEAM)).toEqual(state(world));
  });

  test('N56a an op whose parent, ref or head of another log was rejected is E_PARENT', () => {
    const world = crew().op('bad', 'invite', { who: 'M', lvl: 30, ...beside('W') });
    world.op('p', 'epoch', { after: ['bad'], by: ['O'] });
    world.op('r', 'join', { who: 'M', ref: 'bad', after: ['T'], by: ['M'] });
    world.add('evil', 'a9', 50, { log: 'A', by: ['a1'] }).op('h', 'epoch', { ...beside('A'), x: { A: ['evil'] } });
    expect(state(world).rejected).toMatchObject({ p: 'E_PARENT', r: 'E_PARENT', h: 'E_PARENT' });
  });

  test('N57 an op with a parent in another log is E_LOG_MISMATCH', () => {
    expect(code(crew().op('e', 'epoch', { after: ['T', 'A'], by: ['O'] }), 'e')).toBe('E_LOG_MISMATCH');
    expect(code(crew().op('e', 'epoch', { ...beside('O'), x: { A: ['B'] } }), 'e')).toBe('E_LOG_MISMATCH');
  });

  test('N58 sixteen parents are allowed, and 17 are E_SIZE', () => {
    const world = crew();
    const names = Array.from({ length: 17 }, (_, at) => `p${at}`);
    for (const name of names) world.op(name, 'epoch', beside('O'));
    world.op('ok', 'epoch', { after: names.slice(1), by: ['O'] }).op('no', 'epoch', { after: names, by: ['O'] });
    expect(state(world).rejected).toEqual({ no: 'E_SIZE' });
  });

  test('N59 an op that names itself is E_FORMAT', () => {
    expect(code(crew().op('e', 'epoch', { after: ['T', 'e'], by: ['O'] }), 'e')).toBe('E_FORMAT');
  });

  test('N60 an op without news uses the heads that its past names, and an older head has no effect', () => {
    const world = new World('A').team({ A: 40 }).add('d2', 'a2', 30, { log: 'A', by: ['a1'] });
    const phone = as('A', 'a2');
    world.op('e', 'epoch', { by: [phone], x: { A: ['d2'] } }).op('f', 'epoch', { by: [phone] });
    world.op('g', 'epoch', { by: [phone], x: { A: ['A'] } }).op('h', 'epoch', { after: ['T'], by: [phone] });
    expect(state(world).rejected).toEqual({ h: 'E_PATH' });
  });

  test('N61 a path with a missing edge is E_PATH, and one of nine hops E_FORMAT', () => {
    const world = new World('A', 'X').team({ A: 40 }, 'S').team({ A: 40 });
    world.add('s', 'S', 30, { by: ['A', via(['S'], 'A', 'a1')] });
    const split = new World('A', 'C', 'X').team({ C: 40 }, 'S').team({ A: 40 });
    split.add('s', 'S', 30, { by: ['A', via(['S'], 'C')] }).op('e', 'epoch', { by: [via(['S'], 'X')] });
    split.op('n', 'epoch', {
      after: ['s'],
      by: [
        via(
          Array.from({ length: 8 }, () => 'S'),
          'C',
        ),
      ],
    });
    expect(state(split).rejected).toEqual({ e: 'E_PATH', n: 'E_FORMAT' });
    expect(code(world, 's')).toBe('E_SIGNERS');
  });

  test('N62 a cycle of two teams gives at most the least level on the path', () => {
    const world = new World('A', 'B').team({ A: 40 }, 'S').team({ B: 40 });
    world.add('ts', 'S', 20, { by: ['B', via(['S'], 'A')] });
    world.add('st', 'T', 30, { log: 'S', by: ['A', via(['T'], 'B')], x: { T: ['ts'] } });
    const around = via(['S', 'T', 'S'], 'A');
    world.op('e', 'epoch', { after: ['ts'], by: [around], x: { S: ['st'] } });
    expect(state(world).ranks['e']).toBe(20);
    world.op('l', 'invite', { who: 'A', lvl: 0, by: [around] });
    expect(state(world)).toMatchObject({ pending: [], rejected: { l: 'E_NOT_AUTHORIZED' } });
  });

  test('N62a a removed admin of a sub-team smuggles in a sybil that removes members of the parent', () => {
    const world = new World('A', 'B', 'C', 'D', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40, D: 20 });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'A')] }).remove('xb', 'B', { log: 'S', by: ['A'] });
    world.add('sy', 'X', 30, { log: 'S', after: ['S'], by: ['B'] });
    world.remove('xd', 'D', { by: [via(['S'], 'X')], x: { S: ['sy'] } });
    world.op('n', 'epoch', { after: ['s'], by: ['C'], x: { S: ['xb'] } });
    expect(levels(world)).toEqual({ C: 40, D: 20, S: 30 });
  });

  test('N63 somebody who is invited and has not joined may do nothing', () => {
    const world = crew()
      .op('i', 'invite', { who: 'M', lvl: 20, by: ['A'] })
      .op('e', 'epoch', { by: ['M'] });
    expect(code(world, 'e')).toBe('E_NOT_AUTHORIZED');
    expect(levels(world)).not.toHaveProperty('M');
  });

  test('N64 an invite is not used beyond its uses, nor for another level; N65 nor without its key', () => {
    const world = crew().op('i', 'invite', { key: 'once', lvl: 20, by: ['A'] });
    world.user('N').op('raised', 'join', { who: 'M', ref: 'i', key: 'once', lvl: 30, after: ['i'], by: ['M'] });
    world.op('keyless', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] });
    world.op('j', 'join', { who: 'M', ref: 'i', key: 'once', after: ['i'], by: ['M'] });
    world.op('more', 'join', { who: 'N', ref: 'i', key: 'once', after: ['j'], by: ['N'] });
    expect(state(world).rejected).toEqual({ keyless: 'E_INVITE', more: 'E_INVITE', raised: 'E_INVITE' });
  });

  test('N65a a back-dated join beside the removal of the inviter is dead', () => {
    const world = crew()
      .op('i', 'invite', { who: 'M', lvl: 20, by: ['A'] })
      .remove('x', 'A', { by: ['O'] });
    world.op('j', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] });
    expect(levels(world)).toEqual({ O: 40, B: 30, W: 20 });
  });

  test('N65b an evicted member does not come back through an open invite', () => {
    const world = crew()
      .op('i', 'invite', { key: 'many', uses: 9, lvl: 20, by: ['A'] })
      .remove('x', 'W', { by: ['A'] });
    world.op('j', 'join', { who: 'W', ref: 'i', key: 'many', by: ['W'] });
    const join = { who: 'W', key: 'many', by: ['W'] };
    world
      .op('i2', 'invite', { key: 'many', uses: 9, lvl: 20, after: ['x'], by: ['A'] })
      .op('j2', 'join', { ...join, ref: 'i2' });
    expect(state(world).rejected).toMatchObject({ j: 'E_INVITE', j2: 'E_PARENT' });
  });

  test('N65d a demoted member does not regain its level by a replayed join', () => {
    const world = crew().op('i', 'invite', { who: 'M', uses: 9, lvl: 20, by: ['A'] });
    world.op('j', 'join', { who: 'M', ref: 'i', by: ['M'] }).set('d', 'M', 10, { by: ['A'] });
    world.op('k', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] });
    world.op('l', 'join', { who: 'M', ref: 'i', after: ['d'], by: ['M'] });
    expect(code(world, 'l')).toBe('E_INVITE');
    expect(levels(world)).toMatchObject({ M: 10 });
  });

  test('N65c a stolen phone (30) does not cut the laptop of its user (40) in a team', () => {
    const world = new World('A').add('d', 'a2', 30, { log: 'A', by: ['a1'] }).team({ A: 30 });
    const phone = { by: [as('A', 'a2')], x: { A: ['d'] } };
    world.remove('x', 'a1', { ...phone, keep: true, thru: ['A'] });
    expect(code(world, 'x')).toBe('E_NOT_AUTHORIZED');
  });

  test('N68 a past beyond the limit is E_LOG_FULL', () => {
    expect(AUTHORITY_LIMITS).toEqual({ parents: 16, hops: 8, signers: 8, named: 16, past: 65_535 });
    const world = crew()
      .op('a', 'epoch', { by: ['O'] })
      .op('b', 'epoch', { by: ['O'] })
      .op('c', 'epoch', { by: ['O'] });
    expect(resolveAuthority(world.ops, TEAM, { ...AUTHORITY_LIMITS, past: 2 }).rejected).toEqual({ c: 'E_LOG_FULL' });
  });

  test('nine signers are E_FORMAT', () => {
    const owners = 'ABCDEFGHI'.split('');
    const world = new World(...owners).team({ A: 40 });
    world.op('e', 'epoch', { by: owners });
    expect(code(world, 'e')).toBe('E_FORMAT');
  });

  test('a device that was cut from its user is cut in a team through its path, by any writer of that user', () => {
    const world = new World('A', 'O', 'M').add('d', 'a2', 30, { log: 'A', by: ['a1'] }).team({ O: 40, A: 30 });
    world.remove('lost', 'a2', { log: 'A', by: ['a1'] });
    world.add('z', 'M', 20, { ...beside(), by: [as('A', 'a2')], x: { A: ['d'] } });
    expect(levels(world)).toMatchObject({ M: 20 });
    world.remove('cut', 'a2', { ...beside('A'), x: { A: ['lost'] }, keep: true, thru: ['A'] });
    expect(levels(world)).toEqual({ O: 40, A: 30 });
  });

  test('what a guest may do is what all of concurrent ops about it allow', () => {
    const world = crew().add('g', 'M', 0, { ...beside('O'), caps: ['r', 'w'] });
    world
      .set('s', 'M', 0, { caps: ['r'], after: ['g'], by: ['A'] })
      .set('t', 'M', 0, { caps: ['r', 'x'], after: ['g'], by: ['B'] });
    expect(state(world).members['M']).toEqual({ lvl: 0, caps: ['r'] });
  });

  test('where admission needs a quorum, one admin of two adds nobody', () => {
    const world = crew().op('q', 'pol', { pol: { admit: 'quorum' }, by: ['O'] });
    world.add('one', 'M', 20, { after: ['q'], by: ['A'] }).add('two', 'M', 20, { after: ['q'], by: ['A', 'B'] });
    expect(state(world).rejected).toEqual({ one: 'E_NOT_AUTHORIZED' });
    expect(state(world).policy).toEqual({ admit: 'quorum' });
  });
});

describe('rules that a table row does not show alone', () => {
  test('a removal does not cap what a higher rank did beside it', () => {
    const world = new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 20 });
    world
      .set('p', 'B', 40, beside('O'))
      .remove('x', 'B', beside('A'))
      .add('m', 'M', 40, { after: ['p'], by: ['O', 'B'] });
    expect(lives(world, 'm')).toBe(true);
  });

  test('a back-dated lowering of lower rank does not outweigh a removal by an owner', () => {
    const world = new World('O', 'A', 'B').team({ O: 40, A: 30, B: 20 });
    world.remove('x', 'B', beside('O')).set('s', 'B', 10, beside('A'));
    expect(levels(world)).toEqual({ O: 40, A: 30 });
    const set = new World('O', 'A', 'B').team({ O: 40, A: 30, B: 20 });
    set.set('s', 'B', 10, beside('O')).remove('x', 'B', beside('A'));
    expect(levels(set)).toEqual({ O: 40, A: 30, B: 10 });
  });

  test('a lowering grants nothing to a member whose join has died', () => {
    const world = new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 30 });
    world.op('i', 'invite', { who: 'M', lvl: 20, by: ['B'] }).op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    world.set('l', 'M', 10, { by: ['A'] }).remove('x', 'B', beside('O'));
    expect(lives(world, 'l')).toBe(false);
    expect(levels(world)).toEqual({ O: 40, A: 30 });
  });

  test('a back-dated step-down does not shield from a removal', () => {
    const world = new World('O', 'B')
      .team({ O: 40, B: 30 })
      .remove('x', 'B', beside('O'))
      .set('d', 'B', 20, beside('B'));
    expect(levels(world)).toEqual({ O: 40 });
    const top = new World('O', 'P', 'B').team({ O: 40, P: 40, B: 40 }).remove('x', 'B', beside('O', 'P'));
    expect(levels(top.set('d', 'B', 20, beside('B')))).toEqual({ O: 40, P: 40 });
  });

  test('a leave beside a removal is not capped by it, and stays alive', () => {
    const world = new World('O', 'B')
      .team({ O: 40, B: 30 })
      .set('d', 'B', 20, beside('O'))
      .remove('l', 'B', beside('B'));
    world.remove('x', 'B', beside('O'));
    expect(lives(world, 'l')).toBe(true);
    expect(levels(world)).toEqual({ O: 40 });
  });

  test('the revocation of an invite spares a join at the level of the revoker', () => {
    const world = new World('O', 'A', 'M').team({ O: 40, A: 30 }).op('i', 'invite', { who: 'M', lvl: 30, by: ['O'] });
    world.op('j', 'join', { who: 'M', ref: 'i', by: ['M'] }).remove('r', 'i', { after: ['i'], by: ['A'] });
    expect(levels(world)).toEqual({ O: 40, A: 30, M: 30 });
  });

  test('a cut through a sub-team spares the acts of the same user as a direct member', () => {
    const world = new World('A', 'B', 'C', 'M', 'N').team({ A: 40, B: 30 }, 'S').team({ C: 40, B: 30 });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'A')] });
    world.remove('cut', 'B', { after: ['s'], by: ['C'], keep: true, thru: ['S'] });
    world
      .add('direct', 'M', 20, { after: ['s'], by: ['B'] })
      .add('below', 'N', 20, { after: ['s'], by: [via(['S'], 'B')] });
    expect(levels(world)).toEqual({ B: 30, C: 40, M: 20, S: 30 });
  });

  test('a majority outweighs one owner who acts alone beside it at the same rank', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 40, C: 30 });
    world.set('p', 'C', 40, beside('A', 'B')).set('q', 'C', 20, beside('A'));
    expect(levels(world)).toEqual({ A: 40, B: 40, C: 40 });
    const once = new World('A', 'B', 'C').team({ A: 40, B: 40 }).add('c1', 'C', 30, beside('A'));
    once.add('c2', 'C', 40, beside('A', 'B')).remove('x', 'C', { after: ['c1'], by: ['A'] });
    expect(levels(once)).toEqual({ A: 40, B: 40, C: 40 });
  });

  test('a hand-over cut that names who once was above comes before the removals of that one', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, C: 30 }).add('b', 'B', 40, { by: ['A'] });
    world.set('down', 'A', 10, { by: ['A'] }).remove('cut', 'A', { keep: true, by: ['B'] });
    world.remove('late', 'C', { after: ['T'], by: ['A'] });
    expect(levels(world)).toEqual({ A: 10, B: 40, C: 30 });
  });

  test('an evicted member does not use a new invite by key, and uses one in its own name', () => {
    const world = new World('O', 'M').team({ O: 40, M: 20 }).remove('x', 'M', { by: ['O'] });
    world.op('k', 'invite', { key: 'link', lvl: 20, by: ['O'] }).op('i', 'invite', { who: 'M', lvl: 20, by: ['O'] });
    world.op('jk', 'join', { who: 'M', ref: 'k', key: 'link', after: ['i'], by: ['M'] });
    expect(state(world).rejected).toEqual({ jk: 'E_INVITE' });
    expect(levels(world.op('ji', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] }))).toEqual({ O: 40, M: 20 });
  });

  test('of two removals of one rank the one whose target was higher is done first, and the other caps nothing', () => {
    const world = new World('A', 'B', 'C', 'D', 'M').team({ A: 40, B: 40, C: 40, D: 30 });
    world.remove('xa', 'A', beside('B', 'C')).remove('xd', 'D', beside('A')).add('m', 'M', 20, beside('D'));
    expect(levels(world)).toEqual({ B: 40, C: 40, D: 30, M: 20 });
  });

  test('of cuts of one rank and peak a hand-over is done before a removal, and the removal caps nothing', () => {
    const world = new World('A', 'B', 'X', 'M').team({ A: 40, B: 40, X: 40 }).set('d', 'X', 30, { by: ['X'] });
    world.set('down', 'A', 10, { by: ['A'] }).remove('cut', 'A', { keep: true, by: ['B'] });
    world.remove('late', 'X', { after: ['d'], by: ['A'] }).add('m', 'M', 20, { after: ['d'], by: ['X'] });
    expect(levels(world)).toEqual({ A: 10, B: 40, X: 30, M: 20 });
  });
});

describe('one set of ops in any order', () => {
  const owners = (): World => new World('A', 'B', 'C', 'D').team({ A: 40, B: 40, C: 40, D: 20 });
  const five: Record<string, World> = {
    'majorities against each other': owners()
      .remove('x', 'B', beside('A', 'C'))
      .remove('y', 'A', beside('B', 'C'))
      .set('p', 'D', 30, beside('B'))
      .remove('z', 'D', beside('A'))
      .set('l', 'A', 20, beside('A')),
    'an invite, its revocation and two joins': new World('O', 'A', 'M', 'N')
      .team({ O: 40, A: 30 })
      .op('i', 'invite', { key: 'once', lvl: 20, by: ['A'] })
      .op('j', 'join', { who: 'M', ref: 'i', key: 'once', after: ['i'], by: ['M'] })
      .op('k', 'join', { who: 'N', ref: 'i', key: 'once', after: ['i'], by: ['N'] })
      .remove('r', 'i', { after: ['j'], by: ['A'] })
      .remove('x', 'A', { after: ['i'], by: ['O'] }),
    'a circle of admins under two owners': new World('O', 'P', 'A', 'B')
      .team({ O: 40, P: 40, A: 30, B: 30 })
      .remove('x', 'A', beside('O'))
      .set('s', 'A', 20, beside('P'))
      .add('e', 'A', 30, { after: ['x'], by: ['P'] })
      .set('d', 'B', 10, beside('P'))
      .remove('c', 'B', { ...beside('O'), keep: true }),
  };

  test.each(Object.entries(five))('%s: all permutations of five ops give one state', (_title, world) => {
    const inits = world.ops.filter(({ k }) => k === 'init');
    const rest = world.ops.filter(({ k }) => k !== 'init');
    expect(rest).toHaveLength(5);
    const expected = state(world);
    expect(expected.alive.length).toBeGreaterThan(1);
    const seen = new Set(permutations(rest).map((ops) => JSON.stringify(resolveAuthority([...ops, ...inits], TEAM))));
    expect([...seen]).toEqual([JSON.stringify(expected)]);
  });
});
