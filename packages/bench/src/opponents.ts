import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Who is measured beside us, and is no part of what anybody installs. */
export type OpponentName = 'localfirst-auth';

const ENTRIES: Readonly<Record<OpponentName, string>> = { 'localfirst-auth': '@localfirst/auth/dist/index.js' };
const FOLDERS = fileURLToPath(new URL('../opponents', import.meta.url));

/** How an opponent is made ready. */
export interface Installing {
  /** Whether it may be installed where it is missing. */
  readonly mayInstall: boolean;
  /** The folder of its `package.json`; its own when absent. */
  readonly folder?: string;
  /** The program that installs. */
  readonly npm?: string;
}

/** Why an opponent cannot take part, in words; `undefined` when it can. */
export async function findObstacle(name: OpponentName, installing: Installing): Promise<string | undefined> {
  const { mayInstall, folder = join(FOLDERS, name), npm = 'npm' } = installing;
  if (await isInstalled(folder)) return undefined;
  if (!mayInstall) return 'it is not installed, and this run installs nothing';
  const fault = await install(folder, npm);
  if (fault !== undefined) return fault;
  return (await isInstalled(folder)) ? undefined : `${npm} installed other versions than those of package-lock.json`;
}

/** Where the code of an opponent begins, for `import`. */
export function opponentEntry(name: OpponentName): string {
  return pathToFileURL(join(FOLDERS, name, 'node_modules', ENTRIES[name])).href;
}

/** Whether all is there as the lockfile says. npm keeps what it installed in a lockfile of its own, which it writes last. */
async function isInstalled(folder: string): Promise<boolean> {
  const [wanted, found] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => versionsIn(join(folder, file))),
  );
  return [...found!].length > 0 && [...found!].every(([path, version]) => wanted!.get(path) === version);
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

async function versionsIn(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const { packages } = text === undefined ? { packages: {} } : (JSON.parse(text) as Lockfile);
  return new Map(
    Object.entries(packages).flatMap(([path, { version }]) => (version === undefined ? [] : [[path, version]])),
  );
}

/** Runs no script of what it installs. Returns why it did not succeed. */
async function install(folder: string, npm: string): Promise<string | undefined> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
  const child = spawn(npm, ['ci', ...flags], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? undefined : `${npm} could not install it: ${faultSaid(said)}`;
  } catch (fault) {
    return `${npm} could not be started: ${fault instanceof Error ? fault.message : String(fault)}`;
  }
}

/** What npm says of a fault: its code, and the first lines about it. */
function faultSaid(said: string): string {
  const lines = said.split('\n').flatMap((line) => /^npm (?:ERR!|error) (.*\S)/.exec(line)?.[1] ?? []);
  return lines.length === 0 ? 'it did not say why' : lines.slice(0, 4).join('; ');
}
