/** Which epochs are fresh, and which one a writer takes: chapter 04 §2.4, by short names. */
import { describe, expect, test } from 'vitest';
import type { Op } from '../../src/index.ts';
import type { Principals } from '../../src/log/index.ts';
import { as, Book, load, TEAM, via } from './book.ts';
import type { Change } from './book.ts';

/** Fresh epochs of a log, whatever the order is in which its ops come, with a star behind the current one. */
function fresh({ ops }: Book, log = TEAM, heads?: readonly string[]): string {
  const seen = (principals: Principals): string => {
    const found = principals.epochs(log, heads);
    return found === undefined ? '?' : found.fresh.map((eid) => (eid === found.current ? `${eid}*` : eid)).join(' ');
  };
  const first = seen(load(ops));
  expect(seen(load(ops.toReversed()))).toBe(first);
  const again = load([]);
  again.restore(structuredClone(load(ops).snapshot(log)!));
  for (const op of ops) again.add(op);
  expect(seen(again)).toBe(first);
  return first;
}

const epoch = (book: Book, id: string, { eid = id.toUpperCase(), ...more }: Change = {}): Book =>
  book.op(id, 'epoch', { by: ['A'], ...more, eid });

const cap = (verb: string, col: string): string => JSON.stringify({ col, do: [verb] });
const NOTES = cap('r', 'v:notes');

/** A, an owner; B, an admin; C, a writer; D, a reader; G, a guest; H, a guest who may read. */
const team = (): Book =>
  new Book('A', 'B', 'C', 'D', 'G', 'H')
    .team({ A: 40, B: 30, C: 20, D: 10, G: 0 })
    .op('h', 'add', { who: 'H', lvl: 0, caps: [NOTES], by: ['B'] });

