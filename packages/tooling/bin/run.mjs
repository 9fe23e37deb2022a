#!/usr/bin/env node
// Entry of every npm script of the workspace. Needs Node and npm only; everything else it brings itself.
import { bootstrap, toolEnvironment } from '../src/bootstrap.mjs';
import { workspaceRoot } from '../src/workspace.mjs';

const [command = '', ...args] = process.argv.slice(2);
const env = toolEnvironment(workspaceRoot, process.env);
/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

try {
  await bootstrap(workspaceRoot, { say, env });
  const { main } = await import('../src/cli.mjs');
  process.exitCode = await main(command, { root: workspaceRoot, args, env, say });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
