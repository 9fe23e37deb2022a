import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { examineHome } from '@allod/client';
import type { Client, Finding } from '@allod/client';
import type { Scan, Store } from '@allod/storage';
import { describe, expect, it } from 'vitest';
import { startHttp, startRelay } from './relay.ts';
import {
  bound,
  memoryStores,
  newClient,
  newHomes,
  randomBytes,
  scratch,
  START,
  testClock,
  valueOf,
} from './scratch.ts';
import { refuse } from '@allod/core/errors';

const surroundings = { now: testClock().now, random: randomBytes('doctor') };

/** What was found wrong. */
const faults = (findings: readonly Finding[]): Finding[] => findings.filter(({ ok }) => !ok);

async function wrongs(home: string, more: object = {}): Promise<Finding[]> {
  return faults(await examineHome({ ...surroundings, home, ...more }));
}

/** A home with some records, in a store that a test can put faults into. */
async function furnished(): Promise<{ home: string; client: Client; store: Store }> {
  const stores = memoryStores('doctor');
  const { devices } = await newHomes(stores);
  const home = devices[0]!.folder;
  const opened = valueOf(await stores.openStore(join(home, 'store')));
  const client = await newClient(home, { openStore: async () => ({ ok: true, value: opened }) });
  const bodies = Array.from({ length: 5 }, (_, json) => ({ json }));
  valueOf(await client.records.addAll('v:a', bodies, { tags: ['x', 'x', 'y', 'y', 'x'] }));
  valueOf(await client.records.addAll('i:a', bodies));
  return { home, client, store: opened };
}

/** What is found wrong when rows of one kind of scan are changed. */
async function withRows(by: Scan['by'], change: (rows: { id: string }[]) => object[]): Promise<Finding[]> {
  const { client, store } = await furnished();
  const scan = store.scan;
  const changed = async function* (query: Scan): AsyncGenerator<object> {
    const rows: { id: string }[] = [];
    for await (const row of scan(query)) rows.push(row as { id: string });
    yield* query.by === by ? change(rows) : rows;
  };
  store.scan = changed as unknown as Store['scan'];
  return faults(await client.doctor());
}

describe('a home in order', () => {
  it('has nothing wrong, and the doctor changes nothing', async () => {
    const { client, store } = await furnished();
    const commits: unknown[] = [];
    const { commit } = store;
    store.commit = (each) => {
      commits.push(each);
      return commit(each);
    };
    const findings = await client.doctor();
    expect(faults(findings)).toEqual([]);
    const checks = [
      'node',
      'home',
      'home',
      'keys',
      'store',
      'log',
      'clock',
      'statements',
      'indexes',
      'chains',
      'bodies',
    ];
    expect(findings.map(({ check }) => check)).toEqual(checks);
    expect(findings.every(({ fix }) => fix === undefined)).toBe(true);
    expect(commits).toEqual([]);
  });

  it('has nothing wrong when it is closed, on a disk', async () => {
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder);
    valueOf(await client.records.addAll('v:a', [{ json: 1 }, { bytes: new Uint8Array(20_000) }]));
    await client.close();
    expect(await wrongs(devices[0]!.folder)).toEqual([]);
  });
});

describe('a home that does not open', () => {
  it('says that there is no user, and how to make one', async () => {
    expect(await wrongs(await scratch())).toMatchObject([{ check: 'home', fix: 'allod init' }]);
  });

  it('says that home.json is damaged, and to keep the key', async () => {
    const { devices } = await newHomes();
    await writeFile(join(devices[0]!.folder, 'home.json'), '');
    const [found, ...others] = await wrongs(devices[0]!.folder);
    expect(found).toMatchObject({ check: 'home', fix: expect.stringContaining('keys.json') as string });
    expect(others).toEqual([]);
  });

  it('gives the command for a key that others can read', async () => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'keys.json');
    await chmod(path, 0o644);
    expect(await wrongs(devices[0]!.folder)).toMatchObject([{ check: 'keys', fix: `chmod 600 '${path}'` }]);
  });

  it('says that the key is missing or damaged', async () => {
    const { devices } = await newHomes();
    const path = join(devices[0]!.folder, 'keys.json');
    await writeFile(path, 'no key');
    expect(await wrongs(devices[0]!.folder)).toMatchObject([
      { check: 'keys', says: expect.stringContaining('damaged') as string },
    ]);
    await rm(path);
    expect(await wrongs(devices[0]!.folder)).toMatchObject([
      { check: 'keys', says: expect.stringContaining('missing') as string },
    ]);
  });

  it('gives the command for a folder in which others can write', async () => {
    const { devices } = await newHomes();
    const { folder } = devices[0]!;
    await chmod(folder, 0o775);
    expect(await wrongs(folder)).toMatchObject([{ check: 'home', fix: `chmod go-w '${folder}'` }]);
  });

  it.each(['E_STORE_BUSY', 'E_STORE_VERSION', 'E_STORE_FULL', 'E_STORE_CORRUPT', 'E_STORE_OPEN'] as const)(
    'says why a store does not open: %s',
    async (code) => {
      const { devices } = await newHomes();
      const found = await wrongs(devices[0]!.folder, { openStore: async () => refuse(code, '') });
      expect(found).toMatchObject([{ check: 'store', fix: expect.any(String) as string }]);
    },
  );

  it('says that another program has the store open', async () => {
    const { devices } = await newHomes();
    await newClient(devices[0]!.folder);
    expect(await wrongs(devices[0]!.folder)).toMatchObject([
      { check: 'store', says: expect.stringContaining('Another') as string },
    ]);
  });
});