describe('in the log of a team', () => {
  test('SEC-014 takes no epoch where none was announced, and the one that was', () => {
    expect(fresh(team())).toBe('');
    expect(fresh(epoch(team(), 'e'))).toBe('E*');
    expect(load(team().ops).epochs('nobody')).toBeUndefined();
    expect(load(team().ops).epochs(TEAM, ['e'])).toBeUndefined();
  });

  test.each<[string, Op['k'], Change]>([
    ['a removal of a reader', 'remove', { who: 'D', by: ['B'] }],
    ['somebody who leaves', 'remove', { who: 'C', by: ['C'] }],
    ['a lost member', 'remove', { who: 'C', why: 'lost', by: ['B'] }],
    ['a lowering to guest', 'set', { who: 'D', lvl: 0, caps: [], by: ['B'] }],
    ['somebody who says of himself that he is retired', 'remove', { who: 'C', why: 'retired', by: ['C'] }],
    ['a removal of a guest who might read something', 'remove', { who: 'H', by: ['B'] }],
    ['a guest who may read something else', 'set', { who: 'H', lvl: 0, caps: [cap('r', 'i:x')], by: ['B'] }],
    ['a guest who may only write', 'set', { who: 'H', lvl: 0, caps: [cap('w', 'v:notes')], by: ['B'] }],
  ])('SEC-014 ends an epoch by %s, and has the next', (_, k, change) => {
    const gone = epoch(team(), 'e').op('x', k, change);
    expect(fresh(gone)).toBe('');
    expect(fresh(epoch(gone, 'f'))).toBe('F*');
    // Who has not heard of it writes on.
    expect(fresh(gone, TEAM, ['e'])).toBe('E*');
  });

  test.each<[string, Op['k'], Change]>([
    ['a removal that keeps the membership', 'remove', { who: 'C', keep: true, by: ['B'] }],
    ['a lowering to reader', 'set', { who: 'C', lvl: 10, by: ['B'] }],
    ['a removal of a guest, who never read', 'remove', { who: 'G', by: ['B'] }],
    ['capabilities for a guest who had none', 'set', { who: 'G', lvl: 0, caps: [cap('r', 'i:x')], by: ['B'] }],
    ['one more capability of a guest', 'set', { who: 'H', lvl: 0, caps: [cap('r', 'i:x'), NOTES], by: ['B'] }],
    ['a guest who is a reader now', 'set', { who: 'H', lvl: 10, by: ['B'] }],
    ['a member whom another says is retired', 'remove', { who: 'C', why: 'retired', by: ['B'] }],
    ['a newcomer', 'set', { who: 'G', lvl: 10, by: ['B'] }],
  ])('SEC-014 keeps an epoch through %s', (_, k, change) => {
    expect(fresh(epoch(team(), 'e').op('x', k, change))).toBe('E*');
  });

  test('SEC-014 ends an epoch by the removal of a guest who is a reader beside it', () => {
    const book = epoch(team(), 'e').op('x', 'remove', { who: 'G', by: ['B'], after: ['e'] });
    book.op('y', 'set', { who: 'G', lvl: 10, by: ['A'], after: ['e'] });
    expect(fresh(book, TEAM, ['x'])).toBe('E*');
    expect(fresh(book, TEAM, ['x', 'y'])).toBe('');
  });

  test('SEC-014 ends an epoch that was announced beside a removal', () => {
    const book = team().op('x', 'remove', { who: 'D', by: ['B'] });
    epoch(book, 'e', { after: ['h'] });
    expect(fresh(book, TEAM, ['e'])).toBe('E*');
    expect(fresh(book)).toBe('');
    expect(fresh(epoch(book, 'f'))).toBe('F*');
  });

  test('SEC-014 has every announcement of one epoch know the removal', () => {
    const book = team().op('x', 'remove', { who: 'D', by: ['B'] });
    epoch(book, 'e', { after: ['x'] });
    expect(fresh(book)).toBe('E*');
    epoch(book, 'twin', { eid: 'E', after: ['h'] });
    expect(fresh(book)).toBe('');
    expect(fresh(book, TEAM, ['e'])).toBe('E*');
  });

  test('SEC-014 does not take a top-up for an announcement', () => {
    const book = epoch(team(), 'e').op('x', 'remove', { who: 'D', by: ['B'] });
    epoch(book, 'again', { eid: 'E' });
    expect(fresh(book)).toBe('');
  });

  test('SEC-014 counts neither a struck announcement nor a struck removal', () => {
    const book = team().op('x', 'remove', { who: 'B', by: ['A'] });
    epoch(book, 'e', { by: ['B'], after: ['h'] });
    expect(fresh(book, TEAM, ['e'])).toBe('E*');
    expect(fresh(book)).toBe('');
    // B, who is out, dates back a removal of C and an announcement of the epoch that all use.
    epoch(book, 'f', { after: ['x'] });
    book.op('y', 'remove', { who: 'C', by: ['B'], after: ['h'] });
    epoch(book, 'twin', { eid: 'F', by: ['B'], after: ['h'] });
    expect(fresh(book)).toBe('F*');
  });

  test('SEC-014 ends an epoch by the removal of an invite that a keybox may have, and by no other', () => {
    const with_ = (change: Change, end: Change = {}): Book => {
      const book = team().op('i', 'invite', { by: ['B'], ...change });
      return epoch(book, 'e').op('x', 'remove', { who: 'i', by: ['B'], ...end });
    };
    expect(fresh(with_({ key: 'K', enc: true, lvl: 10 }))).toBe('');
    expect(fresh(epoch(with_({ key: 'K', enc: true, lvl: 10 }), 'f'))).toBe('F*');
    expect(fresh(with_({ key: 'K', enc: true, lvl: 10 }, { why: 'retired' }))).toBe('E*');
    expect(fresh(with_({ key: 'K', lvl: 10 }))).toBe('E*');
    expect(fresh(with_({ key: 'K', enc: true, lvl: 0, caps: [NOTES] }))).toBe('E*');
    expect(fresh(with_({ who: 'Z', lvl: 20 }))).toBe('E*');
  });

  test('SEC-015 takes the newest of the fresh epochs, of those beside each other the lowest, and none that ends', () => {
    expect(fresh(epoch(epoch(team(), 'b'), 'a'))).toBe('A* B');
    expect(fresh(epoch(epoch(team(), 'a'), 'b'))).toBe('A B*');
    const beside = epoch(epoch(team(), 'b', { after: ['h'] }), 'a', { after: ['h'] });
    expect(fresh(beside)).toBe('A* B');
    expect(fresh(epoch(beside, 'c', { after: ['a'] }))).toBe('A B* C');
    expect(fresh(epoch(epoch(team(), 'a'), 'b', { end: 5 }))).toBe('A* B');
    expect(fresh(epoch(team(), 'b', { end: 5 }))).toBe('B');
  });

  test('SEC-015 takes none where two epochs each have an announcement before one of the other', () => {
    const book = epoch(epoch(team(), 'a', { after: ['h'] }), 'b', { after: ['h'] });
    epoch(book, 'p', { eid: 'B', after: ['a'] });
    epoch(book, 'q', { eid: 'A', after: ['b'] });
    expect(fresh(book)).toBe('A B');
  });
});

