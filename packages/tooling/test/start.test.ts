import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runInFront } from '../src/start.mjs';
import { workspaceRoot } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const START = pathToFileURL(join(workspaceRoot, 'packages/tooling/src/start.mjs')).href;

/** A folder with a program that says when it is ready and cleans up at `signal`, and one that gives it the terminal. */
function folderWith(signal: NodeJS.Signals): string {
  return scratch({
    'program.mjs': `import { writeFileSync } from 'node:fs';
      const alive = setInterval(() => {}, 1_000);
      process.once('${signal}', () => { clearInterval(alive); writeFileSync('cleaned', ''); });
      console.log('ready');`,
    'front.mjs': `import { runInFront } from '${START}';
      process.exitCode = await runInFront('program.mjs', { args: [], cwd: process.cwd(), env: process.env });`,
    'parent.mjs': `import { spawn } from 'node:child_process';
      spawn(process.execPath, ['front.mjs'], { stdio: 'inherit' });`,
  });
}

/** Starts a script and waits for the first line of the program. */
async function started(folder: string, script: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

describe('runInFront', () => {
  it('runs the program in its folder with its arguments, and gives its exit code', async () => {
    const program =
      "import { writeFileSync } from 'node:fs'; writeFileSync('said', process.argv[2]); process.exitCode = 3;";
    const folder = scratch({ 'program.mjs': program });
    const code = await runInFront('program.mjs', { args: ['$(x) "y"'], cwd: folder, env: process.env });
    expect([code, readFileSync(join(folder, 'said'), 'utf8')]).toEqual([3, '$(x) "y"']);
  });

  it('does not take an end by a signal for success', async () => {
    const folder = scratch({ 'program.mjs': "process.kill(process.pid, 'SIGKILL');" });
    expect(await runInFront('program.mjs', { args: [], cwd: folder, env: process.env })).toBe(137);
  });

  it('does not take a program that cannot be started for success', async () => {
    const options = { args: [], cwd: join(scratch({}), 'nowhere'), env: process.env };
    expect(await runInFront('program.mjs', options)).toBe(127);
  });

  it('leaves nothing that listens for signals', async () => {
    const before = process.listenerCount('SIGINT');
    await runInFront('program.mjs', { args: [], cwd: scratch({ 'program.mjs': '' }), env: process.env });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s on, and waits until the program has cleaned up',
    async (signal) => {
      const folder = folderWith(signal);
      const front = await started(folder, 'front.mjs');
      front.kill(signal);
      expect(await once(front, 'exit')).toEqual([0, null]);
      expect(existsSync(join(folder, 'cleaned'))).toBe(true);
    },
  );

  it('lets the program clean up when who started us is gone', async () => {
    const folder = folderWith('SIGTERM');
    const parent = await started(folder, 'parent.mjs');
    parent.kill('SIGKILL');
    // All three write to one pipe, which closes with the last of them.
    await once(parent, 'close');
    expect(existsSync(join(folder, 'cleaned'))).toBe(true);
  });
});
