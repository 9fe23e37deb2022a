// Each test is one numbered decision of spec/decisions/0007, seen accepting and refusing.
import { describe, expect, test } from 'vitest';
import { type AuthorityState, type Op, resolveAuthority } from '../src/index.ts';
import { as, type Change, TEAM, via, World } from './authority-world.ts';

const state = (world: World, log = TEAM): AuthorityState => resolveAuthority(world.ops, log);
const levels = (world: World, log = TEAM): Record<string, number> =>
  Object.fromEntries(Object.entries(state(world, log).members).map(([who, { lvl }]) => [who, lvl]));
const refused = (world: World): Readonly<Record<string, string>> => state(world).rejected;
const lives = (world: World, id: string): boolean => state(world).alive.includes(id);
const beside = (...by: string[]): Change => ({ after: ['T'], by });
const withPhone = (world: World, user = 'A', lvl = 30): World =>
  world.add(`${user.toLowerCase()}2`, `${user.toLowerCase()}2`, lvl, { log: user, by: [as(user).kid] });
/** A team S of A (owner), B (admin) and W (writer), a member of T at a level beside C, the owner. */
const nested = (level: number): World =>
  new World('A', 'B', 'C', 'M', 'W')
    .team({ A: 40, B: 30, W: 20 }, 'S')
    .team({ C: 40 })
    .op('s', 'add', { who: 'S', lvl: level, by: ['C', via(['S'], 'A'), ...(level === 40 ? [] : [])] });

describe('where an op is judged', () => {
  test('1 news of an op counts for its whole past', () => {
    const world = new World('A', 'B', 'C', 'D', 'M', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40, D: 20 });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'A')] }).remove('xb', 'B', { log: 'S', by: ['A'] });
    world.add('sy', 'X', 30, { log: 'S', after: ['S'], by: ['B'] });
    world.add('m', 'M', 30, { by: [via(['S'], 'X')], x: { S: ['sy'] } });
    world.op('old', 'invite', { who: 'D', lvl: 10, after: ['m'], by: ['M'] });
    world.op('new', 'invite', { who: 'D', lvl: 10, after: ['m'], by: ['M'], x: { S: ['xb'] } });
    expect(refused(world)).toEqual({ new: 'E_NOT_AUTHORIZED' });
  });

  test('2 whether an op changes anything is asked in LOCAL alone', () => {
    const world = new World('O', 'P', 'C', 'D', 'M').team({ O: 40, C: 30, D: 30, M: 20 });
    world.set('low', 'M', 10, beside('C')).set('up', 'M', 20, { after: ['low'], by: ['D'] });
    world.set('none', 'M', 20, beside('C')).remove('never', 'P', beside('O'));
    world.remove('gone', 'M', { after: ['up'], by: ['O'] }).remove('twice', 'M', { after: ['gone'], by: ['O'] });
    world.remove('x', 'C', beside('O'));
    expect(refused(world)).toEqual({ never: 'E_NOT_AUTHORIZED', none: 'E_NOT_AUTHORIZED', twice: 'E_NOT_AUTHORIZED' });
    expect(lives(world, 'low')).toBe(false);
    expect(lives(world, 'up')).toBe(true);
  });

  test('2 a removal goes on to count when the membership that it ended has died', () => {
    const world = new World('O', 'C', 'D', 'M').team({ O: 40, C: 30, D: 30 }).add('a', 'M', 20, beside('C'));
    world.remove('r', 'M', { after: ['a'], by: ['D'] }).remove('x', 'C', beside('O'));
    world.add('again', 'M', 20, beside('D'));
    expect(state(world).alive).toEqual(['T', 'again', 'x', 'r']);
    expect(levels(world)).toEqual({ O: 40, D: 30 });
  });

  test('3 only a raise still is a grant when nobody speaks about its target any more', () => {
    const joined = (): World =>
      new World('O', 'B', 'M')
        .team({ O: 40, B: 30 })
        .op('i', 'invite', { who: 'M', lvl: 10, by: ['B'] })
        .op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    const raised = joined()
      .set('s', 'M', 20, { by: ['O'] })
      .remove('x', 'B', beside('O'));
    expect(levels(raised)).toEqual({ M: 20, O: 40 });
    const lowered = joined()
      .set('s', 'M', 0, { by: ['O'] })
      .remove('x', 'B', beside('O'));
    expect(levels(lowered)).toEqual({ O: 40 });
  });

  test('4 what passed by a majority, a sole owner’s among it, outweighs the same rank without', () => {
    const world = new World('A', 'C').team({ A: 40, C: 30 });
    world.set('p', 'C', 40, beside('A')).remove('x', 'C', beside('A'));
    expect(levels(world)).toEqual({ A: 40, C: 40 });
    const root = new World('A', 'C').team({ A: 40, C: 30, kit: 50 }).set('p', 'C', 40, beside('kit'));
    expect(levels(root.remove('x', 'C', beside('kit')))).toEqual({ A: 40, C: 40, kit: 50 });
    const add = new World('A', 'C').team({ A: 40, C: 20 }).remove('l', 'C', { by: ['C'] });
    add.add('c1', 'C', 40, { after: ['l'], by: ['A'] }).remove('k', 'C', { after: ['T'], by: ['A'] });
    expect(levels(add)).toEqual({ A: 40, C: 40 });
  });

  test('5 an op that was accepted is struck later, and never refused', () => {
    const world = new World('O', 'A', 'M').team({ O: 40, A: 30 }).add('m', 'M', 20, beside('A'));
    expect(levels(world)).toEqual({ O: 40, A: 30, M: 20 });
    world.remove('x', 'A', beside('O'));
    expect(refused(world)).toEqual({});
    expect(state(world)).toMatchObject({ alive: ['T', 'x'], order: ['T', 'm', 'x'] });
  });

  test('6 a self-act cuts nobody, and its rank outweighs nothing', () => {
    const world = new World('O', 'B', 'M').team({ O: 40, B: 30 }).set('d', 'B', 10, beside('B'));
    world.add('m', 'M', 20, beside('B'));
    expect(levels(world)).toEqual({ O: 40, B: 10, M: 20 });
    expect(state(world).ranks['d']).toBe(30);
  });
});

