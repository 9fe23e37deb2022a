import { isCursor } from '@allod/client';
import type { Client, RecordView, WatchOptions } from '@allod/client';
import { describe, expect, it } from 'vitest';
import { bound, memoryStores, newClient, newHomes, valueOf } from './scratch.ts';

type Seen = RecordView & { readonly cursor: string };

async function newDevice(): Promise<Client> {
  const { openStore } = memoryStores('watch');
  const { devices } = await newHomes({ openStore });
  return newClient(devices[0]!.folder, { openStore });
}

/** The next `count` records of a watch. */
async function take(client: Client, count: number, options: WatchOptions): Promise<Seen[]> {
  const seen: Seen[] = [];
  for await (const record of client.records.watch(options)) if (seen.push(record) === count) break;
  return seen;
}

const jsons = (seen: readonly RecordView[]): unknown[] => seen.map(({ json }) => json);

describe('watching records', () => {
  it('tells of what comes after the call, and of nothing before', async () => {
    const client = await newDevice();
    valueOf(await client.records.add('i:a', { json: 'before' }));
    const watch = client.records.watch()[Symbol.asyncIterator]();
    valueOf(await client.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    expect((await watch.next()).value).toMatchObject({ json: 1, seq: 2 });
    expect((await watch.next()).value).toMatchObject({ json: 2 });
    const third = watch.next();
    valueOf(await client.records.add('i:a', { json: 3 }));
    expect((await third).value).toMatchObject({ json: 3 });
    await watch.return?.();
  });

  it('goes on after a cursor, each record once', async () => {
    const client = await newDevice();
    const watch = client.records.watch()[Symbol.asyncIterator]();
    valueOf(
      await client.records.addAll(
        'i:a',
        Array.from({ length: 150 }, (_, json) => ({ json })),
      ),
    );
    const first = (await watch.next()).value as Seen;
    await watch.return?.();
    const rest = await take(client, 149, { since: first.cursor });
    expect(jsons(rest)).toEqual(Array.from({ length: 149 }, (_, i) => i + 1));
    const [again] = await take(client, 1, { since: rest[147]!.cursor });
    expect(again).toEqual(rest[148]);
  });

  it('goes on after a cursor when the home was closed meanwhile', async () => {
    const { devices } = await newHomes();
    const home = devices[0]!.folder;
    const before = await newClient(home);
    const watch = before.records.watch()[Symbol.asyncIterator]();
    valueOf(await before.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    const { cursor } = (await watch.next()).value as Seen;
    await before.close();
    const after = await newClient(home);
    expect(jsons(await take(after, 1, { since: cursor }))).toEqual([2]);
  });

  it('tells of one collection, when only that is asked for', async () => {
    const client = await newDevice();
    const watch = client.records.watch({ col: 'i:b' })[Symbol.asyncIterator]();
    for (const col of ['i:a', 'i:b', 'i:a']) valueOf(await client.records.add(col, { json: col }));
    expect((await watch.next()).value).toMatchObject({ json: 'i:b' });
    await watch.return?.();
  });

  it('begins again after a cursor of another store, so that nothing is left out', async () => {
    const [client, other] = [await newDevice(), await newClient((await newHomes()).devices[0]!.folder)];
    const elsewhere = other.records.watch()[Symbol.asyncIterator]();
    valueOf(await other.records.add('i:a', { json: 'elsewhere' }));
    const { cursor } = (await elsewhere.next()).value as Seen;
    await elsewhere.return?.();
    valueOf(await client.records.add('i:a', { json: 1 }));
    expect(jsons(await take(client, 1, { since: cursor }))).toEqual([1]);
  });

  it('ends without an error when the signal says so, also one that has said so before', async () => {
    const client = await newDevice();
    const abort = new AbortController();
    const watch = client.records.watch({ signal: abort.signal })[Symbol.asyncIterator]();
    const next = watch.next();
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await take(client, 1, { signal: abort.signal })).toEqual([]);
  });

  it('ends without an error when the client is closed', async () => {
    const client = await newDevice();
    const next = client.records.watch()[Symbol.asyncIterator]().next();
    await client.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('ends without an error when the client was closed before anybody read', async () => {
    const client = await newDevice();
    const watch = client.records.watch()[Symbol.asyncIterator]();
    await client.close();
    expect((await watch.next()).done).toBe(true);
  });

  it('throws when it is called after the client was closed, with a cursor or without', async () => {
    const client = await newDevice();
    const watch = client.records.watch()[Symbol.asyncIterator]();
    valueOf(await client.records.add('i:a', { json: 1 }));
    const { cursor } = (await watch.next()).value as Seen;
    await client.close();
    for (const options of [{}, { since: cursor }])
      expect(() => client.records.watch(options)).toThrow(new TypeError('the client is closed'));
    expect((await watch.next()).done).toBe(true);
  });

  it('keeps the store open until it knows where it begins', async () => {
    const { openStore } = memoryStores('watch');
    const { devices } = await newHomes({ openStore });
    const order: string[] = [];
    let look!: () => void;
    const looked = new Promise<void>((resolve) => {
      look = resolve;
    });
    const client = await newClient(devices[0]!.folder, {
      openStore: async (folder) => {
        const store = bound(valueOf(await openStore(folder)));
        const commit: typeof store.commit = async (what) => {
          await looked;
          order.push('looked');
          return store.commit(what);
        };
        return { ok: true, value: { ...store, commit, close: async () => void order.push('closed') } };
      },
    });
    const next = client.records.watch()[Symbol.asyncIterator]().next();
    const closed = client.close();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(order).toEqual([]);
    look();
    await closed;
    expect(order).toEqual(['looked', 'closed']);
    expect((await next).done).toBe(true);
  });

  it('ends without an error when the client is closed while it reads', async () => {
    const { devices } = await newHomes();
    const client = await newClient(devices[0]!.folder);
    const watch = client.records.watch()[Symbol.asyncIterator]();
    valueOf(
      await client.records.addAll(
        'i:a',
        Array.from({ length: 70 }, (_, json) => ({ json })),
      ),
    );
    const next = watch.next();
    await client.close();
    const { done, value } = await next;
    expect(done === true || value.json === 0).toBe(true);
    expect((await watch.next()).done).toBe(true);
  });

  it('stops between two records when the signal says so', async () => {
    const client = await newDevice();
    const abort = new AbortController();
    const watch = client.records.watch({ signal: abort.signal })[Symbol.asyncIterator]();
    valueOf(await client.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    expect((await watch.next()).value).toMatchObject({ json: 1 });
    abort.abort();
    expect((await watch.next()).done).toBe(true);
  });

  it.each(['', 'no cursor', 'AAAA', 'A'.repeat(43)])('throws for %j, which is no cursor', async (since) => {
    const client = await newDevice();
    expect(isCursor(since)).toBe(false);
    expect(() => client.records.watch({ since })).toThrow(RangeError);
  });

  it('gives cursors that have the form of cursors', async () => {
    const client = await newDevice();
    const watch = client.records.watch()[Symbol.asyncIterator]();
    valueOf(await client.records.add('i:a', { json: 1 }));
    expect(isCursor(((await watch.next()).value as Seen).cursor)).toBe(true);
    await watch.return?.();
  });
});