describe('what is in a store', () => {
  it('says that the log of the user is not here yet', async () => {
    const { devices } = await newHomes({ devices: 2 });
    expect(await wrongs(devices[1]!.folder)).toMatchObject([{ check: 'log' }]);
  });

  it('says that the log does not know the key', async () => {
    const [mine, theirs] = [await newHomes(), await newHomes({ random: randomBytes('other') })];
    const { folder, kid } = mine.devices[0]!;
    const from = theirs.devices[0]!;
    await writeFile(join(folder, 'keys.json'), await readFile(join(from.folder, 'keys.json')));
    const text = await readFile(join(folder, 'home.json'), 'utf8');
    await writeFile(join(folder, 'home.json'), text.replace(kid, from.kid));
    expect(await wrongs(folder)).toMatchObject([{ check: 'log' }]);
  });

  it('says that the clock is behind what records state', async () => {
    const { home, client, store } = await furnished();
    await client.close();
    const openStore = async (): Promise<{ ok: true; value: Store }> => ({ ok: true, value: bound(store) });
    const found = await wrongs(home, { openStore, now: () => START - 86_400_000_000 });
    expect(found).toMatchObject([{ check: 'clock', says: expect.stringMatching(/864\d\d seconds ahead/) as string }]);
  });

  it('says that statements cannot be read, or do not hold', async () => {
    const { client, store } = await furnished();
    const { items } = store;
    store.items = async (ids) =>
      (await items(ids)).map((stored, i) => {
        if (stored === undefined || ids[i] === client.me.user) return stored;
        const signature = stored.parts.signature.slice();
        signature[0]! ^= 1;
        return { ...stored, parts: { ...stored.parts, signature } };
      });
    expect(faults(await client.doctor())).toMatchObject([
      { check: 'statements', says: expect.stringContaining('11 do not hold') as string },
    ]);
    store.items = async (ids) =>
      (await items(ids)).map(
        (stored) => stored && { ...stored, parts: { ...stored.parts, claimsBytes: new Uint8Array(3) } },
      );
    expect(faults(await client.doctor()).map(({ check }) => check)).toContain('statements');
  });

  it('says that a statement stands under the id of another', async () => {
    const { client, store } = await furnished();
    const { items } = store;
    store.items = async (ids) => {
      const all = await items(ids);
      return all.map(
        (stored, i) => stored && { ...all[i === 1 && all.length > 2 ? 2 : i]!, id: stored.id, pos: stored.pos! },
      );
    };
    expect(faults(await client.doctor()).map(({ check }) => check)).toContain('statements');
  });

  it('says that a row cannot be read at all', async () => {
    const { client, store } = await furnished();
    store.items = async () => {
      throw new RangeError('the row of a statement is damaged');
    };
    expect(faults(await client.doctor())).toMatchObject([{ check: 'statements' }]);
  });

  it.each([
    ['set', 'key', (rows: { id: string }[]) => rows.slice(1)],
    ['set', 'key', (rows: { id: string }[]) => rows.toReversed()],
    ['chains', 'tip', (rows: { id: string }[]) => rows.slice(1)],
    ['tags', 'tag', (rows: { id: string }[]) => rows.toReversed()],
    ['positions', 'pos', (rows: { id: string }[]) => rows.toReversed()],
  ] as const)('says that the index "%s" is not what the statements say', async (name, by, change) => {
    const found = await withRows(by, change);
    expect(found).toContainEqual(
      expect.objectContaining({ check: 'indexes', says: expect.stringContaining(name) as string }),
    );
  });

  it('says that the sums or the due times are not what the statements say', async () => {
    const { client, store } = await furnished();
    const { fold, scan } = store;
    store.fold = async (space, ranges) =>
      (await fold(space, ranges)).map((each) => ({ ...each, certificate: new Uint8Array(32) }));
    const id = client.me.user;
    store.scan = async function* (query: Scan): AsyncGenerator<object> {
      if (query.by === 'due') yield { by: 'due', id, due: START, why: 'held' };
      yield* scan(query);
    } as unknown as Store['scan'];
    const [found] = faults(await client.doctor());
    expect(found).toMatchObject({ check: 'indexes', says: expect.stringContaining('sums, times') as string });
  });

  it('says that a chain of this device has a gap', async () => {
    const { client, store } = await furnished();
    const [lost] = await idsOf(store, client.me.user, client.me.kid);
    valueOf(await store.commit({ space: client.me.user, drop: [lost!] }));
    valueOf(await client.records.add('v:a', { json: 'next' }));
    const middle = (await idsOf(store, client.me.user, client.me.kid))[2]!;
    valueOf(await store.commit({ space: client.me.user, drop: [middle] }));
    expect(faults(await client.doctor())).toMatchObject([
      { check: 'chains', says: expect.stringContaining('v:a') as string },
    ]);
  });

  it('says that bodies are missing or damaged', async () => {
    const { client, store } = await furnished();
    const { body } = store;
    let calls = 0;
    store.body = async (...call) => {
      calls++;
      if (calls === 1) return undefined;
      return calls === 2 ? Uint8Array.of(1) : body(...call);
    };
    const says = 'Of 11 bodies 1 are not here and 1 are damaged.';
    expect(faults(await client.doctor())).toMatchObject([{ check: 'bodies', says }]);
  });
});

