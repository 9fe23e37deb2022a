import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { joinAsDevice } from '@allod/client';
import type { Client } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, valueOf } from './scratch.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const NOTES = 'v:com.example.notes';

/** A further device of somebody, known to the relay. */
async function addDevice(at: World, owner: Client, name: string): Promise<Client> {
  const { link } = valueOf(await owner.devices.offer({ relays: [at.relay.url] }));
  await at.sync(owner);
  valueOf(await joinAsDevice({ folder: at.folder(name), link, device: name, ...at.surroundings(name) }));
  const client = await at.open(name);
  await at.sync(client, owner);
  return client;
}

describe('the devices of a user', () => {
  it('are joined by link, with no other device running', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const { link, level } = valueOf(await ada.devices.offer({ relays: [at.relay.url] }));
    expect(level).toBe('admin');
    await at.sync(ada);
    const made = valueOf(
      await joinAsDevice({ folder: at.folder('phone'), link, device: 'phone', ...at.surroundings('phone') }),
    );
    expect(made).toMatchObject({ user: ada.me.user, told: [at.relay.url], notes: [] });
    const phone = await at.open('phone');
    expect(phone.me).toMatchObject({ user: ada.me.user, kid: made.kid, name: 'Ada', device: 'phone' });
    expect(await phone.standing()).toEqual({ state: 'device' });
    valueOf(await phone.records.add(NOTES, { json: 1 }, { tag: 'x' }));
    await at.sync(phone, ada);
    expect(await collect(ada.records.list({ col: NOTES }))).toMatchObject([{ kid: phone.me.kid, json: 1 }]);
    const [root, laptop, second] = valueOf(await ada.devices.list());
    expect(root).toMatchObject({ level: 'root' });
    expect(laptop).toMatchObject({ id: ada.me.kid, name: "Ada's laptop", level: 'owner', isThis: true });
    expect(second).toMatchObject({ id: phone.me.kid, level: 'admin', addedBy: { id: ada.me.kid } });
    valueOf(await ada.devices.setName(phone.me.kid, 'phone'));
    expect(valueOf(await ada.devices.list())[2]).toMatchObject({ name: 'phone' });
    expect(valueOf(await ada.devices.offers())).toMatchObject([{ state: 'used', role: 'admin' }]);
  });

  it('are joined by a link once, and not by one that is for a team', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const { link } = valueOf(await ada.devices.offer({ relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await joinAsDevice({ folder: at.folder('one'), link, ...at.surroundings('one') }));
    await at.sync(ada);
    const again = await joinAsDevice({ folder: at.folder('two'), link, ...at.surroundings('two') });
    expect(codeOf(again)).toBe('E_INVITE');
    const team = valueOf(await ada.teams.create('Home'));
    const other = valueOf(await ada.teams.invite(team.id, { relays: [at.relay.url] }));
    await at.sync(ada);
    const wrong = await joinAsDevice({ folder: at.folder('two'), link: other.link, ...at.surroundings('two') });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'E_INPUT' } });
    expect(codeOf(await joinAsDevice({ folder: at.folder('two'), link: 'no link', ...at.surroundings('two') }))).toBe(
      'E_FORMAT',
    );
    await expect(readFile(join(at.folder('two'), 'keys.json'))).rejects.toThrow('ENOENT');
  });

  it('know the teams of their user', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const { id } = valueOf(await ada.teams.create('Home'));
    const phone = await addDevice(at, ada, 'phone');
    // Another device gives it the keys to what stood there before.
    expect(await phone.teams.list()).toEqual([]);
    await at.sync(ada, phone);
    expect(await phone.teams.list()).toMatchObject([{ id, name: 'Home', role: 'owner' }]);
    valueOf(await phone.records.addAll(NOTES, [{ json: 'from the phone' }], { owner: id, tags: ['x'] }));
    await at.sync(phone, ada);
    expect(await collect(ada.records.list({ owner: id, col: NOTES }))).toMatchObject([{ kid: phone.me.kid }]);
  });

  it('are removed when they are lost, and cut from the teams of their user', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const phone = await addDevice(at, bob, 'phone');
    const team = await createTeamOf(at, [ada, bob, eve]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'admin'));
    await at.sync(ada, phone, bob);
    const removed = valueOf(await bob.devices.remove(phone.me.kid));
    expect(removed.notes).toMatchObject([expect.stringMatching(/^Bob closed what .* could still do through Bob\.$/)]);
    // Whoever has the phone does not sync first, and acts as if nothing had happened.
    valueOf(await phone.teams.remove(team, eve.me.user));
    valueOf(await phone.teams.invite(team));
    await at.sync(bob, phone, ada);
    const members = valueOf(await ada.teams.members(team)).filter(({ kind }) => kind === 'user');
    expect(members.map(({ id, role }) => [id, role])).toEqual([
      [ada.me.user, 'owner'],
      [bob.me.user, 'admin'],
      [eve.me.user, 'writer'],
    ]);
    expect(await phone.standing()).toMatchObject({ state: 'removed' });
    const struck = valueOf(await ada.teams.audit(team)).filter(({ isAlive }) => !isAlive);
    expect(struck.map(({ k }) => k).toSorted()).toEqual(['epoch', 'invite', 'remove']);
    const gone = valueOf(await bob.devices.list()).at(-1);
    expect(gone).toMatchObject({ id: phone.me.kid, removed: { why: 'lost', by: { id: bob.me.kid } } });
    expect(codeOf(await phone.devices.offer())).toBe('E_NOT_AUTHORIZED');
  });

  it('say who may do what', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const phone = await addDevice(at, ada, 'phone');
    expect(await phone.devices.remove(ada.me.kid)).toMatchObject({
      error: { code: 'E_NOT_AUTHORIZED' },
      says: 'To remove a device that is an owner, more than half of the owners have to sign, or a recovery kit.',
    });
    valueOf(await ada.devices.setLevel(phone.me.kid, 'writer'));
    await at.sync(ada, phone);
    expect(await phone.devices.offer()).toMatchObject({
      says: 'Only an admin can take in a device that is an admin, and you are a writer.',
      ask: [{ id: ada.me.kid }],
    });
  });
});

