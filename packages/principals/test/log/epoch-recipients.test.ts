/** Who may get the key of an epoch, and which earlier ones it may lead back to: chapter 04 §2.3, §2.5 and §2.6, by short names. */
import { describe, expect, test } from 'vitest';
import { as, Book, load, TEAM, via } from './book.ts';
import type { Change } from './book.ts';

const epoch = (book: Book, id: string, { eid = id.toUpperCase(), ...more }: Change = {}): Book =>
  book.op(id, 'epoch', { by: ['A'], ...more, eid });

/** A, an owner; B, an admin; D, a reader; G, a guest. Each but G has an epoch of its own, which the team knows. */
function team(pol: Record<string, string> = {}): Book {
  const book = new Book('A', 'B', 'D', 'G', 'N');
  book.team({ A: 40, B: 30, D: 10, G: 0 });
  for (const user of ['A', 'B', 'D', 'N'])
    book.op(`${user}e`, 'epoch', { log: user, by: [`${user}.1`], eid: `of${user}` });
  const x = { A: ['Ae'], B: ['Be'], D: ['De'], N: ['Ne'] };
  return book.op('p', 'pol', { pol: { note: 'a', ...pol }, by: ['A'], x });
}

/** What the keybox of an op breaks by these recipients. */
const fault = ({ ops }: Book, id: string, ...kids: string[]): string => load(ops).recipientFault(id, kids) ?? 'none';
const code = ({ ops }: Book, id: string): string => {
  const verdict = load(ops.toReversed()).verdict(id)!;
  expect(load(ops).verdict(id)).toEqual(verdict);
  return verdict.state === 'refused' ? verdict.code : verdict.state;
};

