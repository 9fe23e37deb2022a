import { describe, expect, it } from 'vitest';
import { makeRow, tableOf } from '../src/row.ts';

const figures = { name: 'sign', value: 80, unit: 'records/s', note: 'by hand' };

describe('makeRow', () => {
  it('divides by the floor, and meets a goal that the ratio reaches exactly', () => {
    const row = makeRow({ ...figures, floor: 100, goal: { atLeast: 0.8 } });
    expect(row).toEqual({ ...figures, floor: 100, opponent: null, ratio: 0.8, goal: '>= 0.8', ok: true });
  });

  it('misses a goal that the ratio does not reach', () => {
    expect(makeRow({ ...figures, value: 79, floor: 100, goal: { atLeast: 0.8 } }).ok).toBe(false);
    expect(makeRow({ ...figures, value: 121, floor: 100, goal: { atMost: 1.2 } }).ok).toBe(false);
  });

  it('judges the ratio before it is rounded', () => {
    const row = makeRow({ ...figures, value: 79_999, floor: 100_000, goal: { atLeast: 0.8 } });
    expect([row.ratio, row.ok]).toEqual([0.8, false]);
  });

  it('divides by the opponent where there is no floor', () => {
    expect(makeRow({ ...figures, opponent: 40, goal: { atMost: 1.3 } })).toMatchObject({ ratio: 2, ok: false });
  });

  it('misses every goal when there is nothing to compare with', () => {
    expect(makeRow({ ...figures, goal: { atMost: 1.3 } })).toMatchObject({ ratio: null, ok: false });
  });

  it('has nothing to miss without a goal', () => {
    expect(makeRow({ ...figures, floor: 1000 })).toMatchObject({ ratio: 0.08, goal: null, ok: true });
  });
});

describe('tableOf', () => {
  it('shows a missed goal, and the note of each row', () => {
    const rows = [makeRow({ ...figures, floor: 160, goal: { atLeast: 0.8 } }), makeRow({ ...figures, name: 'bytes' })];
    expect(tableOf(rows).split('\n')).toEqual([
      '       value  unit       floor  opponent  ratio  goal',
      'sign   80     records/s  160    -         0.5    >= 0.8  MISSED',
      '    by hand',
      'bytes  80     records/s  -      -         -      -',
      '    by hand',
    ]);
  });
});
