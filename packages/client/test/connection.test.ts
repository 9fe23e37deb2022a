import type { Client, Connection, ConnectionEvent, ConnectionState, Timers } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { startRelay } from './relay.ts';
import type { TestRelay } from './relay.ts';
import { memoryStores, newClient, newHomes, testTimers, valueOf } from './scratch.ts';
import type { TestTimers } from './scratch.ts';

interface Line {
  readonly connection: Connection;
  readonly events: readonly ConnectionEvent[];
  /** Resolves when the connection is in this state. */
  reached(state: ConnectionState): Promise<void>;
}

function connect(client: Client, url: string): Line {
  const events: ConnectionEvent[] = [];
  const connection = client.connect(url, { on: (event) => events.push(event) });
  const reached = (state: ConnectionState): Promise<void> =>
    new Promise((resolve) => {
      if (connection.state === state) return resolve();
      const off = connection.on((event) => {
        if (event.type !== 'state' || event.state !== state) return;
        off();
        resolve();
      });
    });
  return { connection, events, reached };
}

interface Pair {
  readonly laptop: Client;
  readonly phone: Client;
  readonly relay: TestRelay;
  readonly timers: TestTimers;
}

/** Once a minute a client looks for keyboxes that have ended: that is not what is waited for here. */
const SWEEP_MS = 60_000;

function withoutSweep(timers: TestTimers): Timers {
  return { set: (ms, fn) => (ms === SWEEP_MS ? () => undefined : timers.set(ms, fn)) };
}

async function pair(): Promise<Pair> {
  const stores = memoryStores('connection');
  const { devices } = await newHomes({ devices: 2, ...stores });
  const relay = await startRelay();
  const timers = testTimers();
  const surroundings = { ...stores, timers: withoutSweep(timers) };
  const [laptop, phone] = await Promise.all(devices.map(({ folder }) => newClient(folder, surroundings)));
  return { laptop: laptop!, phone: phone!, relay, timers };
}

/** The next record that a client is told of. */
async function next(client: Client): Promise<unknown> {
  for await (const { json } of client.records.watch()) return json;
  throw new Error('the watch ended');
}

describe('staying connected', () => {
  it('carries records both ways as they come', async () => {
    const { laptop, phone, relay } = await pair();
    const lines = [connect(laptop, relay.url)];
    await lines[0]!.reached('live');
    lines.push(connect(phone, relay.url));
    await lines[1]!.reached('live');
    const [onPhone, onLaptop] = [next(phone), next(laptop)];
    valueOf(await laptop.records.add('i:a', { json: 'from the laptop' }));
    expect(await onPhone).toBe('from the laptop');
    const heard = next(laptop);
    valueOf(await phone.records.add('i:a', { json: 'from the phone' }));
    expect(await onLaptop).toBe('from the laptop');
    expect(await heard).toBe('from the phone');
    expect(await phone.digest()).toBe(await laptop.digest());
    expect(lines[1]!.events).toContainEqual(expect.objectContaining({ type: 'caught-up', received: 2 }));
  });

  it('tells of its states, and ends for good when it is closed', async () => {
    const { laptop, relay } = await pair();
    const line = connect(laptop, relay.url);
    expect(line.connection).toMatchObject({ url: relay.url, state: 'connecting' });
    await line.reached('live');
    await line.connection.close();
    expect(line.connection.state).toBe('closed');
    const states = line.events.filter(({ type }) => type === 'state');
    expect(states.map((event) => 'state' in event && event.state)).toEqual(['catching-up', 'live', 'closed']);
    await laptop.records.add('i:a', { json: 1 });
    // The first op and the first epoch.
    expect((await relay.store.fold(laptop.me.user, [{}]))[0]!.count).toBe(2);
  });

  it('TRN-007 connects again by itself when the relay has gone and comes back, and nothing is missing', async () => {
    const { laptop, phone, relay, timers } = await pair();
    const lines = [laptop, phone].map((client) => connect(client, relay.url));
    await lines[0]!.reached('live');
    await lines[1]!.reached('live');
    await relay.close();
    await Promise.all(lines.map(({ reached }) => reached('waiting')));
    expect(lines[0]!.events.at(-1)).toMatchObject({ state: 'waiting', code: 'E_LINK' });
    valueOf(await laptop.records.add('i:a', { json: 'meanwhile' }));
    await timers.armed(2);
    const port = Number(new URL(relay.url).port);
    await startRelay({ port, store: relay.store });
    const live = lines.map(({ reached }) => reached('live'));
    const heard = next(phone);
    timers.fire();
    timers.fire();
    await Promise.all(live);
    expect(await heard).toBe('meanwhile');
    const digests = await Promise.all([laptop.digest(), phone.digest()]);
    expect(digests[0]).toBe(digests[1]);
  });

  it('waits longer and longer for a relay that is not there', async () => {
    const { laptop, relay, timers } = await pair();
    await relay.close();
    const line = connect(laptop, relay.url);
    for (let attempt = 0; attempt < 8; attempt++) {
      await timers.armed(1);
      expect(line.connection.state).toBe('waiting');
      expect(timers.waiting[0]!.ms).toBeLessThan(500 * 2 ** attempt);
      timers.fire();
      expect(line.connection.state).toBe('connecting');
    }
    await line.connection.close();
  });

  it('asks no more when it is closed while it waits', async () => {
    const { laptop, relay, timers } = await pair();
    await relay.close();
    const line = connect(laptop, relay.url);
    await timers.armed(1);
    await line.connection.close();
    expect(timers.waiting).toEqual([]);
  });

  it('ends when the client is closed', async () => {
    const { laptop, relay } = await pair();
    const line = connect(laptop, relay.url);
    await line.reached('live');
    await laptop.close();
    expect(line.connection.state).toBe('closed');
  });

  it('tells a listener that has gone of nothing', async () => {
    const { laptop, relay } = await pair();
    const line = connect(laptop, relay.url);
    const heard: ConnectionEvent[] = [];
    const off = line.connection.on((event) => heard.push(event));
    off();
    await line.reached('live');
    expect(heard).toEqual([]);
  });
});