async function idsOf(store: Store, space: string, kid: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'tip', space, kid, col: 'v:a' })) ids.push(id);
  return ids;
}

describe('relays', () => {
  const examine = async (url: string, now = () => START): Promise<Finding[]> => {
    const { devices } = await newHomes();
    const all = await examineHome({ ...surroundings, home: devices[0]!.folder, relays: [url], now });
    return all.slice(all.findIndex(({ check }) => check === 'relay'));
  };

  it('says that a relay is in order, and that the clocks agree', async () => {
    const relay = await startRelay();
    expect(await examine(relay.url)).toMatchObject([
      { check: 'relay', ok: true },
      { check: 'clock', ok: true },
    ]);
  });

  it('says that nobody answers', async () => {
    const relay = await startRelay();
    await relay.close();
    expect(await examine(relay.url)).toMatchObject([
      { check: 'relay', ok: false, fix: expect.stringContaining('Start') as string },
    ]);
  });

  it('says that a text is no URL of a relay', async () => {
    expect(await examine('relay')).toMatchObject([{ check: 'relay', ok: false }]);
  });

  it.each([
    ['a page that is not there', 404, 'none'],
    ['a page', 200, '<html>'],
    ['JSON of something else', 200, '[1]'],
    ['another version of the document', 200, '{"v":2}'],
    ['a document without end', 200, `{"v":1,"x":"${'a'.repeat(70_000)}"}`],
  ])('says that a server with %s is not a relay', async (_, status, text) => {
    const url = await startHttp((_request, response) => response.writeHead(status).end(text));
    expect(await examine(url)).toMatchObject([
      { check: 'relay', ok: false, says: expect.stringContaining(`HTTP ${status}`) as string },
    ]);
  });

  it('says that there is no common version', async () => {
    const relay = await startRelay({ document: { v: 1, versions: ['allod9'] } });
    const [found] = await examine(relay.url);
    expect(found).toMatchObject({ ok: false, says: expect.stringContaining('no version') as string });
  });

  it('says that a relay takes no link', async () => {
    const url = await startHttp((_request, response) => response.end('{"v":1,"versions":["allod1"]}'));
    const [found] = await examine(url);
    expect(found).toMatchObject({ ok: false, says: expect.stringContaining('takes no link') as string });
  });

  it('says that the clock here is far off, in either direction', async () => {
    const relay = await startRelay();
    for (const [by, side] of [
      [86_400_000_000, 'ahead of'],
      [-86_400_000_000, 'behind'],
    ] as const) {
      const found = faults(await examine(relay.url, () => START + by));
      expect(found).toContainEqual(
        expect.objectContaining({ check: 'clock', says: expect.stringContaining(side) as string }),
      );
    }
  });

  it('gives up on a relay that says nothing', async () => {
    const url = await startHttp(() => undefined);
    const timers = { set: (_ms: number, fn: () => void) => (queueMicrotask(fn), () => undefined) };
    const { devices } = await newHomes();
    const found = await wrongs(devices[0]!.folder, { relays: [url], timers });
    expect(found).toMatchObject([{ check: 'relay', says: expect.stringContaining('Nobody') as string }]);
  });
});