describe('consent, joins and invites', () => {
  test('7 consent dies with the enrolment of the device that gave it, and not with a cut of the newcomer', () => {
    const world = withPhone(new World('O', 'A')).remove('lost', 'a1', { log: 'A', after: ['A'], by: ['A-kit'] });
    world.team({ O: 40 }).add('m', 'A', 20, { after: ['T'], by: ['O', as('A', 'a2')], x: { A: ['a2'] } });
    expect(levels(world)).toEqual({ O: 40, A: 20 });
    world.op('n', 'epoch', { after: ['T'], by: ['O'], x: { A: ['lost'] } });
    expect(levels(world)).toEqual({ O: 40 });
    const cut = new World('O', 'P', 'M').team({ O: 40, P: 40, M: 20 }).remove('l', 'M', { by: ['M'] });
    cut.add('m', 'M', 20, { after: ['l'], by: ['O'] }).remove('k', 'M', { after: ['l'], keep: true, by: ['P'] });
    expect(levels(cut)).toEqual({ M: 20, O: 40, P: 40 });
  });

  test('8 a device below writer does not agree for its user, nor a writer for a team', () => {
    const world = withPhone(new World('O', 'A'), 'A', 10).team({ O: 40 });
    world.add('m', 'A', 20, { by: ['O', as('A', 'a2')], x: { A: ['a2'] } });
    expect(refused(world)).toEqual({ m: 'E_POP' });
    const team = new World('A', 'B', 'W', 'C').team({ A: 40, B: 30, W: 20 }, 'S').team({ C: 40 });
    team.add('w', 'S', 20, { after: ['T'], by: ['C', via(['S'], 'W')] });
    team.add('b', 'S', 20, { after: ['T'], by: ['C', via(['S'], 'B')] });
    expect(refused(team)).toEqual({ w: 'E_POP' });
    expect(levels(team)).toEqual({ C: 40, S: 20 });
  });

  test('8 the members whom an init of a team lists agree in the same way', () => {
    const found = (by: Op['signers'], x: NonNullable<Op['x']>): World => {
      const world = withPhone(new World('A', 'W'), 'A', 10).team({ A: 40, W: 20 }, 'S');
      world.ops.push({ id: 'T', k: 'init', log: 'T', kind: 'team', par: [], signers: by, x, mem: [] });
      return world;
    };
    const withMember = (world: World, who: string): World => {
      const ops = world.ops.map((op) =>
        op.id === 'T'
          ? {
              ...op,
              mem: [
                { who, lvl: 40 },
                { who: 'kit', lvl: 50 },
              ],
            }
          : op,
      );
      world.ops.splice(0, world.ops.length, ...ops);
      return world;
    };
    expect(refused(withMember(found([via(['S'], 'W')], { S: ['S'], W: ['W'] }), 'S'))).toEqual({ T: 'E_POP' });
    expect(refused(withMember(found([as('A', 'a2')], { A: ['a2'] }), 'A'))).toEqual({ T: 'E_POP' });
    expect(levels(withMember(found([via(['S'], 'A')], { S: ['S'], A: ['A'] }), 'S'))).toEqual({ S: 40, kit: 50 });
  });

  test('9 a cold key is added without its signature, and a key below root is not', () => {
    const world = new World('O').team({ O: 40, kit: 50 });
    world.op('r', 'add', { who: 'safe', lvl: 50, by: ['kit', 'kit'].slice(1) });
    const ops = world.ops.map((op) => (op.id === 'r' ? { ...op, signers: op.signers.slice(0, 1) } : op));
    expect(resolveAuthority(ops, TEAM).members['safe']).toEqual({ lvl: 50 });
    const device = new World('O').op('d', 'add', { log: 'O', who: 'o2', lvl: 40, by: ['o1'] });
    const unsigned = device.ops.map((op) => ({ ...op, signers: op.signers.slice(0, 1) }));
    expect(resolveAuthority(unsigned, 'O').rejected).toEqual({ d: 'E_POP' });
  });

  test('10 invite and set neither give nor take root; add and remove do', () => {
    const world = new World('O').team({ O: 40, kit: 50, safe: 50, third: 50 });
    world.op('i', 'invite', { who: 'O', lvl: 50, ...beside('kit') }).set('up', 'O', 50, beside('kit', 'safe'));
    world.set('down', 'kit', 40, beside('kit', 'safe', 'third')).set('self', 'kit', 40, beside('kit'));
    expect(refused(world)).toEqual({
      down: 'E_NOT_AUTHORIZED',
      i: 'E_FORMAT',
      self: 'E_NOT_AUTHORIZED',
      up: 'E_NOT_AUTHORIZED',
    });
    world.remove('x', 'third', beside('kit', 'safe')).remove('leave', 'kit', beside('kit'));
    expect(levels(world)).toEqual({ O: 40, safe: 50 });
  });

  test('11 a join falls with its newcomer, its invite or its inviter, and not with a signer too many of its invite', () => {
    const joined = (): World =>
      new World('O', 'A', 'B', 'M')
        .team({ O: 40, A: 30, B: 30 })
        .op('i', 'invite', { who: 'M', lvl: 20, uses: 9, by: ['A', 'B'] })
        .op('j', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] });
    expect(lives(joined(), 'j')).toBe(true);
    expect(lives(joined().remove('x', 'A', { after: ['i'], by: ['O'] }), 'j')).toBe(false);
    expect(lives(joined().remove('x', 'B', { after: ['i'], by: ['O'] }), 'j')).toBe(true);
    expect(lives(joined().remove('x', 'i', { after: ['i'], by: ['O'] }), 'j')).toBe(false);
    const cut = joined().remove('x', 'M', { after: ['j'], by: ['A'] });
    cut.op('k', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] });
    expect(state(cut)).toMatchObject({ ranks: { k: 20 }, alive: ['T', 'i', 'j', 'x'] });
  });

  test('39 a join stands at its full level or not at all', () => {
    const world = new World('A', 'H').team({ A: 40 }).op('i', 'invite', { who: 'H', lvl: 40, by: ['A'] });
    world.add('h', 'H', 30, { by: ['A'] }).set('d', 'H', 10, { by: ['A'] });
    world.op('j', 'join', { who: 'H', ref: 'i', after: ['i'], by: ['H'] });
    expect(refused(world)).toEqual({});
    expect(levels(world)).toEqual({ A: 40, H: 10 });
  });

  test('12 an owner invited by root alone stays; one invited by a majority needs it where the join is', () => {
    const world = new World('A', 'B', 'C', 'M').team({ A: 40, B: 40, C: 40, kit: 50 });
    world.op('r', 'invite', { who: 'M', lvl: 40, ...beside('kit') });
    world.op('j', 'join', { who: 'M', ref: 'r', after: ['r'], by: ['M'] });
    expect(levels(world)).toMatchObject({ M: 40 });
    const most = new World('A', 'B', 'C', 'M').team({ A: 40, B: 40, C: 40, kit: 50 });
    most.op('i', 'invite', { who: 'M', lvl: 40, ...beside('A', 'B') });
    most.set('d', 'B', 20, { by: ['B'] }).set('e', 'C', 20, { after: ['i'], by: ['C'] });
    most.op('j', 'join', { who: 'M', ref: 'i', after: ['i'], by: ['M'] });
    expect(levels(most)).toMatchObject({ M: 40 });
    const lost = new World('A', 'B', 'C', 'M').team({ A: 40, B: 40, C: 40, kit: 50 });
    lost.op('i', 'invite', { who: 'M', lvl: 40, ...beside('A', 'B') }).set('d', 'B', 20, { by: ['B'] });
    lost.add('o', 'D', 40, { by: ['kit'] }).op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    expect(refused(lost)).toMatchObject({ j: 'E_INVITE' });
  });

  test('13 a revocation that a join has seen ends its invite, whatever its level', () => {
    const world = new World('O', 'A', 'M').team({ O: 40, A: 30 }).op('i', 'invite', { who: 'M', lvl: 30, by: ['O'] });
    world.remove('r', 'i', { after: ['i'], by: ['A'] }).op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    expect(refused(world)).toEqual({ j: 'E_INVITE' });
  });

  test('13 and 30 one that it has not seen voids a join below the level of the revoker, and no other', () => {
    const joined = (lvl: number): World =>
      new World('O', 'A', 'M')
        .team({ O: 40, A: 30 })
        .op('i', 'invite', { who: 'M', lvl, by: ['O'] })
        .op('j', 'join', { who: 'M', ref: 'i', by: ['M'] })
        .remove('r', 'i', { after: ['i'], by: ['A'] });
    expect(lives(joined(20), 'j')).toBe(false);
    expect(lives(joined(30), 'j')).toBe(true);
  });

  test('14 joins beside each other by an invite with one use live until a revocation that has not seen them', () => {
    const world = new World('O', 'A', 'M', 'N').team({ O: 40, A: 30 });
    world.op('i', 'invite', { key: 'link', lvl: 20, by: ['A'] });
    for (const who of ['M', 'N']) world.op(`j${who}`, 'join', { who, ref: 'i', key: 'link', after: ['i'], by: [who] });
    expect(levels(world)).toEqual({ O: 40, A: 30, M: 20, N: 20 });
    world.remove('r', 'i', { after: ['jM'], by: ['A'] });
    expect(levels(world)).toEqual({ O: 40, A: 30, M: 20 });
  });

  test('15 only an invite to the principal itself that has seen the removal brings it back', () => {
    const world = new World('O', 'M', 'N').team({ O: 40, M: 20, N: 20 });
    world.op('early', 'invite', { who: 'M', lvl: 20, by: ['O'] }).remove('x', 'M', { by: ['O'] });
    world.remove('l', 'N', { after: ['early'], by: ['N'] });
    world.op('i', 'invite', { who: 'M', lvl: 20, after: ['x', 'l'], by: ['O'] });
    world.op('k', 'invite', { key: 'link', uses: 2, lvl: 20, after: ['i'], by: ['O'] });
    const after = ['k'];
    world.op('jk', 'join', { who: 'M', ref: 'k', key: 'link', after, by: ['M'] });
    world.op('je', 'join', { who: 'M', ref: 'early', after, by: ['M'] });
    world.op('ji', 'join', { who: 'M', ref: 'i', after, by: ['M'] });
    world.op('jn', 'join', { who: 'N', ref: 'k', key: 'link', after, by: ['N'] });
    expect(refused(world)).toEqual({ je: 'E_INVITE', jk: 'E_INVITE' });
    expect(levels(world)).toEqual({ O: 40, M: 20, N: 20 });
  });

  test('16 an invite is open before its end by the time of the join, and not at it', () => {
    const at = (t: number): World =>
      new World('O', 'M')
        .team({ O: 40 })
        .op('i', 'invite', { who: 'M', lvl: 20, exp: 1000, by: ['O'] })
        .op('j', 'join', { who: 'M', ref: 'i', t, by: ['M'] });
    expect(refused(at(999))).toEqual({});
    expect(refused(at(1000))).toEqual({ j: 'E_INVITE' });
  });
});

