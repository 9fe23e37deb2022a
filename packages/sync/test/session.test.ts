import { describe, expect, test } from 'vitest';
import type { Commit, Store } from '@allod/storage';
import { compareBytes, concatBytes } from '@allod/core/bytes';
import { itemFromParts, messageLength } from '@allod/transport/frames';
import type { ItemsMessage, Message } from '@allod/transport/frames';
import { byeOf, bytesOf, encodeBase64url, hello, idsIn, items, open, probe, ZERO } from './probe.ts';
import type { Probe } from './probe.ts';
import { countOf } from './queue-count.ts';
import { accept, certificateOf, createHost, createWriter, digestOf, forge, held, nextOp, records } from './world.ts';
import type { Host, Made, Writer } from './world.ts';

const ann = await createWriter(1);
const bob = await createWriter(2);
const notes = await records(ann, [0, 120]);

async function hostWith(count: number): Promise<Host> {
  const host = await createHost(1);
  if (count > 0) await accept(host, [ann.init, ...notes.slice(0, count)]);
  return host;
}

async function greeted(host: Host, more: Parameters<typeof hello>[0] = {}): Promise<Probe> {
  const other = await probe(host);
  await other.say(hello(more));
  return other;
}

function cursor(pos: number, id?: string, gen = 1): Uint8Array {
  const position = new Uint8Array(8);
  new DataView(position.buffer).setBigUint64(0, BigInt(pos));
  return concatBytes([
    new Uint8Array(8).fill(gen),
    position,
    id === undefined ? new Uint8Array(8) : bytesOf(id).subarray(0, 8),
  ]);
}

async function summaryOf(
  host: Host,
  writer: Writer,
): Promise<Pick<Extract<Message, { m: 'open' }>, 'n' | 'ce' | 'heads'>> {
  const ids = await held(host, writer.space);
  return { n: ids.length, ce: bytesOf(await certificateOf(host, writer.space)), heads: [bytesOf(writer.space)] };
}

describe('hello', () => {
  test('a peer says hello without waiting, and nothing else before it has heard one', async () => {
    const other = await probe(await hostWith(0));
    expect(other.came).toMatchObject([{ m: 'hello', v: ['allod1'], ft: ['z'], mf: 1_048_576 }]);
  });

  test('TRN-001 takes a frame of exactly the length it said', async () => {
    const other = await probe(await createHost(1, { limits: { frameBytes: 131_072 } }));
    await other.say(hello());
    await other.send(pingOf(131_072));
    expect(other.of('pong')).toHaveLength(1);
  });

  /** A ping with a member that is ignored, of so many bytes in all. */
  function pingOf(length: number): Uint8Array {
    const head = [0xa2, 0x61, 0x6d, 0x64, ...Buffer.from('ping'), 0x63, ...Buffer.from('pad'), 0x5a];
    const size = length - head.length - 4;
    const bytes = new Uint8Array(length);
    bytes.set(head);
    new DataView(bytes.buffer).setUint32(head.length, size);
    return bytes;
  }

  test('TRN-001 closes on a frame that is one byte longer than it said', async () => {
    const other = await probe(await createHost(1, { limits: { frameBytes: 131_072 } }));
    await other.say(hello());
    await other.send(pingOf(131_073));
    expect(byeOf(other)).toBe('E_LIMIT');
    expect(other.closed?.code).toBe(4413);
  });

  test('TRN-002 closes when the first message is another', async () => {
    const other = await probe(await hostWith(0));
    await other.say({ m: 'ping' });
    expect(byeOf(other)).toBe('E_HS');
    expect(other.closed?.code).toBe(4401);
  });

  test('TRN-002 closes when hello comes again', async () => {
    const other = await greeted(await hostWith(0));
    await other.say(hello());
    expect(byeOf(other)).toBe('E_HS');
  });

  test('TRN-002 goes on when hello came first', async () => {
    const other = await greeted(await hostWith(0));
    await other.say({ m: 'ping' });
    expect(other.of('pong')).toHaveLength(1);
  });

  test('TRN-003 closes when no hello has come after 10 seconds', async () => {
    const host = await hostWith(0);
    const other = await probe(host);
    host.timers.advance(9_999);
    await host.activity.quiet();
    expect(byeOf(other)).toBeUndefined();
    host.timers.advance(1);
    await host.activity.quiet();
    expect(byeOf(other)).toBe('E_HS');
  });

  test('TRN-003 waits no more once hello has come', async () => {
    const host = await hostWith(0);
    const other = await greeted(host);
    host.timers.advance(15_000);
    await host.activity.quiet();
    expect(byeOf(other)).toBeUndefined();
  });

  test('TRN-004 closes on versions that it does not speak', async () => {
    const other = await greeted(await hostWith(0), { v: ['allod2', 'allod9'] });
    expect(byeOf(other)).toBe('E_VERSION');
    expect(other.closed?.code).toBe(4406);
  });

  test('TRN-004 speaks with who names its version among others', async () => {
    const other = await greeted(await hostWith(0), { v: ['allod9', 'allod1'] });
    await other.say({ m: 'ping' });
    expect(other.of('pong')).toHaveLength(1);
  });
});

