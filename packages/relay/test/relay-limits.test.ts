import { createHash } from 'node:crypto';
import type { Offered } from '@allod/collections';
import { encodeFrame } from '@allod/transport/frames';
import type { Message } from '@allod/transport/frames';
import { expect, test } from 'vitest';
import type { LogEntry } from '../src/index.ts';
import { fill, person, records } from './people.ts';
import { ask } from './raw-http.ts';
import { connect, idBytes, itemOf, offer, open } from './raw-client.ts';
import type { RawClient } from './raw-client.ts';
import { registry } from './registry.ts';
import { relayWith } from './world.ts';

const ada = await person(1);
const text = new TextEncoder();

interface Capabilities {
  readonly limits: Readonly<Record<string, number>>;
}

async function stated(port: number): Promise<Capabilities['limits']> {
  return (JSON.parse((await ask(port, { path: '/.well-known/allod' })).body) as Capabilities).limits;
}

/** A `ping` with a member that a peer ignores: whatever CBOR `value` is. */
function pingWith(value: Uint8Array): Uint8Array {
  return Buffer.concat([
    Uint8Array.of(0xa2, 0x61),
    text.encode('m'),
    Uint8Array.of(0x64),
    text.encode('ping'),
    Uint8Array.of(0x61),
    text.encode('x'),
    value,
  ]);
}

/** A byte string as CBOR, of a length that takes four bytes. */
function byteString(length: number): Uint8Array {
  const out = new Uint8Array(5 + length);
  out[0] = 0x5a;
  new DataView(out.buffer).setUint32(1, length);
  return out;
}

/** A relay and a client that has been greeted. */
async function greeted(
  hello: Parameters<typeof connect>[1] = {},
): Promise<{ client: RawClient; limits: Capabilities['limits'] }> {
  const { relay, port } = await relayWith();
  const client = await connect(relay.linkUrl, hello);
  await client.next('hello');
  return { client, limits: await stated(port) };
}

/** Links go from person to person, so no relay ever sees one; what ballots say is for their readers, and who opens an enclave has a password. */
const isOfRelays = ([name]: readonly [string, unknown]): boolean => !/^(?:link|ballot|enclave)[A-Z]/.test(name);

test('RLY-009 publishes the version, the features and every limit of the registry that is about it, as they are in force', async () => {
  const { relay, port } = await relayWith();
  const { status, headers, body } = await ask(port, { path: '/.well-known/allod' });
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
  const client = await connect(relay.linkUrl);
  const { v, ft, mf } = await client.next('hello');
  const limits = Object.fromEntries([...registry].filter(isOfRelays).map(([name, { value }]) => [name, value]));
  expect(JSON.parse(body)).toEqual({ v: 1, versions: v, features: ft, authenticated: false, dur: 1, limits });
  expect([v, limits['frameBytes']]).toEqual([['allod1'], mf]);
});

test('RLY-009 takes frames of exactly frameBytes, and none of a byte more', async () => {
  const { client, limits } = await greeted();
  const most = limits['frameBytes']! - pingWith(byteString(0)).length;
  client.sendBytes(pingWith(byteString(most)));
  await client.next('pong');
  client.sendBytes(pingWith(byteString(most + 1)));
  expect((await client.closed).code).toBe(4413);
});

test('RLY-009 takes exactly messagesPerFrame messages, and not one more', async () => {
  const { client, limits } = await greeted();
  const pings = (count: number): Uint8Array =>
    Buffer.concat(Array.from({ length: count }, () => pingWith(Uint8Array.of(0xf6))));
  client.sendBytes(pings(limits['messagesPerFrame']!));
  for (let i = 0; i < limits['messagesPerFrame']!; i++) await client.next('pong');
  client.sendBytes(pings(limits['messagesPerFrame']! + 1));
  expect((await client.next('bye')).code).toBe('E_FRAME');
});

test('RLY-009 takes what is nested exactly cborDepth deep, and nothing deeper', async () => {
  const { client, limits } = await greeted();
  const nested = (depth: number): Uint8Array =>
    pingWith(Uint8Array.from({ length: depth - 1 }, (_, i) => (i === depth - 2 ? 0x80 : 0x81)));
  client.sendBytes(nested(limits['cborDepth']!));
  await client.next('pong');
  client.sendBytes(nested(limits['cborDepth']! + 1));
  expect((await client.next('bye')).code).toBe('E_FRAME');
});

