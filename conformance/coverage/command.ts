/** The requirement machine's commands on a folder: the only file here that touches the disk. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judge } from './gate.ts';
import { coverageHtml } from './report-html.ts';
import { coverageJson, coverageMarkdown, coverageSummary } from './report.ts';
import { extractOf, isRelevant, nextLock, readGateInput, readSpec } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const skippedFolders = new Set(['node_modules', 'dist', 'src', 'test']);

/** Where a command works and whom it tells. */
export interface Host {
  /** The repository: the folder that holds `spec/`, `vectors/` and `reports/`. */
  readonly root: string;
  readonly tell: (text: string) => void;
  readonly complain: (text: string) => void;
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

function runGate({ root, tell }: Host): 0 | 1 | 2 {
  const verdict = judge(readGateInput(readWorkspace(root)));
  write(root, 'reports/coverage.json', coverageJson(verdict));
  write(root, 'reports/coverage.md', coverageMarkdown(verdict));
  write(root, 'reports/coverage.html', coverageHtml(verdict));
  tell(coverageSummary(verdict));
  return verdict.failures.length === 0 ? 0 : 1;
}

function runExtract({ root, tell }: Host, mode: '--write' | '--check'): 0 | 1 | 2 {
  const workspace = readWorkspace(root);
  const { requirements, findings } = readSpec(workspace);
  const extract = extractOf(requirements);
  const current = workspace.texts.get('spec/requirements.json') === extract;
  if (mode === '--write' && !current) write(root, 'spec/requirements.json', extract);
  const stale = mode === '--check' && !current;
  for (const { lint, where, message } of findings) tell(`${lint} ${where}: ${message}\n`);
  if (stale) tell('spec/requirements.json is not what the chapters say: run extract --write\n');
  tell(`extract: ${requirements.length} requirements, ${findings.length} findings\n`);
  return findings.length === 0 && !stale ? 0 : 1;
}

function runLock(host: Host): 0 | 1 | 2 {
  write(host.root, 'spec/requirements.lock.json', nextLock(readWorkspace(host.root)));
  return runExtract(host, '--write');
}

function dispatch(args: readonly string[], host: Host): 0 | 1 | 2 {
  const [command = 'gate', mode, ...more] = args.filter((argument) => argument !== '--');
  if (more.length === 0) {
    if (command === 'gate' && mode === undefined) return runGate(host);
    if (command === 'extract' && (mode === '--write' || mode === '--check')) return runExtract(host, mode);
    if (command === 'lock' && mode === undefined) return runLock(host);
  }
  host.complain('usage: cli.js [gate | extract --write | extract --check | lock]\n');
  return 2;
}

/**
 * Runs one command and answers its exit code: 0 green, 1 red, 2 the command could not do its work (unknown argument,
 * unreadable file, a schema that does not compile). Writes only below `host.root`.
 */
export function runCommand(args: readonly string[], host: Host): 0 | 1 | 2 {
  try {
    return dispatch(args, host);
  } catch (fault) {
    host.complain(`coverage: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    return 2;
  }
}
