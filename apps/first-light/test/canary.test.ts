// Marked keys and marked texts, looked for in all that a relay has, in all that the program prints, and in what homes keep on disk.
import { execFile } from 'node:child_process';
import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHomes, openClient } from '@allod/client';
import type { Client } from '@allod/client';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { valueOf } from '../src/client-device.ts';
import { answerOf } from '../src/homes.ts';
import { spawnRelay } from '../src/relay-child.ts';
import type { RelayChild } from '../src/relay-child.ts';
import type { RunningRelay } from '../src/world.ts';
import { createFinder } from '../src/search/finder.ts';
import type { Needle } from '../src/search/finder.ts';
import { searchFolder } from '../src/search/search-files.ts';
import { searchMemory } from '../src/search/search-memory.ts';

const CLI = fileURLToPath(new URL('../../../packages/cli/bundle/bin.js', import.meta.url));
const RELAY = fileURLToPath(new URL('../dist/relay-process.js', import.meta.url));
const KEY_BYTES = 32;
const KIT_BYTES = 31;
const COL = 'v:com.example.canary';
const PUBLIC = 'v:com.example.canary.public';
const TAG = 'bird';
/** Words that are nowhere else. */
const MARK = 'zeisig-stieglitz-girlitz';
const textOf = (place: string): string => `${MARK}-${place}`;
const PLACES = ['own', 'team', 'from-bob', 'after-bob'];
const IN_CLEAR = 'kanarienvogel-in-the-open';
const RUN_MS = 180_000;

/** All random bytes of a key's length that a client has asked for: seeds, also of kits, epoch secrets, ephemeral keys, keys of contents. Nothing of that length is public. */
const drawn: Uint8Array[] = [];
const random = (length: number): Uint8Array => {
  const bytes = new Uint8Array(randomBytes(length));
  if (length === KEY_BYTES || length === KIT_BYTES) drawn.push(bytes.slice());
  return bytes;
};

let folder: string;
let child: RelayChild;
let relay: RunningRelay;
let keys: readonly Needle[];
const homeOf = (name: string): string => join(folder, 'homes', name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'allod-canary-'));
  for (const each of ['relay', 'homes']) mkdirSync(join(folder, each));
  child = spawnRelay({ folder: join(folder, 'relay'), port: 0, program: RELAY });
  relay = await child.listening;
  await live();
  keys = keysOf(drawn);
}, RUN_MS);

afterAll(async () => {
  await child.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function user(name: string): Promise<Client> {
  valueOf(name, await createHomes({ homes: [{ folder: homeOf(name), device: 'laptop' }], name, random }));
  return valueOf(name, await openClient({ home: homeOf(name), random }));
}

/** Ada and Bob write, alone and in a team; Bob is removed, and Ada writes on. All of it goes to the relay. */
async function live(): Promise<void> {
  const [ada, bob] = [await user('ada'), await user('bob')];
  const write = async (client: Client, col: string, text: string, owner?: string): Promise<void> => {
    const options = { tags: [TAG], ...(owner === undefined ? {} : { owner }) };
    valueOf(text, await client.records.addAll(col, [{ json: { text } }], options));
  };
  const sync = async (): Promise<void> => {
    for (const client of [ada, bob, ada]) valueOf('sync', await client.sync(relay.linkUrl));
  };
  await write(ada, COL, textOf('own'));
  await write(ada, PUBLIC, IN_CLEAR);
  const { id: team } = answerOf('team', await ada.teams.create(textOf('name')));
  await write(ada, COL, textOf('team'), team);
  const { link } = answerOf('invite', await ada.teams.invite(team, { role: 'writer', relays: [relay.linkUrl] }));
  await sync();
  answerOf('join', await answerOf('open', await bob.open(link)).accept());
  await sync();
  await write(bob, COL, textOf('from-bob'), team);
  await sync();
  answerOf('remove', await ada.teams.remove(team, bob.me.user));
  await write(ada, COL, textOf('after-bob'), team);
  await sync();
  for (const client of [ada, bob]) await client.close();
}

/** What was drawn, and what follows from it if it is the secret of an epoch. (SEC-004) */
function keysOf(secrets: readonly Uint8Array[]): Needle[] {
  return secrets.flatMap((secret, i) => {
    const own = { what: `the key drawn as number ${i}`, bytes: secret };
    const col = derive(secret, `allod1/col\0${COL}`);
    const derived = {
      private: derive(secret, 'allod1/x25519'),
      back: derive(secret, 'allod1/back'),
      collection: col,
      record: derive(col, `allod1/rec\0${TAG}`),
    };
    return [own, ...Object.entries(derived).map(([what, bytes]) => ({ what: `${what} key of number ${i}`, bytes }))];
  });
}

function derive(secret: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), info, KEY_BYTES));
}

