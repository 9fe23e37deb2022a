import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHomes, MAX_FIRST_DEVICES, openClient } from '@allod/client';
import { refuse } from '@allod/core/errors';
import { describe, expect, it } from 'vitest';
import { codeOf, newClient, newHomes, randomBytes, scratch, testClock, valueOf } from './scratch.ts';

const options = { now: testClock().now, random: randomBytes('homes') };

describe('making homes', () => {
  it('makes one user with a key, a store and a name for each device', async () => {
    const folder = await scratch();
    const homes = [
      { folder: join(folder, 'deep/laptop'), device: 'laptop' },
      { folder: join(folder, 'phone'), device: 'phone' },
    ];
    const made = valueOf(await createHomes({ ...options, homes, name: 'Ada' }));
    expect(made.devices.map((each) => each.folder)).toEqual(homes.map((each) => each.folder));
    expect(new Set(made.devices.map(({ kid }) => kid)).size).toBe(2);
    for (const [i, each] of made.devices.entries()) {
      const client = await newClient(each.folder);
      expect(client.me).toEqual({
        user: made.user,
        kid: each.kid,
        name: 'Ada',
        device: homes[i]!.device,
        home: each.folder,
      });
    }
  });

  it('puts the first op of the user and the first epoch into the first home alone', async () => {
    const made = await newHomes({ devices: 2 });
    const [first, second] = await Promise.all(made.devices.map(({ folder }) => newClient(folder)));
    expect(await first!.spaces()).toMatchObject([{ space: made.user, count: 2 }]);
    expect(await second!.spaces()).toMatchObject([{ space: made.user, count: 0, heads: [] }]);
  });

  it('makes a key file that its owner alone can read, and no two the same', async () => {
    const { devices } = await newHomes({ devices: 2 });
    const keys = await Promise.all(
      devices.map(async ({ folder }) => {
        const path = join(folder, 'keys.json');
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        return JSON.parse(await readFile(path, 'utf8')) as { v: number; seed: string };
      }),
    );
    expect(keys.map(({ v }) => v)).toEqual([1, 1]);
    expect(new Set(keys.map(({ seed }) => seed)).size).toBe(2);
  });

  it('refuses a folder that holds a home, and leaves it as it is', async () => {
    const { devices } = await newHomes();
    const { folder } = devices[0]!;
    const before = await readFile(join(folder, 'keys.json'));
    expect(codeOf(await createHomes({ ...options, homes: [{ folder }] }))).toBe('E_HOME_EXISTS');
    expect(await readFile(join(folder, 'keys.json'))).toEqual(before);
    await newClient(folder);
  });

  it('refuses a folder with nothing but a key, so that no key is ever lost', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'keys.json'), 'a key');
    expect(codeOf(await createHomes({ ...options, homes: [{ folder }] }))).toBe('E_HOME_EXISTS');
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it('refuses one folder for two devices, and makes nothing', async () => {
    const folder = join(await scratch(), 'home');
    const homes = [{ folder }, { folder: `${folder}/../home` }];
    expect(codeOf(await createHomes({ ...options, homes }))).toBe('E_HOME_EXISTS');
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses a folder that cannot be made, and takes away what it made for the others', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'file'), 'in the way');
    const homes = [{ folder: join(folder, 'a/b') }, { folder: join(folder, 'file/home') }];
    expect(codeOf(await createHomes({ ...options, homes }))).toBe('E_HOME');
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('keeps what was in the folder before when it fails', async () => {
    const folder = await scratch();
    await writeFile(join(folder, 'mine.txt'), 'stays');
    const openStore = async (): Promise<ReturnType<typeof refuse<'E_STORE_FULL'>>> => refuse('E_STORE_FULL', 'STO-013');
    expect(codeOf(await createHomes({ ...options, homes: [{ folder }], openStore }))).toBe('E_STORE_FULL');
    expect(await readdir(folder)).toEqual(['mine.txt']);
  });

  it('takes away what it made when something breaks that nobody foresaw', async () => {
    const folder = await scratch();
    const openStore = async (): Promise<never> => {
      throw new Error('unforeseen');
    };
    const homes = [{ folder: join(folder, 'home') }];
    await expect(createHomes({ ...options, homes, openStore })).rejects.toThrow('unforeseen');
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps names that can be read again, whatever they are', async () => {
    const homes = [{ folder: join(await scratch(), 'home'), device: '\ud800' }];
    valueOf(await createHomes({ ...options, homes, name: 'Ädä "\n' }));
    expect((await newClient(homes[0]!.folder)).me).toMatchObject({ name: 'Ädä "\n', device: '\ufffd' });
  });

  it('throws for no device, and for more than can sign together', async () => {
    const homes = Array.from({ length: MAX_FIRST_DEVICES + 1 }, (_, i) => ({ folder: `/nowhere/${i}` }));
    await expect(createHomes({ ...options, homes: [] })).rejects.toThrow(RangeError);
    await expect(createHomes({ ...options, homes })).rejects.toThrow(RangeError);
  });
});

describe('opening a home', () => {
  const codeOfHome = async (home: string): Promise<string> => codeOf(await openClient({ home, ...options }));

  it('refuses a folder that is not there, or holds no home', async () => {
    const folder = await scratch();
    expect(await codeOfHome(folder)).toBe('E_NO_USER');
    expect(await codeOfHome(join(folder, 'none'))).toBe('E_NO_USER');
  });

  it.each([
    ['no JSON', '{'],
    ['a newer version', '{"v":2}'],
    ['a user that is no id', '{"v":1,"user":"ada","kid":"x"}'],
    ['a list', '[]'],
  ])('refuses a home.json that is %s, and leaves it', async (_, text) => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'home.json');
    await writeFile(path, text);
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_HOME');
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it.each(['user', 'kid', 'name', 'device'])('refuses a home.json whose %s is a number', async (member) => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'home.json');
    const home = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...home, [member]: 7 }));
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_HOME');
  });

  it('refuses a home whose home.json was lost, for its key may be all that is left', async () => {
    const { devices } = await newHomes();
    await rm(join(devices[0]!.folder, 'home.json'));
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_HOME');
  });

  it.each([0o640, 0o604, 0o620, 0o601])('refuses a key file with mode %o, and does not change it', async (mode) => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'keys.json');
    await chmod(path, mode);
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_KEYS');
    expect((await stat(path)).mode & 0o777).toBe(mode);
  });

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, 40)],
    ['of a newer version', (text: string) => text.replace('"v":1', '"v":2')],
    ['with a short seed', (text: string) => text.replace(/"seed":"....../, '"seed":"')],
    ['with a false kid', (text: string) => text.replace(/"kid":"."?/, '"kid":"A')],
  ])('refuses a key file that is %s, and leaves it', async (_, change) => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'keys.json');
    const changed = change(await readFile(path, 'utf8'));
    await writeFile(path, changed);
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_KEYS');
    expect(await readFile(path, 'utf8')).toBe(changed);
  });

  it('refuses the key of another device', async () => {
    const { devices } = await newHomes({ devices: 2 });
    const other = await readFile(join(devices[1]!.folder, 'keys.json'));
    await writeFile(join(devices[0]!.folder, 'keys.json'), other);
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_KEYS');
  });

  it('refuses a home.json that is a folder', async () => {
    const folder = await scratch();
    await mkdir(join(folder, 'home.json'));
    expect(await codeOfHome(folder)).toBe('E_HOME');
  });

  it("refuses a key that the user's log does not know", async () => {
    const [mine, theirs] = [await newHomes(), await newHomes({ random: randomBytes('somebody else') })];
    const folder = mine.devices[0]!.folder;
    const [from, to] = [theirs.devices[0]!, join(folder, 'home.json')];
    await writeFile(join(folder, 'keys.json'), await readFile(join(from.folder, 'keys.json')));
    await writeFile(to, (await readFile(to, 'utf8')).replace(mine.devices[0]!.kid, from.kid));
    expect(await codeOfHome(folder)).toBe('E_KEYS');
  });

  it('STO-014 refuses a home that is open, and opens it when it is closed', async () => {
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder);
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_STORE_BUSY');
    await client.close();
    await newClient(devices[0]!.folder);
  });

  it('STO-016 refuses a damaged store, and leaves it', async () => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'store/data.mdb');
    await writeFile(path, 'not a database');
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_STORE_CORRUPT');
    expect(await readFile(path, 'utf8')).toBe('not a database');
  });

  it('STO-015 refuses a store of a newer format', async () => {
    const { devices } = await newHomes();
    await writeFile(join(devices[0]!.folder, 'store/format'), 'allod-store 99\n');
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_STORE_VERSION');
  });

  it('STO-017 refuses a home whose store is gone, and begins no other in its place', async () => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'store');
    await rm(path, { recursive: true });
    expect(await codeOfHome(devices[0]!.folder)).toBe('E_STORE_OPEN');
    expect(existsSync(path)).toBe(false);
    await mkdir(path);
    await newClient(devices[0]!.folder);
  });

  it('does nothing any more after it was closed', async () => {
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder);
    await client.close();
    await expect(client.digest()).rejects.toThrow(TypeError);
    await expect(client.records.add('i:a', { json: 1 })).rejects.toThrow(TypeError);
    await expect(client.records.get('A'.repeat(43))).rejects.toThrow(TypeError);
    expect(() => client.records.watch()).toThrow(TypeError);
    expect(() => client.records.list()).toThrow(TypeError);
    expect(() => client.connect('ws://127.0.0.1:1')).toThrow(TypeError);
    await expect(client.close()).rejects.toThrow(TypeError);
  });
});
