#!/usr/bin/env node
// Runs a package's tests on the second Node version: `allod-node24` as the script "test:node24" of a package.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandFile, holderOf, run } from '../src/process.mjs';
import { workspaceRoot } from '../src/workspace.mjs';

const node = join(
  workspaceRoot,
  'packages/tooling/node24/node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
if (!existsSync(node)) {
  process.stderr.write(`Node 24 is not installed at ${node}. To bring it: npm run build\n`);
  process.exit(1);
}
const { code } = await run(
  node,
  [commandFile(holderOf(process.cwd(), 'vitest'), 'vitest'), 'run', ...process.argv.slice(2)],
  {
    cwd: process.cwd(),
    env: { ...process.env, ALLOD_LEG: 'node24' },
    live: true,
  },
);
process.exitCode = code;