const needle = (what: string): Needle => ({ what, bytes: new TextEncoder().encode(what) });

test('a relay has on disk what is public, and none of the texts and keys', async () => {
  const { user: id } = JSON.parse(readFileSync(join(homeOf('ada'), 'home.json'), 'utf8')) as { user: string };
  const controls = [needle(IN_CLEAR), { what: 'the id of Ada', bytes: Buffer.from(id, 'base64url') }];
  const { found, bytes } = await searchFolder(
    join(folder, 'relay'),
    createFinder([needle(MARK), ...keys, ...controls]),
  );
  expect([...found.keys()].toSorted()).toEqual([IN_CLEAR, 'the id of Ada']);
  expect(bytes).toBeGreaterThan(10_000);
  expect(drawn.length).toBeGreaterThan(20);
});

// Other systems do not show the memory of a process.
test.runIf(process.platform === 'linux')('nor has it any of them in memory', async () => {
  const searched = await searchMemory(relay.pid, createFinder([needle(MARK), ...keys]));
  expect([...searched!.found]).toEqual([]);
  expect(searched!.bytes).toBeGreaterThan(10_000_000);
});

test('a home keeps no text on disk, and no key but those in its key file', async () => {
  const names = readdirSync(join(folder, 'homes'));
  const [kept, finder] = [join(folder, 'kept'), createFinder([needle(MARK), ...keys, needle(IN_CLEAR)])];
  mkdirSync(kept);
  for (const name of names) renameSync(join(homeOf(name), 'keys.json'), join(kept, name));
  const [rest, files] = [await searchFolder(join(folder, 'homes'), finder), await searchFolder(kept, finder)];
  for (const name of names) renameSync(join(kept, name), join(homeOf(name), 'keys.json'));
  expect([...rest.found.keys()]).toEqual([IN_CLEAR]);
  // The seeds of Ada's and Bob's laptops, and of their kits.
  expect(files.found.size).toBe(4);
});

test(
  'the program prints no key, whatever it is asked, and the texts for whoever asks for them',
  async () => {
    const asked = [
      ['id', 'show'],
      ['record', 'list', COL],
      ['record', 'list', COL, '--json'],
      ['record', 'get', COL, TAG, '--json'],
      ['record', 'get', COL, 'nothing'],
      ['team', 'list', '--json'],
      ['team', 'audit', textOf('name'), '--json'],
      ['team', 'show', textOf('name')],
      ['device', 'list', '--json'],
      ['people', 'list', '--json'],
      ['keys', 'list', '--json'],
      ['keys', 'test'],
      ['doctor', '--json'],
      ['sync', relay.linkUrl, '--json'],
      ['sync', 'ws://127.0.0.1:9/'],
      ['no-such-verb'],
    ];
    let printed = '';
    for (const args of asked)
      for (const home of ['ada', 'bob']) printed += await outputOf([...args, '--home', homeOf(home)]);
    const found = createFinder([...keys, ...PLACES.map(textOf).map(needle)]).find(new TextEncoder().encode(printed));
    expect([...found].toSorted()).toEqual(PLACES.map(textOf).toSorted());
  },
  RUN_MS,
);

/** What the program prints on both streams, also when it fails. */
function outputOf(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], (_, stdout, stderr) => resolve(stdout + stderr));
  });
}
