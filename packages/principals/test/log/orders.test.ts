import { describe, expect, test } from 'vitest';
import type { Op } from '../../src/index.ts';
import { Book, key, load, look, TEAM, via } from './book.ts';

/** Seven ops that contradict each other, behind what they stand on, and how many of those of the log live. */
interface Conflict {
  readonly book: Book;
  readonly log?: string;
  readonly alive: number;
  readonly refused?: number;
}

/** The sets of the vectors principals/orders, and one more. */
const CONFLICTS: Readonly<Record<string, () => Conflict>> = {
  'removals and lowerings beside grants': () => {
    const after = ['T'];
    const book = new Book('A', 'B', 'C', 'D', 'E', 'F').team({ A: 40, B: 30, C: 30, D: 20, F: 20 });
    book.op('t', 'remove', { who: 'B', after, by: ['A'] });
    book.op('u', 'remove', { who: 'F', after, by: ['B'] });
    book.op('v', 'add', { who: 'E', lvl: 20, after, by: ['C'] });
    book.op('w', 'set', { who: 'D', lvl: 30, after, by: ['A'] });
    book.op('x', 'set', { who: 'D', lvl: 10, after, by: ['B'] });
    book.op('y', 'remove', { who: 'D', after, by: ['C'] });
    book.op('z', 'remove', { who: 'E', after: ['v'], by: ['B'] });
    return { book, alive: 5 };
  },
  'joins by an invite with one use': () => {
    const book = new Book('A', 'B', 'C', 'D', 'E').team({ A: 40, B: 30 });
    book.op('i', 'invite', { who: 'link', key: 'link', lvl: 20, after: ['T'], by: ['B'] });
    book.op('t', 'join', { who: 'C', ref: 'i', key: 'link', after: ['i'], by: ['C', key('link')] });
    book.op('u', 'join', { who: 'D', ref: 'i', key: 'link', after: ['i'], by: ['D', key('link')] });
    book.op('v', 'join', { who: 'E', ref: 'i', key: 'link', after: ['t', 'u'], by: ['E', key('link')] });
    book.op('w', 'remove', { who: 'i', after: ['t'], by: ['A'] });
    book.op('x', 'epoch', { after: ['t'], by: ['C'] });
    book.op('y', 'epoch', { after: ['u'], by: ['D'] });
    return { book, alive: 5, refused: 1 };
  },
  'a team that is a member': () => {
    const book = new Book('A', 'B', 'C', 'D', 'E').team({ B: 40, C: 30 }, 'S').team({ A: 40 });
    book.op('s', 'add', { who: 'S', lvl: 30, by: ['A', via(['S'], 'B')] });
    book.op('t', 'add', { log: 'S', who: 'D', lvl: 20, after: ['S'], by: ['C'] });
    book.op('u', 'remove', { log: 'S', who: 'C', after: ['S'], by: ['B'] });
    book.op('v', 'add', { who: 'E', lvl: 20, after: ['s'], by: [via(['S'], 'C')] });
    book.op('w', 'epoch', { after: ['s'], x: { S: ['t'] }, by: [via(['S'], 'D')] });
    book.op('x', 'epoch', { after: ['s'], x: { S: ['u'] }, by: ['A'] });
    book.op('y', 'epoch', { after: ['v'], by: ['E'] });
    book.op('z', 'set', { who: 'S', lvl: 20, after: ['v'], by: ['A'] });
    return { book, alive: 6 };
  },
  'two recoveries and a thief': () => {
    const book = new Book('A');
    const change = { log: 'A', after: ['A'] };
    book.op('d', 'add', { ...change, who: 'A.2', lvl: 30, by: ['A.1'] });
    const beside = { log: 'A', after: ['d'] };
    book.op('t', 'remove', { ...beside, who: 'A.1', by: ['A.kit'] });
    book.op('u', 'remove', { ...beside, who: 'A.1', why: 'lost', by: ['A.kit'] });
    book.op('v', 'add', { log: 'A', after: ['t'], who: 'A.3', lvl: 40, by: ['A.kit'] });
    book.op('w', 'add', { log: 'A', after: ['u'], who: 'A.4', lvl: 40, by: ['A.kit'] });
    book.op('x', 'remove', { ...beside, who: 'A.2', by: ['A.1'] });
    book.op('y', 'add', { ...beside, who: 'M.1', lvl: 30, by: ['A.1'] });
    book.op('z', 'epoch', { ...beside, by: ['A.2'] });
    return { book, log: 'A', alive: 7 };
  },
  'acts by two owners and by majorities': () => {
    const book = new Book('A', 'B', 'C', 'D').team({ A: 40, B: 40, C: 30, D: 20 });
    book.op('x', 'set', { who: 'C', lvl: 10, after: ['T'], by: ['A'] });
    book.op('y', 'remove', { who: 'D', after: ['T'], by: ['C'] });
    book.op('z', 'set', { who: 'D', lvl: 30, after: ['T'], by: ['B'] });
    book.op('w', 'remove', { who: 'C', after: ['z'], by: ['D', 'A'] });
    book.op('v', 'remove', { who: 'B', after: ['x', 'y'], by: ['B'] });
    book.op('u', 'epoch', { after: ['w', 'v'], by: ['D'] });
    book.op('t', 'pol', { pol: { admit: 'quorum' }, after: ['y', 'z'], by: ['A'] });
    return { book, alive: 5, refused: 2 };
  },
};

describe('N71 every order of seven ops in conflict gives one state', () => {
  test.each(Object.entries(CONFLICTS))('%s', { timeout: 60_000 }, (_, make) => {
    const { book, log = TEAM, alive, refused = 0 } = make();
    const { ops } = book;
    const textOf = (order: readonly Op[]): string => {
      const { levels, ...rest } = look(load(order), ops, log);
      const byName = Object.keys(levels)
        .toSorted()
        .map((name) => [name, levels[name]]);
      return JSON.stringify([byName, rest]);
    };
    const seen = look(load(ops), ops, log);
    expect([seen.alive.length, Object.keys(seen.codes).length, seen.parked.length]).toEqual([alive, refused, 0]);
    const [founding, conflict] = [ops.slice(0, -7), ops.slice(-7)];
    const texts = new Set<string>();
    for (const order of orders(conflict)) texts.add(textOf([...founding, ...order]));
    expect([...texts]).toEqual([textOf(ops)]);
  });
});

function orders<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((each, at) => orders(list.toSpliced(at, 1)).map((rest) => [each, ...rest]));
}
