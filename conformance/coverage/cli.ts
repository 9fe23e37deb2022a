/**
 * The requirement machine as a command: the only file here that touches the disk.
 *
 *   cli.js                    the gate: lints, joins evidence, writes reports/coverage.{json,md,html}; exit 1 when red
 *   cli.js extract --write    writes spec/requirements.json
 *   cli.js extract --check    exit 1 when a lint speaks or spec/requirements.json is not what the chapters say
 *   cli.js lock               writes spec/requirements.lock.json, then spec/requirements.json
 *
 * Exit 2: the command could not do its work (unknown argument, unreadable file, a schema that does not compile).
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge } from './gate.ts';
import { coverageHtml } from './report-html.ts';
import { coverageJson, coverageMarkdown, coverageSummary } from './report.ts';
import { extractOf, isRelevant, nextLock, readGateInput, readSpec } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const skippedFolders = new Set(['node_modules', 'dist', 'src', 'test']);

/** The repository is where the workspace file is, whatever the current folder. */
function findRoot(start: string): string {
  if (existsSync(join(start, 'pnpm-workspace.yaml'))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error('no pnpm-workspace.yaml above this module');
  return findRoot(parent);
}

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}

function readWorkspace(root: string): Workspace {
  const paths = ['spec', 'vectors', 'reports', 'conformance', 'packages'].flatMap((folder) => listFiles(root, folder));
  return { texts: new Map(paths.filter(isRelevant).map((path) => [path, readFileSync(join(root, path), 'utf8')])) };
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function runGate(root: string): number {
  const verdict = judge(readGateInput(readWorkspace(root)));
  write(root, 'reports/coverage.json', coverageJson(verdict));
  write(root, 'reports/coverage.md', coverageMarkdown(verdict));
  write(root, 'reports/coverage.html', coverageHtml(verdict));
  process.stdout.write(coverageSummary(verdict));
  return verdict.failures.length === 0 ? 0 : 1;
}

function runExtract(root: string, mode: '--write' | '--check'): number {
  const workspace = readWorkspace(root);
  const { requirements, findings } = readSpec(workspace);
  const extract = extractOf(requirements);
  const current = workspace.texts.get('spec/requirements.json') === extract;
  if (mode === '--write' && !current) write(root, 'spec/requirements.json', extract);
  const stale = mode === '--check' && !current;
  for (const { lint, where, message } of findings) process.stdout.write(`${lint} ${where}: ${message}\n`);
  if (stale) process.stdout.write('spec/requirements.json is not what the chapters say: run extract --write\n');
  process.stdout.write(`extract: ${requirements.length} requirements, ${findings.length} findings\n`);
  return findings.length === 0 && !stale ? 0 : 1;
}

function runLock(root: string): number {
  write(root, 'spec/requirements.lock.json', nextLock(readWorkspace(root)));
  return runExtract(root, '--write');
}

function run(args: readonly string[]): number {
  const root = findRoot(dirname(fileURLToPath(import.meta.url)));
  const [command = 'gate', mode, ...more] = args.filter((argument) => argument !== '--');
  if (more.length === 0) {
    if (command === 'gate' && mode === undefined) return runGate(root);
    if (command === 'extract' && (mode === '--write' || mode === '--check')) return runExtract(root, mode);
    if (command === 'lock' && mode === undefined) return runLock(root);
  }
  process.stderr.write('usage: cli.js [gate | extract --write | extract --check | lock]\n');
  return 2;
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (fault) {
  process.stderr.write(`coverage: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = 2;
}
