import { describe, expect, test } from 'vitest';
import { summaryOf, tell } from '../src/summary.ts';
import type { MutatorReport } from '../src/summary.ts';

type Mutant = MutatorReport['files'][string]['mutants'][number];

const source = 'const a = 1;\nif (\n  a > 0\n) run();\n';

function mutant(status: string, [line, column, endLine, endColumn]: readonly [number, number, number, number]): Mutant {
  const location = { start: { line, column }, end: { line: endLine, column: endColumn } };
  return { mutatorName: 'Any', replacement: 'false', location, status };
}

const condition = [3, 3, 3, 8] as const;
const reports = new Map([
  [
    'packages/b',
    {
      files: {
        'src/late.ts': { source, mutants: [mutant('Survived', [2, 1, 4, 2]), mutant('NoCoverage', [1, 11, 1, 12])] },
        'src/early.ts': {
          source,
          mutants: ['Killed', 'Timeout', 'Survived', 'RuntimeError', 'Ignored'].map((each) => mutant(each, condition)),
        },
      },
    },
  ],
  ['packages/a', { files: { 'src/none.ts': { source, mutants: [] } } }],
]);

describe('the summary', () => {
  test('counts a hang as killed, and what cannot be judged not at all', () => {
    expect(summaryOf(reports).files).toEqual([
      { file: 'packages/a/src/none.ts', killed: 0, survived: 0, noCoverage: 0, score: 100 },
      { file: 'packages/b/src/early.ts', killed: 2, survived: 1, noCoverage: 0, score: 66.7 },
      { file: 'packages/b/src/late.ts', killed: 0, survived: 1, noCoverage: 1, score: 0 },
    ]);
  });

  test('shows each survivor where it stands, with the code that was there, over several lines too', () => {
    const { survivors } = summaryOf(reports);
    expect(survivors.map(({ file, line, covered, from }) => [file, line, covered, from])).toEqual([
      ['packages/b/src/early.ts', 3, true, 'a > 0'],
      ['packages/b/src/late.ts', 1, false, '1'],
      ['packages/b/src/late.ts', 2, true, 'if (\n  a > 0\n)'],
    ]);
  });

  test('is told with one line for each file and each survivor', () => {
    const lines = tell(summaryOf(reports));
    expect(lines).toHaveLength(7);
    expect(lines[2]).toMatch(/^packages\/b\/src\/early\.ts +2 +1 +0 +66\.7 %$/);
    expect(lines[5]).toBe('packages/b/src/late.ts:1:11 runs in no test: 1 → false');
    expect(lines[6]).toBe('packages/b/src/late.ts:2:1 if ( a > 0 ) → false');
  });
});
