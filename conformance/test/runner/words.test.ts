import { describe, expect, test } from 'vitest';
import { readArgs } from '../../runner/args.ts';
import { splitCommand } from '../../runner/argv.ts';
import { HarnessError } from '../../runner/harness-error.ts';
import { createLineCutter } from '../../runner/lines.ts';

describe('splitCommand', () => {
  test.each([
    ['python3 adapter.py', ['python3', 'adapter.py']],
    ['  a   b  ', ['a', 'b']],
    [`node "my adapter.mjs" --x='a "b"'`, ['node', 'my adapter.mjs', '--x=a "b"']],
    [`a\\ b "c\\"d" 'e\\f'`, ['a b', 'c"d', 'e\\f']],
    ['C:\\tools\\node.exe x', ['C:\\tools\\node.exe', 'x']],
    [`a "" ''`, ['a', '', '']],
    ['a $HOME | b > c', ['a', '$HOME', '|', 'b', '>', 'c']],
    ['a b\\', ['a', 'b\\']],
  ])('%s', (line, words) => {
    expect(splitCommand(line)).toEqual(words);
  });

  test.each(['', '   ', `a "b`, `a 'b`])('refuses %j', (line) => {
    expect(() => splitCommand(line)).toThrow(HarnessError);
  });
});

describe('readArgs', () => {
  test('runs the reference adapter when nothing is said', () => {
    expect(readArgs([])).toMatchObject({ command: 'run', cmd: undefined, only: [], bail: false, strict: false });
  });

  test('takes the words behind the -- of a package manager', () => {
    const words = ['--', '--cmd', 'x y', '--only', 'STM-012', '--only', 'json', '--profile', 'codec'];
    expect(readArgs(words)).toMatchObject({ cmd: 'x y', only: ['STM-012', 'json'], profiles: ['codec'] });
  });

  test('takes the case of replay', () => {
    expect(readArgs(['replay', 'a/b', '--seed', 'f00'])).toMatchObject({
      command: 'replay',
      replayId: 'a/b',
      seed: 'f00',
    });
  });

  test.each([
    [['teleport']],
    [['replay']],
    [['list', 'x']],
    [['replay', 'a', 'b']],
    [['--teleport']],
    [['--seed', 'A B']],
    [['--deadline', '0']],
    [['--deadline', '3600001']],
    [['--deadline', 'soon']],
    [['--cmd']],
  ])('refuses %j', (argv) => {
    expect(() => readArgs(argv)).toThrow(HarnessError);
  });
});

describe('createLineCutter', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('gives whole lines, however the chunks fall', () => {
    const cut = createLineCutter(100);
    expect(cut(bytes('{"a"'))).toEqual([]);
    expect(cut(bytes(':1}\n{}\n['))).toEqual([{ line: '{"a":1}' }, { line: '{}' }]);
    expect(cut(bytes(']\n'))).toEqual([{ line: '[]' }]);
  });

  test('joins a character that two chunks share', () => {
    const cut = createLineCutter(100);
    const [first, ...rest] = bytes('é\n');
    expect(cut(Uint8Array.of(first ?? 0))).toEqual([]);
    expect(cut(Uint8Array.from(rest))).toEqual([{ line: 'é' }]);
  });

  test('lets a line of exactly the limit through and stops at one byte more', () => {
    expect(createLineCutter(4)(bytes('abc\n'))).toEqual([{ line: 'abc' }]);
    const cut = createLineCutter(4);
    expect(cut(bytes('abcd\n'))).toEqual([{ violation: 'a line is longer than 4 bytes' }]);
    expect(cut(bytes('{}\n'))).toEqual([]);
  });

  test('stops at an endless line before it ends', () => {
    const cut = createLineCutter(4);
    expect(cut(bytes('abcd'))).toEqual([]);
    expect(cut(bytes('e'))).toEqual([{ violation: 'a line is longer than 4 bytes' }]);
  });

  test('stops at a line that is not UTF-8, and keeps a byte order mark visible', () => {
    expect(createLineCutter(9)(Uint8Array.of(0xff, 0x0a))).toEqual([{ violation: 'a line is not UTF-8' }]);
    expect(createLineCutter(9)(bytes('\ufeff{}\n'))).toEqual([{ line: '\ufeff{}' }]);
  });
});
