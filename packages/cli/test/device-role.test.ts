import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runHere, wordsIn } from './here.ts';
import { document } from './program.ts';
import type { Ran } from './program.ts';
import { createWorld } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

type Act = (line: string, typed?: readonly string[]) => Promise<Ran>;

/** Ada at her laptop, an owner, and at her phone, an admin. */
async function scene(): Promise<{ readonly laptop: Act; readonly phone: Act }> {
  const world = await (await shared).copy();
  const on =
    (home: string): Act =>
    (line, typed) =>
      runHere(wordsIn(line.replace('URL', world.url)), {
        home: join(world.folder, home),
        ...(typed === undefined ? {} : { typed }),
      });
  return { laptop: on('ada'), phone: on('phone') };
}

/** The role of each device that `device list` shows, by the name it has there. */
async function roles(who: Act): Promise<Record<string, string>> {
  const rows = (await who('device list')).stdout.trim().split('\n');
  return Object.fromEntries(rows.map((row) => row.split('\t')).map(([, name, role]) => [name, role]));
}

test('a device is given another role, and the others hear of it', async () => {
  const { laptop, phone } = await scene();
  const lowered = await laptop('device set-role phone writer');
  expect(lowered).toMatchObject({ code: 0, stdout: 'phone is writer now.\n' });
  expect(lowered.stderr).toContain('with the next `allod sync URL`');
  expect(await roles(laptop)).toMatchObject({ laptop: 'owner', phone: 'writer' });
  await laptop('sync URL');
  await phone('sync URL');
  expect(await roles(phone)).toMatchObject({ phone: 'writer' });
  expect(await phone('device pair')).toMatchObject({ code: 4 });
  expect(document(await laptop('device set-role phone owner --json'))).toMatchObject({ says: 'phone is owner now.' });
});

test('a device that makes itself less is asked before, and is not made more by itself', async () => {
  const { laptop } = await scene();
  await laptop('device set-role phone owner');
  const unsure = await laptop('device set-role laptop admin', ['no']);
  expect(unsure).toMatchObject({ code: 7, stderr: expect.stringContaining('only another one can make it more than') });
  expect(await roles(laptop)).toMatchObject({ laptop: 'owner' });
  expect(await laptop('device set-role laptop admin', ['laptop'])).toMatchObject({ code: 0 });
  const back = await laptop('device set-role laptop owner --yes');
  expect(back).toMatchObject({ code: 4, stderr: expect.stringContaining('Ask phone.') });
  expect(await roles(laptop)).toMatchObject({ laptop: 'admin' });
});

test('an owner is not made less by one owner of two, and nobody is given a role that devices do not have', async () => {
  const { laptop, phone } = await scene();
  expect(await phone('device set-role phone owner')).toMatchObject({ code: 4 });
  await laptop('device set-role phone owner');
  const alone = await laptop('device set-role phone admin --yes');
  expect(alone).toMatchObject({ code: 7, stderr: expect.stringContaining('more than half of the owners') });
  const reader = await laptop('device set-role phone reader');
  expect(reader).toMatchObject({ code: 2, stderr: expect.stringContaining('writer, admin, owner') });
  const nobody = await laptop('device set-role tablet writer');
  expect(nobody).toMatchObject({ code: 3, stderr: expect.stringContaining('`allod device list`') });
});