describe('paths', () => {
  test('17 the last principal on a path is a user, and the root of a team signs without a path', () => {
    const world = new World('A', 'C').team({ A: 40, kit: 50 }, 'S').team({ C: 40, safe: 50 });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'A')] });
    world.op('below', 'epoch', { after: ['s'], by: [{ kid: 'kit', by: ['S'] }] });
    world.op('own', 'epoch', { after: ['s'], by: ['safe'] });
    expect(refused(world)).toEqual({ below: 'E_NOT_AUTHORIZED' });
  });

  test('18 a team leaves by one of its admins, and not by a writer', () => {
    const world = nested(30).remove('w', 'S', { by: [via(['S'], 'W')] });
    expect(refused(world)).toEqual({ w: 'E_NOT_AUTHORIZED' });
    expect(levels(nested(30).remove('l', 'S', { by: [via(['S'], 'B')] }))).toEqual({ C: 40 });
    expect(levels(nested(30).set('d', 'S', 10, { by: [via(['S'], 'B')] }))).toEqual({ C: 40, S: 10 });
  });

  test('18 a cut holds for the leave of a team, and not for that of a person', () => {
    const world = nested(30).remove('l', 'S', { by: [via(['S'], 'B')] });
    world.remove('k', 'B', { after: ['s'], keep: true, thru: ['S'], by: ['C'] });
    expect(levels(world)).toEqual({ C: 40, S: 30 });
    const person = new World('C', 'B').team({ C: 40, B: 30 }).remove('l', 'B', beside('B'));
    expect(levels(person.remove('k', 'B', { ...beside('C'), keep: true }))).toEqual({ C: 40 });
  });

  test('19 a path that comes back to the log is judged by where the op is judged, and x does not name the own log', () => {
    const world = new World('A', 'B').team({ A: 40 }, 'S').team({ B: 40 });
    world.add('ts', 'S', 30, { by: ['B', via(['S'], 'A')] });
    world.add('st', 'T', 30, { log: 'S', by: ['A', via(['T'], 'B')], x: { T: ['ts'] } });
    const around = via(['S', 'T', 'S'], 'A');
    world.op('e', 'epoch', { after: ['ts'], by: [around], x: { S: ['st'] } });
    world.set('low', 'S', 10, { after: ['ts'], by: ['B'] });
    world.op('f', 'epoch', { after: ['low'], by: [around], x: { S: ['st'] } });
    world.op('own', 'epoch', { after: ['ts'], by: ['B'], x: { T: ['ts'] } });
    expect(refused(world)).toEqual({ f: 'E_NOT_AUTHORIZED', own: 'E_LOG_MISMATCH' });
  });

  test('20 names inside other logs do not count: whoever uses a path of three steps names the heads of each', () => {
    const world = new World('A', 'B', 'C').team({ A: 40 }, 'Q').team({ B: 40 }, 'S').team({ C: 40 });
    world.add('q', 'Q', 30, { log: 'S', by: ['B', via(['Q'], 'A')] });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'B')], x: { S: ['q'] } });
    const deep = via(['S', 'Q'], 'A');
    world.ops.push({ id: 'no', k: 'epoch', log: 'T', par: ['s'], signers: [deep], x: { S: ['q'] } });
    world.ops.push({ id: 'half', k: 'epoch', log: 'T', par: ['s'], signers: [deep], x: { S: ['q'], Q: ['Q'] } });
    world.op('yes', 'epoch', { after: ['s'], by: [deep], x: { S: ['q'] } });
    expect(refused(world)).toEqual({ half: 'E_PATH', no: 'E_PATH' });
  });

  test('21 a step that was never granted is E_PATH; one that ended, and an entry that is no member, E_NOT_AUTHORIZED', () => {
    const world = nested(30).remove('out', 'B', { log: 'S', by: ['A'] });
    world.op('ended', 'epoch', { after: ['s'], by: [via(['S'], 'B')], x: { S: ['out'] } });
    world.op('never', 'epoch', { after: ['s'], by: [via(['S'], 'C')] });
    world.op('entry', 'epoch', { after: ['s'], by: ['B'] });
    expect(refused(world)).toEqual({ ended: 'E_NOT_AUTHORIZED', entry: 'E_NOT_AUTHORIZED', never: 'E_PATH' });
  });

  test('22 to name more logs than needed changes no verdict, and more than 16 are E_FORMAT', () => {
    const users = Array.from({ length: 17 }, (_, at) => `U${at}`);
    const world = new World('A', ...users).team({ A: 40 });
    const names = (list: readonly string[]): Record<string, string[]> =>
      Object.fromEntries(list.map((id) => [id, [id]]));
    world.op('e', 'epoch', { by: ['A'], x: names(users.slice(2)) }).op('f', 'epoch', { by: ['A'], x: names(users) });
    expect(refused(world)).toEqual({ f: 'E_FORMAT' });
  });
});

