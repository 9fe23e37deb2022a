import { describe, expect, it } from 'vitest';
import { nodeOn, parseCores } from '../src/cores.ts';

describe('parseCores', () => {
  it('reads single cores and ranges', () => {
    expect(parseCores('0-2,5')).toEqual([0, 1, 2, 5]);
    expect(parseCores('3')).toEqual([3]);
  });

  it('finds none where nothing is said', () => {
    expect(parseCores('')).toEqual([]);
  });
});

describe('nodeOn', () => {
  it('keeps Node on the cores', () => {
    expect(nodeOn([0, 1])).toEqual({ program: 'taskset', before: ['-c', '0,1', process.execPath] });
  });

  it('runs Node as it is where there are none', () => {
    expect(nodeOn([])).toEqual({ program: process.execPath, before: [] });
  });
});
