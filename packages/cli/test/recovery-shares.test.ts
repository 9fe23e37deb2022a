import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { actor, errorOf, sceneOf } from './actors.ts';
import { runHere } from './here.ts';
import { document, scratch } from './program.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

function kitOf({ folder }: World): string {
  return readFileSync(join(folder, 'kit.txt'), 'utf8');
}

test('a kit is split into shares, of which as many as are needed give its words back', async () => {
  const { world, ada } = await sceneOf(shared);
  const words = kitOf(world).split('\n');
  const split = await ada('recovery split --need 2 --of 3', { stdin: kitOf(world) });
  const shares = split.stdout.trimEnd().split('\n');
  expect(split.code).toBe(0);
  expect(shares).toHaveLength(3);
  for (const share of shares) expect(share).toMatch(/^allod-share-1-2-[\w-]{50}$/);
  expect(split.stderr).toContain('Whoever has 2 of these 3 shares is you');
  expect(split.stderr).toContain(world.ada);
  // No home is needed.
  const home = join(scratch(), 'none');
  const joined = await runHere(['recovery', 'join', '--json'], { home, stdin: `${shares[2]}  ${shares[0]}` });
  expect(document(joined)).toMatchObject({ words });
  const typed = await runHere(['recovery', 'join'], { home, typed: [shares[1]!, shares[0]!] });
  expect(typed.stderr).toContain('Share 2: ');
  expect(typed.stderr).not.toContain('Share 3: ');
  for (const word of words) expect(typed.stdout).toContain(word);
});

test('the kit whose words are still on the device is split without typing them, and shown to a camera', async () => {
  const { world, ada } = await sceneOf(shared);
  const split = document(await ada('recovery split --here --need 2 --of 2 --json'));
  expect(split).toMatchObject({ needed: 2, user: world.ada, shares: [expect.any(String), expect.any(String)] });
  const stdin = (split['shares'] as string[]).join('\n');
  const joined = document(await ada('recovery join --json', { stdin }));
  expect(joined).toMatchObject({ kid: split['kid'], words: kitOf(world).split('\n') });
  expect((await ada('recovery split --here --need 2 --of 2 --qr')).stdout).toMatch(/[█▀▄]/);
  expect(await ada('recovery split --here --need 2 --of 2 --qr --json')).toMatchObject({ code: 2 });
});

test('shares bring a user back', async () => {
  const { world, ada } = await sceneOf(shared);
  const { shares } = document(await ada('recovery split --need 2 --of 3 --json', { stdin: kitOf(world) })) as {
    shares: string[];
  };
  const back = actor(world, 'new');
  const restore = `recovery restore ${world.ada} --shares --all-lost --relay URL`;
  const few = await back(`${restore} --json`, { stdin: shares[0]! });
  expect(few.code).toBe(5);
  expect(errorOf(few)).toMatchObject({
    code: 'E_KIT',
    message: expect.stringContaining('2 shares are needed, and these are 1.'),
  });
  const restored = await back(`${restore} --json`, { stdin: shares.slice(1).join('\n') });
  expect(document(restored)).toMatchObject({ user: world.ada });
});

test.each([
  ['recovery split --need 3 --of 2', 'E_USAGE', 'only 2'],
  ['recovery split --need 1 --of 2', 'E_USAGE', '--need takes a whole number from 2 to 16'],
  ['recovery split --need 2 --of 17', 'E_USAGE', '--of takes a whole number from 2 to 16'],
  ['recovery split --need 2', 'E_USAGE', 'Required option'],
  ['recovery split --need 2 --of 3', 'E_KIT', 'A kit has 24 words, and these are 0.'],
  ['recovery join', 'E_INPUT', 'There is no share'],
])('"allod %s" is refused with %s', async (line, code, says) => {
  const { ada } = await sceneOf(shared);
  expect(errorOf(await ada(`${line} --json`))).toMatchObject({ code, message: expect.stringContaining(says) });
});

test('the kit of somebody else is not split, nor one that is not here', async () => {
  const { world, bob, phone } = await sceneOf(shared);
  const split = 'recovery split --need 2 --of 3 --json';
  const others = await bob(split, { stdin: kitOf(world) });
  expect(others.code).toBe(4);
  expect(errorOf(others).message).toContain('not of one of this user');
  expect(errorOf(await phone(`${split} --here`))).toMatchObject({
    code: 'E_NOT_FOUND',
    hint: expect.stringContaining('without --here'),
  });
});

test('a mistyped share is named by its place, and none of them is repeated', async () => {
  const { world, ada } = await sceneOf(shared);
  const { shares } = document(await ada('recovery split --need 2 --of 2 --json', { stdin: kitOf(world) })) as {
    shares: [string, string];
  };
  const end = shares[1].endsWith('A') ? 'B' : 'A';
  const wrong = await ada('recovery join --json', { stdin: `${shares[0]} ${shares[1].slice(0, -1)}${end}` });
  expect(errorOf(wrong).message).toContain('Share 2 is none of a kit, or mistyped.');
  const asArgument = await ada(`recovery join ${shares[0]} --json`);
  expect(asArgument.code).toBe(2);
  expect(errorOf(asArgument).message).toContain('never given as an argument');
  for (const { stdout, stderr } of [wrong, asArgument]) expect(`${stdout}${stderr}`).not.toContain(shares[0]);
});