describe('cuts', () => {
  test('23 a cap belongs to the one signer whose path begins with thru, and spares the others of an op', () => {
    const world = withPhone(new World('A', 'B', 'C', 'D'))
      .team({ A: 40, B: 40 }, 'S')
      .team({ A: 40, B: 40 }, 'R');
    world.team({ C: 40, D: 40, kit: 50 }).add('s', 'S', 40, { by: ['C', 'D', via(['S'], 'B')] });
    world.add('r', 'R', 40, { by: ['C', 'D', via(['R'], 'B')] });
    const both = [via(['R'], 'A'), via(['S'], 'A', 'a2'), 'C', 'D'];
    world.remove('v', 'D', { after: ['r'], by: both, x: { A: ['a2'] } });
    world.remove('k', 'A', { after: ['r'], keep: true, thru: ['S'], by: ['kit'] });
    expect(levels(world)).toEqual({ C: 40, R: 40, S: 40, kit: 50 });
    world.remove('l', 'A', { after: ['r'], keep: true, thru: ['R'], by: ['kit'] });
    expect(levels(world)).toEqual({ C: 40, D: 40, R: 40, S: 40, kit: 50 });
  });

  test('24 thru stands only beside keep, and a former member is cut only with keep', () => {
    const world = nested(20).remove('t', 'B', { after: ['s'], thru: ['S'], by: ['C'] });
    world.remove('k', 'B', { after: ['s'], keep: true, thru: ['S'], by: ['C'] });
    world.remove('out', 'S', { after: ['s'], by: ['C'] }).remove('again', 'S', { after: ['out'], by: ['C'] });
    world.remove('former', 'S', { after: ['out'], keep: true, by: ['C'] });
    expect(refused(world)).toEqual({ again: 'E_NOT_AUTHORIZED', t: 'E_FORMAT' });
  });

  test('25 a majority counts the word of its target', () => {
    const world = new World('A', 'B', 'C').team({ A: 40, B: 40, C: 40 });
    expect(levels(world.remove('x', 'B', beside('A', 'B')))).toEqual({ A: 40, C: 40 });
  });

  test('38 a former owner does not forestall a hand-over with a cut through the new owner', () => {
    const world = new World('A', 'B', 'X').team({ A: 40, B: 30 }).set('k', 'B', 40, { by: ['A'] });
    world.set('down', 'A', 10, { by: ['A'] }).remove('cut', 'A', { keep: true, by: ['B'] });
    world.add('sybil', 'X', 30, beside('A')).remove('thru', 'b1', { ...beside('A'), keep: true, thru: ['B'] });
    expect(refused(world)).toEqual({});
    expect(levels(world)).toEqual({ A: 10, B: 40 });
  });

  test('40 nobody is cut through a member that is none yet', () => {
    const world = new World('A', 'B', 'C', 'E', 'F').team({ E: 40, F: 30 }, 'S').team({ A: 40, B: 40, C: 40 });
    world.add('s', 'S', 40, { by: ['A', 'B', 'C', via(['S'], 'E')] }).remove('l', 'S', { by: [via(['S'], 'F')] });
    world.remove('early', 'F', { ...beside('A'), keep: true, thru: ['S'] });
    expect(refused(world)).toEqual({ early: 'E_NOT_AUTHORIZED' });
    expect(levels(world)).toEqual({ A: 40, B: 40, C: 40 });
  });

  test('41 a lost device does not make its user leave, once it was cut through that user', () => {
    const world = withPhone(new World('O', 'A')).team({ O: 40, A: 30 });
    world.remove('lost', 'a2', { log: 'A', by: ['a1'] });
    world.remove('leave', 'A', { after: ['T'], by: [as('A', 'a2')], x: { A: ['a2'] } });
    expect(levels(world)).toEqual({ O: 40 });
    world.remove('cut', 'a2', { ...beside('O'), keep: true, thru: ['A'], x: { A: ['lost'] } });
    expect(levels(world)).toEqual({ O: 40, A: 30 });
  });

  test('34 thru strikes the path that it names to its end, and spares other ways through the same team', () => {
    const world = new World('A', 'B', 'C', 'W', 'F').team({ F: 40, A: 30 }, 'Q').team({ B: 40, A: 30, W: 20 }, 'S');
    world.team({ C: 40 }).add('q', 'Q', 30, { log: 'S', by: ['B', via(['Q'], 'F')] });
    world.add('s', 'S', 30, { by: ['C', via(['S'], 'B')], x: { S: ['q'] } });
    world.remove('out', 'A', { log: 'S', by: ['B'] });
    world.op('other', 'epoch', { after: ['s'], by: [via(['S', 'Q'], 'A')], x: { S: ['q'] } });
    world.op('same', 'epoch', { after: ['s'], by: [via(['S'], 'A')], x: { S: ['q'] } });
    expect(lives(world, 'same')).toBe(true);
    world.remove('cut', 'A', { after: ['s'], keep: true, thru: ['S'], by: [via(['S'], 'B')], x: { S: ['out'] } });
    expect(state(world).alive).toEqual(['T', 's', 'cut', 'other']);
  });
});

