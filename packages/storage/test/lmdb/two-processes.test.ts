import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { openLmdbFiles } from '../../src/lmdb/open-files.ts';
import { freshFolder } from './folder.ts';

const HOLDER = fileURLToPath(new URL('holder.mjs', import.meta.url));

async function codeOf(folder: string): Promise<string> {
  const files = await openLmdbFiles(folder);
  if (!files.ok) return files.error.code;
  await files.value.keyValue.close();
  return 'opened';
}

/** A process that opens the folder and says how that went. It holds on until it is killed, or its input ends. */
async function holder(folder: string): Promise<{ readonly child: ChildProcess; readonly says: string }> {
  const child = spawn(process.execPath, [HOLDER, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [says] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, says: String(says) };
}

it('STO-014 refuses a store that another process has open, and opens it when that one has closed it', async () => {
  const folder = freshFolder();
  const { child, says } = await holder(folder);
  expect(says).toBe('opened');
  expect(await codeOf(folder)).toBe('E_STORE_BUSY');
  expect((await holder(folder)).says).toBe('E_STORE_BUSY');
  child.stdin!.end();
  await once(child, 'exit');
  expect(await codeOf(folder)).toBe('opened');
});

it('STO-014 opens a store whose process was killed', async () => {
  const folder = freshFolder();
  for (let round = 0; round < 3; round++) {
    const { child, says } = await holder(folder);
    expect(says).toBe('opened');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect(await codeOf(folder)).toBe('opened');
});

it('STO-014 refuses a store that another thread of the process has open', async () => {
  const folder = freshFolder();
  const worker = new Worker(HOLDER, { argv: [folder], stdin: true, stdout: true });
  onTestFinished(async () => void (await worker.terminate()));
  const [says] = await once(createInterface({ input: worker.stdout }), 'line');
  expect(says).toBe('opened');
  expect(await codeOf(folder)).toBe('E_STORE_BUSY');
  expect((await holder(folder)).says).toBe('E_STORE_BUSY');
});

it('STO-014 refuses a store that was closed and opened again many times before, as it does one opened once', async () => {
  const folder = freshFolder();
  for (let round = 0; round < 20; round++) expect(await codeOf(folder)).toBe('opened');
  const files = await openLmdbFiles(folder);
  expect(files.ok).toBe(true);
  expect(await codeOf(folder)).toBe('E_STORE_BUSY');
  expect((await holder(folder)).says).toBe('E_STORE_BUSY');
  expect((await holder(folder)).says).toBe('E_STORE_BUSY');
  if (files.ok) await files.value.keyValue.close();
});

it('STO-014 refuses at least one of two processes that come at once', async () => {
  for (let round = 0; round < 5; round++) {
    const folder = freshFolder();
    const both = await Promise.all([holder(folder), holder(folder)]);
    expect(both.filter(({ says }) => says === 'opened').length).toBeLessThan(2);
  }
});
