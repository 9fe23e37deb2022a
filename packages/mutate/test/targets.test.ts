import { describe, expect, test } from 'vitest';
import { targetsOf } from '../src/targets.ts';

describe('what is mutated', () => {
  test('is the verify and accept path without its generated files, when nothing is asked for', () => {
    const usual = targetsOf([], []);
    expect(usual.map(({ folder }) => folder)).toEqual(['core', 'principals', 'collections']);
    expect(usual[0]?.globs).toEqual(['bytes', 'key', 'statement', 'verify'].map((door) => `src/${door}/**/*.ts`));
    expect(usual[1]?.globs).toEqual(['src/**/*.ts']);
  });

  test('is what is asked for by name, once each', () => {
    expect(targetsOf(['sync', 'core', 'sync'], []).map(({ folder }) => folder)).toEqual(['core', 'sync']);
  });

  test('is what globs from the root say, also beside names', () => {
    expect(targetsOf([], ['packages/core/src/key/*.ts', '!packages/core/src/key/p256-rule.ts'])).toEqual([
      { folder: 'core', globs: ['src/key/*.ts', '!src/key/p256-rule.ts'] },
    ]);
    expect(targetsOf(['collections'], ['packages/sync/src/session/*.ts'])).toEqual([
      { folder: 'collections', globs: ['src/**/*.ts'] },
      { folder: 'sync', globs: ['src/session/*.ts'] },
    ]);
  });

  test.each(['relay', 'src', ''])('is never the package "%s"', (name) => {
    expect(() => targetsOf([name], [])).toThrow(RangeError);
  });

  test.each(['src/key/*.ts', 'packages/*/src/a.ts', 'packages/relay/src/a.ts', 'packages/core/test/a.ts'])(
    'is never the glob "%s"',
    (glob) => {
      expect(() => targetsOf([], [glob])).toThrow(RangeError);
    },
  );
});
