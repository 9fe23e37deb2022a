#!/usr/bin/env node
const args = process.argv.slice(2);

if (args.join(' ') === 'conformance adapter') {
  // The runner starts this again and again: it does not wait for what the other verbs need.
  const { runConformanceTestee } = await import('./testee.ts');
  await runConformanceTestee(process.stdin, process.stdout);
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(args);
}