/** A frame with so many times the same item, also more than our own encoder would put into one. */
function itemsFrame(offered: Offered, { count, q }: { readonly count: number; readonly q: number }): Uint8Array {
  const one = encodeFrame([{ m: 'items', s: 0, q, i: [itemOf(offered)] }]);
  // A map of four, "i", an array of one; then the item; then "m", "q" and "s" with their values.
  const [head, item, tail] = [one.subarray(0, 3), one.subarray(4, -14), one.subarray(-14)];
  const arrayHead = Uint8Array.of(0x99, count >> 8, count & 0xff);
  return Buffer.concat([head, arrayHead, ...Array.from({ length: count }, () => item), tail]);
}

test('RLY-009 takes exactly itemsPerMessage items, and not one more', async () => {
  const { client, limits } = await greeted();
  client.send(open(ada.id));
  client.sendBytes(itemsFrame({ parts: ada.init }, { count: limits['itemsPerMessage']!, q: 0 }));
  expect((await client.next('ack')).no).toEqual([]);
  client.sendBytes(itemsFrame({ parts: ada.init }, { count: limits['itemsPerMessage']! + 1, q: 1 }));
  expect((await client.next('bye')).code).toBe('E_FRAME');
});

test('RLY-009 takes cursors of exactly cursorBytes', async () => {
  const { client, limits } = await greeted();
  client.send({ ...open(ada.id), cur: new Uint8Array(limits['cursorBytes']!) });
  expect(await client.next('opened')).toMatchObject({ s: 0, reset: true });
  client.send({ ...open(ada.id, 2), cur: new Uint8Array(limits['cursorBytes']! + 1) });
  expect((await client.next('bye')).code).toBe('E_CURSOR');
});

test('RLY-009 ends a session with exactly the refusal that refusedItems names', async () => {
  const { client, limits } = await greeted();
  const [record] = await records(ada, 1);
  const broken: Offered = { parts: { ...record!.parts, claimsBytes: text.encode('{]') } };
  const most = limits['refusedItems']! - 1;
  expect(
    await offer(
      client,
      ada.id,
      Array.from({ length: most }, () => broken),
    ),
  ).toHaveLength(most);
  client.send({ m: 'ping' });
  await client.next('pong');
  client.send({ m: 'items', s: 0, q: 1, i: [itemOf(broken)] });
  expect((await client.next('bye')).code).toBe('E_ABUSE');
});

test('RLY-009 lets as many subscriptions be open at once as it says', async () => {
  const { client, limits } = await greeted();
  const space = (i: number): string => createHash('sha256').update(`${i}`).digest('base64url');
  for (let i = 0; i < limits['subscriptions']!; i++) client.send(open(space(i), 2 * i));
  for (let i = 0; i < limits['subscriptions']!; i++) await client.next('opened');
  client.send({ m: 'ping' });
  expect(await client.next('pong')).toEqual({ m: 'pong' });
});

test('RLY-009 lets exactly parkedStatements of one link wait, and drops the oldest beyond', async () => {
  const log: LogEntry[] = [];
  const { relay, port, store } = await relayWith({ log: (entry) => log.push(entry) });
  const { parkedStatements } = await stated(port);
  const waiting = await records(ada, parkedStatements! + 1);
  const client = await connect(relay.linkUrl);
  client.send(open(ada.id));
  const parked = async (from: number, to: number, q: number): Promise<number> => {
    client.send({ m: 'items', s: 0, q, i: waiting.slice(from, to).map(itemOf) });
    expect((await client.next('ack')).no).toEqual(Array.from({ length: to - from }, (_, i) => [i, 'E_PENDING_AUTH']));
    let count = 0;
    for await (const { by } of store.scan({ by: 'parked', waitsFor: ada.id })) count += by === 'parked' ? 1 : 0;
    return count;
  };
  await parked(0, 500, 0);
  const evictions = (): number => log.filter(({ event }) => event === 'evicted').length;
  expect([await parked(500, parkedStatements!, 1), evictions()]).toEqual([parkedStatements, 0]);
  expect([await parked(parkedStatements!, parkedStatements! + 1, 2), evictions()]).toEqual([parkedStatements, 1]);
});

test('RLY-009 lets exactly getsInFlight questions wait, and not one more', async () => {
  const { relay, port, store } = await relayWith();
  const limits = await stated(port);
  const body = new Uint8Array(500_000);
  const dig = createHash('sha256').update(body).digest('base64url');
  const [record] = await records(ada, 1, 1, { dig, len: body.length });
  await fill(store, ada, [{ parts: record!.parts, body }]);
  // Nobody who has given so little credit gets an answer of this length.
  const client = await connect(relay.linkUrl, { wn: 131_072 });
  const get = (rq: number): Message => ({ m: 'get', rq, digs: [idBytes(dig)] });
  client.send(...Array.from({ length: limits['getsInFlight']! }, (_, i) => get(i)), { m: 'ping' });
  await client.next('pong');
  client.send(get(limits['getsInFlight']!));
  expect((await client.next('bye')).code).toBe('E_LIMIT');
});