describe('policy', () => {
  test('26 of concurrent policies the highest rank speaks, then the strict value, then the lowest id', () => {
    const set = (...each: readonly [id: string, by: string, admit: string][]): World => {
      const world = new World('A', 'B').team({ A: 40, B: 40, kit: 50 });
      for (const [id, by, admit] of each) world.op(id, 'pol', { ...beside(by), pol: { admit } });
      return world;
    };
    expect(state(set(['p', 'A', 'quorum'], ['q', 'kit', 'open'])).policy).toEqual({ admit: 'open' });
    expect(state(set(['p', 'A', 'open'], ['q', 'B', 'quorum'])).policy).toEqual({ admit: 'quorum' });
    expect(state(set(['p', 'A', 'some'], ['o', 'B', 'open'])).policy).toEqual({ admit: 'open' });
    const later = set(['p', 'A', 'quorum']).op('q', 'pol', { by: ['B'], pol: { admit: 'open' } });
    expect(state(later).policy).toEqual({ admit: 'open' });
  });

  test('27 a quorum counts the members from the granter up to owner, and cold keys only for a cold key', () => {
    const strict = (): World =>
      new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 30, kit: 50 }).op('q', 'pol', {
        pol: { admit: 'quorum' },
        by: ['O'],
      });
    const world = strict();
    for (const [id, ...by] of [
      ['o', 'O'],
      ['a', 'A'],
      ['ab', 'A', 'B'],
      ['k', 'kit'],
    ] as const)
      world.add(id, 'M', 20, { after: ['q'], by });
    expect(refused(world)).toEqual({ a: 'E_NOT_AUTHORIZED' });
    expect(lives(strict().add('g', 'M', 0, { by: ['A'] }), 'g')).toBe(true);
    const joined = strict().op('i', 'invite', { who: 'M', lvl: 20, by: ['A', 'B'] });
    joined.set('d', 'B', 20, { by: ['B'] }).op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    expect(refused(joined)).toEqual({ j: 'E_INVITE' });
  });

  test('35 under a quorum one admin raises no guest, and two do', () => {
    const world = new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 30 });
    world.op('q', 'pol', { pol: { admit: 'quorum' }, by: ['O'] }).add('g', 'M', 0, { by: ['A'] });
    world.set('one', 'M', 20, { after: ['g'], by: ['A'] }).set('two', 'M', 20, { after: ['g'], by: ['A', 'B'] });
    world.set('more', 'M', 30, { after: ['two'], by: ['O'] });
    expect(refused(world)).toEqual({ one: 'E_NOT_AUTHORIZED' });
  });

  test('36 and 44 who steps down to guest gives itself no capabilities, and takes none that others give', () => {
    const world = new World('O', 'M').team({ O: 40, M: 10 }).set('d', 'M', 0, { ...beside('M'), caps: ['w'] });
    expect(state(world).members['M']).toEqual({ lvl: 0, caps: [] });
    world.set('g', 'M', 0, { caps: ['w'], after: ['d'], by: ['O'] });
    expect(state(world).members['M']).toEqual({ lvl: 0, caps: ['w'] });
  });

  test('37 a path never begins with a root entry', () => {
    const world = new World('O', 'U').team({ O: 40, U: 50 }).op('e', 'epoch', beside('U'));
    expect(refused(world.op('f', 'epoch', beside('O')))).toEqual({ e: 'E_NOT_AUTHORIZED' });
  });

  test('28 of concurrent capabilities a guest has those that all give', () => {
    const world = new World('O', 'A', 'B', 'M').team({ O: 40, A: 30, B: 30 });
    world.add('g', 'M', 0, { caps: ['r', 'w'], by: ['O'] });
    world.set('s', 'M', 0, { caps: ['w', 'x'], after: ['g'], by: ['A'] });
    world.set('t', 'M', 0, { caps: ['x', 'y', 'w'], after: ['g'], by: ['B'] });
    world.set('same', 'M', 0, { caps: ['w', 'r', 'w'], after: ['g'], by: ['B'] });
    expect(state(world).members['M']).toEqual({ lvl: 0, caps: ['w', 'x'] });
    expect(refused(world)).toEqual({ same: 'E_NOT_AUTHORIZED' });
  });
});

