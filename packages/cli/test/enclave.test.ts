import { afterAll, expect, test } from 'vitest';
import { actor, errorOf, sceneOf } from './actors.ts';
import { document } from './program.ts';
import { createWorld } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

const PASSWORD = 'a long walk in the rain';

test('an enclave is made with a password, its words are shown once, and both bring a user back', async () => {
  const { world, ada } = await sceneOf(shared);
  const made = await ada('recovery enclave home --relay URL', { typed: [PASSWORD, PASSWORD] });
  expect(made.code).toBe(0);
  expect(made.stderr).toContain('A new password: ');
  expect(made.stderr).toContain('These words are shown once');
  expect(`${made.stdout}${made.stderr}`).not.toContain(PASSWORD);
  const words = [...made.stdout.matchAll(/\d+ ([a-z]+)/g)].map(([, word]) => word!);
  expect(words).toHaveLength(12);
  expect((await ada('device list')).stdout).toMatch(/\tenclave home\tadmin\t/);

  const back = actor(world, 'new');
  const restored = await back('recovery restore --enclave home --relay URL', {
    typed: [PASSWORD, words.slice(0, 6).join(' '), words.slice(6).join(' ')],
  });
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining(world.ada) });
  expect(restored.stderr).toContain('Type the 12 words of the enclave');
  expect(`${restored.stdout}${restored.stderr}`).not.toContain(PASSWORD);
  expect(await back('sync URL')).toMatchObject({ code: 0 });
  expect((await back('team list')).stdout).toContain('Home');
  expect((await back('record list com.example.notes')).stdout).toContain('"two"');
});

test('an enclave is made and used by programs through standard input', async () => {
  const { world, ada } = await sceneOf(shared);
  const made = document(await ada('recovery enclave home --words --json --relay URL', { stdin: `${PASSWORD}\n` })) as {
    words: string[];
    kid: string;
  };
  expect(made).toMatchObject({ name: 'home', words: expect.any(Array), kid: expect.any(String) });
  const back = actor(world, 'new');
  const line = 'recovery restore --enclave home --relay URL --json';
  const wrong = await back(line, { stdin: `rain\n${made.words.join(' ')}` });
  expect(wrong.code).toBe(5);
  expect(errorOf(wrong)).toMatchObject({
    code: 'E_DECRYPT',
    message: expect.stringContaining('The password is another one.'),
  });
  const restored = await back(line, { stdin: `${PASSWORD}\n${made.words.join('\n')}\n` });
  expect(document(restored)).toMatchObject({ user: world.ada, removed: [] });
});

test('an enclave is not made for a stream without a word, nor with two passwords or none', async () => {
  const { ada } = await sceneOf(shared);
  const line = 'recovery enclave home --words';
  expect(await ada('recovery enclave home', { stdin: PASSWORD })).toMatchObject({ code: 7, stdout: '' });
  expect(errorOf(await ada(`${line} --json`, { stdin: '\n' })).message).toContain('There is no password.');
  expect(errorOf(await ada(`${line} --json`, { stdin: 'one\ntwo\n' })).message).toContain('more than one line');
  const differ = await ada(line, { typed: [PASSWORD, `${PASSWORD}.`] });
  expect(differ).toMatchObject({ code: 2, stderr: expect.stringContaining('The two differ.') });
  expect((await ada('device list')).stdout).not.toContain('enclave');
  const unnamed = await ada(line, { stdin: PASSWORD });
  expect(unnamed.stderr).toContain('No relay keeps it yet');
});

test.each([
  ['recovery restore', 'Say who comes back'],
  ['recovery restore USER --enclave home --relay URL', 'An enclave knows whose it is'],
  ['recovery restore --enclave home --shares --relay URL', 'Either --shares or --enclave.'],
  ['recovery restore --enclave home', 'Say which relay keeps the enclave'],
])('"allod %s" is refused as a wrong call', async (line, says) => {
  const { world } = await sceneOf(shared);
  const ran = await actor(world, 'new')(`${line} --json`);
  expect(ran.code).toBe(2);
  expect(errorOf(ran).message).toContain(says);
});
