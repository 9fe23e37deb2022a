import { encodeBase64url } from '@allod/core/bytes';
import { createKeyFile, openKeyFile, placeKeyFile } from '@allod/principals/secrets/file';
import type { KeyFile } from '@allod/principals/secrets/file';
import { keyStoreCases } from '@allod/principals/secrets/testing';
import type { OpenedKeyStore } from '@allod/principals/secrets/testing';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesOf, randomOf, secretOf } from './craft.ts';

const PASSPHRASE = 'correct horse battery staple';
const makeKeys = () => [{ sig: secretOf('sig'), enc: secretOf('enc') }, { sig: secretOf('signs only') }];
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-file-'));
  path = join(folder, 'keys.json');
  await createKeyFile(path, makeKeys(), { passphrase: PASSPHRASE, random: randomOf('file') });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function opened(at: string = path): Promise<KeyFile> {
  const file = await openKeyFile(at);
  if (!file.ok) throw new TypeError(file.error.code);
  return file.value;
}

async function unlocked(): Promise<OpenedKeyStore> {
  const file = await opened();
  expect((await file.unlock(PASSPHRASE)).ok).toBe(true);
  return { store: file.store, privateBytes: [bytesOf('sig'), bytesOf('enc')] };
}

/** The file with other members, beside it. */
async function changed(members: object): Promise<string> {
  const other = join(folder, 'changed.json');
  const said = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(other, JSON.stringify({ ...said, ...members }), { mode: 0o600 });
  return other;
}

test.each(keyStoreCases)('a key file: $title', async ({ run }) => {
  await expect(run(unlocked)).resolves.toBeUndefined();
});

test('SEC-053 a file is locked until it is unlocked, again after a lock, and can be unlocked once more', async () => {
  const file = await opened();
  const { kid } = (await file.store.describe())[0]!;
  expect((await file.store.sign(kid, [])).ok).toBe(false);
  await file.unlock(PASSPHRASE);
  expect((await file.store.sign(kid, [])).ok).toBe(true);
  await file.store.lock();
  expect((await file.store.sign(kid, [])).ok).toBe(false);
  await file.unlock(PASSPHRASE);
  expect((await file.store.sign(kid, [])).ok).toBe(true);
});

test('another passphrase is refused with E_DECRYPT, and the same one spelled in other code points is not', async () => {
  const file = await opened();
  expect((await file.unlock('')).ok).toBe(false);
  const refused = await file.unlock(`${PASSPHRASE} `);
  expect(!refused.ok && refused.error.code).toBe('E_DECRYPT');
  const accented = join(folder, 'accented.json');
  await createKeyFile(accented, makeKeys(), { passphrase: 'Zu\u0308rich', random: randomOf('accent') });
  expect((await (await opened(accented)).unlock('Z\u00fcrich')).ok).toBe(true);
});

test('the file is for its owner alone, holds no private key in clear, and is not made twice', async () => {
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  for (const name of ['sig', 'enc', 'signs only']) {
    expect(text).not.toContain(encodeBase64url(bytesOf(name)));
    expect(text).not.toContain(Buffer.from(bytesOf(name)).toString('hex'));
  }
  const again = createKeyFile(path, makeKeys(), { passphrase: PASSPHRASE, random: randomOf('again') });
  await expect(again).rejects.toThrow('EEXIST');
  await expect(createKeyFile(join(folder, 'none'), [], { passphrase: 'a', random: randomOf('b') })).rejects.toThrow(
    RangeError,
  );
});

test('E_KEYS a file that others may read, or that is damaged, is not opened', async () => {
  const open = join(folder, 'open.json');
  await writeFile(open, await readFile(path), { mode: 0o600 });
  await chmod(open, 0o640);
  const bad = [open, await changed({ v: 2 })];
  for (const each of bad) {
    const file = await openKeyFile(each);
    expect(!file.ok && file.error.code).toBe('E_KEYS');
  }
  for (const members of [{ s: 'short' }, { keys: [] }, { jwe: 1 }, { m: '65536' }]) {
    const file = await openKeyFile(await changed(members));
    expect(!file.ok && file.error.code).toBe('E_KEYS');
  }
});

