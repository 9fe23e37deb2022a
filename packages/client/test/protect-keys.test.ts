import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHomes, examineHome, inspectKeys, openClient, protectKeys } from '@allod/client';
import type { AskPassphrase, Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { closeLater, codeOf, collect, valueOf } from './scratch.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const NOTES = 'v:com.example.notes';
const PASSPHRASE = 'correct horse battery staple';
const saying =
  (passphrase?: string): AskPassphrase =>
  () =>
    Promise.resolve(passphrase);

/** The home of a device whose kit was confirmed; nobody has it open. */
async function confirmed(at: World, name: string): Promise<string> {
  const home = at.folder(name);
  valueOf(await createHomes({ homes: [{ folder: home }], name, ...at.surroundings(name) }));
  const client = valueOf(await openClient({ home, ...at.surroundings(name) }));
  const { words, places } = valueOf(await client.recovery.kit());
  const [a, b, c] = places.map((place) => words[place - 1]!);
  valueOf(await client.recovery.confirm([a!, b!, c!]));
  valueOf(await client.records.add(NOTES, { json: 'kept' }));
  await client.close();
  return home;
}

async function open(at: World, home: string, passphrase?: AskPassphrase): ReturnType<typeof openClient> {
  const opened = await openClient({
    home,
    ...at.surroundings(`${home} again`),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  if (opened.ok) closeLater(opened.value);
  return opened;
}

const titles = async (client: Client): Promise<unknown[]> =>
  (await collect(client.records.list({ col: NOTES }))).map(({ json }) => json);

describe('keys under a passphrase', () => {
  it('SEC-053 open with it alone, and then do what they did', async () => {
    const at = await createWorld();
    const home = await confirmed(at, 'Ada');
    const { seed } = JSON.parse(await readFile(join(home, 'keys.json'), 'utf8')) as { seed: string };
    valueOf(await protectKeys({ home, to: PASSPHRASE, ...at.surroundings('protect') }));
    const text = await readFile(join(home, 'keys.json'), 'utf8');
    expect(text).not.toContain(seed);
    expect(text).not.toContain(PASSPHRASE);
    expect((await stat(join(home, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(home)).not.toContain('keys.json.tmp');

    expect(codeOf(await open(at, home))).toBe('E_LOCKED');
    expect(codeOf(await open(at, home, saying()))).toBe('E_LOCKED');
    expect(codeOf(await open(at, home, saying('another')))).toBe('E_DECRYPT');
    const client = valueOf(await open(at, home, saying(PASSPHRASE)));
    expect(await titles(client)).toEqual(['kept']);
    valueOf(await client.records.add(NOTES, { json: 'new' }));
    expect((await client.keys.test()).every(({ ok }) => ok)).toBe(true);
    expect(await client.recovery.status()).toMatchObject({ state: 'confirmed', isHere: false });
    expect(codeOf(await client.recovery.kit())).toBe('E_NOT_FOUND');
  });

  it('are told while they are locked, and no fault of the home', async () => {
    const at = await createWorld();
    const home = await confirmed(at, 'Ada');
    const [before] = valueOf(await inspectKeys({ home }));
    valueOf(await protectKeys({ home, to: PASSPHRASE, ...at.surroundings('protect') }));
    expect(valueOf(await inspectKeys({ home }))).toEqual([{ ...before, hasPassphrase: true }]);
    const found = await examineHome({ home, ...at.surroundings('examine') });
    expect(found.find(({ check }) => check === 'keys')).toMatchObject({
      ok: true,
      says: 'The key of this device is there, under a passphrase.',
    });
  });

  it('get another passphrase, or none, from whoever has the one that is there', async () => {
    const at = await createWorld();
    const home = await confirmed(at, 'Ada');
    const more = { home, ...at.surroundings('protect') };
    valueOf(await protectKeys({ ...more, to: PASSPHRASE }));
    expect(codeOf(await protectKeys({ ...more, to: 'new' }))).toBe('E_LOCKED');
    expect(codeOf(await protectKeys({ ...more, to: 'new', passphrase: saying('wrong') }))).toBe('E_DECRYPT');
    valueOf(await protectKeys({ ...more, to: 'new', passphrase: saying(PASSPHRASE) }));
    expect(codeOf(await open(at, home, saying(PASSPHRASE)))).toBe('E_DECRYPT');
    valueOf(await protectKeys({ ...more, passphrase: saying('new') }));
    expect(await titles(valueOf(await open(at, home)))).toEqual(['kept']);
  });

  it('are not made of a kit that waits to be confirmed, of no passphrase, or while somebody has the home open', async () => {
    const at = await createWorld({ onDisk: true });
    const ada = await at.person('Ada');
    const home = at.folder('Ada');
    const before = await readFile(join(home, 'keys.json'));
    expect(codeOf(await protectKeys({ home, to: PASSPHRASE }))).toBe('E_STORE_BUSY');
    await ada.close();
    expect(await protectKeys({ home, to: PASSPHRASE })).toMatchObject({
      error: { code: 'E_INPUT' },
      says: 'The words of the recovery kit still lie beside the keys.',
    });
    expect(codeOf(await protectKeys({ home, to: '' }))).toBe('E_INPUT');
    expect(codeOf(await protectKeys({ home: at.folder('nobody'), to: PASSPHRASE }))).toBe('E_NO_USER');
    expect(await readFile(join(home, 'keys.json'))).toEqual(before);
  });

  it('SEC-039 are left as they are on a machine without random numbers', async () => {
    const at = await createWorld();
    const home = await confirmed(at, 'Ada');
    const before = await readFile(join(home, 'keys.json'));
    const random = (length: number): Uint8Array => new Uint8Array(length);
    expect(codeOf(await protectKeys({ home, to: PASSPHRASE, ...at.surroundings('protect'), random }))).toBe('E_RANDOM');
    expect(await readFile(join(home, 'keys.json'))).toEqual(before);
  });

  it('go on as those of a new device, under the same passphrase, in a home that was brought back from an old copy', async () => {
    const at = await createWorld({ onDisk: true });
    const home = await confirmed(at, 'Ada');
    valueOf(await protectKeys({ home, to: PASSPHRASE }));
    await cp(home, at.folder('backup'), { recursive: true });
    const ada = valueOf(await open(at, home, saying(PASSPHRASE)));
    valueOf(await ada.records.add(NOTES, { json: 'newer' }));
    await at.sync(ada);
    const back = valueOf(await open(at, at.folder('backup'), saying(PASSPHRASE)));
    const before = back.me.kid;
    await at.sync(back);
    expect(back.me.kid).not.toBe(before);
    expect(valueOf(await inspectKeys({ home: at.folder('backup') }))).toMatchObject([
      { kid: back.me.kid, use: 'device', hasPassphrase: true },
    ]);
    const kid = back.me.kid;
    await back.close();
    const again = valueOf(await open(at, at.folder('backup'), saying(PASSPHRASE)));
    expect(again.me.kid).toBe(kid);
  });

  it('E_KEYS are refused in a file that is damaged or made by somebody else, and E_KDF_PARAMS where a guess costs too little', async () => {
    const at = await createWorld();
    const home = await confirmed(at, 'Ada');
    valueOf(await protectKeys({ home, to: PASSPHRASE, ...at.surroundings('protect') }));
    const path = join(home, 'keys.json');
    const said = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const change = (members: object): Promise<void> => writeFile(path, JSON.stringify({ ...said, ...members }));
    for (const [members, code] of [
      [{ jwe: 1 }, 'E_KEYS'],
      [{ keys: [] }, 'E_KEYS'],
      [{ m: 1024 }, 'E_KDF_PARAMS'],
      [{ jwe: `${String(said['jwe']).slice(0, -2)}AA` }, 'E_DECRYPT'],
    ] as const) {
      await change(members);
      expect(codeOf(await open(at, home, saying(PASSPHRASE)))).toBe(code);
    }
    await change({ keys: [] });
    expect(codeOf(await inspectKeys({ home }))).toBe('E_KEYS');
  });
});
