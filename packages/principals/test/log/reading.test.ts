import { describe, expect, test } from 'vitest';
import { as, Book, key, load, TEAM, via } from './book.ts';

describe('what a record may do at the heads that it names', () => {
  const book = (): Book => {
    const made = new Book('A', 'B', 'C').team({ A: 40, B: 30, C: 20 });
    made.op('s', 'set', { who: 'C', lvl: 10, by: ['A'] }).op('r', 'remove', { who: 'C', by: ['B'] });
    return made.op('e', 'epoch', { after: ['s'], by: ['B'] });
  };

  test('a signer has the level of those heads, not that of today', () => {
    const principals = load(book().ops);
    const at = (...heads: string[]): number | undefined => principals.levelAt(TEAM, { heads, x: {} }, as('C'));
    expect([at('T'), at('s'), at('e'), at('r'), at('r', 'e'), at('T', 'r')]).toEqual([20, 10, 10, -1, -1, -1]);
    expect(principals.heads(TEAM)).toEqual(['e', 'r']);
  });

  test('what is named of another log counts, and what is named of none counts for nothing', () => {
    const made = book().op('d', 'add', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'] });
    const principals = load(made.ops);
    const second = as('A', 2);
    expect(principals.levelAt(TEAM, { heads: ['e'] }, second)).toBe(-1);
    expect(principals.levelAt(TEAM, { heads: ['e'], x: { A: ['d'] } }, second)).toBe(40);
    expect(principals.levelAt('A', { heads: ['d'] }, key('A.2'))).toBe(30);
  });

  test('a removal that a record names ends what it removed, although the team has not heard of it', () => {
    const made = new Book('A', 'B', 'C', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40 });
    made.op('s', 'add', { who: 'S', lvl: 30, by: ['C', via(['S'], 'A')] });
    made.op('y', 'add', { log: 'S', who: 'X', lvl: 30, after: ['S'], by: ['B'] });
    made.op('e', 'add', { who: 'X', lvl: 20, after: ['s'], by: [via(['S'], 'B')], x: { S: ['y'] } });
    made.op('q', 'remove', { log: 'S', who: 'B', after: ['S'], by: ['A'] });
    made.op('z', 'epoch', { after: ['e'], by: [via(['S'], 'X')] });
    const principals = load(made.ops);
    const signer = via(['S'], 'X');
    expect(principals.levelAt(TEAM, { heads: ['z'] }, signer)).toBe(30);
    expect(principals.levelAt(TEAM, { heads: ['z'], x: { S: ['q'] } }, signer)).toBe(-1);
    expect(principals.levelAt(TEAM, { heads: ['z'], x: { S: ['q'] } }, as('X'))).toBe(20);
  });

  test('an unknown log, head or word about another log is not known', () => {
    const principals = load(book().ops);
    expect(principals.levelAt('U', { heads: ['e'] }, as('A'))).toBeUndefined();
    expect(principals.levelAt(TEAM, { heads: ['u'] }, as('A'))).toBeUndefined();
    expect(principals.levelAt(TEAM, { heads: [] }, as('A'))).toBeUndefined();
    expect(principals.levelAt(TEAM, { heads: ['e'], x: { A: ['B'] } }, as('A'))).toBeUndefined();
  });

  test('whoever asks keeps nothing', () => {
    const principals = load(book().ops);
    principals.levelAt(TEAM, { heads: ['e'], x: { A: ['A'] } }, as('A'));
    expect(principals.order(TEAM)).toEqual(['T', 's', 'e', 'r']);
    expect(principals.logs()).toEqual(['A', 'B', 'C', TEAM]);
  });
});

describe('why an op is dead', () => {
  test('a cut beside it, an op that it stood on, or an op of another log', () => {
    const made = new Book('A', 'B', 'C', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40, B: 30 });
    made.op('x', 'remove', { who: 'B', by: ['C'], after: ['T'] });
    made.op('y', 'add', { who: 'X', lvl: 20, by: ['B'], after: ['T'] }).op('z', 'epoch', { after: ['y'], by: ['X'] });
    const principals = load(made.ops);
    expect(principals.audit('x')).toEqual({ alive: true, rank: 40, cuts: [], supports: [], logs: [] });
    expect(principals.audit('y')).toEqual({ alive: false, rank: 30, cuts: ['x'], supports: [], logs: [] });
    expect(principals.audit('z')).toEqual({ alive: false, rank: 20, cuts: [], supports: ['y'], logs: [] });
    expect(principals.audit('unknown')).toBeUndefined();
  });

  test('an op of another log', () => {
    const made = new Book('A', 'B', 'C', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40 });
    made.op('s', 'add', { who: 'S', lvl: 30, by: ['C', via(['S'], 'A')] });
    made.op('y', 'add', { log: 'S', who: 'X', lvl: 30, after: ['S'], by: ['B'] });
    made.op('q', 'remove', { log: 'S', who: 'B', after: ['S'], by: ['A'] });
    made.op('e', 'epoch', { after: ['s'], by: [via(['S'], 'X')], x: { S: ['y'] } });
    made.op('n', 'epoch', { after: ['s'], by: ['C'], x: { S: ['q'] } });
    const principals = load(made.ops);
    expect(principals.audit('e')).toEqual({ alive: false, rank: 30, cuts: [], supports: [], logs: ['S'] });
    expect(principals.audit('n')?.alive).toBe(true);
  });
});

