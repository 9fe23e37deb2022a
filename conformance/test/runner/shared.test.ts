import { describe, expect, test } from 'vitest';
import { withShared } from '../../runner/shared.ts';

const shared = { abcdefgh: { st: 'a', sig: '1' } };

describe('what a vector file has once', () => {
  test('stands in every place that names it, however deep', () => {
    const value = { ops: [{ $shared: 'abcdefgh' }, { st: 'b' }], fault: { was: { $shared: 'abcdefgh' } } };
    expect(withShared(value, shared, 'x')).toEqual({
      ops: [shared.abcdefgh, { st: 'b' }],
      fault: { was: shared.abcdefgh },
    });
  });

  test.each([
    ['a name that is not there', { $shared: 'hgfedcba' }],
    ['a name that every object inherits', { $shared: 'toString' }],
    ['a number', { $shared: 1 }],
    ['a name with something beside it', { $shared: 'abcdefgh', sig: '2' }],
  ])('is asked for in vain by %s', (_what, value) => {
    expect(() => withShared([value], shared, 'a case')).toThrow('a case: $shared');
  });
});
