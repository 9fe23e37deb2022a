#!/usr/bin/env node
// The composition root of the runner: the only place that touches the process, its clock and its randomness.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { main } from './main.ts';
import { findRoot } from './workspace.ts';

const root = findRoot();

// `npm run conformance` starts us in our own folder, and says where the person typed.
const cwd = process.env['ALLOD_CWD'] ?? process.cwd();

const status = await main({
  argv: process.argv.slice(2),
  root,
  cwd,
  reference: [process.execPath, join(root, 'packages', 'cli', 'bundle', 'bin.js'), 'conformance', 'adapter'],
  clock: {
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  today: new Date().toISOString().slice(0, 10),
  freshSeed: () => randomBytes(8).toString('hex'),
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
});
process.exitCode = status;