describe('the level of an owner', () => {
  it('moves to another device: the old one steps down, and the new one closes its old power', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const phone = await addDevice(at, ada, 'phone');
    valueOf(await ada.devices.setLevel(phone.me.kid, 'owner'));
    valueOf(await ada.devices.setLevel(ada.me.kid, 'admin'));
    expect(codeOf(await ada.devices.setLevel(ada.me.kid, 'owner'))).toBe('E_NOT_AUTHORIZED');
    await at.sync(ada);
    const { upkeep } = valueOf(await phone.sync(at.relay.url));
    expect(upkeep).toEqual([expect.stringMatching(/^phone closed what .* could still do with an earlier role\.$/)]);
    await at.sync(ada);
    valueOf(await phone.devices.remove(ada.me.kid, { why: 'retired' }));
    await at.sync(phone, ada);
    expect(await ada.standing()).toMatchObject({ state: 'removed' });
  });
});

describe('a home that was brought back from an old copy', () => {
  it('goes on as a new device, and says so', async () => {
    const at = await createWorld({ onDisk: true });
    const ada = await at.person('Ada');
    const team = valueOf(await ada.teams.create('Home'));
    await at.sync(ada);
    const { kid } = ada.me;
    await ada.close();
    await cp(at.folder('Ada'), at.folder('copy'), { recursive: true });
    const later = await at.open('Ada');
    valueOf(await later.records.add(NOTES, { json: 'written after the copy' }, { tag: 'x' }));
    await at.sync(later);
    await later.close();
    await rm(at.folder('Ada'), { recursive: true });
    await cp(at.folder('copy'), at.folder('Ada'), { recursive: true });

    const back = await at.open('Ada');
    expect(await back.standing()).toEqual({ state: 'device' });
    const report = valueOf(await back.sync(at.relay.url));
    expect(report.upkeep).toContain(
      'This home was brought back from an old copy. It goes on as a new device, and the old one was ended.',
    );
    expect(back.me.kid).not.toBe(kid);
    expect(await back.standing()).toEqual({ state: 'device' });
    valueOf(await back.records.addAll(NOTES, [{ json: 1 }], { owner: team.id, tags: ['y'] }));
    await back.close();
    const again = await at.open('Ada');
    expect(again.me.kid).toBe(back.me.kid);
    const notes = await collect(again.records.list({ col: NOTES }));
    expect(new Set(notes.map(({ json }) => json))).toEqual(new Set([1, 'written after the copy']));
    expect(valueOf(await again.sync(at.relay.url)).upkeep).toEqual([]);
  });
});
