import { describe, expect, it } from 'vitest';
import { costsOf } from '../src/costs.ts';

describe('costsOf', () => {
  it('counts the samples of each place, most first, and adds up what one place has in several calls', () => {
    const frame = (functionName: string, url: string, lineNumber: number) => ({ functionName, url, lineNumber });
    const nodes = [
      { id: 1, callFrame: frame('hash', 'file:///a.js', 3) },
      { id: 2, callFrame: frame('', 'file:///b.js', 0) },
      { id: 3, callFrame: frame('hash', 'file:///a.js', 3) },
      { id: 4, callFrame: frame('(idle)', '', -1) },
    ];
    const profile = { nodes, samples: [1, 2, 3, 4, 1, 2, 3, 1, 1, 1] };
    expect(costsOf(profile, (url, line) => `${url}:${line}`)).toEqual([
      { place: 'hash file:///a.js:3', share: 0.7 },
      { place: '(anonymous) file:///b.js:0', share: 0.2 },
      { place: '(idle)', share: 0.1 },
    ]);
  });
});
