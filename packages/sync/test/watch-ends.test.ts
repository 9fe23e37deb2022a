import type { Store } from '@allod/storage';
import { watchEnds } from '@allod/sync';
import { expect, test } from 'vitest';
import { accept, createHost, createWriter, digestOf, epochOp, ManualTimers, NOW } from './world.ts';

const ann = await createWriter(1);
const MINUTE = 60_000;

/** A store with two keyboxes, of which one goes after a minute and a half. */
async function filled(): Promise<{ readonly store: Store; left(): Promise<boolean[]> }> {
  const { store, ...host } = await createHost(1);
  const [lasting, ending] = await Promise.all([
    epochOp(ann, { body: Uint8Array.of(1) }),
    epochOp(ann, { body: Uint8Array.of(2), more: { end: NOW + 90_000_000 } }),
  ]);
  await accept(host, [ann.init, lasting, ending]);
  const left = async (): Promise<boolean[]> =>
    Promise.all([lasting, ending].map(async ({ body }) => (await store.body(digestOf(body))) !== undefined));
  return { store, left };
}

async function calm(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

test('SEC-025 drops a keybox within a minute after the end of its epoch', async () => {
  const { store, left } = await filled();
  const timers = new ManualTimers();
  const leave = watchEnds({ store, now: () => timers.now, timers });
  for (const expected of [true, true, false]) {
    await calm();
    expect(await left()).toEqual([true, expected]);
    timers.advance(MINUTE);
  }
  await leave();
});

test('SEC-025 drops at once what ended while nobody watched, and nothing once it is left', async () => {
  const { store, left } = await filled();
  const timers = new ManualTimers();
  await watchEnds({ store, now: () => timers.now, timers })();
  timers.advance(3 * MINUTE);
  await calm();
  expect(await left()).toEqual([true, true]);
  await watchEnds({ store, now: () => timers.now, timers })();
  expect(await left()).toEqual([true, false]);
});

test('a fault is told, and the next minute tried again', async () => {
  const { store, left } = await filled();
  const timers = new ManualTimers();
  timers.advance(2 * MINUTE);
  const faults: unknown[] = [];
  let isBroken = true;
  const broken: Store = Object.create(store, {
    scan: {
      value: (query: Parameters<Store['scan']>[0]) => {
        if (isBroken) throw new Error('the disk cannot be read');
        return store.scan(query);
      },
    },
  }) as Store;
  const leave = watchEnds({ store: broken, now: () => timers.now, timers, failed: (fault) => faults.push(fault) });
  await calm();
  expect([faults.length, await left()]).toEqual([1, [true, true]]);
  isBroken = false;
  timers.advance(MINUTE);
  await leave();
  expect([faults.length, await left()]).toEqual([1, [true, false]]);
});
