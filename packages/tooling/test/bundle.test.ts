import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programFaults, programFiles, writeProgram } from '../src/bundle.mjs';
import { run } from '../src/process.mjs';
import { setup } from '../vitest-program.mjs';
import { scratch } from './scratch.ts';

const manifest = {
  name: '@x/program',
  version: '1.2.3',
  type: 'module',
  bin: { program: './bundle/bin.js' },
  dependencies: { '@x/below': '1.0.0', lmdb: '1.0.0' },
};

/** Says its version, what a module of CommonJS says of a path, what its thread says, and what the native module is. */
const program = `#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { answer } from '@x/below';
import native from 'lmdb';
import base from 'stranger';
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
console.log(version, base('/a/b'), await answer(), native);
`;
const below = `import { Worker } from 'node:worker_threads';
export const answer = () => new Promise((settle, fail) => {
  new Worker(new URL('./thread.js', import.meta.url)).once('message', settle).once('error', fail);
});
`;
const thread = `import { parentPort } from 'node:worker_threads';
import { word } from './word.js';
parentPort.postMessage(word);
`;

/** The folder of a package with a command, of what its modules need, and of a package that they load as it is installed. */
function workspace(changes: Readonly<Record<string, string | object>> = {}): string {
  const root = scratch({
    'package.json': manifest,
    'dist/bin.js': program,
    'node_modules/@x/below/package.json': {
      name: '@x/below',
      version: '1.0.0',
      type: 'module',
      exports: './dist/index.js',
    },
    'node_modules/@x/below/dist/index.js': below,
    'node_modules/@x/below/dist/thread.js': thread,
    'node_modules/@x/below/dist/word.js': "export const word = 'from a thread';\n",
    'node_modules/@x/below/LICENSE': 'Ours.',
    'node_modules/stranger/package.json': { name: 'stranger', version: '3.2.1', license: 'MIT', main: 'index.cjs' },
    'node_modules/stranger/index.cjs': "module.exports = require('path').basename;\n",
    'node_modules/stranger/LICENSE.md': 'Copyright (c) a stranger.',
    'node_modules/lmdb/package.json': { name: 'lmdb', version: '1.0.0', type: 'module', exports: './index.js' },
    'node_modules/lmdb/index.js': "export default 'native';\n",
    ...changes,
  });
  return root;
}

describe('writeProgram', () => {
  it('makes a program that does what the modules do: version, CommonJS, a thread, and a native module that is installed', async () => {
    const folder = workspace();
    await writeProgram(folder);
    const said = { code: 0, output: '1.2.3 b from a thread native\n' };
    expect(await run(process.execPath, ['dist/bin.js'], { cwd: folder })).toEqual(said);
    for (const gone of ['dist', 'node_modules/@x', 'node_modules/stranger'])
      rmSync(join(folder, gone), { recursive: true });
    expect(await run(process.execPath, ['bundle/bin.js'], { cwd: folder })).toEqual(said);
    writeFileSync(join(folder, 'node_modules/lmdb/index.js'), "export default 'another';\n");
    expect(await run(process.execPath, ['bundle/bin.js'], { cwd: folder })).toMatchObject({
      output: '1.2.3 b from a thread another\n',
    });
  });

  it('keeps the names in a stack, and the lines for who asks for them', async () => {
    const folder = workspace({
      'dist/bin.js': "import './deep.js';\n",
      'dist/deep.js': '\n\nfunction deep() {\n  throw new Error();\n}\ndeep();\n',
    });
    await writeProgram(folder);
    const { output } = await run(process.execPath, ['--enable-source-maps', 'bundle/bin.js'], { cwd: folder });
    expect(output).toMatch(/at deep \(.*dist\/deep\.js:4:/);
  });

  it('removes what an earlier program left', async () => {
    const folder = workspace({ 'bundle/main-OLD.js': '' });
    await writeProgram(folder);
    expect(readdirSync(join(folder, 'bundle'))).not.toContain('main-OLD.js');
  });
});

describe('programFiles', () => {
  it('gives the same bytes for the same modules, wherever they are, and names no folder above them', async () => {
    const [folder, elsewhere] = [workspace(), workspace()];
    const files = await programFiles(folder);
    expect([...(await programFiles(elsewhere))]).toEqual([...files]);
    expect([...files.values()].filter((text) => text.includes(folder))).toEqual([]);
  });

  it('keeps the licences of the packages of others that are in it, and names no package that is not', async () => {
    const text = (await programFiles(workspace())).get('LICENSES.txt');
    expect(text).toContain('stranger 3.2.1 (MIT)\n\nCopyright (c) a stranger.\n');
    expect(text).not.toContain('lmdb');
  });

  it.each([
    [
      'a stranger without the text of its licence',
      {
        'dist/bin.js': "import 'bare';\n",
        'node_modules/bare/package.json': { name: 'bare', version: '1.0.0', license: 'MIT', main: 'index.js' },
        'node_modules/bare/index.js': '',
      },
      'bare 1.0.0 (MIT) comes without the text',
    ],
    [
      'a native module that the package does not depend on',
      { 'package.json': { ...manifest, dependencies: {} } },
      'does not depend on lmdb',
    ],
    [
      'a command that is elsewhere',
      { 'package.json': { ...manifest, bin: { program: './dist/bin.js' } } },
      'not in ./bundle',
    ],
    ['a package without a command', { 'package.json': { ...manifest, bin: {} } }, 'has no command'],
    [
      'a file that is not at the same place for the program',
      {
        'dist/bin.js': "import './a/b.js';\n",
        'dist/a/b.js': "console.log(new URL('../data.json', import.meta.url));\n",
      },
      'dist/a/b.js looks for ../data.json',
    ],
    [
      'two threads of one name',
      {
        'dist/bin.js': "import '@x/below';\nconsole.log(new URL('./thread.js', import.meta.url));\n",
        'dist/thread.js': '',
      },
      'two modules thread.js',
    ],
  ])('refuses %s', async (_what, changes, words) => {
    await expect(programFiles(workspace(changes))).rejects.toThrow(words);
  });
});

describe('programFaults', () => {
  it('tells a program that the modules do not give, and the set-up of tests makes it again', async () => {
    const folder = workspace();
    expect((await programFaults(folder)).length).toBeGreaterThan(3);
    await writeProgram(folder);
    expect(await programFaults(folder)).toEqual([]);
    appendFileSync(join(folder, 'bundle/bin.js'), '// more\n');
    writeFileSync(join(folder, 'bundle/other.js'), '');
    expect(await programFaults(folder)).toEqual([
      'bundle/bin.js is not what the modules give',
      'bundle/other.js comes from no module',
    ]);
    await setup({ config: { root: folder } });
    expect(await programFaults(folder)).toEqual([]);
    expect(readFileSync(join(folder, 'bundle/bin.js'), 'utf8')).not.toContain('// more');
  });
});
