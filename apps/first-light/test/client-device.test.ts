import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHomes } from '@allod/client';
import { expect, it, onTestFinished } from 'vitest';
import { openDevice } from '../src/client-device.ts';
import type { Device } from '../src/world.ts';

/** Nobody listens there: ports below 1024 are given out by the administrator, and this one stands for itself. */
const NOBODY = 'ws://127.0.0.1:1/allod/v1';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'allod-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The first device of a new user. */
async function device(): Promise<Device> {
  const home = join(scratch(), 'laptop');
  const made = await createHomes({ homes: [{ folder: home }] });
  if (!made.ok) throw new Error(made.error.code);
  const opened = await openDevice({ name: 'laptop', home, user: made.value.user });
  onTestFinished(() => opened.close());
  return opened;
}

it('writes records of which each arrives once, and reads what they say', async () => {
  const laptop = await device();
  const arrivals = laptop.arrivals();
  const ids = await laptop.write('v:com.example.notes', [
    { tag: 'a', json: { n: 1 } },
    { tag: 'b', json: [2] },
  ]);
  // The first op, the first epoch, and the two.
  expect(await laptop.count()).toBe(4);
  expect([...(await laptop.read('v:com.example.notes'))]).toEqual(
    expect.arrayContaining([
      ['a', { n: 1 }],
      ['b', [2]],
    ]),
  );
  const arrived: string[] = [];
  for await (const id of arrivals) if (arrived.push(id) === ids.length) break;
  expect(arrived).toEqual(ids);
});

it('holds nothing of a user whom it has never met', async () => {
  const laptop = await device();
  const stranger = await openDevice({ name: 'stranger', home: (await otherHome()).home, user: 'A'.repeat(43) });
  onTestFinished(() => stranger.close());
  expect([await laptop.count(), await stranger.count()]).toEqual([2, 0]);
});

async function otherHome(): Promise<{ readonly home: string }> {
  const home = join(scratch(), 'other');
  await createHomes({ homes: [{ folder: home }] });
  return { home };
}

it('refuses a folder that is no home', async () => {
  await expect(openDevice({ name: 'laptop', home: scratch(), user: 'A'.repeat(43) })).rejects.toThrow('E_NO_USER');
});

it('refuses to write to a collection whose name is out of form', async () => {
  await expect((await device()).write('no name', [{ json: 1 }])).rejects.toThrow('E_INPUT');
});

it('fails to sync where nobody answers', async () => {
  await expect((await device()).sync(NOBODY)).rejects.toThrow('a sync of the laptop refused: E_LINK');
});

it('has no link where nobody answers, and waits for none once it was closed', async () => {
  const live = (await device()).connect(NOBODY);
  await live.broken();
  const current = live.current();
  const closed = live.close();
  await expect(current).rejects.toThrow('the connection was closed');
  await closed;
  await expect(live.current()).rejects.toThrow('the connection was closed');
});

it('can be closed twice', async () => {
  const laptop = await device();
  await expect(Promise.all([laptop.close(), laptop.close()])).resolves.toBeDefined();
});