describe('keeping a link', () => {
  test('TRN-005 answers every ping', async () => {
    const other = await greeted(await hostWith(0));
    await other.say({ m: 'ping' }, { m: 'ping' });
    expect(other.of('pong')).toHaveLength(2);
  });

  test('TRN-006 pings after 25 seconds of silence, and stays while answers come', async () => {
    const host = await hostWith(0);
    const other = await greeted(host);
    for (let round = 1; round <= 4; round++) {
      host.timers.advance(25_000);
      await host.activity.quiet();
      expect(other.of('ping')).toHaveLength(round);
      await other.say({ m: 'pong' });
    }
    expect(other.closed).toBeUndefined();
  });

  test('TRN-006 closes a link on which two pings in a row stayed without an answer', async () => {
    const host = await hostWith(0);
    const other = await greeted(host);
    host.timers.advance(74_999);
    await host.activity.quiet();
    expect(other.of('ping')).toHaveLength(2);
    expect(other.closed).toBeUndefined();
    host.timers.advance(1);
    await host.activity.quiet();
    expect(other.closed?.code).toBe(4408);
    expect(await other.session.closed).toEqual({ code: 'E_LINK' });
  });
});

describe('the beginning of a subscription', () => {
  test('SYN-011 sends nothing when count, certificate and heads are the same', async () => {
    const host = await hostWith(10);
    const other = await greeted(host);
    await other.say(open(ann.space, await summaryOf(host, ann)), { m: 'fin', s: 0 });
    expect(other.of('items')).toHaveLength(0);
    expect(other.of('done')).toMatchObject([{ n: 11 }]);
  });

  test('SYN-011 never takes two sets for equal whose certificates differ', async () => {
    const host = await hostWith(10);
    const other = await greeted(host);
    await other.say(open(ann.space, { ...(await summaryOf(host, ann)), ce: ZERO }), { m: 'fin', s: 0 });
    expect(await idsIn(other.came)).toHaveLength(11);
  });

  test('SYN-012 sends what lies after a good cursor', async () => {
    const host = await hostWith(10);
    const other = await greeted(host);
    await other.say(open(ann.space, { cur: cursor(8, notes[6]!.id) }), { m: 'fin', s: 0 });
    expect(await idsIn(other.came)).toEqual(notes.slice(7, 10).map(({ id }) => id));
    expect(other.of('opened')[0]).not.toHaveProperty('reset');
  });

  test.each([
    ['of another generation', cursor(8, notes[6]!.id, 7)],
    ['of a position that was not given', cursor(99, notes[6]!.id)],
    ['with another id', cursor(8, notes[5]!.id)],
    ['beyond all numbers', cursor(0, undefined).fill(255, 8, 16)],
  ])('SYN-012 ignores a cursor %s, and says so', async (_, cur) => {
    const other = await greeted(await hostWith(10));
    await other.say(open(ann.space, { cur }), { m: 'fin', s: 0 });
    expect(other.of('opened')).toMatchObject([{ reset: true }]);
    expect(await idsIn(other.came)).toHaveLength(11);
  });

  test('SYN-013 takes a cursor of 24 bytes', async () => {
    const other = await greeted(await hostWith(2));
    await other.say(open(ann.space, { cur: cursor(0) }));
    expect(other.of('opened')).toHaveLength(1);
  });

  test.each([0, 23, 25])('SYN-013 closes on a cursor of %i bytes', async (length) => {
    const other = await greeted(await hostWith(2));
    await other.say(open(ann.space, { cur: new Uint8Array(length) }));
    expect(byeOf(other)).toBe('E_CURSOR');
    expect(other.closed?.code).toBe(4400);
  });

  test('SYN-014 sends an op before records that were accepted before it', async () => {
    const host = await hostWith(5);
    const op = await nextOp(ann, ann.space);
    await accept(host, [op.offered]);
    const other = await greeted(host);
    await other.say(open(ann.space), { m: 'fin', s: 0 });
    const ids = await idsIn(other.came);
    expect(ids.slice(0, 2)).toEqual([ann.space, op.id]);
    expect(ids).toHaveLength(7);
    expect(other.of('opened')[0]!.heads.map(encodeBase64url)).toEqual([op.id]);
  });

  test('SYN-015 sends held records like others', async () => {
    const host = await hostWith(3);
    const ids = await held(host, ann.space);
    await host.store.commit({ space: ann.space, state: [[notes[1]!.id, 'HELD']] });
    const other = await greeted(host);
    await other.say(open(ann.space), { m: 'fin', s: 0 });
    expect((await idsIn(other.came)).toSorted()).toEqual(ids);
  });

  test('SYN-035 closes on messages out of turn', async () => {
    const outOfTurn: [Message, ...Message[]][] = [
      [open(ann.space), open(ann.space)],
      [open(ann.space, { s: 1 })],
      [items(4, 0, [ann.init])],
      [open(ann.space), { m: 'fin', s: 0 }, { m: 'fin', s: 0 }],
      [{ m: 'fin', s: 6 }],
      [open(ann.space), { m: 'done', s: 0, cur: new Uint8Array(24), n: 0, heads: [] }],
      [open(ann.space), { m: 'opened', s: 0, at: new Uint8Array(24), n: 0, ce: ZERO, heads: [] }],
    ];
    for (const messages of outOfTurn) {
      const other = await greeted(await hostWith(2));
      await other.say(...messages);
      expect(byeOf(other)).toBe('E_TURN');
    }
  });

  test('SYN-035 takes two subscriptions with numbers of their own', async () => {
    const other = await greeted(await hostWith(2));
    await other.say(open(ann.space), { m: 'fin', s: 0 }, open(ann.space, { s: 2 }), { m: 'fin', s: 2 });
    expect(other.of('done').map(({ s }) => s)).toEqual([0, 2]);
  });

  test('SYN-036 closes when a space is opened that it does not serve', async () => {
    const host = await createHost(1, { admitSpace: (space) => space !== ann.space });
    const other = await greeted(host);
    await other.say(open(ann.space));
    expect(byeOf(other)).toBe('E_NOT_ADMITTED');
    expect(other.closed?.code).toBe(4403);
  });

  test('SYN-036 opens a space that it serves', async () => {
    const host = await createHost(1, { admitSpace: (space) => space === ann.space });
    const other = await greeted(host);
    await other.say(open(ann.space));
    expect(other.of('opened')).toHaveLength(1);
  });
});

