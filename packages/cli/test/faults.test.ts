import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome, makeHomes, packOf, titlesIn } from './homes.ts';
import { document, run, scratch, start } from './program.ts';
import type { Ran } from './program.ts';
import { startRelay } from './relay.ts';

/** A home with one record, and what its store is made of. */
async function homeWithRecord(): Promise<{ cwd: string; home: string; store: string }> {
  const cwd = scratch();
  const home = join(cwd, 'home');
  await makeHome(home, { notes: ['kept'] });
  return { cwd, home, store: join(home, 'store') };
}

function expectFailure(ran: Ran, code: string, exit: number): string {
  expect([ran.code, ran.stderr]).toEqual([exit, expect.stringContaining(`More: allod help errors ${code}\n`)]);
  return ran.stderr;
}

test('STO-014 refuses a store that another process has open, and neither loses anything', async () => {
  const { cwd, home } = await homeWithRecord();
  const first = start(['record', 'watch', '--json'], { cwd, home });
  await first.printed(/nothing can come/);
  const second = await run(['record', 'add', 'com.example.notes', 'title=second'], { cwd, home });
  expect(expectFailure(second, 'E_STORE_BUSY', 4)).toContain('Nothing was read or written.');
  expectFailure(
    await run(['relay', 'start', '--port', '0', '--store', join(home, 'store')], { cwd }),
    'E_STORE_BUSY',
    4,
  );
  first.child.kill('SIGTERM');
  expect((await first.done).code).toBe(130);
  expect(await titlesIn(home)).toEqual(['kept']);
});

test('STO-016 refuses a damaged store, leaves it as it is, and doctor says what to do', async () => {
  const { cwd, home, store } = await homeWithRecord();
  const data = join(store, 'data.mdb');
  writeFileSync(data, readFileSync(data).fill(0xa5));
  const damaged = readFileSync(data);
  expect(expectFailure(await run(['record', 'list'], { cwd, home }), 'E_STORE_CORRUPT', 1)).toContain(
    'left as they are',
  );
  expectFailure(await run(['record', 'add', 'com.example.notes', 'a=b'], { cwd, home }), 'E_STORE_CORRUPT', 1);
  const doctor = await run(['doctor', '--json'], { cwd, home });
  expect(doctor.code).toBe(9);
  expect(document(doctor)).toMatchObject({ error: { code: 'E_CHECK' } });
  const findings = document(doctor)['findings'] as { check: string; ok: boolean; fix?: string }[];
  expect(findings.filter(({ ok }) => !ok)).toEqual([
    expect.objectContaining({ check: 'store', fix: expect.stringContaining('move') as string }),
  ]);
  expect(readFileSync(data)).toEqual(damaged);
});

test('STO-015 refuses a store of a newer version', async () => {
  const { cwd, home, store } = await homeWithRecord();
  writeFileSync(join(store, 'format'), 'allod-store 99\n');
  expect(expectFailure(await run(['record', 'list'], { cwd, home }), 'E_STORE_VERSION', 1)).toContain('left as it is');
});

test('STO-017 refuses a home whose store is gone, and begins no other in its place', async () => {
  const { cwd, home, store } = await homeWithRecord();
  rmSync(store, { recursive: true });
  expectFailure(await run(['record', 'list'], { cwd, home }), 'E_STORE_OPEN', 4);
  expect(existsSync(store)).toBe(false);
});

test('refuses a key that others can read, and one that is damaged, and leaves both as they are', async () => {
  const { cwd, home } = await homeWithRecord();
  const keys = join(home, 'keys.json');
  expect(statSync(keys).mode & 0o777).toBe(0o600);
  chmodSync(keys, 0o644);
  expect(expectFailure(await run(['id', 'show'], { cwd, home }), 'E_KEYS', 4)).toContain('chmod 600');
  expect(statSync(keys).mode & 0o777).toBe(0o644);
  chmodSync(keys, 0o600);
  appendFileSync(keys, 'x');
  const damaged = readFileSync(keys);
  expectFailure(await run(['record', 'list'], { cwd, home }), 'E_KEYS', 4);
  expect(readFileSync(keys)).toEqual(damaged);
});

