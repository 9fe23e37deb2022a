import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLmdbFiles } from '../../src/lmdb/open-files.ts';
import type { LmdbFiles, LmdbOpenCode } from '../../src/lmdb/open-files.ts';
import { freshFolder } from './folder.ts';

const KEY = Uint8Array.of(1, 2);
const VALUE = Uint8Array.of(3, 4, 5);

async function opened(folder: string): Promise<LmdbFiles> {
  const files = await openLmdbFiles(folder);
  if (!files.ok) throw new Error(files.error.code);
  return files.value;
}

async function codeOf(folder: string): Promise<LmdbOpenCode | 'opened'> {
  const files = await openLmdbFiles(folder);
  if (!files.ok) return files.error.code;
  await files.value.keyValue.close();
  return 'opened';
}

/** A store with some rows, one of them on pages of its own, closed again. */
async function filled(): Promise<string> {
  const folder = freshFolder();
  const { keyValue } = await opened(folder);
  const rows = Array.from(
    { length: 300 },
    (_, i) => [Uint8Array.of(2, i >> 8, i & 255), new Uint8Array(i * 40)] as const,
  );
  await keyValue.write([[KEY, VALUE], ...rows]);
  await keyValue.close();
  return folder;
}

function everyFile(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'lock.mdb');
  return new Map(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'base64')]),
  );
}

/** How opening goes, and whether it left every file as it was. */
async function opening(folder: string): Promise<{ readonly code: string; readonly untouched: boolean }> {
  const before = everyFile(folder);
  const code = await codeOf(folder);
  const after = everyFile(folder);
  return {
    code,
    untouched: after.size === before.size && [...before].every(([name, bytes]) => after.get(name) === bytes),
  };
}

const REFUSED_UNTOUCHED = { code: 'E_STORE_CORRUPT', untouched: true };

it('STO-002 finds what it wrote after it was closed and opened again', async () => {
  const { keyValue } = await opened(await filled());
  expect(await keyValue.get([KEY, Uint8Array.of(9)])).toEqual([VALUE, undefined]);
  await keyValue.close();
});

it('STO-014 opens again after the first has closed', async () => {
  const folder = freshFolder();
  await (await opened(folder)).keyValue.close();
  expect(await codeOf(folder)).toBe('opened');
});

it('STO-014 refuses a second opening in the same process, also by another name of the folder', async () => {
  const folder = freshFolder();
  const { keyValue } = await opened(folder);
  expect(await codeOf(folder)).toBe('E_STORE_BUSY');
  expect(await codeOf(`${folder}/../${folder.split('/').at(-1)}/.`)).toBe('E_STORE_BUSY');
  await keyValue.close();
});

it('STO-015 opens the format that it writes', async () => {
  const folder = await filled();
  expect(readFileSync(join(folder, 'format'), 'utf8')).toBe('allod-store 2\n');
  expect(await codeOf(folder)).toBe('opened');
});

it.each(['allod-store 1\n', 'allod-store 3\n', 'allod-store 999999999\n'])(
  'STO-015 refuses another format: %j',
  async (format) => {
    const folder = await filled();
    writeFileSync(join(folder, 'format'), format);
    const before = everyFile(folder);
    expect(await codeOf(folder)).toBe('E_STORE_VERSION');
    expect(everyFile(folder)).toEqual(before);
  },
);

it('STO-016 opens a store whose making was interrupted before anything was reported', async () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'bodies'));
  writeFileSync(join(folder, 'data.mdb'), '');
  expect(await codeOf(folder)).toBe('opened');
});

it('STO-016 opens a store in which a body was cut off, and removes that', async () => {
  const folder = await filled();
  mkdirSync(join(folder, 'bodies/ab/cd'), { recursive: true });
  writeFileSync(join(folder, 'bodies/ab/cd/abcd.tmp'), 'half');
  expect(await codeOf(folder)).toBe('opened');
  expect(readdirSync(join(folder, 'bodies/ab/cd'))).toEqual([]);
});

it.each(['', 'allod-store 0\n', 'allod-store 1', 'something else\n'])(
  'STO-016 refuses the format line %j',
  async (line) => {
    const folder = await filled();
    writeFileSync(join(folder, 'format'), line);
    expect(await opening(folder)).toEqual(REFUSED_UNTOUCHED);
  },
);

it.each(['data.mdb', 'bodies'])('STO-016 refuses a store without its %s', async (name) => {
  const folder = await filled();
  rmSync(join(folder, name), { recursive: true });
  expect(await opening(folder)).toEqual(REFUSED_UNTOUCHED);
});

it.each([0, 1, 4_096, 8_191, 40_960, -4_096, -1])('STO-016 refuses a database cut at %i bytes', async (at) => {
  const folder = await filled();
  const data = join(folder, 'data.mdb');
  truncateSync(data, at < 0 ? statSync(data).size + at : at);
  expect(await opening(folder)).toEqual(REFUSED_UNTOUCHED);
});

it('STO-016 refuses a database with either of its first pages overwritten', async () => {
  const folder = await filled();
  const whole = readFileSync(join(folder, 'data.mdb'));
  const codes = new Set<string>();
  for (const page of [0, 1]) {
    const copied = freshFolder();
    cpSync(folder, copied, { recursive: true });
    writeFileSync(join(copied, 'data.mdb'), Buffer.from(whole).fill(0xa5, page * 4096, page * 4096 + 4096));
    codes.add(await codeOf(copied));
  }
  expect([...codes]).toEqual(['E_STORE_CORRUPT']);
});

it.each(['data.mdb', 'lock/data.mdb'])('STO-016 refuses noise in place of %s', async (name) => {
  const folder = await filled();
  writeFileSync(join(folder, name), Buffer.alloc(20_000, 'noise'));
  expect(await opening(folder)).toEqual(REFUSED_UNTOUCHED);
});

it('STO-017 opens a place that is not there yet', async () => {
  expect(await codeOf(join(freshFolder(), 'a/b/c'))).toBe('opened');
});

it('STO-017 refuses a place below a file, and one whose folders are files', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await codeOf(join(folder, 'file'))).toBe('E_STORE_OPEN');
  expect(await codeOf(join(folder, 'file/below'))).toBe('E_STORE_OPEN');
  mkdirSync(join(folder, 'other'));
  writeFileSync(join(folder, 'other/bodies'), '');
  expect(await codeOf(join(folder, 'other'))).toBe('E_STORE_OPEN');
  rmSync(join(folder, 'other/bodies'));
  expect(await codeOf(join(folder, 'other'))).toBe('opened');
});