describe('catch-up and live', () => {
  test('SYN-017 sends what comes after the cut only after done', async () => {
    const host = await hostWith(5);
    const other = await greeted(host);
    await other.say(open(ann.space, { live: true }));
    await accept(host, notes.slice(5, 8));
    await host.activity.quiet();
    expect(await idsIn(other.came)).toHaveLength(6);
    await other.say({ m: 'fin', s: 0 });
    const done = other.came.findIndex(({ m }) => m === 'done');
    expect(await idsIn(other.came.slice(0, done))).toHaveLength(6);
    expect(await idsIn(other.came.slice(done))).toEqual(notes.slice(5, 8).map(({ id }) => id));
  });

  test('SYN-017 sends nothing live to who did not ask for it', async () => {
    const host = await hostWith(5);
    const other = await greeted(host);
    await other.say(open(ann.space), { m: 'fin', s: 0 });
    await accept(host, notes.slice(5, 8));
    await host.activity.quiet();
    expect(await idsIn(other.came)).toHaveLength(6);
  });

  test('SYN-018 sends live items in the order of their positions', async () => {
    const host = await hostWith(0);
    await accept(host, [ann.init]);
    const other = await greeted(host);
    await other.say(open(ann.space, { live: true }), { m: 'fin', s: 0 });
    for (const i of [7, 3, 9, 1]) await accept(host, [notes[i]!]);
    await host.activity.quiet();
    const done = other.came.findIndex(({ m }) => m === 'done');
    expect(await idsIn(other.came.slice(done))).toEqual([7, 3, 9, 1].map((i) => notes[i]!.id));
  });

  test('SYN-019 never sends an item back on its link, live or in a later catch-up', async () => {
    const host = await hostWith(2);
    const other = await greeted(host);
    await other.say(open(ann.space, { live: true }), { m: 'fin', s: 0 });
    await other.say(items(0, 0, notes.slice(2, 6)));
    await other.say(open(ann.space, { s: 2 }), { m: 'fin', s: 2 });
    const ids = await idsIn(other.came);
    expect(notes.slice(2, 6).filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  test('SYN-022 says lag in place of a queue that is too long, and is opened again by cursor', async () => {
    const host = await createHost(1, { limits: { liveQueueBytes: countOf(notes.slice(0, 4)) - 1 } });
    await accept(host, [ann.init]);
    const other = await greeted(host, { wn: 131_072 });
    await other.say(open(ann.space, { live: true }));
    await accept(host, notes.slice(0, 3));
    await host.activity.quiet();
    expect(other.of('lag')).toHaveLength(0);
    await accept(host, [notes[3]!]);
    await host.activity.quiet();
    expect(other.of('lag')).toMatchObject([{ s: 0 }]);
    await other.say(open(ann.space, { s: 2, live: true, cur: other.of('lag')[0]!.cur }), { m: 'fin', s: 2 });
    expect((await idsIn(other.came)).toSorted()).toEqual(await held(host, ann.space));
  });
});

describe('answers to items', () => {
  test('SYN-023 answers each message once, and names what it did not accept', async () => {
    const other = await greeted(await hostWith(1));
    await other.say(open(ann.space), items(0, 0, [notes[1]!, forge(notes[2]!), notes[3]!]), items(0, 1, [notes[4]!]));
    expect(other.of('ack')).toEqual([
      { m: 'ack', s: 0, q: 0, no: [[1, 'E_SIG']], dur: 1 },
      { m: 'ack', s: 0, q: 1, no: [], dur: 1 },
    ]);
  });

  test('SYN-023 names the code of a body that does not fit, and the statement stands', async () => {
    const host = await hostWith(1);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [{ ...notes[1]!, body: new Uint8Array(3) }]));
    expect(other.of('ack')).toMatchObject([{ no: [[0, 'E_DIGEST']] }]);
    expect(await held(host, ann.space)).toContain(notes[1]!.id);
  });

  test('SYN-025 closes on an item of another space, and stores nothing of the message', async () => {
    const host = await hostWith(1);
    await accept(host, [bob.init]);
    const other = await greeted(host);
    const [theirs] = await records(bob, [0, 1]);
    await other.say(open(ann.space), items(0, 0, [notes[1]!, theirs!]));
    expect(byeOf(other)).toBe('E_RANGE');
    expect(await held(host, ann.space)).toHaveLength(2);
  });

  test('SYN-025 takes items of the space', async () => {
    const host = await hostWith(1);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [notes[1]!]));
    expect(byeOf(other)).toBeUndefined();
    expect(await held(host, ann.space)).toHaveLength(3);
  });

  test('SYN-026 stays at 99 refused items', async () => {
    const other = await greeted(await hostWith(1));
    await other.say(open(ann.space), items(0, 0, notes.slice(1, 100).map(forge)));
    expect(byeOf(other)).toBeUndefined();
  });

  test('SYN-026 closes at the 100th refused item', async () => {
    const other = await greeted(await hostWith(1));
    await other.say(open(ann.space), items(0, 0, notes.slice(1, 100).map(forge)), items(0, 1, [forge(notes[100]!)]));
    expect(byeOf(other)).toBe('E_ABUSE');
    expect(other.closed?.code).toBe(4451);
  });

  test('SYN-027 accepts the correct copy after a forged one was refused', async () => {
    const host = await hostWith(1);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [forge(notes[1]!)]), items(0, 1, [notes[1]!]));
    expect(other.of('ack').map(({ no }) => no.length)).toEqual([1, 0]);
    expect(await held(host, ann.space)).toContain(notes[1]!.id);
  });

  test('SYN-027 refuses a forged copy after the correct one, which stays', async () => {
    const host = await hostWith(1);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [notes[1]!]), items(0, 1, [forge(notes[1]!)]));
    expect(other.of('ack').map(({ no }) => no.map(([, code]) => code))).toEqual([[], ['E_SIG']]);
    expect(await held(host, ann.space)).toContain(notes[1]!.id);
  });

  test('SYN-027 accepts the correct body after a wrong one', async () => {
    const host = await hostWith(1);
    const other = await greeted(host);
    await other.say(
      open(ann.space),
      items(0, 0, [{ ...notes[1]!, body: new Uint8Array(3) }]),
      items(0, 1, [notes[1]!]),
    );
    expect(await host.store.body(digestOf(notes[1]!.body!))).toEqual(notes[1]!.body);
  });

  test.each(['forged first', 'correct first'])(
    'SYN-027 accepts the correct one of two parked copies, %s',
    async (order) => {
      const host = await hostWith(0);
      const other = await greeted(host);
      const copies = [forge(notes[1]!), notes[1]!];
      if (order === 'correct first') copies.reverse();
      await other.say(open(ann.space), items(0, 0, [copies[0]!]), items(0, 1, [copies[1]!]), items(0, 2, [ann.init]));
      expect(await held(host, ann.space)).toContain(notes[1]!.id);
    },
  );

  test('SYN-028 asks for the heads that it lacks', async () => {
    const other = await greeted(await hostWith(0));
    await other.say(open(ann.space), items(0, 0, [notes[1]!]));
    expect(other.of('ack')).toMatchObject([{ no: [[0, 'E_PENDING_AUTH']] }]);
    expect(other.of('get').map(({ ids }) => ids?.map(encodeBase64url))).toEqual([[ann.space]]);
  });

  test('SYN-028 asks once for what was asked for, and not again for what is unknown', async () => {
    const other = await greeted(await hostWith(0));
    await other.say(open(ann.space), items(0, 0, [notes[1]!]), items(0, 1, [notes[2]!]));
    await other.say({ m: 'got', rq: 0, no: [[bytesOf(ann.space), 'E_UNKNOWN']] });
    await other.say(items(0, 2, [notes[3]!]));
    expect(other.of('get')).toHaveLength(1);
  });

  test('SYN-029 judges parked statements again when the op comes, and what waits for them', async () => {
    const host = await hostWith(0);
    const op = await nextOp(ann, ann.space);
    const later = await records(ann, [200, 203], { au: [op.id] });
    const other = await greeted(host);
    await other.say(open(ann.space, { live: true }), { m: 'fin', s: 0 }, items(0, 0, [...later, op.offered]));
    expect(await held(host, ann.space)).toEqual([]);
    const { parts } = ann.init;
    await other.say({ m: 'got', rq: 0, i: [[parts.headerBytes, parts.claimsBytes, parts.signature]] });
    expect(await held(host, ann.space)).toHaveLength(5);
    expect(await host.store.body(digestOf(later[0]!.body!))).toEqual(later[0]!.body);
    expect(await idsIn(other.came)).toEqual([]);
  });

  test('SYN-029 refuses a parked statement that turns out to be forged, and keeps nothing of it', async () => {
    const host = await hostWith(0);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [forge(notes[1]!)]), items(0, 1, [ann.init]));
    expect(await held(host, ann.space)).toEqual([ann.space]);
    expect(await host.store.items([notes[1]!.id])).toEqual([undefined]);
  });

  test('SYN-030 keeps 1,000 parked statements', async () => {
    const host = await hostWith(0);
    const many = await records(ann, [1_000, 2_000]);
    const other = await greeted(host, { wn: 16_777_216 });
    await other.say(open(ann.space));
    for (let at = 0; at < many.length; at += 500) await other.say(items(0, at / 500, many.slice(at, at + 500)));
    const stored = await host.store.items(many.map(({ id }) => id));
    expect(stored.filter((each) => each !== undefined)).toHaveLength(1_000);
    expect(other.events.filter(({ type }) => type === 'evicted')).toEqual([]);
  });

  test('SYN-030 refuses to keep more than 1,000 parked statements: the oldest go', async () => {
    const host = await hostWith(0);
    const many = await records(ann, [1_000, 2_003]);
    const other = await greeted(host, { wn: 16_777_216 });
    await other.say(open(ann.space));
    for (let at = 0; at < many.length; at += 500) await other.say(items(0, at / 500, many.slice(at, at + 500)));
    const stored = await host.store.items(many.map(({ id }) => id));
    expect(stored.filter((each) => each !== undefined)).toHaveLength(1_000);
    expect(stored.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(other.events.filter(({ type }) => type === 'evicted')).toHaveLength(3);
  });
});

