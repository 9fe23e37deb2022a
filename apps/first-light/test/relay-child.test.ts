import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { spawnRelay } from '../src/relay-child.ts';
import type { RelayChild } from '../src/relay-child.ts';
import { isAlive, listens } from './program.ts';

const PROGRAM = fileURLToPath(new URL('../dist/relay-process.js', import.meta.url));

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'allod-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function spawned(folder: string, { port = 0, program = PROGRAM } = {}): RelayChild {
  const child = spawnRelay({ folder, port, program });
  onTestFinished(() => child.stop());
  return child;
}

it('listens on a free port, and no more once it was stopped', async () => {
  const child = spawned(join(scratch(), 'relay'));
  const { pid, port, url, linkUrl } = await child.listening;
  expect([url, linkUrl]).toEqual([`http://127.0.0.1:${port}`, `ws://127.0.0.1:${port}/allod/v1`]);
  expect([isAlive(pid), await listens(port)]).toEqual([true, true]);
  await child.stop();
  expect([isAlive(pid), await listens(port)]).toEqual([false, false]);
});

it('is gone when it was killed, and can be started again on the same store and port', async () => {
  const folder = join(scratch(), 'relay');
  const first = await spawned(folder).listening;
  await first.kill();
  await first.exited;
  expect(isAlive(first.pid)).toBe(false);
  const second = await spawned(folder, { port: first.port }).listening;
  expect([second.url, await listens(second.port)]).toEqual([first.url, true]);
});

it('can be stopped twice, and after it was killed', async () => {
  const child = spawned(join(scratch(), 'relay'));
  const { pid, kill } = await child.listening;
  await kill();
  await Promise.all([child.stop(), child.stop()]);
  expect(isAlive(pid)).toBe(false);
});

it('can be stopped before it listens', async () => {
  const child = spawned(join(scratch(), 'relay'));
  await child.stop();
  await child.listening.then(
    async ({ port }) => expect(await listens(port)).toBe(false),
    () => undefined,
  );
});

it('refuses a store that another relay has open', async () => {
  const folder = join(scratch(), 'relay');
  await spawned(folder).listening;
  await expect(spawned(folder).listening).rejects.toThrow('E_STORE_BUSY');
});

it('refuses a port that another relay has', async () => {
  const { port } = await spawned(join(scratch(), 'one')).listening;
  await expect(spawned(join(scratch(), 'two'), { port }).listening).rejects.toThrow(`port ${port}: E_LISTEN`);
});

it('refuses a place where there can be no store', async () => {
  const folder = join(scratch(), 'file');
  writeFileSync(folder, '');
  await expect(spawned(folder).listening).rejects.toThrow('E_STORE_OPEN');
});

it('fails when its process ends without a word', async () => {
  const folder = scratch();
  const program = join(folder, 'mute.mjs');
  writeFileSync(program, 'process.exit(3);\n');
  mkdirSync(join(folder, 'relay'));
  await expect(spawned(join(folder, 'relay'), { program }).listening).rejects.toThrow('ended without a word');
});
