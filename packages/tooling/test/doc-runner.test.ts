import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docFaults, documents } from '../src/doc-runner.mjs';
import type { House } from '../src/tools.mjs';
import { readWorkspace } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const installed = resolve(dirname(fileURLToPath(import.meta.url)), '../../../node_modules');

/** A workspace with one built package and one program, and the given README. */
function house(readme: string): House {
  const root = scratch({
    'README.md': readme,
    'package.json': { scripts: { test: 'x' } },
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'packages/one/package.json': {
      name: '@x/one',
      type: 'module',
      exports: { '.': { types: './index.d.ts', default: './index.js' } },
      bin: { one: './bin.js' },
    },
    'packages/one/index.js': 'export const one = 1;\n',
    'packages/one/index.d.ts': 'export declare const one: 1;\n',
    'packages/one/bin.js': "console.log('one says', process.argv[2]);\n",
  });
  symlinkSync(installed, join(root, 'node_modules'), 'junction');
  return { root, env: process.env, packages: readWorkspace(root) };
}

const faultsOf = async (readme: string): Promise<string[]> => (await docFaults(house(readme), ['README.md'])).faults;
const fence = (tag: string, text: string): string => `\`\`\`${tag}\n${text}\n\`\`\`\n`;

describe('docFaults', () => {
  it('runs what is sound', async () => {
    const readme = [
      fence('ts', "import { one } from '@x/one';\nconst two: number = one + one;\nconsole.log(two);"),
      fence('text output', '2'),
      fence('js', "import { one } from '@x/one';\nif (one !== 1) process.exit(1);"),
      fence('sh', 'one hello'),
      fence('console', '$ one hello\none says hello'),
      fence('sh long', 'npm test'),
      fence('json', '{}'),
      fence('jsonl', '{}\n[]'),
      fence('text', 'anything'),
    ].join('\n');
    expect(await docFaults(house(readme), ['README.md'])).toEqual({ fences: 9, faults: [] });
  });

  it.each([
    ['an unknown tag', fence('bash', 'true'), /the tag "bash" is none of/],
    ['no tag', fence('', 'x'), /the tag "" is none of/],
    ['TypeScript that does not compile', fence('ts', "const one: number = 'x';\nexport { one };"), /TS2322/],
    ['TypeScript that throws', fence('ts', "throw new Error('boom');"), /boom/],
    ['an import of what no package has', fence('js', "import { two } from '@x/one';\nconsole.log(two);"), /two/],
    ['a failing command', fence('sh', 'one x\nfalse'), /ended with code 1/],
    ['other output than shown', fence('console', '$ one hello\none says goodbye'), /printed:\none says hello/],
    [
      'other output than shown after a program',
      `${fence('js', 'console.log(1)')}${fence('text output', '2')}`,
      /printed:\n1/,
    ],
    ['a script that does not exist', fence('sh long', 'npm run gone'), /not a script/],
    ['broken JSON', fence('json', '{'), /not JSON/],
    ['a broken line of JSON', fence('jsonl', '{}\n{'), /not JSON/],
  ])('refuses %s', async (_, readme, words) => {
    const faults = await faultsOf(readme);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(words);
    expect(faults[0]).toMatch(/^README\.md:\d+: /);
  });
});

describe.skipIf(process.platform === 'win32')('a fence that fails', () => {
  it('is refused although a process that it started goes on', async () => {
    const faults = await faultsOf(fence('sh', `"${process.execPath}" -e 'setInterval(() => {}, 1000)' &\nfalse`));
    expect(faults).toEqual([expect.stringContaining('ended with code 1')]);
  });
});

describe('documents', () => {
  it('lists the papers at the root and those of the packages', () => {
    expect(documents(house('x'))).toEqual(['README.md']);
  });
});