describe('recipients', () => {
  test('SEC-009 takes fresh epochs of readers, as the op knows them', () => {
    const book = epoch(team(), 'e');
    expect(fault(book, 'e', 'ofA', 'ofB', 'ofD')).toBe('none');
    for (const kid of ['ofN', 'A', 'A.1', 'E', 'stranger']) expect(fault(book, 'e', 'ofA', kid)).toBe('SEC-009');
    expect(fault(book, 'nowhere', 'ofA')).toBe('SEC-009');
  });

  test('SEC-009 refuses an epoch that is not fresh by what the op knows, or of which it knows nothing', () => {
    const book = team().op('d', 'add', { log: 'D', who: 'D.2', lvl: 20, by: ['D.1'] });
    book.op('r', 'remove', { log: 'D', who: 'D.2', by: ['D.1'] });
    book.op('new', 'epoch', { log: 'D', by: ['D.1'], eid: 'newD' });
    epoch(book, 'e', { after: ['p'] });
    epoch(book, 'f', { after: ['p'], x: { D: ['r'] } });
    epoch(book, 'g', { after: ['p'], x: { D: ['new'] } });
    expect(['e', 'f', 'g'].map((id) => fault(book, id, 'ofD'))).toEqual(['none', 'SEC-009', 'SEC-009']);
    expect(['e', 'f', 'g'].map((id) => fault(book, id, 'newD'))).toEqual(['SEC-009', 'SEC-009', 'none']);
  });

  test('SEC-009 goes by the members at the parents of the op', () => {
    const book = epoch(team(), 'e').op('x', 'remove', { who: 'D', by: ['B'] });
    epoch(book, 'f');
    epoch(book, 'beside', { after: ['p'] });
    expect(['e', 'f', 'beside'].map((id) => fault(book, id, 'ofD'))).toEqual(['none', 'SEC-009', 'none']);
  });

  test('SEC-009 refuses a guest, and an epoch of a team below a reader', () => {
    const book = team().op('Ge', 'epoch', { log: 'G', by: ['G.1'], eid: 'ofG' });
    expect(fault(epoch(book, 'e', { x: { G: ['Ge'] } }), 'e', 'ofG')).toBe('SEC-009');
    book.op('up', 'set', { who: 'G', lvl: 10, by: ['A'] });
    expect(fault(epoch(book, 'f'), 'f', 'ofG')).toBe('none');
  });

  test('SEC-009 takes the epoch of a nested team, and not one of its members', () => {
    const book = team()
      .team({ N: 40 }, 'S')
      .op('Se', 'epoch', { log: 'S', by: ['N'], eid: 'ofS' });
    book.op('s', 'add', { who: 'S', lvl: 10, by: ['A', via(['S'], 'N')], x: { S: ['Se'] } });
    expect(fault(epoch(book, 'e'), 'e', 'ofS')).toBe('none');
    expect(fault(book, 'e', 'ofN')).toBe('SEC-009');
  });

  test('SEC-009 takes, in the log of a user, devices and cold keys that have a key for it, and nothing else', () => {
    const book = team().op('d', 'add', { log: 'A', who: 'A.2', lvl: 20, by: ['A.1'], enc: true });
    book.op('k', 'add', { log: 'A', who: 'A.safe', lvl: 50, by: [{ kid: 'A.kit', by: [] }], enc: true });
    book.op('i', 'invite', { log: 'A', key: 'K', lvl: 20, by: ['A.1'] });
    book.op('e', 'epoch', { log: 'A', by: ['A.1'], eid: 'E' });
    expect(fault(book, 'e', 'A.2')).toBe('none');
    for (const kid of ['A.1', 'A.kit', 'K', 'ofA']) expect(fault(book, 'e', kid)).toBe('SEC-009');
    expect(load(book.ops).verdict('k')).toEqual({ state: 'accepted' });
    expect(fault(book, 'e', 'A.safe')).toBe('none');
    // Another level takes nothing away, the end does.
    book.op('up', 'set', { log: 'A', who: 'A.2', lvl: 30, by: ['A.1'] });
    book.op('f', 'epoch', { log: 'A', by: ['A.1'], eid: 'F' });
    book.op('out', 'remove', { log: 'A', who: 'A.2', by: ['A.1'] });
    book.op('g', 'epoch', { log: 'A', by: ['A.1'], eid: 'H' });
    expect(['f', 'g'].map((id) => fault(book, id, 'A.2'))).toEqual(['none', 'SEC-009']);
  });

  test('SEC-009 takes devices and cold keys with which a log begins', () => {
    const mem = [
      { who: 'U.1', lvl: 40, enc: true as const },
      { who: 'U.kit', lvl: 50, enc: true as const },
      { who: 'U.old', lvl: 50 },
    ];
    const book = new Book();
    book.ops.push({ id: 'U', k: 'init', log: 'U', kind: 'user', par: [], signers: [{ kid: 'U.1', by: [] }], mem });
    book.op('e', 'epoch', { log: 'U', by: ['U.1'], eid: 'E' });
    expect(['U.1', 'U.kit', 'U.old'].map((kid) => fault(book, 'e', kid))).toEqual(['none', 'none', 'SEC-009']);
  });

  test('SEC-009 takes a cold key of a team that has a key for it', () => {
    const book = new Book('A').team({ A: 40, safe: 50 });
    const [user, init] = book.ops;
    const mem = init!.mem!.map((each) => (each.who === 'safe' ? { ...each, enc: true as const } : each));
    book.ops.splice(0, 2, user!, { ...init!, mem });
    expect(fault(epoch(book, 'e'), 'e', 'safe')).toBe('none');
    expect(fault(epoch(new Book('A').team({ A: 40, safe: 50 }), 'e'), 'e', 'safe')).toBe('SEC-009');
  });

  test('SEC-009 takes an invite of level reader or more by its key, as long as it lives and nobody removed it', () => {
    const book = team().op('i', 'invite', { key: 'K', enc: true, lvl: 10, by: ['B'] });
    book.op('j', 'invite', { key: 'L', enc: true, lvl: 0, caps: [], by: ['B'] });
    book.op('k', 'invite', { key: 'M', lvl: 10, by: ['B'] });
    expect(fault(epoch(book, 'e'), 'e', 'K')).toBe('none');
    for (const kid of ['L', 'M', 'i']) expect(fault(book, 'e', kid)).toBe('SEC-009');
    book.op('x', 'remove', { who: 'i', by: ['B'] });
    expect(fault(epoch(book, 'f'), 'f', 'K')).toBe('SEC-009');
    const struck = team().op('out', 'remove', { who: 'B', by: ['A'] });
    struck.op('i', 'invite', { key: 'K', enc: true, lvl: 10, by: ['B'], after: ['p'] });
    expect(fault(epoch(struck, 'e', { after: ['i'] }), 'e', 'K')).toBe('none');
    expect(fault(epoch(struck, 'f', { after: ['out', 'i'] }), 'f', 'K')).toBe('SEC-009');
    const lowered = team().op('i', 'invite', { key: 'K', enc: true, lvl: 10, by: ['B'] });
    lowered.op('low', 'set', { who: 'B', lvl: 20, by: ['A'] });
    expect(fault(epoch(lowered, 'e', { after: ['i'] }), 'e', 'K')).toBe('none');
    expect(fault(epoch(lowered, 'f', { after: ['low'] }), 'f', 'K')).toBe('SEC-009');
  });

  test('SEC-009 takes an invite also in the log of a user', () => {
    const book = team().op('i', 'invite', { log: 'A', key: 'K', enc: true, lvl: 20, by: ['A.1'] });
    book.op('e', 'epoch', { log: 'A', by: ['A.1'], eid: 'E' });
    expect(fault(book, 'e', 'K')).toBe('none');
  });

  test('SEC-009 refuses an epoch of a member that ends', () => {
    const book = team().op('Bend', 'epoch', { log: 'B', by: ['B.1'], eid: 'endB', end: 9 });
    epoch(book, 'e', { x: { B: ['Bend'] } });
    expect([fault(book, 'e', 'ofB'), fault(book, 'e', 'endB')]).toEqual(['none', 'SEC-009']);
  });
});

