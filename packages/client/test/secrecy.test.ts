import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { announceEpoch } from '@allod/principals';
import { planEpoch, rotationDelay } from '@allod/principals/secrets';
import type { Client } from '@allod/client';
import { createHomes, joinAsDevice, restoreHome } from '@allod/client';
import { loadOps } from '@allod/sync';
import { describe, expect, it } from 'vitest';
import { readKeys } from '../src/keys-file.ts';
import { codeOf, collect, randomBytes, START, valueOf } from './scratch.ts';
import { storedClaims, textOf } from './stored.ts';
import { createTeamOf, createWorld } from './world.ts';
import type { World } from './world.ts';

const NOTES = 'v:com.example.notes';

/** What somebody reads of a collection, the oldest first: contents, and why there is none. */
async function read(client: Client, owner: string): Promise<unknown[]> {
  const all = await collect(client.records.list({ owner, col: NOTES }));
  return all.map(({ json, sealed }) => json ?? sealed?.why).toReversed();
}

async function write(client: Client, owner: string, json: unknown): Promise<void> {
  valueOf(await client.records.add(NOTES, { json }, { owner }));
}

async function epochsOf(client: Client, team: string): Promise<number> {
  return valueOf(await client.teams.audit(team)).filter(({ k }) => k === 'epoch').length;
}

async function addDevice(at: World, owner: Client, name: string): Promise<Client> {
  const { link } = valueOf(await owner.devices.offer({ relays: [at.relay.url] }));
  await at.sync(owner);
  valueOf(await joinAsDevice({ folder: at.folder(name), link, device: name, ...at.surroundings(name) }));
  const device = await at.open(name);
  await at.sync(device, owner, device);
  return device;
}

describe('what a relay holds', () => {
  it('SEC-036 tells nothing of what somebody wrote, but where everybody may read it', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada Lovelace'), await at.person('Robert')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await ada.people.setName(bob.me.user, 'Bobby Tables'));
    valueOf(await ada.teams.rename(team, 'The Analytical Society'));
    valueOf(await ada.records.add(NOTES, { json: 'a secret of mine' }, { tag: 'x' }));
    valueOf(
      await bob.records.add(NOTES, { bytes: Buffer.from('a secret of ours'), cty: 'text/plain' }, { owner: team }),
    );
    valueOf(await ada.teams.propose(team, { policy: { history: 'joined' } }, { text: 'a reason of hers' }));
    valueOf(await ada.records.add('v:com.example.page.public', { json: 'a word for all' }, { owner: team }));
    await at.sync(ada, bob);
    const all = await textOf(at.relay.store, [ada.me.user, bob.me.user, team]);
    for (const words of ['a secret of', 'Lovelace', 'Robert', 'Bobby', 'Analytical', 'a reason'])
      expect(all).not.toContain(words);
    expect(all).not.toContain('text/plain');
    expect(all).toContain('a word for all');
    const [record] = (await storedClaims(at.relay.store, team)).filter(({ col }) => col === NOTES);
    expect(record).toMatchObject({ cty: 'application/jose' });
  });
});

describe('somebody who was removed', () => {
  it('SEC-016 opens nothing that is written after it, with every byte in his hands, and what he could read before', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob, eve]);
    await write(ada, team, 'before');
    await at.sync(ada, bob, eve);
    const epochs = await epochsOf(ada, team);
    valueOf(await ada.teams.remove(team, bob.me.user));
    expect(await epochsOf(ada, team)).toBe(epochs + 1);
    await write(ada, team, 'after');
    await at.sync(ada, eve);
    expect((await bob.packs.import(ada.packs.export({ spaces: [team] }))).refused).toEqual([]);
    expect(await read(bob, team)).toEqual(['before', 'not-given']);
    expect(await read(eve, team)).toEqual(['before', 'after']);
  });

  it('is followed by an epoch in one commit, also when he becomes a guest', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    const before = await epochsOf(ada, team);
    const caps = [{ do: ['w'], col: NOTES }] as const;
    valueOf(await ada.teams.setRole(team, bob.me.user, 'guest', { caps }));
    expect(await epochsOf(ada, team)).toBe(before + 1);
    const last = valueOf(await ada.teams.audit(team)).slice(-2);
    expect(last.map(({ k }) => k)).toEqual(['set', 'epoch']);
    valueOf(await ada.teams.remove(team, bob.me.user));
    // What he was let in with let him read: nobody knows what a guest has kept.
    expect(await epochsOf(ada, team)).toBe(before + 2);
  });

  it('ends no epoch when he leaves by himself, until somebody else is there', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    const before = await epochsOf(ada, team);
    valueOf(await bob.teams.leave(team));
    await at.sync(bob, ada);
    // It is the only writer who is left: nobody is before her.
    expect(await epochsOf(ada, team)).toBe(before + 1);
    await write(ada, team, 'alone');
    expect(await read(ada, team)).toEqual(['alone']);
  });
});

