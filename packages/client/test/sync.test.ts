import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { refuse } from '@allod/core/errors';
import { linkPair } from '@allod/transport';
import { encodeMessage } from '@allod/transport/frames';
import { describe, expect, it } from 'vitest';
import type { Client } from '@allod/client';
import { startHttp, startRelay } from './relay.ts';
import type { TestRelay } from './relay.ts';
import {
  bound,
  closeLater,
  codeOf,
  collect,
  memoryStores,
  newClient,
  newHomes,
  START,
  testClock,
  testTimers,
  valueOf,
} from './scratch.ts';

interface Pair {
  readonly laptop: Client;
  readonly phone: Client;
  readonly relay: TestRelay;
}

async function pair(): Promise<Pair> {
  const stores = memoryStores('sync');
  const { devices } = await newHomes({ devices: 2, ...stores });
  const relay = await startRelay();
  const [laptop, phone] = await Promise.all(devices.map(({ folder }) => newClient(folder, stores)));
  return { laptop: laptop!, phone: phone!, relay };
}

describe('syncing through a relay', () => {
  it('brings everything to a device that began empty, and the digests are equal', async () => {
    const { laptop, phone, relay } = await pair();
    const bodies = Array.from({ length: 600 }, (_, json) => ({ json }));
    valueOf(await laptop.records.addAll('i:a', bodies));
    const up = valueOf(await laptop.sync(relay.url));
    expect(up).toMatchObject({ received: 0, sent: 602, refused: 0, parked: 0, held: 0 });
    const down = valueOf(await phone.sync(relay.url));
    expect(down).toMatchObject({ received: 602, sent: 0, refused: 0, parked: 0, equal: true });
    expect(down.spaces).toMatchObject([{ space: phone.me.user, received: 602 }]);
    expect(await phone.digest()).toBe(await laptop.digest());
    expect(await collect(phone.records.list())).toEqual(await collect(laptop.records.list()));
  });

  it('lets a second device write once it has the log, and brings that back', async () => {
    const { laptop, phone, relay } = await pair();
    valueOf(await laptop.sync(relay.url));
    expect(codeOf(await phone.records.add('v:a', { json: 1 }, { tag: 'x' }))).toBe('E_PENDING_AUTH');
    valueOf(await phone.sync(relay.url));
    valueOf(await phone.records.add('v:a', { json: 1 }, { tag: 'x' }));
    valueOf(await phone.sync(relay.url));
    valueOf(await laptop.sync(relay.url));
    const [seen] = await collect(laptop.records.list());
    expect(seen).toMatchObject({ json: 1, kid: phone.me.kid, owner: laptop.me.user, seq: 1 });
    expect(await phone.digest()).toBe(await laptop.digest());
  });

  it('brings bodies that are too long to ride with their records', async () => {
    const { laptop, phone, relay } = await pair();
    const sizes = [65_537, 300_000, 1_048_576];
    const bodies = sizes.map((size, i) => ({ bytes: new Uint8Array(size).fill(i + 1) }));
    valueOf(await laptop.records.addAll('i:a.public', bodies));
    valueOf(await laptop.records.addAll('i:a', bodies.slice(0, 2)));
    valueOf(await laptop.sync(relay.url));
    valueOf(await phone.sync(relay.url));
    const seen = await collect(phone.records.list());
    expect(seen.map(({ bytes }) => bytes?.length)).toEqual([...sizes, ...sizes.slice(0, 2)].toReversed());
  });

  it('says nothing new when there is nothing new', async () => {
    const { laptop, relay } = await pair();
    const first = valueOf(await laptop.sync(relay.url));
    expect(first).toMatchObject({ sent: 2 });
    expect(valueOf(await laptop.sync(relay.url))).toMatchObject({ received: 0, sent: 0, equal: true });
  });

  it('syncs no space but those that are asked for, and shows the relay no other', async () => {
    const { laptop, relay } = await pair();
    const stranger = await newClient((await newHomes()).devices[0]!.folder);
    valueOf(await stranger.records.add('i:a', { json: 'theirs' }));
    const pack = stranger.packs.export();
    expect((await laptop.packs.import(pack)).accepted).toBe(3);
    valueOf(await laptop.sync(relay.url, { spaces: [laptop.me.user] }));
    expect((await relay.store.fold(stranger.me.user, [{}]))[0]!.count).toBe(0);
    valueOf(await laptop.sync(relay.url));
    expect((await relay.store.fold(stranger.me.user, [{}]))[0]!.count).toBe(3);
  });

  it('COL-006 keeps what a device with a fast clock wrote, HELD, and says how much that is', async () => {
    const stores = memoryStores('clock');
    const { devices } = await newHomes({ devices: 2, ...stores });
    const relay = await startRelay();
    const years = testClock(START + 5 * 365 * 86_400_000_000);
    const fast = await newClient(devices[0]!.folder, { ...stores, now: years.now });
    valueOf(await fast.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    valueOf(await fast.sync(relay.url));
    const clock = testClock();
    const right = await newClient(devices[1]!.folder, { ...stores, now: clock.now });
    expect(valueOf(await right.sync(relay.url))).toMatchObject({ received: 4, refused: 0, held: 2 });
    expect((await collect(right.records.list())).map(({ state }) => state)).toEqual(['HELD', 'HELD']);
    await right.close();
    clock.set(START + 6 * 365 * 86_400_000_000);
    const later = await newClient(devices[1]!.folder, { ...stores, now: clock.now });
    expect((await collect(later.records.list())).map(({ state }) => state)).toEqual(['VALID', 'VALID']);
  });

  it('forgets nothing when the relay loses everything', async () => {
    const { laptop, relay } = await pair();
    valueOf(await laptop.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    valueOf(await laptop.sync(relay.url));
    const empty = await startRelay();
    expect(valueOf(await laptop.sync(empty.url))).toMatchObject({ sent: 4 });
    expect((await empty.store.fold(laptop.me.user, [{}]))[0]!.count).toBe(4);
  });
});

describe('syncing with what is no relay', () => {
  async function device(): Promise<Client> {
    return newClient((await newHomes()).devices[0]!.folder);
  }

  it.each(['', 'relay', 'ftp://127.0.0.1', 'ws://', 'ws://127.0.0.1/#x'])(
    'refuses %j, which is no URL of a relay',
    async (url) => {
      const client = await device();
      expect(codeOf(await client.sync(url))).toBe('E_INPUT');
      expect(() => client.connect(url)).toThrow(RangeError);
    },
  );

  it('TRN-006 refuses when nobody listens, and keeps what was not sent', async () => {
    const client = await device();
    valueOf(await client.records.add('i:a', { json: 1 }));
    const relay = await startRelay();
    await relay.close();
    expect(codeOf(await client.sync(relay.url))).toBe('E_LINK');
    expect(await collect(client.records.list())).toHaveLength(1);
  });

  it('refuses a web server that knows nothing of relays', async () => {
    const url = await startHttp((_, response) => response.writeHead(404).end('not here'));
    expect(codeOf(await (await device()).sync(url))).toBe('E_LINK');
  });

  it('refuses a server that hangs up', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeLater({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(codeOf(await (await device()).sync(url))).toBe('E_LINK');
  });

  it('TRN-003 refuses a relay that never says hello', async () => {
    const timers = testTimers();
    const [mine, theirs] = linkPair();
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder, { timers, connect: async () => ({ ok: true, value: mine }) });
    const heard: Uint8Array[] = [];
    const hello = new Promise<void>((resolve) => {
      theirs.listen({ frame: (bytes) => (heard.push(bytes), resolve()), closed: () => undefined });
    });
    const syncing = client.sync('ws://127.0.0.1:1');
    await hello;
    timers.fire();
    expect(codeOf(await syncing)).toBe('E_HS');
  });

  it('TRN-004 refuses a relay of another version, with its code', async () => {
    const [mine, theirs] = linkPair();
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder, { connect: async () => ({ ok: true, value: mine }) });
    const hello = { m: 'hello', v: ['allod9'], ft: [], mf: 1_048_576, wn: 1_048_576, st: new Uint8Array(8) } as const;
    theirs.listen({ frame: () => undefined, closed: () => undefined });
    theirs.send(encodeMessage(hello));
    expect(codeOf(await client.sync('ws://127.0.0.1:1'))).toBe('E_VERSION');
  });

  it('gives up when it is told to, before and while it runs', async () => {
    const [mine] = linkPair();
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder, { connect: async () => ({ ok: true, value: mine }) });
    const abort = new AbortController();
    const syncing = client.sync('ws://127.0.0.1:1', { signal: abort.signal });
    abort.abort();
    expect(codeOf(await syncing)).toBe('E_LINK');
    expect(codeOf(await client.sync('ws://127.0.0.1:1', { signal: abort.signal }))).toBe('E_LINK');
  });

  it('ends what is under way when the client is closed', async () => {
    const [mine] = linkPair();
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder, { connect: async () => ({ ok: true, value: mine }) });
    const syncing = client.sync('ws://127.0.0.1:1');
    await client.close();
    expect(codeOf(await syncing)).toBe('E_LINK');
  });

  it('STO-013 refuses when the disk is full, and goes on from there when there is room', async () => {
    const stores = memoryStores('full');
    const { devices } = await newHomes({ devices: 2, ...stores });
    const relay = await startRelay();
    const laptop = await newClient(devices[0]!.folder, stores);
    valueOf(await laptop.records.add('i:a', { json: 1 }));
    valueOf(await laptop.sync(relay.url));
    let isFull = true;
    const phone = await newClient(devices[1]!.folder, {
      openStore: async (folder) => {
        const opened = await stores.openStore(folder);
        if (!opened.ok) return opened;
        const store = opened.value;
        const commit: typeof store.commit = async (each) =>
          isFull && (each.put ?? []).length > 0 ? refuse('E_STORE_FULL', 'STO-013') : store.commit(each);
        return { ok: true, value: { ...bound(store), commit } };
      },
    });
    expect(codeOf(await phone.sync(relay.url))).toBe('E_STORE_FULL');
    isFull = false;
    expect(valueOf(await phone.sync(relay.url))).toMatchObject({ received: 3 });
    expect(await phone.digest()).toBe(await laptop.digest());
  });
});