test('refuses a damaged home.json', async () => {
  const { cwd, home } = await homeWithRecord();
  writeFileSync(join(home, 'home.json'), '{}');
  expectFailure(await run(['id', 'show'], { cwd, home }), 'E_HOME', 4);
  expect(readFileSync(join(home, 'home.json'), 'utf8')).toBe('{}');
});

test('refuses to make a home where something else is, and where a home is', async () => {
  const { cwd, home } = await homeWithRecord();
  writeFileSync(join(cwd, 'file'), 'mine');
  for (const place of ['file', 'file/home']) expectFailure(await run(['init', '--home', place], { cwd }), 'E_HOME', 4);
  expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('mine');
  const before = readFileSync(join(home, 'home.json'));
  expectFailure(await run(['init'], { cwd, home }), 'E_HOME_EXISTS', 7);
  expectFailure(await run(['init', '--home', 'new', '--second', home], { cwd }), 'E_HOME_EXISTS', 7);
  expect(existsSync(join(cwd, 'new'))).toBe(false);
  expect(readFileSync(join(home, 'home.json'))).toEqual(before);
  expectFailure(await run(['relay', 'start', '--port', '0', '--store', 'file/relay'], { cwd }), 'E_HOME', 4);
});

test('SEC-036 what everybody can read is said by the name of the collection and by whoever writes into it', async () => {
  const { cwd, home } = await homeWithRecord();
  const add = (...args: readonly string[]): Promise<Ran> => run(['record', 'add', ...args], { cwd, home });
  for (const open of [['com.example.diary.public'], ['com.example.names', '--kind', 'claims']]) {
    const refused = await add(...open, 'day=1', '--json');
    expect(refused.code).toBe(7);
    expect(document(refused)).toMatchObject({ error: { code: 'E_NOT_PUBLIC' } });
  }
  const hidden = await add('com.example.diary', 'day=1', '--public');
  expectFailure(hidden, 'E_USAGE', 2);
  expect(hidden.stderr).toContain('or call the collection v:com.example.diary.public');
  expect(await titlesIn(home)).toEqual(['kept']);
  expect(await add('com.example.notes', 'title=more')).toMatchObject({ code: 0, stderr: '' });
  const shown = await add('com.example.diary.public', 'title=open', '--public');
  expect(shown).toMatchObject({ code: 0, stderr: expect.stringContaining('It is not encrypted: anybody who holds') });
});

test('REC-009 refuses a body of more than 1 MiB as it is stored, and one of exactly 1 MiB is kept', async () => {
  const { cwd, home } = await homeWithRecord();
  const text = (bytes: number): string => `"${'x'.repeat(bytes - 2)}"`;
  const open = ['record', 'add', 'com.example.notes.public', '-', '--public'];
  expectFailure(await run(open, { cwd, home, stdin: text(1_048_577) }), 'E_SIZE', 2);
  expect((await run(open, { cwd, home, stdin: text(1_048_576) })).code).toBe(0);
  const sealed = ['record', 'add', 'com.example.notes', '-'];
  expectFailure(await run(sealed, { cwd, home, stdin: text(1_048_576) }), 'E_SIZE', 2);
  expect((await run(sealed, { cwd, home, stdin: text(700_000) })).code).toBe(0);
});

test('of many records of which one is no JSON none is written', async () => {
  const { cwd, home } = await homeWithRecord();
  const add = ['record', 'add', 'com.example.notes', '-'];
  const ran = await run(add, { cwd, home, stdin: '{"a":1}\n{"a":\n' });
  expect(expectFailure(ran, 'E_INPUT', 2)).toContain('Line 2 of standard input is not JSON.');
  const bytes = Buffer.from([0x22, 0xff, 0x22]);
  expect(expectFailure(await run(add, { cwd, home, stdin: bytes }), 'E_INPUT', 2)).toContain('not UTF-8');
  expect(await titlesIn(home)).toEqual(['kept']);
});

