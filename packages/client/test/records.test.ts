import { createHash } from 'node:crypto';
import { refuse } from '@allod/core/errors';
import { decodeRecord, encodeStatement, statementFromParts } from '@allod/core/statement';
import type { RecordClaims } from '@allod/core/statement';
import type { Store } from '@allod/storage';
import { describe, expect, it } from 'vitest';
import type { Client } from '@allod/client';
import { storedLength } from '../src/records/body.ts';
import { bound, codeOf, collect, memoryStores, newClient, newHomes, START, testClock, valueOf } from './scratch.ts';
import type { TestClock } from './scratch.ts';

interface Setting {
  readonly client: Client;
  readonly clock: TestClock;
  /** The store under the client, in which a test can put faults. */
  readonly store: Store;
}

async function setting(more: { wrap?: (store: Store) => Store } = {}): Promise<Setting> {
  const { openStore } = memoryStores('records');
  const { devices } = await newHomes({ openStore });
  const clock = testClock();
  let store!: Store;
  const client = await newClient(devices[0]!.folder, {
    now: clock.now,
    openStore: async (folder) => {
      const opened = await openStore(folder);
      store = opened.ok ? opened.value : store;
      return { ok: true, value: more.wrap?.(store) ?? store };
    },
  });
  return { client, clock, store };
}

async function claimsOf(store: Store, id: string): Promise<RecordClaims> {
  const [stored] = await store.items([id]);
  return valueOf(statementFromParts(stored!.parts)).claims as unknown as RecordClaims;
}