describe('a guest who may only write', () => {
  it('seals what he cannot read himself, for those who can', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    valueOf(await ada.teams.setRole(team, bob.me.user, 'guest', { caps: [{ do: ['w'], col: NOTES }] }));
    await at.sync(ada, bob);
    await write(bob, team, 'dropped');
    await at.sync(bob, ada);
    expect(await read(bob, team)).toEqual(['not-given']);
    expect(await read(ada, team)).toEqual(['dropped']);
  });
});

describe('a newcomer', () => {
  it('reads what came before him, once a member has given it to him', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: team } = valueOf(await ada.teams.create('Home'));
    await write(ada, team, 'before');
    const { link } = valueOf(await ada.teams.invite(team, { relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    await at.sync(bob);
    expect(await read(bob, team)).toEqual(['not-given']);
    // Until he can read what the team is called, he goes by what the link says.
    expect(await bob.teams.list()).toMatchObject([{ id: team, name: 'Home', isOwnWord: true }]);
    // He need not wait for anybody to write, nor to read that.
    await write(bob, team, 'his own');
    expect(await read(bob, team)).toEqual(['not-given', 'his own']);
    await at.sync(bob, ada, bob);
    expect(await read(ada, team)).toEqual(['before', 'his own']);
    expect(await read(bob, team)).toEqual(['before', 'his own']);
    expect(await bob.teams.list()).toEqual([expect.not.objectContaining({ isOwnWord: true })]);
  });

  it('SEC-019 reads nothing of what came before him where the policy says so', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: team } = valueOf(await ada.teams.create('Home'));
    valueOf(await ada.teams.setPolicy(team, { history: 'joined' }));
    await write(ada, team, 'before');
    const { link } = valueOf(await ada.teams.invite(team, { relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    await at.sync(bob, ada);
    await write(ada, team, 'after');
    await at.sync(ada, bob, ada, bob);
    expect(await read(bob, team)).toEqual(['not-given', 'after']);
    expect(await read(ada, team)).toEqual(['before', 'after']);
  });
});

describe('the devices of a user', () => {
  it('read what the others wrote, and what was there before them', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    await write(ada, ada.me.user, 'old');
    const phone = await addDevice(at, ada, 'phone');
    await write(phone, ada.me.user, 'new');
    await at.sync(phone, ada);
    expect(await read(phone, ada.me.user)).toEqual(['old', 'new']);
    expect(await read(ada, ada.me.user)).toEqual(['old', 'new']);
  });

  it('read no more when they are lost, in no team of the user', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const phone = await addDevice(at, bob, 'phone');
    const team = await createTeamOf(at, [ada, bob]);
    await at.sync(phone, bob, phone);
    await write(bob, team, 'before');
    await at.sync(bob, phone);
    expect(await read(phone, team)).toEqual(['before']);
    const before = await epochsOf(bob, team);
    valueOf(await bob.devices.remove(phone.me.kid));
    expect(await epochsOf(bob, team)).toBe(before + 1);
    await write(bob, team, 'after');
    await write(bob, bob.me.user, 'mine');
    await at.sync(bob, ada);
    await phone.packs.import(bob.packs.export());
    expect(await read(phone, team)).toEqual(['before', 'not-given']);
    expect(await read(phone, bob.me.user)).toEqual(['not-given']);
    expect(await read(ada, team)).toEqual(['before', 'after']);
  });

  it('go on under the same epoch when one of them is retired', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const phone = await addDevice(at, ada, 'phone');
    const { id: team } = valueOf(await ada.teams.create('Home'));
    const before = await epochsOf(ada, team);
    valueOf(await ada.devices.remove(phone.me.kid, { why: 'retired' }));
    await at.sync(ada);
    expect(await epochsOf(ada, team)).toBe(before);
  });

  it('are made anew from a recovery kit, and read everything', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const team = await createTeamOf(at, [ada, bob]);
    await write(bob, bob.me.user, 'mine');
    await write(ada, team, 'ours');
    await at.sync(ada, bob);
    const words = valueOf(await bob.recovery.kit()).words.join(' ');
    const lost = [{ kid: bob.me.kid }];
    const where = { folder: at.folder('new'), user: bob.me.user, relays: [at.relay.url] };
    valueOf(await restoreHome({ ...where, words, lost, ...at.surroundings('new') }));
    const back = await at.open('new');
    await at.sync(back);
    expect(await read(back, bob.me.user)).toEqual(['mine']);
    expect(await read(back, team)).toEqual(['ours']);
    await write(back, team, 'again');
    await at.sync(back, ada);
    expect(await read(ada, team)).toEqual(['ours', 'again']);
  });
});