describe('what concurrent policies say', () => {
  test('the last word of the highest rank, then the strict one, else that of the lowest id', () => {
    const made = new Book('A', 'B').team({ A: 40, B: 40, kit: 50 });
    made.op('b', 'pol', { pol: { admit: 'open', del: 'z' }, after: ['T'], by: ['A'] });
    made.op('a', 'pol', { pol: { admit: 'quorum', del: 'y' }, after: ['T'], by: ['B'] });
    expect(Object.fromEntries(load(made.ops).policy(TEAM))).toEqual({ admit: 'quorum', del: 'y' });
    made.op('c', 'pol', { pol: { admit: 'open' }, after: ['T'], by: [key('kit')] });
    expect(Object.fromEntries(load(made.ops).policy(TEAM))).toEqual({ admit: 'open', del: 'y' });
    expect([...load(made.ops).policy('unknown')]).toEqual([]);
  });

  test('under a quorum most of those who stand no lower agree, cold keys apart; also when a guest is raised (0007: 27, 35)', () => {
    const made = new Book('A', 'B', 'C', 'M', 'N', 'G').team({ A: 40, B: 30, C: 30, G: 0, kit: 50 });
    made.op('p', 'pol', { pol: { admit: 'quorum' }, by: ['A'] });
    made.op('m', 'add', { who: 'M', lvl: 10, after: ['p'], by: ['B'] });
    made.op('n', 'add', { who: 'N', lvl: 10, after: ['p'], by: ['B', 'C'] });
    made.op('o', 'add', { who: 'M', lvl: 10, after: ['p'], by: ['A'] });
    made.op('g', 'set', { who: 'G', lvl: 10, after: ['p'], by: ['B'] });
    made.op('h', 'add', { who: 'M', lvl: 0, after: ['p'], by: ['B'] });
    const principals = load(made.ops);
    const codes = ['m', 'n', 'o', 'g', 'h'].map((id) => principals.verdict(id)?.state);
    expect(codes).toEqual(['refused', 'accepted', 'accepted', 'refused', 'accepted']);
  });
});

describe('what a guest may do', () => {
  test('what all concurrent words give, and nothing that it gave itself (0007: 28, 36)', () => {
    const made = new Book('A', 'B', 'G', 'W').team({ A: 40, B: 40, G: 10, W: 10 });
    made.op('a', 'set', { who: 'G', lvl: 0, caps: ['r', 'w'], after: ['T'], by: ['A'] });
    made.op('b', 'set', { who: 'G', lvl: 0, caps: ['w', 'x'], after: ['T'], by: ['B'] });
    made.op('w', 'set', { who: 'W', lvl: 0, caps: ['w'], after: ['T'], by: ['W'] });
    const members = load(made.ops).members(TEAM);
    expect(members.get('G')).toEqual({ lvl: 0, caps: ['w'] });
    expect(members.get('W')).toEqual({ lvl: 0, caps: [] });
  });
});

test('a path begins with no root entry, and level root is neither given nor taken by a set (0007: 10, 37)', () => {
  const made = new Book('A', 'B', 'C').team({ A: 40, B: 20, kit: 50 });
  made.op('c', 'add', { who: 'C', lvl: 50, by: [key('kit')] });
  made.op('e', 'epoch', { after: ['c'], by: ['C'] });
  made.op('s', 'set', { who: 'kit', lvl: 40, after: ['c'], by: [key('kit')] });
  made.op('t', 'set', { who: 'B', lvl: 50, after: ['c'], by: [key('kit')] });
  const principals = load(made.ops);
  expect(['c', 'e', 's', 't'].map((id) => principals.verdict(id)?.state)).toEqual([
    'accepted',
    'refused',
    'refused',
    'refused',
  ]);
});

test('a team leaves by one of its admins, unless the admin was cut beside it (0007: 18)', () => {
  const made = new Book('A', 'B', 'C', 'O').team({ A: 40, B: 30, C: 20 }, 'S').team({ O: 40 });
  made.op('s', 'add', { who: 'S', lvl: 20, by: ['O', via(['S'], 'A')] });
  made.op('l', 'remove', { who: 'S', after: ['s'], by: [via(['S'], 'B')] });
  made.op('n', 'remove', { who: 'S', after: ['s'], by: [via(['S'], 'C')] });
  expect(load(made.ops).verdict('n')).toEqual({ state: 'refused', code: 'E_NOT_AUTHORIZED' });
  expect(load(made.ops).levelOf(TEAM, 'S')).toBe(-1);
  made.op('c', 'remove', { who: 'B', keep: true, thru: ['S'], after: ['s'], by: ['O'] });
  expect(load(made.ops).levelOf(TEAM, 'S')).toBe(20);
  expect(load(made.ops).levelOf('unknown', 'S')).toBe(-1);
});