describe('history', () => {
  const joining = (pol: Record<string, string>): Book => {
    const book = epoch(team(pol), 'e');
    return book.op('n', 'add', { who: 'N', lvl: 10, by: ['B'], x: { N: ['Ne'] } });
  };

  test('SEC-018 refuses to lead back to an epoch that is not announced in the past', () => {
    const book = epoch(epoch(team(), 'e'), 'f', { back: ['E'] });
    epoch(book, 'g', { back: ['F', 'E'] });
    epoch(book, 'h', { after: ['p'], back: ['E'] });
    epoch(book, 'i', { after: ['g'], back: ['E', 'never'] });
    epoch(book, 'j', { after: ['g'], back: ['ofA'] });
    expect(['f', 'g', 'h', 'i', 'j'].map((id) => code(book, id))).toEqual([
      'accepted',
      'accepted',
      'E_HISTORY',
      'E_HISTORY',
      'E_HISTORY',
    ]);
  });

  test.each([
    ['all', {}, 'accepted'],
    ['all, by a word that nobody knows', { history: 'some' }, 'accepted'],
    ['joined', { history: 'joined' }, 'E_HISTORY'],
  ])('SEC-019 leads back over a newcomer where the history is %s', (_, pol, expected) => {
    const book = epoch(joining(pol), 'f', { back: ['E'] });
    expect(code(book, 'f')).toBe(expected);
  });

  test('SEC-019 leads back to what has seen all newcomers, and over those who have gone', () => {
    const book = epoch(joining({ history: 'joined' }), 'f');
    epoch(book, 'g', { back: ['F'] });
    epoch(book, 'h', { back: ['F', 'E'] });
    book.op('x', 'remove', { who: 'N', by: ['B'], after: ['g'] });
    epoch(book, 'i', { after: ['x'], back: ['F', 'E'] });
    expect(['f', 'g', 'h', 'i'].map((id) => code(book, id))).toEqual(['accepted', 'accepted', 'E_HISTORY', 'accepted']);
  });

  test('SEC-019 goes by every announcement of the earlier epoch', () => {
    const book = joining({ history: 'joined' });
    epoch(book, 'f');
    epoch(book, 'twin', { eid: 'F', after: ['e'] });
    epoch(book, 'g', { after: ['f'], back: ['F'] });
    epoch(book, 'h', { after: ['f', 'twin'], back: ['F'] });
    expect(['g', 'h'].map((id) => code(book, id))).toEqual(['accepted', 'E_HISTORY']);
  });

  test('SEC-019 takes a raise from guest for a joining, and no other change of a level', () => {
    const book = epoch(team({ history: 'joined' }), 'e').op('s', 'set', { who: 'D', lvl: 20, by: ['B'] });
    epoch(book, 'f', { back: ['E'] });
    book.op('up', 'set', { who: 'G', lvl: 10, by: ['B'] });
    epoch(book, 'g', { back: ['F'] });
    expect(['f', 'g'].map((id) => code(book, id))).toEqual(['accepted', 'E_HISTORY']);
  });

  test('SEC-019 goes by the policy at the parents of the op', () => {
    const book = joining({});
    book.op('strict', 'pol', { pol: { history: 'joined' }, by: ['A'], after: ['n'] });
    epoch(book, 'f', { after: ['n'], back: ['E'] });
    epoch(book, 'g', { after: ['strict'], back: ['E'] });
    expect(['f', 'g'].map((id) => code(book, id))).toEqual(['accepted', 'E_HISTORY']);
  });

  test('SEC-019 takes joined where two policies meet', () => {
    const book = joining({});
    book.op('strict', 'pol', { pol: { history: 'joined' }, by: ['A'], after: ['n'] });
    book.op('lax', 'pol', { pol: { history: 'all' }, by: ['A'], after: ['n'] });
    expect(code(epoch(book, 'f', { after: ['strict', 'lax'], back: ['E'] }), 'f')).toBe('E_HISTORY');
  });

  test('SEC-061 lets a top-up lead back, and not forward to what the one before it has no part in', () => {
    const book = epoch(epoch(epoch(team(), 'e'), 'f'), 'g');
    epoch(book, 'back', { eid: 'F', after: ['g'], back: ['E'] });
    epoch(book, 'forward', { eid: 'F', after: ['g'], back: ['G'] });
    epoch(book, 'both', { eid: 'F', after: ['g'], back: ['E', 'G'] });
    epoch(book, 'itself', { eid: 'F', after: ['g'], back: ['F'] });
    expect(['back', 'forward', 'both', 'itself'].map((id) => code(book, id))).toEqual([
      'accepted',
      'E_HISTORY',
      'E_HISTORY',
      'E_HISTORY',
    ]);
    epoch(book, 'twin', { eid: 'F', after: ['p'] });
    expect(code(epoch(book, 'late', { eid: 'F', after: ['g', 'twin'], back: ['E'] }), 'late')).toBe('E_HISTORY');
    const struck = epoch(team(), 'e').op('x', 'remove', { who: 'B', by: ['A'] });
    epoch(struck, 'f', { by: ['B'], after: ['e'] });
    expect(code(epoch(struck, 'top', { eid: 'F', after: ['x', 'f'], back: ['E'] }), 'top')).toBe('E_HISTORY');
  });

  test('SEC-020 brings an epoch to no newcomer whom it does not know, where the history is joined', () => {
    const said = (pol: Record<string, string>): string[] => {
      const book = joining(pol);
      epoch(book, 'top', { eid: 'E' });
      epoch(book, 'f', { after: ['n'] });
      epoch(book, 'more', { eid: 'F', after: ['f'] });
      return [
        fault(book, 'top', 'ofD'),
        fault(book, 'top', 'ofN'),
        fault(book, 'f', 'ofN'),
        fault(book, 'more', 'ofN'),
      ];
    };
    expect(said({})).toEqual(['none', 'none', 'none', 'none']);
    expect(said({ history: 'joined' })).toEqual(['none', 'SEC-020', 'none', 'none']);
  });

  test('SEC-020 brings an epoch to no invite that it does not know, where the history is joined', () => {
    const said = (pol: Record<string, string>): string[] => {
      const book = epoch(team(pol), 'e').op('i', 'invite', { key: 'K', enc: true, lvl: 10, by: ['B'] });
      epoch(book, 'top', { eid: 'E' });
      epoch(book, 'f', { after: ['i'] });
      epoch(book, 'more', { eid: 'F', after: ['f'] });
      return [fault(book, 'top', 'K'), fault(book, 'f', 'K'), fault(book, 'more', 'K')];
    };
    expect(said({})).toEqual(['none', 'none', 'none']);
    expect(said({ history: 'joined' })).toEqual(['SEC-020', 'none', 'none']);
  });

  test('SEC-019, SEC-020 lead back to nothing, and bring nothing, that only a struck op announced', () => {
    const book = team({ history: 'joined' }).op('x', 'remove', { who: 'B', by: ['A'] });
    epoch(book, 'e', { by: ['B'], after: ['p'] });
    epoch(book, 'f', { after: ['x', 'e'], back: ['E'] });
    epoch(book, 'top', { after: ['x', 'e'], eid: 'E' });
    expect([code(book, 'f'), fault(book, 'top', 'ofD')]).toEqual(['E_HISTORY', 'SEC-020']);
    const lax = team().op('x', 'remove', { who: 'B', by: ['A'] });
    epoch(lax, 'e', { by: ['B'], after: ['p'] });
    expect(code(epoch(lax, 'f', { after: ['x', 'e'], back: ['E'] }), 'f')).toBe('accepted');
  });

  test('SEC-023 links an epoch that ends to nothing, and brings it to nobody later', () => {
    const book = epoch(epoch(team(), 'e'), 'b', { end: 5 });
    epoch(book, 'beside', { eid: 'B', after: ['e'], end: 5 });
    const after = ['b', 'beside'];
    epoch(book, 'f', { after, back: ['B'] });
    epoch(book, 'g', { after, end: 5, back: ['E'] });
    epoch(book, 'top', { after, eid: 'B', end: 5 });
    epoch(book, 'silent', { after, eid: 'B' });
    epoch(book, 'late', { after, eid: 'E', end: 5 });
    expect(['b', 'beside', 'f', 'g', 'top', 'silent', 'late'].map((id) => code(book, id))).toEqual([
      'accepted',
      'accepted',
      'E_HISTORY',
      'E_HISTORY',
      'E_HISTORY',
      'E_HISTORY',
      'E_HISTORY',
    ]);
  });

  test('SEC-018 says nothing of an epoch by somebody who may not announce one', () => {
    const book = epoch(team(), 'e', { by: [as('D')], back: ['never'] });
    expect(code(book, 'e')).toBe('E_NOT_AUTHORIZED');
    expect(load(book.ops).epochs(TEAM)).toEqual({ fresh: [] });
  });
});