describe('what is said of durability', () => {
  /** A host whose commits of statements wait until they are let go. */
  async function slowHost(): Promise<{ host: Host; release: () => Promise<void> }> {
    const waiting: (() => void)[] = [];
    const wrap = (store: Store): Store => ({
      ...store,
      async commit(commit) {
        if ((commit.put ?? []).length > 0) await new Promise<void>((resolve) => waiting.push(resolve));
        return store.commit(commit);
      },
    });
    const host = await createHost(1, { wrap });
    const release = async (): Promise<void> => {
      for (const each of waiting.splice(0)) each();
      await host.activity.quiet();
    };
    return { host, release };
  }

  test('SYN-024 never acknowledges before the store has said that it is durable', async () => {
    const { host, release } = await slowHost();
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [ann.init]));
    expect(other.of('ack')).toEqual([]);
    await release();
    expect(other.of('ack')).toMatchObject([{ s: 0, q: 0, no: [], dur: 1 }]);
  });

  test('SYN-033 gives no credit back before what it paid for is durable', async () => {
    const { host, release } = await slowHost();
    const other = await greeted(host);
    const message = items(0, 0, [ann.init]);
    await other.say(open(ann.space), message);
    expect(other.of('win')).toEqual([]);
    await release();
    expect(other.of('win')).toEqual([{ m: 'win', c: messageLength(message) }]);
  });

  test('SYN-021 keeps the cursor of items in the commit of the items', async () => {
    const commits: Commit[] = [];
    const host = await createHost(1, {
      wrap: (store) => ({
        ...store,
        commit: (commit) => {
          commits.push(commit);
          return store.commit(commit);
        },
      }),
    });
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [ann.init], cursor(5, ann.space, 99)));
    const kept = commits.filter(({ meta = [] }) => meta.some(([name]) => name.startsWith('sync/cursor/')));
    expect(kept).toMatchObject([{ put: [{}] }]);
  });

  test('TRN-009 holds everything that it acknowledged after the link is lost', async () => {
    const host = await hostWith(1);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, notes.slice(1, 50)));
    expect(other.of('ack')).toHaveLength(1);
    await other.close();
    expect(await held(host, ann.space)).toHaveLength(51);
  });

  test('TRN-010 holds frames back while its link has more than 4 MiB to send, and goes on when it has not', async () => {
    const host = await hostWith(20);
    let buffered = 0;
    const drained: (() => void)[] = [];
    const other = await probe(host, 'accepted', (link) => ({
      get buffered() {
        return buffered;
      },
      send: (frame) => link.send(frame),
      close: (code, reason) => link.close(code, reason),
      listen(handlers) {
        drained.push(() => handlers.drained?.());
        link.listen(handlers);
      },
    }));
    buffered = 4_194_305;
    await other.say(hello(), open(ann.space), { m: 'fin', s: 0 });
    expect(other.came.map(({ m }) => m)).toEqual(['hello']);
    buffered = 4_194_304;
    for (const each of drained) each();
    await host.activity.quiet();
    expect(await idsIn(other.came)).toHaveLength(21);
    expect(other.of('done')).toHaveLength(1);
  });
});