test('E_KEYS a file whose public halves are those of somebody else is not unlocked', async () => {
  const other = join(folder, 'other.json');
  await createKeyFile(other, [{ sig: secretOf('thief') }], { passphrase: 'a', random: randomOf('thief') });
  const { keys } = JSON.parse(await readFile(other, 'utf8')) as { keys: unknown };
  const refused = await (await opened(await changed({ keys }))).unlock(PASSPHRASE);
  expect(!refused.ok && refused.error.code).toBe('E_KEYS');
});

test('SEC-048 a file whose passphrase costs too little or too much is refused before it is tried', async () => {
  const bad = [{ m: 65_535 }, { t: 2 }, { p: 0 }, { m: 1_048_577 }, { t: 11 }, { p: 5 }];
  for (const members of bad) {
    const file = await openKeyFile(await changed(members));
    expect([JSON.stringify(members), !file.ok && file.error.code]).toEqual([JSON.stringify(members), 'E_KDF_PARAMS']);
  }
  const cheap = { passphrase: 'a', random: randomOf('c'), cost: { m: 8, t: 3, p: 1 } };
  await expect(createKeyFile(join(folder, 'cheap'), makeKeys(), cheap)).rejects.toThrow(RangeError);
});

test('a passphrase is changed as a whole: the old one opens nothing any more, and nothing is left beside the file', async () => {
  const at = join(folder, 'changing.json');
  await createKeyFile(at, makeKeys(), { passphrase: 'old', random: randomOf('old') });
  const file = await opened(at);
  const wrong = await file.change('wrong', { passphrase: 'new', random: randomOf('new') });
  expect(!wrong.ok && wrong.error.code).toBe('E_DECRYPT');
  expect((await file.change('old', { passphrase: 'new', random: randomOf('new') })).ok).toBe(true);
  for (const each of [file, await opened(at)]) {
    expect((await each.unlock('old')).ok).toBe(false);
    expect((await each.unlock('new')).ok).toBe(true);
  }
  expect((await stat(at)).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('SEC-039 a random generator that fails makes no file', async () => {
  const at = join(folder, 'random.json');
  const stuck = (size: number): Uint8Array => new Uint8Array(size);
  const throwing = (): Uint8Array => {
    throw new Error('no entropy');
  };
  for (const random of [stuck, throwing]) {
    const made = await createKeyFile(at, makeKeys(), { passphrase: 'a', random });
    expect(!made.ok && made.error.code).toBe('E_RANDOM');
  }
  expect(await readdir(folder)).not.toContain('random.json');
});

test('SEC-052 nothing of an unlocked file shows a private key', async () => {
  const file = await opened();
  await file.unlock(PASSPHRASE);
  const seen = inspect(file, { depth: 20, showHidden: true }) + JSON.stringify(file);
  for (const name of ['sig', 'enc']) expect(seen).not.toContain(encodeBase64url(bytesOf(name)));
});

test('whoever has the passphrase takes the keys out, and puts them into a file in the place of another', async () => {
  const at = join(folder, 'moving.json');
  await writeFile(at, 'something else', { mode: 0o600 });
  await placeKeyFile(at, makeKeys(), { passphrase: 'first', random: randomOf('moving') });
  const file = await opened(at);
  const refused = await file.takeOut('second');
  expect(!refused.ok && refused.error.code).toBe('E_DECRYPT');
  const taken = await file.takeOut('first');
  if (!taken.ok) throw new TypeError(taken.error.code);
  expect(taken.value.map(({ sig, enc }) => [sig.bytes(), enc?.bytes()])).toEqual([
    [bytesOf('sig'), bytesOf('enc')],
    [bytesOf('signs only'), undefined],
  ]);
  // Nothing is unlocked by that.
  const { kid } = (await file.store.describe())[0]!;
  expect((await file.store.sign(kid, [])).ok).toBe(false);
  await placeKeyFile(at, taken.value.slice(0, 1), { passphrase: 'second', random: randomOf('moved') });
  expect((await (await opened(at)).unlock('second')).ok).toBe(true);
  expect((await readdir(folder)).filter((name) => name.startsWith('moving'))).toEqual(['moving.json']);
});

test('E_KEYS keys are not taken out of a file whose public halves are those of somebody else', async () => {
  const said = JSON.parse(await readFile(path, 'utf8')) as { keys: object[] };
  const refused = await (await opened(await changed({ keys: said.keys.toReversed() }))).takeOut(PASSPHRASE);
  expect(!refused.ok && refused.error.code).toBe('E_KEYS');
});
