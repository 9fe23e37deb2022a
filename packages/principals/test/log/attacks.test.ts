import { describe, expect, test } from 'vitest';
import { as, Book, type Change, key, load, look, read, TEAM, via } from './book.ts';

const beside = (...by: string[]): Change => ({ after: ['T'], by });
const code = (book: Book, id: string): string | undefined => read(book).codes[id];

describe('attacks on identity', () => {
  test('N33 an init that is not the op that its log is named after is E_ID', () => {
    const [init] = new Book('A').ops;
    const ops = init === undefined ? [] : [{ ...init, log: 'B' }];
    expect(look(load(ops), ops).codes).toEqual({ A: 'E_ID' });
  });

  test('N34 an init without the word of a member is E_POP', () => {
    const book = new Book('A', 'B').team({ A: 40, B: 30 });
    const ops = book.ops.map((op) => (op.id === TEAM ? { ...op, signers: [as('A')] } : op));
    expect(look(load(ops), ops).codes).toEqual({ T: 'E_POP' });
  });

  test('N35 an add without the word of the new device is E_POP', () => {
    const book = new Book('A');
    const [init] = book.ops;
    book.ops.push({ ...init!, id: 'd', k: 'add', who: 'A.2', lvl: 30, par: ['A'] });
    expect(read(book, 'A').codes).toEqual({ d: 'E_POP' });
  });

  test('N35 neither a reader of a user nor a writer of a team agrees for it', () => {
    const book = new Book('A', 'B', 'C').op('d', 'add', { log: 'B', who: 'B.2', lvl: 10, by: ['B.1'] });
    book.team({ C: 40, B: 20 }, 'S').team({ A: 40 });
    book.op('b', 'add', { who: 'B', lvl: 20, ...beside('A'), by: ['A', as('B', 2)], x: { B: ['d'] } });
    book.op('s', 'add', { who: 'S', lvl: 20, after: ['T'], by: ['A', via(['S'], 'B')] });
    book.op('t', 'add', { who: 'S', lvl: 20, after: ['T'], by: ['A', via(['S'], 'C')] });
    expect(read(book)).toMatchObject({ codes: { b: 'E_POP', s: 'E_POP' }, levels: { A: 40, S: 20 } });
  });

  test('N40 what a device does where it was removed is E_NOT_AUTHORIZED; what it never was is E_PATH (N42)', () => {
    const book = new Book('A', 'B').op('d', 'add', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'] });
    book.op('r', 'remove', { log: 'A', who: 'A.2', by: ['A.1'] }).team({ A: 40, B: 30 });
    book.op('e', 'epoch', { after: ['T'], by: [as('A', 2)], x: { A: ['r'] } });
    book.op('f', 'epoch', { after: ['T'], by: [as('A', 3)] });
    book.op('g', 'epoch', { after: ['T'], by: [{ kid: 'A.1', by: ['B'] }] });
    expect(read(book).codes).toEqual({ e: 'E_NOT_AUTHORIZED', f: 'E_PATH', g: 'E_PATH' });
  });
});

describe('attacks on a log', () => {
  const team = (): Book => new Book('A', 'B', 'C', 'D', 'M').team({ A: 40, B: 30, C: 30, D: 20 });

  test('N43 N44 N45 a writer adds nobody, an admin neither grants owner nor removes an equal', () => {
    const book = team().op('a', 'add', { who: 'M', lvl: 10, ...beside('D') });
    book.op('b', 'add', { who: 'M', lvl: 40, ...beside('B') }).op('c', 'remove', { who: 'C', ...beside('B') });
    const refused = 'E_NOT_AUTHORIZED';
    expect(read(book).codes).toEqual({ a: refused, b: refused, c: refused });
  });

  test('N46 exactly half of the owners is no majority', () => {
    const book = new Book('A', 'B', 'C', 'D').team({ A: 40, B: 40, C: 40, D: 40 });
    book.op('x', 'remove', { who: 'D', ...beside('A', 'B') });
    book.op('y', 'remove', { who: 'D', ...beside('A', 'B', 'C') });
    expect(read(book)).toMatchObject({ codes: { x: 'E_NOT_AUTHORIZED' }, levels: { A: 40, B: 40, C: 40 } });
  });

  test('N47 two devices of one owner are one voice, and so are two members of one owner team', () => {
    const book = new Book('A', 'B', 'C').op('d', 'add', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'] });
    book.team({ A: 40, B: 40 }, 'S').team({ A: 40, B: 40, C: 40 });
    book.op('x', 'remove', { who: 'C', after: ['T'], by: ['A', as('A', 2)], x: { A: ['d'] } });
    book.op('s', 'add', { who: 'S', lvl: 40, after: ['T'], by: ['A', 'B', via(['S'], 'C')] });
    book.op('t', 'add', { who: 'S', lvl: 40, after: ['T'], by: ['A', 'B', via(['S'], 'A', 1)] });
    expect(read(book).codes).toMatchObject({ x: 'E_NOT_AUTHORIZED', s: 'E_PATH', t: 'E_SIGNERS' });
  });

  test('N47a what a majority did lives on when a voter too many is removed', () => {
    const book = new Book('A', 'B', 'C', 'D', 'K').team({ A: 40, B: 40, C: 40, D: 40, K: 50 });
    book.op('x', 'remove', { who: 'D', ...beside('A', 'B', 'C') });
    book.op('y', 'remove', { who: 'A', after: ['T'], by: [key('K')] });
    expect(read(book)).toMatchObject({ levels: { B: 40, C: 40, K: 50 } });
  });

  test('N47b a set that changes nothing is refused', () => {
    const book = new Book('A', 'B', 'G').team({ A: 40, B: 30, G: 0 });
    book.op('x', 'set', { who: 'B', lvl: 30, ...beside('A') });
    book.op('g', 'set', { who: 'G', lvl: 0, caps: ['r', 'w'], ...beside('A') });
    book.op('h', 'set', { who: 'G', lvl: 0, caps: ['w', 'r'], after: ['g'], by: ['A'] });
    expect(read(book).codes).toEqual({ x: 'E_NOT_AUTHORIZED', h: 'E_NOT_AUTHORIZED' });
    expect(load(book.ops).members(TEAM).get('G')).toEqual({ lvl: 0, caps: ['r', 'w'] });
  });

  test('N55 nobody is removed who was never a member', () => {
    expect(code(team().op('x', 'remove', { who: 'M', ...beside('A') }), 'x')).toBe('E_NOT_AUTHORIZED');
    expect(code(team().op('x', 'remove', { who: 'M', keep: true, ...beside('A') }), 'x')).toBe('E_NOT_AUTHORIZED');
  });

  test('N58 N59 seventeen parents are E_SIZE, and no op follows itself', () => {
    const book = team();
    for (let n = 0; n < 17; n++) book.op(`e${n}`, 'epoch', beside('A'));
    book.op('x', 'epoch', { by: ['A'] }).op('y', 'epoch', { after: ['y'], by: ['A'] });
    expect(read(book).codes).toEqual({ x: 'E_SIZE', y: 'E_FORMAT' });
  });

  test('N60 an op knows what its past has named, and an older word takes nothing back', () => {
    const book = new Book('A', 'B').op('d', 'add', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'] });
    book.op('r', 'remove', { log: 'A', who: 'A.2', by: ['A.1'] }).team({ A: 40, B: 30 });
    book.op('e', 'epoch', { by: ['B'], x: { A: ['d'] } }).op('f', 'epoch', { by: ['B'], x: { A: ['r'] } });
    book.op('g', 'epoch', { after: ['e'], by: [as('A', 2)], x: { A: ['A'] } });
    book.op('h', 'epoch', { after: ['f'], by: [as('A', 2)], x: { A: ['d'] } });
    expect(read(book).codes).toEqual({ h: 'E_NOT_AUTHORIZED' });
  });

  test('N61 a step that was never granted is E_PATH, and nine steps are E_FORMAT', () => {
    const book = team()
      .team({ A: 40 }, 'S')
      .op('s', 'add', { who: 'S', lvl: 20, by: ['A', via(['S'], 'A')] });
    book.ops.pop();
    book.op('x', 'epoch', { after: ['T'], by: [via(['A'], 'B')] });
    book.op('y', 'epoch', {
      after: ['T'],
      by: [
        via(
          Array.from({ length: 8 }, () => 'S'),
          'A',
        ),
      ],
    });
    expect(read(book).codes).toEqual({ x: 'E_PATH', y: 'E_FORMAT' });
  });

  test('N62 a path that comes back to its own log counts for the least level on it', () => {
    const book = new Book('A', 'B', 'M').team({ A: 40, B: 30 });
    book.ops.push({
      ...new Book().team({ A: 40 }, 'S').ops[0]!,
      mem: [
        { who: 'A', lvl: 40 },
        { who: 'T', lvl: 30 },
      ],
      signers: [as('A', 1), { kid: 'B.1', by: ['T', 'B'] }],
      x: { A: ['A'], B: ['B'], T: ['T'] },
    });
    book.op('s', 'add', { who: 'S', lvl: 20, after: ['T'], by: ['B', via(['S'], 'A')] });
    book.op('e', 'epoch', { after: ['s'], by: [via(['S', 'T'], 'B')] });
    book.op('i', 'add', { who: 'M', lvl: 10, after: ['s'], by: [via(['S', 'T'], 'B')] });
    expect(read(book)).toMatchObject({ codes: { i: 'E_NOT_AUTHORIZED' }, alive: ['T', 's', 'e'] });
  });

  test('N65c a stolen phone does not cut the laptop of its owner in a team', () => {
    const book = new Book('A', 'B').op('d', 'add', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'] });
    book.team({ A: 40, B: 30 });
    const cut = { who: 'A.1', keep: true, thru: ['A'], after: ['T'], by: [as('A', 2)], x: { A: ['d'] } };
    expect(code(book.op('x', 'remove', cut), 'x')).toBe('E_NOT_AUTHORIZED');
  });

  test('N51 a cut through a path strikes what ends there, and no other way (0007: 34)', () => {
    const book = new Book('A', 'B', 'M', 'N').team({ B: 40, A: 30 }, 'S').team({ A: 40 });
    book.op('s', 'add', { who: 'S', lvl: 30, by: ['A', via(['S'], 'B')] });
    book.op('b', 'add', { who: 'B', lvl: 30, by: ['A'] });
    book.op('c', 'remove', { who: 'B', keep: true, thru: ['S'], by: ['A'] });
    book.op('m', 'add', { who: 'M', lvl: 10, after: ['b'], by: [via(['S'], 'B')] });
    book.op('n', 'add', { who: 'N', lvl: 10, after: ['b'], by: ['B'] });
    expect(read(book).levels).toEqual({ A: 40, B: 30, N: 10, S: 30 });
  });
});

describe('attacks with invites', () => {
  const invited = (more: Change = {}): Book =>
    new Book('A', 'B', 'M', 'X').team({ A: 40, B: 30 }).op('i', 'invite', { lvl: 20, by: ['B'], ...more });
  const join = (who: string, more: Change = {}): Change => ({ who, ref: 'i', by: [who], ...more });

  test('N63 whoever is invited and has not joined may do nothing', () => {
    expect(code(invited({ who: 'M' }).op('e', 'epoch', { by: ['M'] }), 'e')).toBe('E_NOT_AUTHORIZED');
  });

  test('N64 an invite is used up, expires, and gives its own level only', () => {
    const used = invited({ key: 'k', uses: 1 }).op('j', 'join', join('M', { key: 'k' }));
    expect(code(used.op('n', 'join', join('X', { key: 'k' })), 'n')).toBe('E_INVITE');
    const late = invited({ who: 'M', exp: 1000 }).op('l', 'join', join('M', { t: 1000 }));
    late.op('j', 'join', join('M', { t: 999, after: ['i'] }));
    expect(read(late)).toMatchObject({ codes: { l: 'E_INVITE' }, levels: { M: 20 } });
    expect(code(invited({ who: 'M' }).op('j', 'join', join('M', { lvl: 30 })), 'j')).toBe('E_INVITE');
  });

  test('N65 a join needs the key of the invite, the invited, and the newcomer’s own word', () => {
    expect(code(invited({ key: 'k' }).op('j', 'join', join('M')), 'j')).toBe('E_INVITE');
    expect(code(invited({ who: 'M' }).op('j', 'join', join('X')), 'j')).toBe('E_INVITE');
    expect(code(invited({ who: 'M' }).op('j', 'join', join('M', { by: ['X'] })), 'j')).toBe('E_INVITE');
  });

  test('N65a N65e a join dies with its inviter, and by a revocation beside it', () => {
    const book = invited({ who: 'M' })
      .op('j', 'join', join('M'))
      .op('x', 'remove', { who: 'B', ...beside('A') });
    expect(read(book).levels).toEqual({ A: 40 });
    const other = invited({ key: 'k', uses: 2 }).op('r', 'remove', { who: 'i', by: ['A'] });
    other.op('j', 'join', join('M', { key: 'k', after: ['i'] })).op('n', 'join', join('X', { key: 'k', after: ['r'] }));
    expect(read(other)).toMatchObject({ levels: { A: 40, B: 30 }, codes: { n: 'E_INVITE' } });
  });

  test('N65b N65d whoever was removed or demoted does not join again by the same invite', () => {
    const out = invited({ key: 'k', uses: 5 }).op('j', 'join', join('M', { key: 'k' }));
    out.op('x', 'remove', { who: 'M', by: ['A'] }).op('l', 'invite', { key: 'k', lvl: 10, by: ['B'] });
    out.op('p', 'invite', { who: 'M', lvl: 10, by: ['B'] }).op('y', 'join', join('M', { key: 'k', after: ['p'] }));
    out.op('z', 'join', join('M', { key: 'k', ref: 'l', after: ['p'] }));
    out.op('q', 'join', join('M', { ref: 'p', after: ['p'] }));
    expect(read(out)).toMatchObject({ codes: { y: 'E_INVITE', z: 'E_INVITE' }, levels: { M: 10 } });
    const low = invited({ who: 'M' })
      .op('j', 'join', join('M'))
      .op('s', 'set', { who: 'M', lvl: 10, by: ['A'] });
    low.op('y', 'join', join('M', { after: ['j'] })).op('z', 'join', join('M', { after: ['i'] }));
    expect(read(low)).toMatchObject({ codes: { y: 'E_INVITE' }, levels: { M: 10 } });
  });
});
