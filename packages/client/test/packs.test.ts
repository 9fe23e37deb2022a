import { inspectPack } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { collect, memoryStores, newClient, newHomes, randomBytes, START, valueOf } from './scratch.ts';
import type { Client } from '@allod/client';
import { createTeamOf, createWorld } from './world.ts';

const surroundings = { now: () => START, random: randomBytes('packs') };

async function* chunks(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function pair(): Promise<{ laptop: Client; phone: Client }> {
  const stores = memoryStores('packs');
  const { devices } = await newHomes({ devices: 2, ...stores });
  const [laptop, phone] = await Promise.all(devices.map(({ folder }) => newClient(folder, stores)));
  return { laptop: laptop!, phone: phone! };
}

describe('packs', () => {
  it('STO-024 carries everything to a device that has no link', async () => {
    const { laptop, phone } = await pair();
    valueOf(await laptop.records.addAll('v:a', [{ json: 1 }, { bytes: new Uint8Array(200_000) }]));
    const pack = Buffer.concat(await collect(laptop.packs.export()));
    const report = await phone.packs.import(chunks(pack));
    expect(report).toMatchObject({ items: 4, accepted: 4, refused: [], parked: [] });
    expect(report.fault).toBeUndefined();
    expect(await phone.digest()).toBe(await laptop.digest());
    expect(await collect(phone.records.list())).toEqual(await collect(laptop.records.list()));
  });

  it('changes nothing when a pack comes twice', async () => {
    const { laptop, phone } = await pair();
    valueOf(await laptop.records.add('v:a', { json: 1 }));
    const pack = Buffer.concat(await collect(laptop.packs.export()));
    await phone.packs.import(chunks(pack));
    const before = await phone.digest();
    await phone.packs.import(chunks(pack));
    expect(await phone.digest()).toBe(before);
  });

  it('STO-020 keeps what came before a fault, and says which that was', async () => {
    const { laptop, phone } = await pair();
    valueOf(
      await laptop.records.addAll(
        'i:a',
        Array.from({ length: 600 }, (_, json) => ({ json })),
      ),
    );
    const pack = Buffer.concat(await collect(laptop.packs.export()));
    const report = await phone.packs.import(chunks(pack.subarray(0, pack.length - 200)));
    expect(report.fault?.code).toBe('E_PACK_TRUNCATED');
    expect(report.accepted).toBeGreaterThan(0);
    const [mine] = await phone.spaces();
    expect(mine!.count).toBe(report.accepted);
  });

  it('refuses what is no pack, and takes in nothing', async () => {
    const { phone } = await pair();
    const report = await phone.packs.import(chunks(new TextEncoder().encode('no pack, only words')));
    expect(report).toMatchObject({ items: 0, accepted: 0, fault: { code: 'E_PACK' } });
  });

  it('shows what is in a pack without a home', async () => {
    const { laptop } = await pair();
    valueOf(await laptop.records.addAll('v:a', [{ json: 1 }, { json: 2 }]));
    const pack = Buffer.concat(await collect(laptop.packs.export()));
    const shown = await inspectPack(chunks(pack), surroundings);
    const [mine] = await laptop.spaces();
    expect(shown).toMatchObject({ items: 4, accepted: 4, refused: [], contents: [mine] });
  });

  it('shows the fault of a pack without a home', async () => {
    const { laptop } = await pair();
    const pack = Buffer.concat(await collect(laptop.packs.export()));
    pack[pack.length - 1]! ^= 1;
    const shown = await inspectPack(chunks(pack), surroundings);
    expect(shown).toMatchObject({ items: 2, accepted: 2, fault: { code: 'E_PACK' } });
    expect(await inspectPack(chunks(new Uint8Array()), surroundings)).toMatchObject({ items: 0, contents: [] });
  });

  it('brings the records of somebody else, and shows whose they are', async () => {
    const { laptop } = await pair();
    const stranger = await newClient((await newHomes({ random: randomBytes('stranger') })).devices[0]!.folder);
    valueOf(await stranger.records.add('i:theirs', { json: 'hello' }));
    valueOf(await stranger.records.add('i:theirs.public', { json: 'hello, all' }));
    await laptop.packs.import(stranger.packs.export());
    const spaces = await laptop.spaces();
    expect(spaces.map(({ space }) => space)).toEqual([laptop.me.user, stranger.me.user]);
    expect(await laptop.records.collections()).toEqual([
      { owner: stranger.me.user, col: 'i:theirs', records: 1 },
      { owner: stranger.me.user, col: 'i:theirs.public', records: 1 },
    ]);
    expect(await collect(laptop.records.list({ owner: laptop.me.user }))).toEqual([]);
    const [clear, sealed] = await collect(laptop.records.list());
    expect(clear).toMatchObject({ owner: stranger.me.user, json: 'hello, all' });
    expect(sealed).toMatchObject({ owner: stranger.me.user, sealed: { why: 'not-given' } });
    expect(sealed).not.toHaveProperty('json');
    const both = await inspectPack(laptop.packs.export(), surroundings);
    expect(both.contents.map(({ space }) => space)).toEqual(spaces.map(({ space }) => space).toSorted());
  });

  it('carries with a team the logs of all who are or were in it, also through other teams, and nothing else of theirs', async () => {
    const at = await createWorld();
    const [ada, bob, eve] = [await at.person('Ada'), await at.person('Bob'), await at.person('Eve')];
    const inner = await createTeamOf(at, [ada, bob, eve]);
    const { id: outer } = valueOf(await ada.teams.create('Club'));
    valueOf(await ada.teams.add(outer, inner, 'writer'));
    await at.sync(ada, bob, eve);
    valueOf(await bob.records.add('v:notes', { json: 'for the club' }, { owner: outer }));
    valueOf(await eve.records.add('v:notes', { json: 'before she went' }, { owner: outer }));
    for (const each of [ada, bob, eve]) valueOf(await each.records.add('v:diary', { json: 'private' }));
    valueOf(await ada.records.add('v:notes', { json: 'for the inner team' }, { owner: inner }));
    await at.sync(bob, eve, ada);
    valueOf(await ada.teams.remove(inner, eve.me.user));

    const carl = await at.person('Carl');
    const report = await carl.packs.import(ada.packs.export({ spaces: [outer] }));
    expect(report).toMatchObject({ refused: [], parked: [] });
    expect(report.accepted).toBe(report.items);
    const users = [ada, bob, eve].map(({ me }) => me.user);
    expect(report.per.map(({ space }) => space).toSorted()).toEqual([outer, inner, ...users].toSorted());
    expect(report.per.at(-1)!.space).toBe(outer);
    const expected = [
      { json: 'for the club', by: bob.me.user, via: [inner] },
      { json: 'before she went', by: eve.me.user, via: [inner] },
    ];
    const readBy = async (client: Client): Promise<unknown[]> => {
      const read = await collect(client.records.list({ owner: outer, col: 'v:notes' }));
      return read.map(({ json, by, via }) => ({ json, by, via })).toReversed();
    };
    expect(await readBy(ada)).toEqual(expected);
    // Whoever has only the pack sees who wrote, and not what.
    expect(await readBy(carl)).toEqual(expected.map((each) => ({ ...each, json: undefined })));
    for (const space of [inner, ...users])
      expect((await carl.spaces()).find((each) => each.space === space)).toMatchObject({ collections: [] });
    const there = (await ada.spaces()).filter(({ space }) => [inner, ...users].includes(space));
    for (const { space, heads } of there)
      expect(report.per.find((each) => each.space === space)).toMatchObject({ heads });
  });

  it('carries a user without the teams that he is in', async () => {
    const at = await createWorld();
    const [ada, bob] = [await at.person('Ada'), await at.person('Bob')];
    await createTeamOf(at, [ada, bob]);
    const { contents } = await inspectPack(ada.packs.export({ spaces: [ada.me.user] }), surroundings);
    expect(contents.map(({ space }) => space)).toEqual([ada.me.user]);
  });

  it('ends an import that never ends when the client is closed, and keeps what came', async () => {
    const stores = memoryStores('endless');
    const { devices } = await newHomes({ devices: 2, ...stores });
    const [laptop, phone] = await Promise.all(devices.map(({ folder }) => newClient(folder, stores)));
    const pack = Buffer.concat(await collect(laptop!.packs.export()));
    let wake = (): void => undefined;
    const isWaiting = new Promise<void>((resolve) => (wake = resolve));
    const endless = (async function* (): AsyncGenerator<Uint8Array> {
      yield pack.subarray(0, -1);
      wake();
      await new Promise(() => undefined);
    })();
    const importing = phone!.packs.import(endless);
    await isWaiting;
    await phone!.close();
    expect(await importing).toMatchObject({ items: 2, accepted: 2, fault: { code: 'E_PACK_TRUNCATED' } });
    const again = await newClient(devices[1]!.folder, stores);
    expect(await again.spaces()).toMatchObject([{ count: 2 }]);
  });

  it('tells a watch of what a pack brings', async () => {
    const { laptop, phone } = await pair();
    valueOf(await laptop.records.add('v:a', { json: 'packed' }));
    const watch = phone.records.watch()[Symbol.asyncIterator]();
    await phone.packs.import(laptop.packs.export());
    expect((await watch.next()).value).toMatchObject({ json: 'packed' });
    await watch.return?.();
  });
});