describe('through other logs', () => {
  /** A has a second device, which it loses. */
  const lost = (why: 'lost' | 'retired' = 'lost', by = 'A.1'): Book => {
    const book = team().op('d', 'add', { log: 'A', who: 'A.2', lvl: 20, by: ['A.1'] });
    return book.op('r', 'remove', { log: 'A', who: 'A.2', why, by: [by] });
  };

  /** S is a member of T, and Y one of S. */
  const nested = (): Book =>
    new Book('A', 'X', 'Y', 'Z')
      .team({ X: 40, Y: 20 }, 'S')
      .team({ A: 40 })
      .op('s', 'add', {
        who: 'S',
        lvl: 20,
        by: ['A', via(['S'], 'X')],
        x: { S: ['S'] },
      });

  test('SEC-014 ends an epoch of a user by a lost device, and not by one that another says is retired', () => {
    const own = (why: 'lost' | 'retired', by: string): Book => {
      const book = team().op('d', 'add', { log: 'A', who: 'A.2', lvl: 20, by: ['A.1'] });
      book.op('e', 'epoch', { log: 'A', by: ['A.1'], eid: 'E' });
      return book.op('r', 'remove', { log: 'A', who: 'A.2', why, by: [by] });
    };
    expect(fresh(own('lost', 'A.1'), 'A')).toBe('');
    expect(fresh(own('retired', 'A.1'), 'A')).toBe('E*');
    expect(fresh(own('retired', 'A.2'), 'A')).toBe('');
  });

  test('SEC-014 ends an epoch of a team once an op of it names the lost device of a member', () => {
    const book = epoch(lost(), 'e');
    expect(fresh(book)).toBe('E*');
    book.op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { A: ['r'] } });
    expect(fresh(book)).toBe('');
    expect(fresh(book, TEAM, ['e'])).toBe('E*');
    expect(fresh(epoch(book, 'f'))).toBe('F*');
  });

  test('SEC-014 has an epoch whose own op names the lost device', () => {
    expect(fresh(epoch(lost(), 'e', { x: { A: ['r'] } }))).toBe('E*');
    const retired = epoch(lost('retired'), 'e').op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { A: ['r'] } });
    expect(fresh(retired)).toBe('E*');
  });

  test('SEC-014 goes by what a record names beside the heads of its log', () => {
    const { epochsAt } = load(epoch(lost(), 'e').ops);
    const isFresh = (x: Record<string, string[]>): unknown => epochsAt(TEAM, { heads: ['e'], x })?.({ eid: 'E' });
    expect(isFresh({})).toEqual({ isFresh: true });
    expect(isFresh({ A: ['d'] })).toEqual({ isFresh: true });
    expect(isFresh({ A: ['r'] })).toEqual({ isFresh: false });
    expect(epochsAt(TEAM, { heads: ['e'], x: { A: ['e'] } })).toBeUndefined();
  });

  test('SEC-014 ends no epoch by the device of who could not read it', () => {
    const lostByG = (): Book => {
      const book = team().op('d', 'add', { log: 'G', who: 'G.2', lvl: 20, by: ['G.1'] });
      return book.op('r', 'remove', { log: 'G', who: 'G.2', by: ['G.1'] });
    };
    const named = (book: Book): Book => book.op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { G: ['r'] } });
    const raised = (book: Book): Book => book.op('up', 'set', { who: 'G', lvl: 10, by: ['A'] });
    expect(fresh(named(epoch(lostByG(), 'e')))).toBe('E*');
    // He lost it before he came.
    expect(fresh(raised(named(epoch(lostByG(), 'e'))))).toBe('E*');
    expect(fresh(named(raised(epoch(lostByG(), 'e'))))).toBe('E*');
    expect(fresh(named(epoch(raised(lostByG()), 'e')))).toBe('');
    // A keybox that may have brought it to him, or one of an epoch that leads back to it.
    expect(fresh(named(epoch(raised(epoch(lostByG(), 'e')), 'top', { eid: 'E' })))).toBe('');
    expect(fresh(named(epoch(raised(epoch(lostByG(), 'e')), 'f')))).toBe('');
    // Whoever made those knew already that the device was lost.
    expect(fresh(epoch(raised(named(epoch(lostByG(), 'e'))), 'top', { eid: 'E' }))).toBe('E*');
    const late = epoch(raised(epoch(lostByG(), 'e')), 'f', { x: { G: ['r'] } });
    expect(fresh(late)).toBe('E F*');
  });

  test('SEC-014 ends what may have gone to who was let in by a struck op, and nothing that never saw it', () => {
    const book = epoch(new Book('A', 'B', 'N').team({ A: 40, B: 30 }), 'e');
    book.op('n', 'add', { who: 'N', lvl: 10, by: ['B'], after: ['e'] });
    epoch(book, 'f', { after: ['n'] });
    expect(fresh(book)).toBe('E F*');
    book.op('x', 'remove', { who: 'B', by: ['A'], after: ['e'] });
    expect(fresh(book, TEAM, ['x'])).toBe('');
    epoch(book, 'g', { after: ['x'] });
    expect(fresh(book)).toBe('G*');
    expect(fresh(epoch(book, 'h', { after: ['f', 'g'] }))).toBe('G H*');
  });

  test('SEC-014 counts what is known through other logs', () => {
    const book = nested();
    epoch(book, 'e').op('d', 'add', { log: 'Y', who: 'Y.2', lvl: 20, by: ['Y.1'] });
    book.op('r', 'remove', { log: 'Y', who: 'Y.2', by: ['Y.1'] });
    book.op('Se', 'epoch', { log: 'S', by: ['X'], eid: 'SE', x: { Y: ['r'] } });
    expect(fresh(book)).toBe('E*');
    book.op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { S: ['Se'] } });
    expect(fresh(book)).toBe('');
    expect(fresh(epoch(book, 'f'))).toBe('F*');
    expect(fresh(book, 'S')).toBe('SE*');
  });

  test('SEC-014 ends an epoch of a team once an op of it names who left a nested team', () => {
    const book = epoch(nested(), 'e').op('r', 'remove', { log: 'S', who: 'Y', by: ['X'] });
    expect(fresh(book)).toBe('E*');
    book.op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { S: ['r'] } });
    expect(fresh(book)).toBe('');
    expect(fresh(epoch(book, 'f'))).toBe('F*');
  });

  test('SEC-014 ends an epoch once an op of the team names a device that somebody in a nested team lost', () => {
    const book = nested().op('d', 'add', { log: 'Y', who: 'Y.2', lvl: 20, by: ['Y.1'] });
    epoch(book, 'e').op('r', 'remove', { log: 'Y', who: 'Y.2', by: ['Y.1'] });
    // Z reads nothing here, so his devices end nothing.
    book.op('w', 'add', { log: 'Z', who: 'Z.2', lvl: 20, by: ['Z.1'] });
    book.op('v', 'remove', { log: 'Z', who: 'Z.2', by: ['Z.1'] });
    book.op('m', 'pol', { pol: { note: 'a' }, by: ['A'], x: { Z: ['v'], Y: ['d'] } });
    expect(fresh(book)).toBe('E*');
    book.op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { Y: ['r'] } });
    expect(fresh(book)).toBe('');
    expect(fresh(epoch(book, 'f'))).toBe('F*');
  });

  test('SEC-014 ends also where teams are members of each other', () => {
    const book = new Book('A', 'X').team({ X: 40 }, 'S').team({ A: 40 });
    book.op('s', 'add', { who: 'S', lvl: 20, by: ['A', via(['S'], 'X')], x: { S: ['S'] } });
    book.op('t', 'add', { log: 'S', who: TEAM, lvl: 10, by: [as('X'), via([TEAM], 'A')], x: { [TEAM]: ['s'] } });
    epoch(book, 'e', { x: { S: ['t'] } });
    book.op('d', 'add', { log: 'X', who: 'X.2', lvl: 20, by: ['X.1'] });
    book.op('r', 'remove', { log: 'X', who: 'X.2', by: ['X.1'] });
    expect(fresh(book)).toBe('E*');
    expect(fresh(book.op('n', 'pol', { pol: { note: 'a' }, by: ['A'], x: { X: ['r'] } }))).toBe('');
  });

  test('SEC-044 asks for the epochs of another log by what is known of it', () => {
    const book = team().op('g', 'epoch', { log: 'G', by: ['G.1'], eid: 'E', end: 9 });
    book.op('d', 'add', { log: 'G', who: 'G.2', lvl: 20, by: ['G.1'] });
    book.op('r', 'remove', { log: 'G', who: 'G.2', by: ['G.1'] });
    const at = (x: Record<string, string[]>): unknown =>
      load(book.ops).epochsAt(TEAM, { heads: [TEAM], x })?.({ eid: 'E', of: 'G' });
    expect(at({})).toEqual({ isFresh: false });
    expect(at({ G: ['g'] })).toEqual({ isFresh: true, end: 9 });
    expect(at({ G: ['r'] })).toEqual({ isFresh: false });
  });
});
