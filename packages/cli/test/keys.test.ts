import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { errorOf, sceneOf } from './actors.ts';
import { document } from './program.ts';
import { createWorld } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

test('each key of a home is listed with what it is for and how it is kept, and no private one is printed', async () => {
  const { world, ada, phone } = await sceneOf(shared);
  const listed = await ada('keys list');
  const [device, kit] = listed.stdout.split('\n');
  expect(device).toMatch(/^[\w-]{43}\tthis device\tEd25519, X25519\tno\tyes\tno\tno\twithout a passphrase$/);
  expect(kit).toMatch(/^[\w-]{43}\trecovery kit, until it is confirmed\tEd25519, X25519\t/);
  const told = JSON.parse((await phone('keys list --json')).stdout) as object[];
  expect(told).toEqual([
    {
      kid: expect.stringMatching(/^[\w-]{43}$/) as string,
      use: 'device',
      signs: 'Ed25519',
      agrees: 'X25519',
      hardware: false,
      extractable: true,
      synced: false,
      userPresence: false,
      hasPassphrase: false,
    },
  ]);
  const { seed, kit: kitSeed } = JSON.parse(readFileSync(join(world.folder, 'ada', 'keys.json'), 'utf8')) as {
    seed: string;
    kit: string;
  };
  for (const { stdout, stderr } of [listed, await ada('keys list --json'), await ada('keys test --json --verbose')])
    for (const secret of [seed, kitSeed]) expect(`${stdout}${stderr}`).not.toContain(secret);
});

test('each key of a home is tried, and what works is said in plain words', async () => {
  const { ada } = await sceneOf(shared);
  const ran = await ada('keys test');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toContain('ok\tdevice key signs\tIt signs, and the signature holds.\n');
  expect(ran.stdout).toContain('ok\town records\tThe key that is in use for your own records opens.\n');
});

test('keys that open nothing are a problem, with what to do', async () => {
  const { world, ada, phone } = await sceneOf(shared);
  const { kid } = document(await phone('id show --json')) as { kid: string };
  await ada(`device remove ${kid} --yes`);
  await ada('sync URL');
  await phone('sync URL');
  const ran = await phone('keys test --json');
  expect(ran.code).toBe(9);
  expect(document(ran)).toMatchObject({
    error: { code: 'E_CHECK' },
    findings: expect.arrayContaining([
      expect.objectContaining({
        check: 'own records',
        ok: false,
        says: 'Nobody has handed the key for this to this device.',
      }),
    ]) as unknown,
  });
  rmSync(join(world.folder, 'phone', 'keys.json'));
  expect(errorOf(await phone('keys list --json'))).toMatchObject({ code: 'E_KEYS' });
});

test('a team gets a new key by whoever may write there, and nobody else', async () => {
  const { ada, bob } = await sceneOf(shared);
  const rotated = await bob('team rotate Home');
  expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining('has a new key.') });
  expect(document(await bob('team rotate Home --json'))).toMatchObject({
    ops: [expect.any(String)],
    eid: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  await ada('team set-role Home Bob reader');
  await ada('sync URL');
  await bob('sync URL');
  const refused = await bob('team rotate Home --json');
  expect(refused.code).toBe(4);
  expect(errorOf(refused)).toMatchObject({
    code: 'E_NOT_AUTHORIZED',
    message: expect.stringContaining('Only a writer can make a new key, and you are a reader.'),
    hint: 'Ask “Ada”.',
  });
  expect(errorOf(await bob('team rotate Nowhere --json'))).toMatchObject({ code: 'E_NOT_FOUND' });
});
