import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findObstacle } from '../src/opponents.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allod-bench-'));
  await writeFile(join(folder, 'package-lock.json'), lockfile({ '': undefined, 'node_modules/rival': '6.0.0' }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function lockfile(versions: Readonly<Record<string, string | undefined>>): string {
  const packages = Object.entries(versions).map(([path, version]) => [path, { version }]);
  return JSON.stringify({ packages: Object.fromEntries(packages) });
}

async function installed(version: string): Promise<void> {
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await writeFile(join(folder, 'node_modules', '.package-lock.json'), lockfile({ 'node_modules/rival': version }));
}

/** A program in the place of npm. */
async function program(script: string): Promise<string> {
  const file = join(folder, 'npm.sh');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const obstacle = (npm: string, mayInstall = true): Promise<string | undefined> =>
  findObstacle('localfirst-auth', { mayInstall, folder, npm });

describe('an opponent', () => {
  it('that is installed as its lockfile says takes part, and nothing is started', async () => {
    await installed('6.0.0');
    expect(await obstacle(join(folder, 'nothing'))).toBeUndefined();
  });

  it('that is missing is left alone by a run that may not install', async () => {
    expect(await obstacle(await program('exit 0'), false)).toBe('it is not installed, and this run installs nothing');
  });

  it('that is there in another version is installed again, without running its scripts', async () => {
    await installed('5.9.9');
    const lock = lockfile({ 'node_modules/rival': '6.0.0' });
    const npm = await program(`echo "$@" > said; echo '${lock}' > node_modules/.package-lock.json`);
    expect(await obstacle(npm)).toBeUndefined();
    expect(await readFile(join(folder, 'said'), 'utf8')).toContain('--ignore-scripts');
  });

  it('says why npm could not install it, in its own words', async () => {
    const npm = await program(
      'echo "npm warn old" >&2; echo "npm error code ENET" >&2; echo "npm error network is down" >&2; exit 1',
    );
    expect(await obstacle(npm)).toBe(`${npm} could not install it: code ENET; network is down`);
  });

  it('says so when npm says nothing, when it is not there, and when it brings something else', async () => {
    expect(await obstacle(await program('exit 1'))).toMatch(/could not install it: it did not say why$/);
    expect(await obstacle(join(folder, 'nothing'))).toMatch(/could not be started: .*ENOENT/);
    expect(await obstacle(await program('exit 0'))).toMatch(/other versions than those of package-lock\.json$/);
  });
});
