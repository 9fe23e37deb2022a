/** A home that was brought back from an old copy, where that is not simple. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { joinAsDevice } from '@allod/client';
import type { Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { headsBelow } from '../src/recovery/restore-home.ts';
import { collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const NOTES = 'v:com.example.notes';

/** Lets a device write something that its home forgets. */
async function forget(at: World, device: Client, name: string): Promise<Client> {
  await at.sync(device);
  await device.close();
  await cp(at.folder(name), at.folder('copy'), { recursive: true });
  const later = await at.open(name);
  valueOf(await later.records.add(NOTES, { json: 'forgotten' }, { tag: 'x' }));
  await at.sync(later);
  await later.close();
  await rm(at.folder(name), { recursive: true });
  await cp(at.folder('copy'), at.folder(name), { recursive: true });
  return at.open(name);
}

describe('a home that was brought back from an old copy', () => {
  it('says that it has to be taken in anew when it may not add devices', async () => {
    const at = await createWorld({ onDisk: true });
    const ada = await at.person('Ada');
    const { link } = valueOf(await ada.devices.offer({ level: 'writer', relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await joinAsDevice({ folder: at.folder('phone'), link, ...at.surroundings('phone') }));
    const phone = await forget(at, await at.open('phone'), 'phone');
    const { kid } = phone.me;
    expect(valueOf(await phone.sync(at.relay.url)).upkeep).toEqual([]);
    expect(phone.me.kid).toBe(kid);
    expect(await phone.standing()).toMatchObject({ state: 'restored', says: expect.stringContaining('Take it in') });
  });

  it('keeps its kit, and goes on where it was interrupted', async () => {
    const at = await createWorld({ onDisk: true });
    const ada = await at.person('Ada');
    const { words } = valueOf(await ada.recovery.kit());
    const old = ada.me.kid;
    const files = ['home.json', 'keys.json'].map((name) => join(at.folder('Ada'), name));
    const back = await forget(at, ada, 'Ada');
    await at.sync(back);
    const { kid } = back.me;
    expect(kid).not.toBe(old);
    expect(valueOf(await back.recovery.kit()).words).toEqual(words);
    await back.close();
    // As after a crash before the old key was let go: the other file says already which one is in use.
    const now = JSON.parse(await readFile(files[1]!, 'utf8')) as { seed: string; kit: string };
    const torn = { v: 1, kid: old, seed: 'A'.repeat(43), kit: now.kit, next: now.seed };
    await writeFile(files[1]!, JSON.stringify(torn), { mode: 0o600 });
    const again = await at.open('Ada');
    expect(again.me.kid).toBe(kid);
    valueOf(await again.records.add(NOTES, { json: 'on' }, { tag: 'y' }));
    expect(await collect(again.records.list({ col: NOTES }))).toHaveLength(2);
  });
});

describe('a team of whoever was brought back from an old copy', () => {
  it('SEC-017 gets an epoch at once from the device that ended the old one by itself, for it never waits for its turn', async () => {
    const at = await createWorld({ onDisk: true });
    const people = await Promise.all(['Ada', 'Bob', 'Eve', 'Dan'].map((name) => at.person(name)));
    const [ada, bob, ...others] = people as [Client, Client, ...Client[]];
    const team = await createTeamOf(at, [ada, bob, ...others]);
    const epochs = async (client: Client): Promise<number> =>
      valueOf(await client.teams.audit(team)).filter(({ k }) => k === 'epoch').length;
    const before = await epochs(bob);
    const back = await forget(at, ada, 'Ada');
    const old = back.me.kid;
    await at.sync(back);
    expect(back.me.kid).not.toBe(old);
    expect(await epochs(back)).toBe(before + 1);
  });
});

describe('what lies below the acts of a lost device', () => {
  it('is all that does not come after them', () => {
    const op = (
      id: string,
      par: readonly string[],
      kid: string,
      t: number,
    ): Parameters<typeof headsBelow>[0][number] => ({
      id,
      k: par.length === 0 ? 'init' : 'set',
      log: 'u',
      claims: { k: 'set', par, t },
      signers: [{ kid, by: [] }],
      t,
      isAlive: true,
      cuts: [],
      supports: [],
      logs: [],
    });
    const ops = [
      op('i', [], 'lost', 1),
      op('a', ['i'], 'lost', 2),
      op('b', ['a'], 'other', 3),
      op('c', ['b'], 'lost', 5),
      op('d', ['c'], 'other', 6),
      op('e', ['b'], 'other', 7),
    ];
    expect(headsBelow(ops, { kid: 'lost', since: 4 })).toEqual(['e']);
    expect(headsBelow(ops, { kid: 'lost', since: 0 })).toEqual(['i']);
    expect(headsBelow(ops, { kid: 'lost', since: 9 })).toEqual(['d', 'e']);
  });
});