describe('flow', () => {
  const length = (message: Message): number => messageLength(message);

  test('SYN-031 takes items up to its credit', async () => {
    const host = await createHost(1, { limits: { creditBytes: 131_072 } });
    await accept(host, [ann.init]);
    const other = await greeted(host);
    await other.say(open(ann.space), await sized(131_072));
    expect(byeOf(other)).toBeUndefined();
    expect(other.of('win')).toMatchObject([{ c: 131_072 }]);
  });

  test('SYN-031 closes on items beyond its credit', async () => {
    const host = await createHost(1, { limits: { creditBytes: 131_072 } });
    await accept(host, [ann.init]);
    const other = await greeted(host);
    await other.say(open(ann.space), await sized(131_073));
    expect(byeOf(other)).toBe('E_FLOW');
    expect(other.closed?.code).toBe(4420);
  });

  /** `items` whose encoding has exactly so many bytes. */
  async function sized(bytes: number): Promise<Message> {
    const fill = async (size: number): Promise<Message> =>
      items(0, 0, await records(ann, [500, 502], { bodyOf: (i) => new Uint8Array(i === 500 ? 60_000 : size) }));
    const first = length(await fill(60_000));
    const second = await fill(60_000 + bytes - first);
    const third = length(second);
    return third === bytes ? second : fill(60_000 + 2 * bytes - first - third);
  }

  test('SYN-032 never sends beyond the credit that it was given', async () => {
    const host = await hostWith(0);
    const big = await records(ann, [0, 40], {
      bodyOf: (i) => Uint8Array.from({ length: 20_000 }, (_, k) => (k * k * (i + 3)) >> 3),
    });
    await accept(host, [ann.init, ...big]);
    const other = await greeted(host, { wn: 131_072, ft: [] });
    await other.say(open(ann.space), { m: 'fin', s: 0 });
    let given = 131_072;
    for (let round = 0; round < 40 && other.of('done').length === 0; round++) {
      const used = other.of('items').reduce((sum, each) => sum + messageLength(each as ItemsMessage), 0);
      expect(used).toBeLessThanOrEqual(given);
      given += 50_000;
      await other.say({ m: 'win', c: 50_000 });
    }
    expect(await idsIn(other.came)).toHaveLength(41);
  });

  test('SYN-010 never compresses for who did not name the feature', async () => {
    const host = await hostWith(60);
    const other = await probe(host);
    const plain = await greeted(host, { ft: [] });
    await other.say(hello());
    for (const each of [other, plain]) await each.say(open(ann.space), { m: 'fin', s: 0 });
    const lengthOf = ({ of }: Probe): number => messageLength(of('items').at(-1) as ItemsMessage);
    expect(lengthOf(plain)).toBeGreaterThan(2 * lengthOf(other));
  });

  test('SYN-034 answers 64 questions', async () => {
    const other = await greeted(await hostWith(1));
    await other.say(
      ...Array.from({ length: 64 }, (_, rq): Message => ({ m: 'get', rq, ids: [bytesOf(notes[0]!.id)] })),
    );
    expect(other.of('got')).toHaveLength(64);
    expect(byeOf(other)).toBeUndefined();
  });

  test('SYN-034 closes on 65 questions at once', async () => {
    const other = await greeted(await hostWith(1));
    await other.say(
      ...Array.from({ length: 65 }, (_, rq): Message => ({ m: 'get', rq, ids: [bytesOf(notes[0]!.id)] })),
    );
    expect(byeOf(other)).toBe('E_LIMIT');
  });

  test('SYN-034 closes on 1,025 subscriptions', async () => {
    const host = await hostWith(0);
    const other = await greeted(host);
    const opens = Array.from({ length: 1_024 }, (_, i) => open(ann.space, { s: 2 * i }));
    await other.say(...opens.slice(0, 512));
    await other.say(...opens.slice(512));
    expect(byeOf(other)).toBeUndefined();
    await other.say(open(ann.space, { s: 1 }));
    expect(byeOf(other)).toBe('E_LIMIT');
  });
});

