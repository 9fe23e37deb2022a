#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { findRoot } from '../runner/workspace.ts';
import { main } from './main.ts';

/** Two, as of all that the gate runs at once: each thread has the suites and what it remembers of them for itself. */
const threads = Math.min(2, availableParallelism());

process.exitCode = await main({
  root: findRoot(),
  print: (line) => void process.stdout.write(`${line}\n`),
  threads,
});
