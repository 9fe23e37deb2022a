/**
 * The requirement machine as a program.
 *
 *   cli.js                    the gate: lints, joins evidence, writes reports/coverage.{json,md,html}; exit 1 when red
 *   cli.js extract --write    writes spec/requirements.json
 *   cli.js extract --check    exit 1 when a lint speaks or spec/requirements.json is not what the chapters say
 *   cli.js lock               writes spec/requirements.lock.json, then spec/requirements.json
 *
 * Exit 2: the command could not do its work (unknown argument, unreadable file, a schema that does not compile).
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.ts';

/** The repository is where the workspace file is, whatever the current folder. */
function findRoot(start: string): string {
  if (existsSync(join(start, 'pnpm-workspace.yaml'))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error('no pnpm-workspace.yaml above this module');
  return findRoot(parent);
}

process.exitCode = runCommand(process.argv.slice(2), {
  root: findRoot(dirname(fileURLToPath(import.meta.url))),
  tell: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
});