describe('questions', () => {
  test('answers with statements of any space and their bodies, and says what it does not hold', async () => {
    const host = await hostWith(3);
    await accept(host, [bob.init, ...(await records(bob, [0, 2]))]);
    const other = await greeted(host);
    const missing = bytesOf(notes[50]!.id);
    await other.say({
      m: 'get',
      rq: 5,
      ids: [bytesOf(notes[0]!.id), bytesOf(bob.space), missing],
      digs: [bytesOf(digestOf(notes[2]!.body!))],
    });
    const got = other.of('got');
    expect(got.every(({ rq }) => rq === 5)).toBe(true);
    expect(got.map(({ more }) => more ?? false)).toEqual([true, true, true, false]);
    expect(await idsIn(got)).toEqual([notes[0]!.id, bob.space]);
    expect(got.flatMap(({ bd = [] }) => bd.map(([, , , bytes]) => bytes))).toEqual([notes[2]!.body]);
    expect(got.at(-1)!.no).toEqual([[missing, 'E_UNKNOWN']]);
  });

  test('answers with the ops of a space that it does not serve, and with nothing else of it', async () => {
    const host = await createHost(1, { admitSpace: (space) => space !== bob.space });
    const made = await records(bob, [0, 1]);
    await accept(host, [bob.init, ...made]);
    const other = await greeted(host);
    await other.say({ m: 'get', rq: 0, ids: [bytesOf(bob.space), bytesOf(made[0]!.id)].toSorted(compareBytes) });
    const got = other.of('got');
    expect(await idsIn(got)).toEqual([bob.space]);
    expect(got.flatMap(({ no = [] }) => no)).toEqual([[bytesOf(made[0]!.id), 'E_UNKNOWN']]);
  });

  test('SYN-028 asks for the op that an op names which it was given on asking', async () => {
    const host = await createHost(1);
    const second = await nextOp(bob, bob.space);
    const third = await nextOp(bob, second.id);
    const [named] = (await records(ann, [0, 1], { au: [third.id] })) as [Made];
    const other = await greeted(host);
    await accept(host, [ann.init]);
    await other.say(open(ann.space), items(0, 0, [named]));
    await other.say({ m: 'got', rq: 0, i: [itemFromParts(third.offered.parts)] });
    await other.say({ m: 'got', rq: 1, i: [itemFromParts(second.offered.parts)] });
    expect(other.of('get')).toEqual(
      [third.id, second.id, bob.space].map((id, rq) => ({ m: 'get', rq, ids: [bytesOf(id)] })),
    );
    await other.say({ m: 'got', rq: 2, i: [itemFromParts(bob.init.parts)] });
    const stored = await host.store.items([bob.space, second.id, third.id, named.id]);
    expect(stored.map((each) => each?.state)).toEqual(['VALID', 'VALID', 'VALID', 'VALID']);
  });

  test('asks for a long body by its digest, and takes it in parts', async () => {
    const host = await hostWith(1);
    const body = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >> 4);
    const [long] = (await records(ann, [300, 301], { bodyOf: () => body })) as [Made];
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [{ parts: long.parts }]));
    const dig = bytesOf(digestOf(body));
    expect(other.of('get')).toEqual([{ m: 'get', rq: 0, digs: [dig] }]);
    const part = (at: number, end: number): Message => ({
      m: 'got',
      rq: 0,
      bd: [[dig, at, body.length, body.subarray(at, end)]],
      ...(end < body.length ? { more: true } : {}),
    });
    await other.say(part(0, 90_000));
    expect(await host.store.body(digestOf(body))).toBeUndefined();
    await other.say(part(90_000, 200_000));
    expect(await host.store.body(digestOf(body))).toEqual(body);
  });

  test('passes over statements that it did not ask for', async () => {
    const host = await hostWith(0);
    const other = await greeted(host);
    await other.say(open(ann.space), items(0, 0, [notes[1]!]));
    const { parts } = bob.init;
    await other.say({ m: 'got', rq: 0, i: [[parts.headerBytes, parts.claimsBytes, parts.signature]] });
    expect(await held(host, bob.space)).toEqual([]);
    expect(byeOf(other)).toBeUndefined();
  });

  test('asks for the logs that deps names and that it lacks', async () => {
    const other = await greeted(await hostWith(1));
    await other.say(open(ann.space), {
      m: 'deps',
      s: 0,
      l: [
        [bytesOf(ann.space), 1, [bytesOf(ann.space)]],
        [bytesOf(bob.space), 1, [bytesOf(bob.space)]],
      ],
    });
    expect(other.of('get').map(({ ids }) => ids?.map(encodeBase64url))).toEqual([[bob.space]]);
  });
});

test('a fault of the store ends the session with its code', async () => {
  const host = await createHost(1, {
    wrap: (store) => ({
      ...store,
      commit: async (commit) =>
        commit.put?.length
          ? { ok: false, error: { code: 'E_STORE_FULL', phase: 'sync', requirement: 'STO-013', details: undefined } }
          : store.commit(commit),
    }),
  });
  const other = await probe(host);
  await other.say(hello(), open(ann.space), items(0, 0, [ann.init]));
  expect(byeOf(other)).toBe('E_STORE_FULL');
  expect(other.of('ack')).toEqual([]);
});