test('a second device says that it has to sync before it can write', async () => {
  const cwd = scratch();
  await makeHomes([join(cwd, 'a'), join(cwd, 'b')]);
  const ran = await run(['record', 'add', 'com.example.notes', 'a=b', '--home', 'b'], { cwd });
  expect(expectFailure(ran, 'E_PENDING_AUTH', 4)).toContain('allod sync URL');
});

test('refuses to look up what is not there, and what is too short', async () => {
  const { cwd, home } = await homeWithRecord();
  for (const id of ['abcdef', 'ab', '-abcdefg', '\u001b[31m'.repeat(9)]) {
    const told = expectFailure(await run(['record', 'get', id], { cwd, home }), 'E_NOT_FOUND', 3);
    expect(told).not.toContain('\u001b');
  }
});

test('TRN-006 a relay that is down, or none at all, is unreachable, and what is here is kept', async () => {
  const { cwd, home } = await homeWithRecord();
  const server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  expectFailure(await run(['sync', `http://127.0.0.1:${port}`], { cwd, home }), 'E_LINK', 6);
  expectFailure(await run(['relay', 'start', '--port', String(port), '--store', 'relay'], { cwd }), 'E_LISTEN', 6);
  await new Promise((resolve) => void server.close(resolve));
  const down = await run(['sync', `ws://127.0.0.1:${port}`, '--json'], { cwd, home });
  expect(down.code).toBe(6);
  expect(document(down)).toMatchObject({ error: { code: 'E_LINK', requirement: 'TRN-006' } });
  expect(await titlesIn(home)).toEqual(['kept']);
});

test('RLY-005 a relay says that links are not authenticated and that it listens on loopback', async () => {
  const relay = await startRelay(scratch());
  relay.child.kill('SIGTERM');
  const ended = await relay.done;
  expect(ended.stderr).toMatch(/^warning: Links are not authenticated yet: the relay listens on loopback only/);
  expect(ended.code).toBe(130);
});

test('STO-021 reports a pack that ends too early, and what is no pack; an import keeps what came before', async () => {
  const { cwd, home } = await homeWithRecord();
  writeFileSync(join(cwd, 'cut.allod'), (await packOf(home)).subarray(0, -1));
  writeFileSync(join(cwd, 'none.allod'), 'this is no pack');
  expectFailure(await run(['pack', 'verify', 'none.allod'], { cwd }), 'E_PACK', 5);
  const cut = await run(['pack', 'verify', 'cut.allod', '--json'], { cwd });
  expect(cut.code).toBe(5);
  expect(document(cut)).toMatchObject({ accepted: 3, error: { code: 'E_PACK_TRUNCATED' } });
  const other = join(cwd, 'other');
  await makeHome(other);
  expectFailure(await run(['pack', 'import', 'cut.allod'], { cwd, home: other }), 'E_PACK_TRUNCATED', 5);
  const listed = await run(['record', 'list', '--json'], { cwd, home: other });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ sealed: { why: 'not-given' } }]);
});

test('an export replaces no file that nobody gave up, and leaves none that is not whole', async () => {
  const { cwd, home } = await homeWithRecord();
  writeFileSync(join(cwd, 'mine'), 'mine');
  expectFailure(await run(['pack', 'export', '-o', 'mine'], { cwd, home }), 'E_USAGE', 2);
  expect(readFileSync(join(cwd, 'mine'), 'utf8')).toBe('mine');
  expect((await run(['pack', 'export', '-o', 'mine', '--yes'], { cwd, home })).code).toBe(0);
  expect((await run(['pack', 'verify', 'mine'], { cwd })).code).toBe(0);
  expectFailure(await run(['pack', 'export', '-o', 'nowhere/mine'], { cwd, home }), 'E_INPUT', 2);
  mkdirSync(join(cwd, 'taken'));
  expectFailure(await run(['pack', 'export', '-o', 'taken', '--yes'], { cwd, home }), 'E_INPUT', 2);
  expect(readdirSync(cwd).toSorted()).toEqual(['home', 'mine', 'taken']);
});
