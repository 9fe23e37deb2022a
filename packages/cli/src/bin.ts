#!/usr/bin/env node
import { runConformanceTestee } from './testee.ts';

const [noun, verb] = process.argv.slice(2);
if (noun === 'conformance' && verb === 'adapter') {
  await runConformanceTestee(process.stdin, process.stdout);
} else {
  process.stderr.write('usage: allod conformance adapter\n');
  process.exitCode = 2;
}
