import { describe, expect, test } from 'vitest';
import { as, Book, type Change, key, read, via } from './book.ts';

const beside = (...by: string[]): Change => ({ after: ['T'], by });

describe('the expected outcomes of design 3.4', () => {
  test('an owner removes an admin, who removes a writer beside it: the admin is out, the writer stays', () => {
    const book = new Book('A', 'B', 'C').team({ A: 40, B: 30, C: 20 });
    book.op('x', 'remove', { who: 'B', ...beside('A') }).op('y', 'remove', { who: 'C', ...beside('B') });
    expect(read(book)).toMatchObject({ levels: { A: 40, C: 20 }, alive: ['T', 'x'] });
  });

  test('whoever was removed comes back only by a word that has seen the removal', () => {
    const book = new Book('A', 'B', 'M').team({ A: 40, B: 30, M: 20 });
    book.op('x', 'remove', { who: 'M', ...beside('B') }).op('y', 'add', { who: 'M', lvl: 20, ...beside('A') });
    expect(read(book)).toMatchObject({ levels: { A: 40, B: 30 }, codes: { y: 'E_NOT_AUTHORIZED' } });
    book.op('z', 'add', { who: 'M', lvl: 10, after: ['x'], by: ['B'] });
    expect(read(book).levels).toEqual({ A: 40, B: 30, M: 10 });
  });

  test('a raise by an owner outranks a removal by an admin', () => {
    const book = new Book('O', 'A', 'B').team({ O: 40, A: 30, B: 20 });
    book.op('p', 'set', { who: 'B', lvl: 30, ...beside('O') }).op('x', 'remove', { who: 'B', ...beside('A') });
    expect(read(book).levels).toEqual({ O: 40, A: 30, B: 30 });
  });

  test('a raise beats a removal of its own rank', () => {
    const book = new Book('O', 'A', 'B', 'D').team({ O: 40, A: 30, B: 20, D: 30 });
    book.op('p', 'set', { who: 'B', lvl: 30, ...beside('D') }).op('x', 'remove', { who: 'B', ...beside('A') });
    expect(read(book).levels).toEqual({ O: 40, A: 30, B: 30, D: 30 });
  });

  test('of a removal and a lowering of one rank the removal holds', () => {
    const book = new Book('O', 'A', 'B', 'D').team({ O: 40, A: 30, B: 20, D: 30 });
    book.op('x', 'remove', { who: 'B', ...beside('A') }).op('s', 'set', { who: 'B', lvl: 10, ...beside('D') });
    expect(read(book).levels).toEqual({ O: 40, A: 30, D: 30 });
  });

  test('N52 of two lowerings the lower one holds', () => {
    const book = new Book('O', 'A', 'B', 'D').team({ O: 40, A: 30, B: 20, D: 30 });
    book.op('x', 'set', { who: 'B', lvl: 0, ...beside('A') }).op('s', 'set', { who: 'B', lvl: 10, ...beside('D') });
    expect(read(book).levels).toEqual({ O: 40, A: 30, B: 0, D: 30 });
  });

  test('a back-dated removal does not reach an owner by majority', () => {
    const book = new Book('A', 'B', 'C').team({ A: 40, B: 30, C: 40 });
    book.op('p', 'set', { who: 'B', lvl: 40, ...beside('A', 'C') }).op('x', 'remove', { who: 'B', ...beside('A') });
    expect(read(book).levels).toEqual({ A: 40, B: 40, C: 40 });
  });

  test('the revocation of an old invite spares the member who was raised since', () => {
    const book = new Book('O', 'A', 'M').team({ O: 40, A: 30 });
    book.op('i', 'invite', { who: 'M', lvl: 20, by: ['A'] }).op('j', 'join', { who: 'M', ref: 'i', by: ['M'] });
    book.op('p', 'set', { who: 'M', lvl: 30, by: ['O'] }).op('r', 'remove', { who: 'i', after: ['i'], by: ['A'] });
    expect(read(book)).toMatchObject({ levels: { O: 40, A: 30, M: 30 }, alive: ['T', 'i', 'r', 'p'] });
  });

  test('N50 leaving voids nothing that the same person did beside it', () => {
    const book = new Book('A', 'B', 'M').op('d', 'add', { log: 'B', who: 'B.2', lvl: 30, by: ['B.1'] });
    book.team({ A: 40, B: 30 }).op('x', 'remove', { who: 'B', ...beside('B') });
    book.op('i', 'invite', { who: 'M', lvl: 20, after: ['T'], by: [as('B', 2)], x: { B: ['d'] } });
    expect(read(book)).toMatchObject({ levels: { A: 40 }, alive: ['T', 'i', 'x'] });
  });

  test('N46 N46a an owner alone neither removes nor mints an owner', () => {
    const book = new Book('A', 'B', 'M').team({ A: 40, B: 40 });
    book.op('x', 'remove', { who: 'B', ...beside('A') }).op('m', 'add', { who: 'M', lvl: 40, ...beside('A') });
    book.op('v', 'remove', { who: 'B', after: ['m'], by: ['A', 'M'] });
    expect(read(book).codes).toEqual({ m: 'E_NOT_AUTHORIZED', v: 'E_PARENT', x: 'E_NOT_AUTHORIZED' });
  });

  test('N51a an owner demoted by two of three keeps what an admin may do, and no more', () => {
    const book = new Book('A', 'B', 'C', 'D', 'M').team({ A: 40, B: 40, C: 40, D: 30 });
    book.op('s', 'set', { who: 'B', lvl: 30, ...beside('A', 'C') }).op('x', 'remove', { who: 'D', ...beside('B') });
    book.op('g', 'set', { who: 'D', lvl: 40, ...beside('B', 'C') });
    book.op('k', 'add', { who: 'M', lvl: 20, ...beside('B') });
    expect(read(book)).toMatchObject({ levels: { A: 40, B: 30, C: 40, D: 30, M: 20 }, alive: ['T', 'k', 's'] });
  });

  test('N53 two majorities that share a voter void each other', () => {
    const book = new Book('A', 'B', 'C').team({ A: 40, B: 40, C: 40 });
    book.op('x', 'remove', { who: 'B', ...beside('A', 'C') }).op('y', 'remove', { who: 'A', ...beside('B', 'C') });
    expect(read(book)).toMatchObject({ levels: { A: 40, B: 40, C: 40 }, alive: ['T'] });
  });

  test('N54 three admins who remove each other in a ring under an owner: nobody is above another, nothing is accepted', () => {
    const book = new Book('O', 'A', 'B', 'C').team({ O: 40, A: 30, B: 30, C: 30 });
    for (const [id, who, by] of [
      ['x', 'B', 'A'],
      ['y', 'C', 'B'],
      ['z', 'A', 'C'],
    ] as const)
      book.op(id, 'remove', { who, ...beside(by) });
    expect(read(book).alive).toEqual(['T']);
  });

  test('N54 three owners, each cut by the two others beside it, void each other', () => {
    const book = new Book('A', 'B', 'C').team({ A: 40, B: 40, C: 40 });
    book.op('x', 'remove', { who: 'A', ...beside('B', 'C') }).op('y', 'remove', { who: 'B', ...beside('C', 'A') });
    book.op('z', 'remove', { who: 'C', ...beside('A', 'B') });
    expect(read(book)).toMatchObject({ levels: { A: 40, B: 40, C: 40 }, alive: ['T'] });
  });

  test('what a removed sub-team admin smuggled in acts until the team hears of the removal', () => {
    const book = new Book('A', 'B', 'C', 'X').team({ A: 40, B: 30 }, 'S').team({ C: 40 });
    book.op('s', 'add', { who: 'S', lvl: 30, by: ['C', via(['S'], 'A')] });
    book.op('xb', 'remove', { log: 'S', who: 'B', by: ['A'] });
    book.op('sy', 'add', { log: 'S', who: 'X', lvl: 30, after: ['S'], by: ['B'] });
    book.op('e', 'epoch', { after: ['s'], by: [via(['S'], 'X')], x: { S: ['sy'] } });
    expect(read(book).alive).toEqual(['T', 's', 'e']);
    book.op('n', 'epoch', { after: ['s'], by: [via(['S'], 'A')], x: { S: ['xb'] } });
    expect(read(book).alive).toEqual(['T', 's', 'n']);
  });

  test('N48 N49 a removed admin changes nothing with back-dated sybils', () => {
    const book = new Book('A', 'B', 'C', 'D', 'X').team({ A: 40, B: 30, C: 20, D: 10 });
    book.op('x', 'remove', { who: 'B', ...beside('A') }).op('sy', 'add', { who: 'X', lvl: 30, ...beside('B') });
    for (const who of ['C', 'D']) book.op(`x${who}`, 'remove', { who, after: ['sy'], by: ['X'] });
    expect(read(book)).toMatchObject({ levels: { A: 40, C: 20, D: 10 }, alive: ['T', 'x'] });
  });

  test('N39 an old root that the new one has cut has no effect', () => {
    const book = new Book('A', 'B').team({ A: 40, B: 20, old: 50 });
    book.op('n', 'add', { who: 'new', lvl: 50, by: [key('old'), key('new')] });
    book.op('l', 'remove', { who: 'old', by: [key('old')] });
    book.op('c', 'remove', { who: 'old', keep: true, by: [key('new')] });
    book.op('b', 'remove', { who: 'A', after: ['T'], by: [key('old')] });
    expect(read(book).levels).toEqual({ A: 40, B: 20, new: 50 });
  });

  test('N41 a root removes the stolen device below its first act, and all that the thief did is dead', () => {
    const book = new Book('A');
    book.op('t', 'add', { log: 'A', who: 'A.9', lvl: 30, by: ['A.1'] });
    book.op('u', 'add', { log: 'A', who: 'A.8', lvl: 30, by: ['A.9'] });
    book.op('r', 'remove', { log: 'A', who: 'A.1', after: ['A'], by: ['A.kit'] });
    book.op('n', 'add', { log: 'A', who: 'A.2', lvl: 40, by: ['A.kit'], after: ['r'] });
    expect(read(book, 'A').levels).toEqual({ 'A.kit': 50, 'A.2': 40 });
  });

  test('N38 two recoveries beside each other both give a device', () => {
    const book = new Book('A');
    for (const n of [2, 3]) {
      book.op(`r${n}`, 'remove', { log: 'A', who: 'A.1', after: ['A'], by: ['A.kit'] });
      book.op(`n${n}`, 'add', { log: 'A', who: `A.${n}`, lvl: 40, after: [`r${n}`], by: ['A.kit'] });
    }
    expect(read(book, 'A').levels).toEqual({ 'A.kit': 50, 'A.2': 40, 'A.3': 40 });
  });
});