describe('adding a record', () => {
  it('writes claims of exactly the members that they need', async () => {
    const { client, store } = await setting();
    const added = valueOf(await client.records.add('v:com.example.notes', { json: { a: 1 } }, { tag: 'shopping' }));
    const { user } = client.me;
    const claims = await claimsOf(store, added.id);
    const body = (await store.body(claims.dig!))!;
    const { heads } = (await client.spaces())[0]!;
    expect(claims).toEqual({
      iss: user,
      col: 'v:com.example.notes',
      tag: 'shopping',
      dig: createHash('sha256').update(body).digest('base64url'),
      len: body.length,
      cty: 'application/jose',
      seq: 1,
      t: added.t,
      au: heads,
    });
    expect(added).toMatchObject({ col: 'v:com.example.notes', tag: 'shopping', seq: 1 });
  });

  it('writes nothing about its content where everybody may read it', async () => {
    const { client, store } = await setting();
    const { id } = valueOf(await client.records.add('v:notes.public', { json: { a: 1 } }, { tag: 'shopping' }));
    const { dig, len, cty } = await claimsOf(store, id);
    expect({ dig, len, cty }).toEqual({ dig: createHash('sha256').update('{"a":1}').digest('base64url'), len: 7 });
  });

  it('stores JSON as JSON.stringify gives it, and shows it again', async () => {
    const { client } = await setting();
    const json = { z: [1, 2.5, null], ä: '\u2028', a: { __proto__: 'x' } };
    const { id } = valueOf(await client.records.add('i:notes', { json }));
    const text = JSON.stringify(json);
    expect(valueOf(await client.records.get(id))).toMatchObject({
      json: JSON.parse(text),
      length: Buffer.byteLength(text),
    });
  });

  it('stores any bytes with their media type, and shows them as bytes', async () => {
    const { client, store } = await setting();
    const bytes = Uint8Array.of(0, 255, 10);
    const [plain, named, empty] = valueOf(
      await client.records.addAll('i:files', [{ bytes }, { bytes, cty: 'image/x' }, { bytes: new Uint8Array() }]),
    );
    expect(valueOf(await client.records.get(plain!.id))).toMatchObject({
      bytes,
      cty: 'application/octet-stream',
      length: 3,
    });
    expect(valueOf(await client.records.get(named!.id))).toMatchObject({ bytes, cty: 'image/x' });
    expect(valueOf(await client.records.get(empty!.id))).toMatchObject({ bytes: new Uint8Array(), length: 0 });
    const open = valueOf(await client.records.add('i:files.public', { bytes: new Uint8Array() }));
    expect(await claimsOf(store, open.id)).not.toHaveProperty('len');
    expect(valueOf(await client.records.get(open.id))).toMatchObject({ bytes: new Uint8Array(), length: 0 });
  });

  it('leaves the media type of JSON out, also for bytes', async () => {
    const { client, store } = await setting();
    const bytes = new TextEncoder().encode('{"a": 1}');
    const { id } = valueOf(await client.records.add('i:a.public', { bytes, cty: 'application/json' }));
    expect(await claimsOf(store, id)).not.toHaveProperty('cty');
    const sealed = valueOf(await client.records.add('i:a', { bytes, cty: 'application/json' }));
    for (const each of [id, sealed.id]) {
      const view = valueOf(await client.records.get(each));
      expect(view).toMatchObject({ json: { a: 1 }, length: 8 });
      expect(view).not.toHaveProperty('cty');
    }
  });

  it('goes on with the chain of each collection by itself', async () => {
    const { client, store } = await setting();
    const first = valueOf(await client.records.add('i:a', { json: 1 }));
    const other = valueOf(await client.records.add('i:b', { json: 1 }));
    const second = valueOf(await client.records.add('i:a', { json: 2 }));
    expect([first.seq, other.seq, second.seq]).toEqual([1, 1, 2]);
    expect((await claimsOf(store, first.id)).prv).toBeUndefined();
    expect((await claimsOf(store, second.id)).prv).toEqual([first.id]);
  });

  it('goes on with the chain after the home was closed and opened again', async () => {
    const { devices } = await newHomes();
    const home = devices[0]!.folder;
    const before = await newClient(home);
    valueOf(await before.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    await before.close();
    const after = await newClient(home);
    expect(valueOf(await after.records.add('i:a', { json: 3 })).seq).toBe(3);
    expect(await collect(after.records.list())).toMatchObject([{ json: 3 }, { json: 2 }, { json: 1 }]);
  });

  it('never writes a time that is not after the last one, whatever the clock does', async () => {
    const { client, clock } = await setting();
    const first = valueOf(await client.records.add('i:a', { json: 1 }));
    clock.set(START - 3_600_000_000);
    const second = valueOf(await client.records.add('i:a', { json: 2 }));
    expect(second.t).toBe(first.t + 1);
  });

  it('draws a new tag for every record that nobody named, but in immutable collections', async () => {
    const { client } = await setting();
    const [a, b] = valueOf(await client.records.addAll('m:a', [{ json: 1 }, { json: 1 }]));
    expect(a!.tag).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(b!.tag).not.toBe(a!.tag);
    expect(valueOf(await client.records.add('i:a', { json: 1 })).tag).toBeUndefined();
  });

  it('supersedes the versions of a tag that nothing supersedes yet, also within one call', async () => {
    const { client, store } = await setting();
    const { id: first } = valueOf(await client.records.add('v:a', { json: 1 }, { tag: 'x' }));
    const tags = ['x', 'y', 'x'];
    const [second, , third] = valueOf(
      await client.records.addAll('v:a', [{ json: 2 }, { json: 0 }, { json: 3 }], { tags }),
    );
    const { id: fourth } = valueOf(await client.records.add('v:a', { json: 4 }, { tag: 'x' }));
    const ants = await Promise.all(
      [first, second!.id, third!.id, fourth].map(async (id) => (await claimsOf(store, id)).ant),
    );
    expect(ants).toEqual([undefined, [first], [second!.id], [third!.id]]);
  });

  it('signs what any verifier accepts', async () => {
    const { client, store } = await setting();
    const { id } = valueOf(await client.records.add('v:a', { json: 1 }));
    const [stored] = await store.items([id]);
    const statement = valueOf(statementFromParts(stored!.parts));
    expect(decodeRecord(encodeStatement(statement)).ok).toBe(true);
    expect(stored!.state).toBe('VALID');
  });

  it('adds many in commits of at most 500, and tells of each', async () => {
    const { client, store } = await setting();
    const sizes: number[] = [];
    store.watch('*', ({ added }) => sizes.push(added.length));
    const told: number[] = [];
    const bodies = Array.from({ length: 1_201 }, (_, json) => ({ json }));
    const added = valueOf(await client.records.addAll('i:a', bodies, { on: (batch) => told.push(batch.length) }));
    expect(added.map(({ seq }) => seq)).toEqual(bodies.map((_, i) => i + 1));
    expect(told).toEqual([500, 500, 201]);
    expect(sizes).toEqual(told);
    const last = await claimsOf(store, added[1_200]!.id);
    expect(last.prv).toEqual([added[1_199]!.id]);
  });

  it('keeps the bodies of one commit within bounds', async () => {
    const { client } = await setting();
    const told: number[] = [];
    const bodies = Array.from({ length: 10 }, (_, i) => ({ bytes: new Uint8Array(1_048_576).fill(i) }));
    valueOf(await client.records.addAll('i:a.public', bodies, { on: (batch) => told.push(batch.length) }));
    expect(told).toEqual([8, 2]);
    // Sealed, each of these is nearly as long.
    const sealed = Array.from({ length: 10 }, (_, i) => ({ bytes: new Uint8Array(770_000).fill(i) }));
    valueOf(await client.records.addAll('i:a', sealed, { on: (batch) => told.push(batch.length) }));
    expect(told).toEqual([8, 2, 8, 2]);
  });

  it('adds what is asked for at once in one chain', async () => {
    const { client } = await setting();
    const added = await Promise.all([1, 2, 3, 4].map((json) => client.records.add('i:a', { json })));
    expect(added.map((each) => valueOf(each).seq)).toEqual([1, 2, 3, 4]);
  });

  it('throws when there are not as many tags as bodies', async () => {
    const { client } = await setting();
    await expect(client.records.addAll('v:a', [{ json: 1 }], { tags: ['a', 'b'] })).rejects.toThrow(RangeError);
  });
});

describe('refusing to add a record', () => {
  it.each(['notes', 'V:notes', 'v:', 'v:a b', 'v:ä', `v:${'a'.repeat(129)}`, 'z:notes', 'v:a/b', ''])(
    'refuses the collection %j',
    async (col) => {
      const { client } = await setting();
      expect(codeOf(await client.records.add(col, { json: 1 }))).toBe('E_INPUT');
    },
  );

  it.each([`v:${'a'.repeat(128)}`, 'i:A.b_c-9', 'x:0'])('takes the collection %j', async (col) => {
    const { client } = await setting();
    expect(valueOf(await client.records.add(col, { json: 1 })).col).toBe(col);
  });

  it('refuses a tag that is empty, too long or not well-formed, and takes 128 characters', async () => {
    const { client } = await setting();
    for (const tag of ['', '😀'.repeat(129), '\ud800'])
      expect(codeOf(await client.records.add('v:a', { json: 1 }, { tag }))).toBe('E_INPUT');
    valueOf(await client.records.add('v:a', { json: 1 }, { tag: '😀'.repeat(128) }));
  });

  it('REC-010 refuses a tag in an immutable collection unless it is the digest', async () => {
    const { client } = await setting();
    expect(codeOf(await client.records.add('i:a', { json: 1 }, { tag: 'mine' }))).toBe('E_TAG');
    const tag = createHash('sha256').update('1').digest('base64url');
    expect(valueOf(await client.records.add('i:a.public', { json: 1 }, { tag })).tag).toBe(tag);
    // Of a sealed body nobody knows the digest before.
    expect(codeOf(await client.records.add('i:a', { json: 1 }, { tag }))).toBe('E_TAG');
  });

  it.each([
    ['nothing', { json: undefined }],
    ['a function', { json: () => 1 }],
    ['a BigInt', { json: 1n }],
    ['bytes that are called JSON and are none', { bytes: new TextEncoder().encode('{a:1}'), cty: 'application/json' }],
    ['bytes that are called JSON and are no UTF-8', { bytes: Uint8Array.of(34, 255, 34), cty: 'application/json' }],
    ['an empty media type', { bytes: Uint8Array.of(1), cty: '' }],
    ['a media type that is too long', { bytes: Uint8Array.of(1), cty: 'a'.repeat(129) }],
    ['a media type that cannot be sealed', { bytes: Uint8Array.of(1), cty: 'text/ä' }],
    ['JSON behind a byte order mark', { bytes: new TextEncoder().encode('\ufeff1'), cty: 'application/json' }],
  ])('refuses %s as a body', async (_, body) => {
    const { client } = await setting();
    expect(codeOf(await client.records.add('i:a', body))).toBe('E_INPUT');
  });

  it('refuses a value that holds itself', async () => {
    const { client } = await setting();
    const json: { self?: unknown } = {};
    json.self = json;
    expect(codeOf(await client.records.add('i:a', { json }))).toBe('E_INPUT');
  });

  it('REC-009 refuses a body of more than 1,048,576 bytes and says how long it is, and takes one of as many', async () => {
    const { client } = await setting();
    const refused = await client.records.add('i:a.public', { bytes: new Uint8Array(1_048_577) });
    expect(refused.ok || refused.error).toMatchObject({
      code: 'E_SIZE',
      details: { what: 'body', size: 1_048_577, limit: 1_048_576 },
    });
    valueOf(await client.records.add('i:a.public', { bytes: new Uint8Array(1_048_576) }));
  });

  it('REC-009 goes by the length of a body that is sealed, and says how long it would be', async () => {
    const { client, store } = await setting();
    const longest = { bytes: new Uint8Array(770_020), cty: 'x' };
    const { id } = valueOf(await client.records.add('i:a', longest));
    const { len } = await claimsOf(store, id);
    expect(valueOf(await client.records.get(id))).toMatchObject({ length: 770_020, cty: 'x' });
    const refused = await client.records.add('i:a', { ...longest, bytes: new Uint8Array(790_000) });
    expect(refused.ok || refused.error).toMatchObject({
      code: 'E_SIZE',
      details: { what: 'sealed body', size: 1_070_640, limit: 1_048_576 },
    });
    expect(len).toBe(storedLength('i:a', longest));
    expect(len).toBeLessThanOrEqual(1_048_576);
  });

  it('writes none of many when one of them is out of form', async () => {
    const { client } = await setting();
    expect(codeOf(await client.records.addAll('i:a', [{ json: 1 }, { json: undefined }]))).toBe('E_INPUT');
    expect(await collect(client.records.list())).toEqual([]);
  });

  it('COL-001 refuses while the log of the user is not here', async () => {
    const { devices } = await newHomes({ devices: 2 });
    const phone = await newClient(devices[1]!.folder);
    expect(codeOf(await phone.records.add('i:a', { json: 1 }))).toBe('E_PENDING_AUTH');
    expect(await phone.spaces()).toMatchObject([{ count: 0 }]);
  });

  it('STO-013 refuses on a full disk, keeps what was told before, and goes on when there is room', async () => {
    let room = Infinity;
    const wrap = (store: Store): Store => ({
      ...bound(store),
      commit: async (commit) => {
        if ((commit.put ?? []).length > 0 && room-- <= 0) return refuse('E_STORE_FULL', 'STO-013');
        return store.commit(commit);
      },
    });
    const { client } = await setting({ wrap });
    room = 1;
    const told: string[] = [];
    const bodies = Array.from({ length: 501 }, (_, json) => ({ json }));
    const refused = await client.records.addAll('i:a', bodies, {
      on: (batch) => told.push(...batch.map(({ id }) => id)),
    });
    expect(codeOf(refused)).toBe('E_STORE_FULL');
    room = Infinity;
    const held = await collect(client.records.list());
    expect(held.map(({ id }) => id).toSorted()).toEqual(told.toSorted());
    expect(valueOf(await client.records.add('i:a', { json: 'more' })).seq).toBe(501);
  });

  it('STO-007 goes on from where the chain is when it went on meanwhile, and gives up in the end', async () => {
    let conflicts = 2;
    const wrap = (store: Store): Store => ({
      ...bound(store),
      commit: async (commit) => {
        if (commit.expect !== undefined && conflicts-- > 0) return refuse('E_CONFLICT', 'STO-007');
        return store.commit(commit);
      },
    });
    const { client } = await setting({ wrap });
    expect(valueOf(await client.records.add('i:a', { json: 1 })).seq).toBe(1);
    conflicts = 3;
    expect(codeOf(await client.records.add('i:a', { json: 2 }))).toBe('E_CONFLICT');
  });

  it('STO-007 lets only one of two drafts go on from one place', async () => {
    const { client, store } = await setting();
    valueOf(await client.records.add('i:a', { json: 1 }));
    const stale = await store.commit({ space: client.me.user, expect: [['client/chain/i:a', null]] });
    expect(codeOf(stale)).toBe('E_CONFLICT');
    valueOf(await client.records.add('i:a', { json: 2 }));
  });
});

describe('reading records', () => {
  it('lists newest first, over collections, and as many as asked for', async () => {
    const { client } = await setting();
    for (const [i, col] of ['i:a', 'i:b', 'v:a', 'i:b', 'i:a'].entries())
      valueOf(await client.records.add(col, { json: i }));
    const jsons = async (options?: Parameters<Client['records']['list']>[0]): Promise<unknown[]> =>
      (await collect(client.records.list(options))).map(({ json }) => json);
    expect(await jsons()).toEqual([4, 3, 2, 1, 0]);
    expect(await jsons({ limit: 2 })).toEqual([4, 3]);
    expect(await jsons({ limit: 0 })).toEqual([]);
    expect(await jsons({ col: 'i:b' })).toEqual([3, 1]);
    expect(await jsons({ col: 'i:none' })).toEqual([]);
    expect(await jsons({ owner: client.me.user, limit: 1 })).toEqual([4]);
    expect(await jsons({ owner: 'A'.repeat(43) })).toEqual([]);
  });

  it('lists more than are read at once', async () => {
    const { client } = await setting();
    valueOf(
      await client.records.addAll(
        'i:a',
        Array.from({ length: 150 }, (_, json) => ({ json })),
      ),
    );
    const all = await collect(client.records.list());
    expect(all.map(({ json }) => json)).toEqual(Array.from({ length: 150 }, (_, i) => 149 - i));
  });

  it('shows all of a record', async () => {
    const { client } = await setting();
    const { id, t } = valueOf(await client.records.add('v:a', { json: 'hello' }, { tag: 'x' }));
    const { user: owner, kid } = client.me;
    const view = {
      id,
      owner,
      by: owner,
      kid,
      col: 'v:a',
      tag: 'x',
      t,
      seq: 1,
      state: 'VALID',
      length: 7,
      json: 'hello',
    };
    expect(valueOf(await client.records.get(id))).toEqual(view);
  });

  it('finds a record by the beginning of its id, when there is only one', async () => {
    const { client } = await setting();
    const { id } = valueOf(await client.records.add('i:a', { json: 1 }));
    expect(valueOf(await client.records.get(id.slice(0, 6))).id).toBe(id);
    expect(codeOf(await client.records.get(id.slice(0, 5)))).toBe('E_NOT_FOUND');
    expect(codeOf(await client.records.get('A'.repeat(43)))).toBe('E_NOT_FOUND');
    expect(codeOf(await client.records.get('no id at all'))).toBe('E_NOT_FOUND');
  });

  it('finds no record when more than one begins so', async () => {
    // Two true ids that share so many characters take hours to find: here the second record is listed under a name like the first's.
    const names = new Map<string, string>();
    const wrap = (store: Store): Store => ({
      ...bound(store),
      items: async (ids) => {
        const stored = await store.items(ids.map((id) => names.get(id) ?? id));
        return stored.map((each, i) => each && { ...each, id: ids[i]! });
      },
      scan: async function* (query: Parameters<Store['scan']>[0]): AsyncGenerator {
        for await (const row of store.scan(query)) yield row;
        if (query.by === 'key') for (const id of names.keys()) yield { by: 'key', id };
      } as Store['scan'],
    });
    const { client } = await setting({ wrap });
    const [first, second] = valueOf(await client.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    const prefix = first!.id.slice(0, 6);
    expect(valueOf(await client.records.get(prefix)).id).toBe(first!.id);
    names.set(prefix + second!.id.slice(6), second!.id);
    expect(codeOf(await client.records.get(prefix))).toBe('E_NOT_FOUND');
    expect(valueOf(await client.records.get(first!.id)).id).toBe(first!.id);
  });

  it('does not take an op for a record', async () => {
    const { client } = await setting();
    expect(codeOf(await client.records.get(client.me.user))).toBe('E_NOT_FOUND');
  });

  it('says that a body is missing, and shows the rest', async () => {
    const { client, store } = await setting();
    const { id } = valueOf(await client.records.add('i:a', { json: 1 }));
    const { dig } = await claimsOf(store, id);
    valueOf(await store.commit({ space: client.me.user, dropBodies: [dig!] }));
    const view = valueOf(await client.records.get(id));
    expect(view).toMatchObject({ id, missing: true, length: (await claimsOf(store, id)).len });
    expect(view).not.toHaveProperty('json');
  });

  it('COL-006 shows a record as HELD while its time is more than 5 minutes ahead, and VALID when it has come', async () => {
    const { client, clock } = await setting();
    clock.set(START + 400_000_000);
    const { id } = valueOf(await client.records.add('i:a', { json: 1 }));
    clock.set(START);
    expect(valueOf(await client.records.get(id)).state).toBe('HELD');
    clock.set(START + 200_000_000);
    expect(valueOf(await client.records.get(id)).state).toBe('VALID');
  });

  it('tells how many records each collection has', async () => {
    const { client } = await setting();
    valueOf(await client.records.addAll('i:b', [{ json: 1 }, { json: 2 }]));
    valueOf(await client.records.add('i:a', { json: 1 }));
    const owner = client.me.user;
    expect(await client.records.collections()).toEqual([
      { owner, col: 'i:a', records: 1 },
      { owner, col: 'i:b', records: 2 },
    ]);
  });
});

describe('spaces and digests', () => {
  it('counts statements, and digests their sorted ids', async () => {
    const { client } = await setting();
    const added = valueOf(await client.records.addAll('i:a', [{ json: 1 }, { json: 2 }]));
    const { user } = client.me;
    const { heads } = (await client.spaces())[0]!;
    const ids = [user, ...heads, ...added.map(({ id }) => id)]
      .map((id) => Buffer.from(id, 'base64url'))
      .toSorted(Buffer.compare);
    expect(await client.digest()).toBe(createHash('sha256').update(Buffer.concat(ids)).digest('hex'));
    expect(await client.digest('A'.repeat(43))).toBe(createHash('sha256').digest('hex'));
    expect(await client.spaces()).toEqual([
      {
        space: user,
        // The first op, the first epoch, and two records.
        count: 4,
        certificate: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string,
        heads,
        collections: [{ col: 'i:a', records: 2 }],
      },
    ]);
  });

  it('finds out about collections that somebody else committed to the store', async () => {
    const { client, store } = await setting();
    valueOf(await client.records.add('i:a', { json: 1 }));
    const space = client.me.user;
    valueOf(await store.commit({ space, meta: [[`client/col/${space}/i:a`, null]] }));
    await client.close();
    const again = await newClient(client.me.home, { openStore: async () => ({ ok: true, value: bound(store) }) });
    expect(await collect(again.records.list())).toEqual([]);
    expect(await again.spaces()).toMatchObject([{ collections: [{ col: 'i:a', records: 1 }] }]);
    expect(await collect(again.records.list())).toMatchObject([{ json: 1 }]);
  });
});