describe('a bad rotator', () => {
  it('SEC-016 keeps nobody from writing: whoever writes next announces an epoch on top', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const team = await createTeamOf(at, [ada, bob, eve]);
    await write(ada, team, 'before');
    await at.sync(ada, eve);
    await announceForNobody(at, bob, team);
    await at.sync(ada);
    await write(ada, team, 'after');
    await at.sync(ada, eve, ada, eve);
    expect(await read(eve, team)).toEqual(['before', 'after']);
  });
});

/** An epoch that only Bob has, as a program of his own would announce it, at the relay. */
async function announceForNobody(at: World, bob: Client, log: string): Promise<void> {
  const { signer } = valueOf(await readKeys(at.folder('Bob'), bob.me.kid));
  const { pub } = valueOf(await planEpoch({ log, recipients: [] }, randomBytes('nobody')));
  const { heads } = valueOf(await bob.teams.get(log));
  const { store } = at.relay;
  const place = { log, par: heads, signers: [{ signer, by: [bob.me.user] }], t: at.clock.now() };
  const op = await announceEpoch({ pub }, place);
  const admission = createAdmission({ bodies: BODY_RULE, now: () => START, loadOps: (space) => loadOps(store, space) });
  const [judged] = await admission.judgeStatements([op]);
  if (judged?.verdict !== 'admitted') throw new Error('the op of a bad rotator stands, whatever its keybox is');
  valueOf(await store.commit({ space: log, put: [judged.admitted] }));
}

describe('a machine without random numbers', () => {
  it('SEC-039 makes no home', async () => {
    const at = await createWorld();
    const random = (length: number): Uint8Array => new Uint8Array(length);
    const made = await createHomes({ homes: [{ folder: at.folder('x') }], ...at.surroundings('x'), random });
    expect(codeOf(made)).toBe('E_RANDOM');
  });
});

describe('a log without an epoch in use', () => {
  it('SEC-017 gets one from whoever is first in the order of the removal, and the others wait', async () => {
    const at = await createWorld();
    const people = await Promise.all(['Ada', 'Bob', 'Eve'].map((name) => at.person(name)));
    const [ada, bob, eve] = people as [Client, Client, Client];
    const team = await createTeamOf(at, [ada, bob, eve]);
    const before = await epochsOf(ada, team);
    valueOf(await eve.teams.leave(team));
    await at.sync(eve);
    const exit = valueOf(await eve.teams.audit(team)).at(-1)!.id;
    const writers = [ada.me.kid, bob.me.kid];
    const delays = writers.map((kid) => rotationDelay({ exit, kid, writers }));
    expect([Math.min(...delays), Math.max(...delays)]).toEqual([0, 5]);
    const [first, second] = delays[0] === 0 ? [ada, bob] : [bob, ada];
    await at.sync(second);
    expect(await epochsOf(second, team)).toBe(before);
    // Five seconds later nobody else has, for she has not heard of it.
    at.clock.set(at.clock.now() + 5_000_000);
    await at.sync(second);
    expect(await epochsOf(second, team)).toBe(before + 1);
    await at.sync(first);
    expect(await epochsOf(first, team)).toBe(before + 1);
  });

  it('gets one at once from whoever has something to write', async () => {
    const at = await createWorld();
    const people = await Promise.all(['Ada', 'Bob', 'Eve'].map((name) => at.person(name)));
    const [ada, bob, eve] = people as [Client, Client, Client];
    const team = await createTeamOf(at, [ada, bob, eve]);
    valueOf(await eve.teams.leave(team));
    await at.sync(eve);
    for (const client of [ada, bob]) valueOf(await client.sync(at.relay.url, { spaces: [team] }));
    const before = await epochsOf(ada, team);
    for (const client of [ada, bob]) await write(client, team, client.me.name);
    expect(await epochsOf(ada, team)).toBe(before + 1);
    // Two who did not know of each other.
    await at.sync(ada, bob, ada, bob);
    for (const client of [ada, bob]) expect(new Set(await read(client, team))).toEqual(new Set(['Ada', 'Bob']));
    await eve.packs.import(ada.packs.export({ spaces: [team] }));
    expect(await read(eve, team)).toEqual(['not-given', 'not-given']);
  });
});

