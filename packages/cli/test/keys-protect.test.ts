import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { createPrompt } from '../src/input/prompt.ts';
import { errorOf, sceneOf } from './actors.ts';
import { document } from './program.ts';
import { createWorld } from './world.ts';

const shared = createWorld();
afterAll(async () => (await shared).close());

const PASSPHRASE = 'correct horse battery staple';

test('a passphrase is typed twice, and asked for from then on where the keys are needed', async () => {
  const { phone } = await sceneOf(shared);
  const set = await phone('keys protect', { typed: [PASSPHRASE, PASSPHRASE] });
  expect(set).toMatchObject({ code: 0, stdout: 'The keys are under a passphrase.\n' });
  expect(set.stderr).toContain('A new passphrase: ');
  expect(set.stderr).toContain('the way back is then another device');
  const listed = await phone('record list com.example.notes', { typed: [PASSPHRASE] });
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('"two"') });
  expect(listed.stderr).toContain('Passphrase: ');
  for (const { stdout, stderr } of [set, listed]) expect(`${stdout}${stderr}`).not.toContain(PASSPHRASE);
  // What needs no private key asks for nothing.
  expect(await phone('keys list', { typed: [] })).toMatchObject({ code: 0 });
  expect((await phone('keys list')).stdout).toContain('\tunder a passphrase\n');
  expect((await phone('doctor')).stdout).toContain('ok\tkeys\tThe key of this device is there, under a passphrase.');
});

test('SEC-053 locked keys are refused where nobody can be asked, with how to unlock them', async () => {
  const { phone } = await sceneOf(shared);
  await phone('keys protect', { stdin: `${PASSPHRASE}\n` });
  for (const line of ['record list', 'record add notes title=late', 'keys test', 'team rotate Home', 'keys protect']) {
    const ran = await phone(`${line} --json`);
    expect(ran.code).toBe(4);
    expect(errorOf(ran)).toMatchObject({
      code: 'E_LOCKED',
      hint: expect.stringContaining('--passphrase-command'),
    });
  }
  const wrong = await phone('record list', { typed: ['another'] });
  expect(wrong).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('The passphrase of the keys is another one.'),
  });
  expect(await phone('record list', { typed: [''] })).toMatchObject({ code: 2 });
});

test('a command that prints the passphrase unlocks the keys for programs', async () => {
  const { world, phone } = await sceneOf(shared);
  await phone('keys protect', { stdin: PASSPHRASE });
  writeFileSync(join(world.folder, 'secret.txt'), `${PASSPHRASE}\n`);
  const unlock = `--passphrase-command "cat '${join(world.folder, 'secret.txt')}'"`;
  expect((await phone(`record list com.example.notes ${unlock}`)).stdout).toContain('"two"');
  expect(await phone(`keys test ${unlock}`)).toMatchObject({ code: 0 });
  const failing = await phone('record list --json --passphrase-command "echo hidden; exit 3"');
  expect(failing.code).toBe(2);
  expect(errorOf(failing).message).toContain('The command of --passphrase-command failed.');
  expect(`${failing.stdout}${failing.stderr}`).not.toContain('hidden;');
  expect(errorOf(await phone('record list --json --passphrase-command true')).message).toContain('no passphrase');
});

test('a passphrase is changed and taken away by whoever has it', async () => {
  const { world, phone } = await sceneOf(shared);
  const path = join(world.folder, 'phone', 'keys.json');
  const plain = readFileSync(path, 'utf8');
  await phone('keys protect', { stdin: PASSPHRASE });
  const changed = await phone('keys protect', { typed: [PASSPHRASE, 'new', 'new'] });
  expect(changed).toMatchObject({ code: 0, stdout: 'The keys are under the new passphrase.\n' });
  expect(await phone('keys protect', { typed: [PASSPHRASE, 'newer', 'newer'] })).toMatchObject({ code: 5 });
  const undecided = await phone('keys protect --remove --passphrase-command "echo new"');
  expect(undecided).toMatchObject({ code: 7, stderr: expect.stringContaining('--yes') });
  const removed = await phone('keys protect --remove --yes --json --passphrase-command "echo new"');
  expect(document(removed)).toEqual({ hasPassphrase: false, says: 'The keys have no passphrase any more.' });
  expect(readFileSync(path, 'utf8')).toBe(plain);
  expect((await phone('keys protect --remove')).stdout).toBe('The keys had no passphrase.\n');
});

test('there is no passphrase while the words of the kit lie beside the keys, nor of two lines or two that differ', async () => {
  const { ada, phone } = await sceneOf(shared);
  const early = await ada('keys protect --json', { stdin: PASSPHRASE });
  expect(early.code).toBe(2);
  expect(errorOf(early)).toMatchObject({
    code: 'E_INPUT',
    message: expect.stringContaining('recovery kit still lie beside the keys'),
    hint: expect.stringContaining('allod recovery kit'),
  });
  expect(await phone('keys protect', { typed: ['one', 'two'] })).toMatchObject({ code: 2 });
  expect(errorOf(await phone('keys protect --json', { stdin: 'one\ntwo' })).message).toContain('more than one line');
  expect((await phone('keys list')).stdout).toContain('without a passphrase');
});

test('a hidden question shows nothing of its answer, and Ctrl-C interrupts it', async () => {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  let interrupts = 0;
  const asking = { stdin, stderr, signal: new AbortController().signal };
  const prompt = createPrompt(asking, { interrupt: () => interrupts++ });
  const answer = prompt.ask('Passphrase: ');
  stdin.write('secreX\u007ft\n');
  expect(await answer).toBe('secret');
  stdin.write('\u0003');
  await new Promise((resolve) => setImmediate(resolve));
  prompt.end();
  expect(interrupts).toBe(1);
  expect(String(stderr.read())).toBe('Passphrase: \n');
});
