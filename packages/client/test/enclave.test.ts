import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openClient, restoreHome } from '@allod/client';
import type { Enclave, EnclaveWords, RestoreOptions } from '@allod/client';
import { encodeBase64url } from '@allod/core/bytes';
import { decodeSecretKey } from '@allod/principals/secrets';
import { describe, expect, it } from 'vitest';
import { closeLater, codeOf, collect, valueOf } from './scratch.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const NOTES = 'v:com.example.notes';
const PASSWORD = 'a long walk in the rain';

/** Ada with a note and an enclave, both at the relay. */
async function scene() {
  const at = await createWorld();
  const ada = await at.person('Ada');
  valueOf(await ada.records.add(NOTES, { json: 'mine' }));
  const relays = [at.relay.url];
  const made = valueOf(await ada.recovery.enclave({ name: 'home', password: PASSWORD, relays }));
  await at.sync(ada);
  return { at, ada, made };
}

function back(
  at: World,
  made: Enclave,
  more: Partial<Pick<RestoreOptions, 'lost'> & { enclave: EnclaveWords }> = {},
): RestoreOptions {
  const enclave = { name: 'home', password: PASSWORD, words: made.words.join(' ') };
  const where = { folder: at.folder('new'), relays: [at.relay.url] };
  return { ...where, enclave, ...at.surroundings('new'), ...more };
}

describe('an enclave', () => {
  it('brings its user back on a new device, who reads what was written before', async () => {
    const { at, ada, made } = await scene();
    const restored = valueOf(await restoreHome(back(at, made)));
    expect(restored).toMatchObject({ user: ada.me.user, removed: [], told: [at.relay.url] });
    const client = await at.open('new');
    await at.sync(client);
    expect(await collect(client.records.list({ col: NOTES }))).toMatchObject([{ json: 'mine' }]);
    valueOf(await client.records.add(NOTES, { json: 'back' }));
    await at.sync(client, ada);
    const notes = await collect(ada.records.list({ col: NOTES }));
    expect(new Set(notes.map(({ json }) => json))).toEqual(new Set(['back', 'mine']));
    const devices = valueOf(await ada.devices.list()).filter(({ level }) => level === 'admin');
    expect(new Set(devices.map(({ id }) => id))).toEqual(new Set([made.kid, client.me.kid]));
    expect(devices.find(({ id }) => id === made.kid)).toMatchObject({ name: 'enclave home' });
  });

  it('SEC-046 is all that leaves the device: neither the words nor the password is anywhere in its home', async () => {
    const at = await createWorld({ onDisk: true });
    const ada = await at.person('Ada');
    const made = valueOf(await ada.recovery.enclave({ name: 'home', password: PASSWORD }));
    await at.sync(ada);
    const secretKey = decodeSecretKey(made.words.join(' '));
    if (!secretKey.ok) throw new TypeError('no secret key');
    const secret = Buffer.from(secretKey.value.bytes());
    const told = [PASSWORD, made.words.join(' '), secret, encodeBase64url(secret), secret.toString('hex')];
    const home = at.folder('Ada');
    const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const bytes = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['home.json', 'keys.json', 'data.mdb']));
    for (const each of bytes) for (const what of told) expect(each.includes(what)).toBe(false);
  });

  it('is not found by another name or other words, and not opened with another password', async () => {
    const { at, made } = await scene();
    const words = made.words.join(' ');
    const wrong = (enclave: Partial<{ name: string; password: string; words: string }>) =>
      restoreHome(back(at, made, { enclave: { name: 'home', password: PASSWORD, words, ...enclave } }));
    expect(await wrong({ password: 'rain' })).toMatchObject({
      error: { code: 'E_DECRYPT' },
      says: 'The password is another one.',
    });
    expect(codeOf(await wrong({ name: 'work' }))).toBe('E_NOT_FOUND');
    expect(await wrong({ words: made.words.slice(1).join(' ') })).toMatchObject({
      error: { code: 'E_KIT' },
      says: 'A secret key has 12 words, and these are 11.',
    });
    await expect(readFile(join(at.folder('new'), 'keys.json'))).rejects.toThrow('ENOENT');
  });

  it('ends with its device, which any owner can remove', async () => {
    const { at, ada, made } = await scene();
    valueOf(await ada.devices.remove(made.kid));
    await at.sync(ada);
    expect(await restoreHome(back(at, made))).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
      says: expect.stringContaining('The device of this enclave was removed'),
    });
  });

  it('does not end an owner: that takes the kit', async () => {
    const { at, ada, made } = await scene();
    expect(await restoreHome(back(at, made, { lost: [{ kid: ada.me.kid }] }))).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
      says: expect.stringContaining('takes the recovery kit'),
    });
  });

  it('is refused without a name or a password, with a relay that is none, and where a device may not take in others', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    for (const options of [
      { name: '', password: PASSWORD },
      { name: 'home', password: '' },
      { name: 'home', password: PASSWORD, relays: ['ftp://example.com'] },
    ])
      expect(codeOf(await ada.recovery.enclave(options))).toBe('E_INPUT');
    valueOf(await ada.devices.setLevel(ada.me.kid, 'writer'));
    expect(await ada.recovery.enclave({ name: 'home', password: PASSWORD })).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
    });
  });

  it('SEC-039 is not made on a machine without random numbers', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    await ada.close();
    const random = (length: number): Uint8Array => new Uint8Array(length);
    const client = valueOf(await openClient({ home: at.folder('Ada'), ...at.surroundings('Ada again'), random }));
    closeLater(client);
    expect(codeOf(await client.recovery.enclave({ name: 'home', password: PASSWORD }))).toBe('E_RANDOM');
    expect(valueOf(await client.devices.list())).toHaveLength(2);
  });
});