describe('a link that gives keys', () => {
  it('lets whoever joins read at once, and the keys are made anew once it was used', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: team } = valueOf(await ada.teams.create('Home'));
    await write(ada, team, 'before');
    const { link } = valueOf(await ada.teams.invite(team, { relays: [at.relay.url], givesKeys: true }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    expect(await read(bob, team)).toEqual(['before']);
    await bob.close();
    const again = await at.open('Bob');
    expect(await read(again, team)).toEqual(['before']);
    const before = await epochsOf(again, team);
    await at.sync(again, ada);
    const kinds = valueOf(await ada.teams.audit(team)).map(({ k }) => k);
    expect(kinds.slice(-2)).toEqual(['remove', 'epoch']);
    expect(await epochsOf(ada, team)).toBe(before + 1);
  });

  it('lets a new device read at once', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    await write(ada, ada.me.user, 'old');
    const { link } = valueOf(await ada.devices.offer({ relays: [at.relay.url], givesKeys: true }));
    await at.sync(ada);
    valueOf(await joinAsDevice({ folder: at.folder('phone'), link, ...at.surroundings('phone') }));
    const phone = await at.open('phone');
    expect(await read(phone, ada.me.user)).toEqual(['old']);
  });

  it('lets whoever joins read nothing from before the link, where newcomers read nothing that came before them', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: team } = valueOf(await ada.teams.create('Home'));
    valueOf(await ada.teams.setPolicy(team, { history: 'joined' }));
    await write(ada, team, 'before');
    const { link } = valueOf(await ada.teams.invite(team, { relays: [at.relay.url], givesKeys: true }));
    await write(ada, team, 'since');
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    expect(new Set(await read(bob, team))).toEqual(new Set(['not-given', 'since']));
    await write(bob, team, 'mine');
    await bob.close();
    const again = await at.open('Bob');
    await at.sync(again, ada);
    expect(await read(again, team)).toContain('mine');
    expect(new Set(await read(ada, team))).toEqual(new Set(['before', 'since', 'mine']));
  });

  it('is not for somebody by name, nor for a guest', async () => {
    const at = await createWorld();
    const ada = await at.person('Ada');
    const { id: team } = valueOf(await ada.teams.create('Home'));
    const caps = [{ do: ['r'], col: NOTES }] as const;
    expect(codeOf(await ada.teams.invite(team, { role: 'guest', caps, givesKeys: true }))).toBe('E_INPUT');
    expect(codeOf(await ada.teams.invite(team, { to: 'A'.repeat(43), givesKeys: true }))).toBe('E_INPUT');
  });
});

