import { describe, expect, it } from 'vitest';
import { consoleSteps, fencesOf, longFaults, outputMatches } from '../src/fences.mjs';

describe('fencesOf', () => {
  it('finds each fence with its line, its whole tag and its text', () => {
    expect(fencesOf('a.md', 'text\n\n```sh long\nnpm test\n```\n\n~~~json\n{}\n~~~\n')).toEqual([
      { file: 'a.md', line: 3, tag: 'sh long', text: 'npm test' },
      { file: 'a.md', line: 7, tag: 'json', text: '{}' },
    ]);
  });

  it('closes only with the same mark, at least as long', () => {
    expect(fencesOf('a.md', '````text\n```\n~~~~\n````\n').map(({ text }) => text)).toEqual(['```\n~~~~']);
  });

  it('takes away the indentation of a fence inside a list', () => {
    expect(fencesOf('a.md', '- item\n\n  ```js\n  if (x) {\n    y();\n  }\n  ```\n')[0]?.text).toBe(
      'if (x) {\n  y();\n}',
    );
  });

  it('does not lose a fence that is never closed', () => {
    expect(fencesOf('a.md', '```js\nx\n')).toHaveLength(1);
  });
});

describe('outputMatches', () => {
  it.each([
    ['the same text', 'a\nb', 'a\nb\n', true],
    ['space at line ends', 'a\nb', 'a  \nb\n\n', true],
    ['any text for … in a line', 'took … s', 'took 3.1 s\n', true],
    ['any lines for a line of …', 'a\n…\nz', 'a\n1\n2\nz\n', true],
    ['no lines for a line of …', 'a\n…\nz', 'a\nz\n', true],
    ['characters with a meaning in patterns', 'a.b (c)', 'a.b (c)', true],
    ['another text', 'a', 'b', false],
    ['a dot that is only a dot', 'a.b', 'axb', false],
    ['more than is shown', 'a', 'a\nb', false],
    ['less than is shown', 'a\nb', 'a', false],
  ])('judges %s', (_, shown, printed, expected) => {
    expect(outputMatches(shown, printed)).toBe(expected);
  });
});

describe('consoleSteps', () => {
  it('pairs each command with what it prints', () => {
    expect(consoleSteps('$ one\nout\n$ two')).toEqual([
      { command: 'one', shown: 'out' },
      { command: 'two', shown: '' },
    ]);
  });

  it('refuses output without a command', () => {
    expect(() => consoleSteps('out')).toThrow(/begins with a line/);
  });
});

describe('longFaults', () => {
  const checkout = { scripts: { test: '', start: '', size: '' }, exists: (path: string) => path === '.ci/run' };

  it('accepts scripts and files that exist, git and cd, comments and assignments', () => {
    const text = '# once\ngit clone x\ncd x\nnpm test # all of it\nnpm run size\nALLOD_SYSTEM=no npm start\n.ci/run\n';
    expect(longFaults(text, checkout)).toEqual([]);
  });

  it.each([['npm run gone'], ['npm gone'], ['./gone.sh'], ['curl x']])('refuses %s', (line) => {
    expect(longFaults(line, checkout)).toHaveLength(1);
  });
});
