import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolEnvironment } from '../src/bootstrap.mjs';
import { main } from '../src/cli.mjs';
import { workspaceRoot } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const root = { name: 'tiny', private: true, packageManager: 'pnpm@12.21.0' };
/** Writes down where it runs, where the person stands and what it was given, and ends with 3. */
const script = `import { writeFileSync } from 'node:fs';
  const { ALLOD_CWD } = process.env;
  writeFileSync('said.json', JSON.stringify({ ALLOD_CWD, cwd: process.cwd(), args: process.argv.slice(2) }));
  process.exitCode = 3;`;

/** A workspace whose conformance package builds by `build`, and whose runner is `script`. */
function workspace(build: string): string {
  const scripts = { build, conformance: 'node script.mjs' };
  const folder = scratch({
    'package.json': root,
    'pnpm-workspace.yaml': 'packages:\n  - conformance\npmOnFail: ignore\n',
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  .: {}\n  conformance: {}\n",
    'turbo.json': { tasks: { build: {} } },
    'conformance/package.json': { name: '@allod/conformance', private: true, scripts },
    'conformance/script.mjs': script,
    'mine/adapter.txt': '',
  });
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['.bin', 'pnpm', 'turbo'])
    symlinkSync(join(workspaceRoot, 'node_modules', name), join(folder, 'node_modules', name));
  return folder;
}

function conformance(folder: string, ...args: string[]): { code: Promise<number>; said: string[] } {
  const said: string[] = [];
  const env = { ...toolEnvironment(folder, process.env), INIT_CWD: join(folder, 'mine') };
  return { code: main('conformance', { root: folder, args, env, say: (line) => void said.push(line) }), said };
}

describe('a command that is a script of a package', () => {
  it('ends with the exit code of the script, which knows where the person stands and gets the words as they are', async () => {
    const folder = workspace('node --version');
    const { code, said } = conformance(folder, '--cmd', './adapter "a b" $HOME');
    expect([await code, said]).toEqual([3, []]);
    const inside = join(folder, 'conformance');
    expect(JSON.parse(readFileSync(join(inside, 'said.json'), 'utf8'))).toEqual({
      ALLOD_CWD: join(folder, 'mine'),
      cwd: inside,
      args: ['--cmd', './adapter "a b" $HOME'],
    });
  });

  it('ends with 2 when the build failed, and the script does not run', async () => {
    const folder = workspace('node --no-such-option');
    const { code, said } = conformance(folder);
    expect(await code).toBe(2);
    expect(said.join('\n')).toContain('The build failed');
    expect(() => readFileSync(join(folder, 'conformance/said.json'))).toThrow('ENOENT');
  });
});

describe('main', () => {
  it('ends with 2 for a command that does not exist, and names those that do', async () => {
    const said: string[] = [];
    const context = { root: scratch({ 'pnpm-workspace.yaml': 'packages: []\n' }), args: [], env: {} };
    expect(await main('teleport', { ...context, say: (line) => void said.push(line) })).toBe(2);
    expect(said.join('\n')).toContain('conformance');
  });
});