describe('a guest who may read', () => {
  it('SEC-045 reads what his rights name, by keys that a member gives him, and nothing else', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: team } = valueOf(await ada.teams.create('Home'));
    await write(ada, team, 'for guests');
    valueOf(await ada.records.add('m:menu', { json: 'soup' }, { owner: team, tag: 'today' }));
    valueOf(await ada.records.add('m:menu', { json: 'cake' }, { owner: team, tag: 'tomorrow' }));
    valueOf(await ada.records.add('v:com.example.safe', { json: 'not for guests' }, { owner: team }));
    const caps = [
      { do: ['r'], col: NOTES },
      { do: ['r'], col: 'm:menu', tag: 'today' },
    ] as const;
    const { link } = valueOf(await ada.teams.invite(team, { role: 'guest', caps, relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    await at.sync(bob);
    const { upkeep } = valueOf(await ada.sync(at.relay.url));
    expect(upkeep.at(-1)).toMatch(/^Gave .* the keys to what a guest may read\.$/);
    await at.sync(bob);
    const seen = async (col: string): Promise<unknown[]> => {
      const all = await collect(bob.records.list({ owner: team, col }));
      return all.map(({ json, sealed }) => json ?? sealed?.why).toReversed();
    };
    expect(await seen(NOTES)).toEqual(['for guests']);
    expect(await seen('m:menu')).toEqual(['soup', 'not-given']);
    expect(await seen('v:com.example.safe')).toEqual(['not-given']);
    // Nothing to do where nothing has changed.
    expect(valueOf(await ada.sync(at.relay.url)).upkeep).toEqual([]);
    valueOf(
      await ada.teams.setRole(team, bob.me.user, 'guest', { caps: [{ do: ['r'], col: 'm:menu', tag: 'today' }] }),
    );
    await write(ada, team, 'not for guests');
    await at.sync(ada, bob);
    expect(await seen(NOTES)).toEqual(['for guests', 'not-given']);
  });
});

describe('a team in a team', () => {
  it('reads through its own keys, and whoever leaves it reads no more of the one above', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const inner = await createTeamOf(at, [ada, bob, eve]);
    const { id: outer } = valueOf(await ada.teams.create('Club'));
    await write(ada, outer, 'first');
    valueOf(await ada.teams.add(outer, inner, 'writer'));
    await at.sync(ada);
    await at.sync(bob, eve);
    expect(await read(eve, outer)).toEqual(['first']);
    await write(bob, outer, 'from within');
    await at.sync(bob, ada, eve);
    for (const client of [ada, eve]) expect(await read(client, outer)).toEqual(['first', 'from within']);
    valueOf(await ada.teams.remove(inner, eve.me.user));
    await write(ada, outer, 'without her');
    await at.sync(ada, bob);
    await eve.packs.import(ada.packs.export());
    expect(await read(bob, outer)).toEqual(['first', 'from within', 'without her']);
    expect(await read(eve, outer)).toEqual(['first', 'from within', 'not-given']);
  });
});

describe('a team in a team, in which newcomers read nothing that came before them', () => {
  it('SEC-020 lets them read what the team above has for its members', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const { id: inner } = valueOf(await ada.teams.create('Home'));
    valueOf(await ada.teams.setPolicy(inner, { history: 'joined' }));
    const { id: outer } = valueOf(await ada.teams.create('Club'));
    valueOf(await ada.teams.add(outer, inner, 'writer'));
    await write(ada, outer, 'before');
    await write(ada, inner, 'between us');
    const { link } = valueOf(await ada.teams.invite(inner, { relays: [at.relay.url] }));
    await at.sync(ada);
    valueOf(await valueOf(await bob.open(link)).accept());
    await at.sync(bob);
    expect(valueOf(await ada.sync(at.relay.url)).upkeep).toContain(
      'Told those who came since which teams this one is in.',
    );
    await at.sync(bob);
    expect(await bob.teams.list()).toMatchObject([{ id: outer, via: [{ id: inner }] }, { id: inner }]);
    expect(await read(bob, outer)).toEqual(['before']);
    expect(await read(bob, inner)).toEqual(['not-given']);
    for (const client of [ada, bob]) expect(valueOf(await client.sync(at.relay.url)).upkeep).toEqual([]);
  });
});

describe('a device that was lost two teams below', () => {
  it('reads nothing more of the upper one, once somebody in it knows of the loss', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    const phone = await addDevice(at, bob, 'phone');
    const inner = await createTeamOf(at, [ada, bob]);
    const { id: outer } = valueOf(await ada.teams.create('Club'));
    valueOf(await ada.teams.add(outer, inner, 'writer'));
    await write(ada, outer, 'before');
    await at.sync(ada, bob, phone, ada, bob, phone);
    expect(await read(phone, outer)).toEqual(['before']);
    // Bob names the loss in no team: Ada hears of it by his log alone.
    valueOf(await bob.devices.remove(phone.me.kid, { why: 'lost' }));
    await ada.packs.import(bob.packs.export({ spaces: [bob.me.user] }));
    await write(ada, outer, 'after');
    await phone.packs.import(ada.packs.export());
    expect(await read(phone, outer)).toEqual(['before', 'not-given']);
    expect(await read(ada, outer)).toEqual(['before', 'after']);
    await at.sync(ada, bob, ada, bob);
    expect(await read(bob, outer)).toEqual(['before', 'after']);
  });
});
