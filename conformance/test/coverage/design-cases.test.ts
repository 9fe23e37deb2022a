import { describe, expect, test } from 'vitest';
import { judgeDesignCases } from '../../coverage/design-cases.ts';
import type { DesignCasesInput } from '../../coverage/design-cases.ts';

const shown = { id: 'text/padded', title: 'N7 padding', requirements: ['CNV-001'] };
const row = { row: 'N7', maps: ['CNV-001', 'CNV-002'], not: '' };
const sound: DesignCasesInput = {
  rows: ['N7', 'N8', 'FS-K1'].map((name) => ({ row: name, chapter: '01', says: 'something' })),
  map: [row, { row: 'N8', maps: [], not: 'a later part' }, { row: 'FS-K1', maps: ['CNV-001'], not: '' }],
  cases: [shown, { ...shown, id: 'text/plain', title: 'no padding' }],
  waivers: new Map(),
};

const messages = (change: Partial<DesignCasesInput>): string[] =>
  judgeDesignCases({ ...sound, ...change }).map(({ message }) => message);

describe('the numbered rows of the design', () => {
  test('are content with a case under each number that requirements answer', () => {
    expect(messages({})).toEqual([]);
  });

  test.each<[string, Partial<DesignCasesInput>]>([
    ['has no case under its number', { cases: [{ ...shown, title: 'padding' }] }],
    ['has a case that only names its number', { cases: [{ ...shown, title: 'padding, N7' }] }],
    [
      'has a case under a longer number',
      {
        rows: [...sound.rows, { row: 'N7a', chapter: '01', says: 'more' }],
        cases: [{ ...shown, title: 'N7a padding' }],
      },
    ],
    ['has a case that cites none of its requirements', { cases: [{ ...shown, requirements: ['CNV-003'] }] }],
    ['has no case, and one of its requirements could have one', { cases: [], waivers: new Map([['CNV-001', 'why']]) }],
  ])('refuse a row that %s', (_name, change) => {
    expect(messages(change)).toEqual(['N7: no case whose title begins with it cites CNV-001 or CNV-002']);
  });

  test('let a row be of which no vector can show anything', () => {
    const waivers = new Map(row.maps.map((id) => [id, 'why']));
    expect(messages({ cases: [], waivers })).toEqual([]);
  });

  test('refuse a title with a number that the design does not have', () => {
    const cases = [shown, { ...shown, id: 'text/odd', title: 'N9 odd' }];
    expect(messages({ cases })).toEqual(['text/odd: the design has no row for its title, "N9 odd"']);
  });
});