describe('codes', () => {
  test('31 an op waits for all that it names, and then its codes have one order', () => {
    const world = new World('A', 'B').team({ A: 40 }).op('bad', 'epoch', beside('B'));
    world.op('e', 'epoch', { after: ['bad', 'late'], by: [as('B', 'a9')] });
    expect(state(world)).toMatchObject({ pending: ['e'], rejected: { bad: 'E_NOT_AUTHORIZED' } });
    world.op('late', 'epoch', { log: 'B', after: ['B'], by: ['b1'] });
    expect(refused(world)).toMatchObject({ e: 'E_LOG_MISMATCH' });
    const path = new World('A', 'B').team({ A: 40 }).op('p', 'epoch', beside('B'));
    path
      .op('e', 'epoch', { after: ['p'], by: [as('A', 'a9')] })
      .op('f', 'epoch', { by: [as('B', 'a9')], after: ['T'] });
    expect(refused(path)).toEqual({ e: 'E_PARENT', f: 'E_PATH', p: 'E_NOT_AUTHORIZED' });
  });

  test('32 who never makes an op wait, and ref does', () => {
    const world = new World('A', 'B').team({ A: 40 }).remove('r', 'unknown', { by: ['A'] });
    world.op('j', 'join', { who: 'B', ref: 'unknown', after: ['T'], by: ['B'] });
    expect(state(world)).toMatchObject({ pending: ['j'], rejected: { r: 'E_NOT_AUTHORIZED' } });
  });

  test('33 eight signers and eight steps are allowed, nine of either are E_FORMAT', () => {
    const owners = 'ABCDEFGHI'.split('');
    const world = new World(...owners).team({ A: 40 });
    world
      .op('eight', 'epoch', { after: ['T'], by: owners.slice(0, 8) })
      .op('nine', 'epoch', { after: ['T'], by: owners });
    const hops = (count: number): Change => ({
      after: ['T'],
      by: [{ kid: 'a1', by: Array.from({ length: count }, () => 'A') }],
    });
    world.op('short', 'epoch', hops(8)).op('long', 'epoch', hops(9));
    expect(refused(world)).toEqual({ long: 'E_FORMAT', nine: 'E_FORMAT', short: 'E_PATH' });
  });
});
