import { createHash } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { encodeBase64url } from '@allod/core/bytes';
import { signStatements, statementIds, statementParts } from '@allod/core/statement';
import type { StatementParts } from '@allod/core/statement';
import type { Offered } from '@allod/collections';
import type { Row, Scan, Store } from '@allod/storage';
import { bound } from '@allod/storage/testing';
import { connectWebSocket } from '@allod/transport/websocket';
import { expect, test } from 'vitest';
import { startRelay } from '../src/index.ts';
import type { LogEntry } from '../src/index.ts';
import { rememberSpaces } from '../src/spaces.ts';
import { fill, memoryStore, now, person, records } from './people.ts';
import { ask, open as openSocket, readToEnd, UPGRADE } from './raw-http.ts';
import { connect, HELLO, idBytes, itemOf, offer, open } from './raw-client.ts';
import { clientOf, holds, relayWith } from './world.ts';

const [ada, bob] = await Promise.all([person(1), person(2)]);

async function idOf({ headerBytes, claimsBytes }: StatementParts): Promise<string> {
  return (await statementIds([{ st: [headerBytes, claimsBytes].map(encodeBase64url).join('.') }]))[0]!;
}

function forge(parts: StatementParts): StatementParts {
  const signature = parts.signature.slice();
  signature[40]! ^= 1;
  return { ...parts, signature };
}

async function rows<Q extends Scan>(store: Store, query: Q): Promise<Extract<Row, { readonly by: Q['by'] }>[]> {
  const found: Extract<Row, { readonly by: Q['by'] }>[] = [];
  for await (const row of store.scan(query)) found.push(row);
  return found;
}

/** A record whose claims are these bytes. */
async function signedBytes(claims: string, signer = ada.signer): Promise<StatementParts> {
  const [made] = await signStatements([{ typ: 'allod-rec', claims: new TextEncoder().encode(claims) }], signer);
  return statementParts(made!);
}

test('RLY-001 accepts nothing at which a step of acceptance fails, and everything beside it', async () => {
  const { relay, store } = await relayWith();
  const [good] = await records(ada, 1);
  const { parts } = good!;
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const bad: Readonly<Record<string, Offered>> = {
    E_JSON: { parts: { ...parts, claimsBytes: text('{]') } },
    E_HEADER: { parts: { ...parts, headerBytes: text('{}') } },
    E_TYP: { parts: { ...parts, headerBytes: text(`{"alg":"Ed25519","kid":"${ada.id}","typ":"JWT"}`) } },
    E_FORMAT: { parts: { ...parts, claimsBytes: text('[]') } },
    E_SIGNERS: { parts: { ...parts, further: [parts] } },
    E_PENDING_AUTH: (await records(ada, 1, 2, { au: [ada.id, bob.id] }))[0]!,
    E_NOT_AUTHORIZED: (await records({ ...bob, id: ada.id }, 1, 3))[0]!,
    E_SIG: { parts: forge(parts) },
    E_DIGEST: { parts, body: text('{}') },
    E_TAG: (await records(ada, 1, 4, { col: 'i:notes', tag: 'other' }))[0]!,
    E_UPGRADE: (await records(ada, 1, 5, { '!later': 1 }))[0]!,
  };
  const client = await connect(relay.linkUrl);
  const no = await offer(client, ada.id, [{ parts: ada.init }, ...Object.values(bad), good!]);
  expect(no).toEqual(Object.keys(bad).map((code, i) => [i + 1, code]));
  const accepted = (await rows(store, { by: 'pos', space: ada.id })).map(({ id }) => id);
  expect(accepted).toEqual([ada.id, await idOf(parts)]);
  expect(await store.body(createHash('sha256').update(good!.body!).digest('base64url'))).toEqual(good!.body);
});

test('RLY-002 gives back statements and bodies as the very bytes that came', async () => {
  const { relay, store } = await relayWith();
  const bodies = [Uint8Array.of(0, 255, 10, 13), new Uint8Array(200_000).map((_, i) => (i * 7919) >> 3)];
  const digs = bodies.map((body) => createHash('sha256').update(body).digest('base64url'));
  const items = await Promise.all(
    bodies.map(async (body, i) => {
      const dig = digs[i]!;
      const claims = `{ "t":${now},"seq":${i + 1},\t"iss":"${ada.id}","col":"v:notes","tag":"\\u0061\\/","au":["${ada.id}"],"dig":"${dig}","len":${body.length},"x":"\\ud83d\\ude00" }\n`;
      return { parts: await signedBytes(claims), body };
    }),
  );
  const writer = await clientOf(relay.linkUrl, 2);
  await writer.write([{ parts: ada.init }, ...items]);
  expect(await writer.session.open(ada.id).settled).toMatchObject({ ok: true, value: { sent: 3, refused: 0 } });
  await holds(store, { space: ada.id, count: 3, digs });
  const reader = await clientOf(relay.linkUrl, 3);
  expect(await reader.session.open(ada.id).settled).toMatchObject({ ok: true, value: { received: 3, equal: true } });
  const ids = await Promise.all(items.map(({ parts }) => idOf(parts)));
  expect((await reader.store.items(ids)).map((stored) => stored?.parts)).toEqual(items.map(({ parts }) => parts));
  for (const [i, dig] of digs.entries()) expect(await reader.store.body(dig)).toEqual(bodies[i]);
});

test('RLY-004 keeps and serves what is HELD like everything else', async () => {
  const { relay, store } = await relayWith();
  const [early, later] = await records(ada, 2);
  const [held] = await records(ada, 1, 3, { t: now * 2 });
  const client = await connect(relay.linkUrl);
  expect(await offer(client, ada.id, [{ parts: ada.init }, early!, held!, later!])).toEqual([]);
  const ids = await Promise.all([early!, held!, later!].map(({ parts }) => idOf(parts)));
  expect((await store.items(ids)).map((stored) => stored?.state)).toEqual(['VALID', 'HELD', 'VALID']);
  const reader = await connect(relay.linkUrl, { st: new Uint8Array(8) });
  reader.send(open(ada.id), { m: 'fin', s: 0 });
  const [first, second] = [await reader.next('items'), await reader.next('items')];
  expect([...first.i, ...second.i]).toEqual([{ parts: ada.init }, early!, held!, later!].map(itemOf));
});

test('RLY-005 listens on loopback, under the name that it was given', async () => {
  for (const host of ['127.0.0.1', 'localhost', '::1'] as const) {
    const { relay, port } = await relayWith({ host });
    const name = host === '::1' ? '[::1]' : host;
    expect([relay.url, relay.linkUrl]).toEqual([`http://${name}:${port}`, `ws://${name}:${port}/allod/v1`]);
    expect((await fetch(`${relay.url}/healthz`)).status).toBe(200);
  }
});

test('RLY-005 refuses to listen anywhere else, and is not reached from there', async () => {
  const store = await memoryStore(1);
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'relay.example']) {
    const options = { store, port: 0, now: () => now, host: host as 'localhost' };
    await expect(startRelay(options)).rejects.toThrow(RangeError);
  }
  const { port } = await relayWith();
  const outside = Object.values(networkInterfaces()).flatMap((each = []) => each.filter(({ internal }) => !internal));
  for (const { address, family } of outside)
    if (family === 'IPv4') await expect(openSocket(port, address)).rejects.toThrow('ECONNREFUSED');
});

test('RLY-006 lets in programs, and the pages on its list', async () => {
  const { relay } = await relayWith({ origins: ['https://notes.example'] });
  const links = [
    await connectWebSocket(relay.linkUrl),
    await connectWebSocket(relay.linkUrl, { origin: 'https://notes.example' }),
    await connectWebSocket(relay.linkUrl.replace('127.0.0.1', 'localhost')),
  ];
  expect(links.map(({ ok }) => ok)).toEqual([true, true, true]);
  for (const link of links) if (link.ok) link.value.close(1000);
});

test('RLY-006 refuses other pages and other names with E_NOT_ADMITTED', async () => {
  const { relay, port } = await relayWith({ listing: true, origins: ['https://notes.example'] });
  const link = await connectWebSocket(relay.linkUrl, { origin: 'https://evil.example' });
  expect(!link.ok && link.error.code).toBe('E_LINK');
  const offering = [...UPGRADE, 'Sec-WebSocket-Protocol: allod1'];
  for (const path of ['/', '/healthz', '/.well-known/allod', '/allod/v1', '/none']) {
    const answers = [
      await ask(port, { path, host: `evil.example:${port}` }),
      await ask(port, { path, lines: ['Origin: https://evil.example'] }),
      await ask(port, { path, host: `evil.example:${port}`, lines: offering }),
      await ask(port, { path, lines: ['Origin: null', ...offering] }),
    ];
    for (const { status, body } of answers)
      expect([status, JSON.parse(body)]).toEqual([
        403,
        expect.objectContaining({ status: 403, code: 'E_NOT_ADMITTED' }),
      ]);
  }
});

test('RLY-007 never changes anything on GET or HEAD', async () => {
  const bare = await memoryStore(1);
  await fill(bare, ada, await records(ada, 3));
  let commits = 0;
  const spied = (store: Store): Store => ({
    ...bound(store),
    commit: (commit) => (commits++, store.commit(commit)),
  });
  const { port } = await relayWith({ store: spied(bare), listing: true });
  const state = async (): Promise<unknown> => [
    await bare.fold(ada.id, [{ certificate: true }]),
    await rows(bare, { by: 'pos', space: ada.id }),
    await rows(bare, { by: 'meta', prefix: '' }),
    await rows(bare, { by: 'parked' }),
  ];
  const before = await state();
  const paths = ['/', '/healthz', '/.well-known/allod', '/allod/v1', '/none', `/?space=${ada.id}`, '/admin', '//'];
  for (const path of paths) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      await ask(port, { path, method, lines: ['Content-Length: 0'] });
  }
  expect(await state()).toEqual(before);
  expect(commits).toBe(0);
});

test('RLY-008 never writes claims, bodies, tags or whole ids into its log', async () => {
  const log: LogEntry[] = [];
  const { relay, port } = await relayWith({ listing: true, log: (entry) => log.push(entry) });
  const secret = 'PLANTED';
  const planted = { col: `v:${secret}`, tag: secret, cty: `${secret}/x`, x: secret };
  const body = new TextEncoder().encode(secret);
  const dig = createHash('sha256').update(body).digest('base64url');
  const [good, waiting, later] = await Promise.all([
    records(ada, 1, 1, { ...planted, dig, len: body.length }),
    records(ada, 1, 2, { ...planted, au: [bob.id] }),
    records(ada, 1, 3, { ...planted, [`!${secret}`]: secret }),
  ]);
  const [stranger] = await records({ ...bob, id: ada.id }, 1, 4, planted);
  const client = await connect(relay.linkUrl);
  const items = [
    { parts: ada.init },
    { parts: good[0]!.parts, body },
    waiting[0]!,
    later[0]!,
    stranger!,
    { parts: forge(good[0]!.parts) },
    { parts: { ...good[0]!.parts, claimsBytes: body } },
  ];
  expect(await offer(client, ada.id, items)).toHaveLength(5);
  client.send({ m: 'bye', code: `E_${secret}` });
  await client.closed;
  for (const path of ['/', `/${secret}`, `/${ada.id}`, `/?${secret}`]) {
    await ask(port, { path });
    await ask(port, { path, host: secret, lines: [`Origin: ${secret}`, `Cookie: ${secret}`, `User-Agent: ${secret}`] });
    await ask(port, { path, method: secret });
  }
  await relay.close();
  const text = log.map((entry) => JSON.stringify(entry)).join('\n');
  expect(text).not.toContain(secret);
  const ids = [
    ada.id,
    bob.id,
    ada.signer.kid,
    bob.signer.kid,
    dig,
    ...(await Promise.all(items.map(({ parts }) => idOf(parts)))),
  ];
  for (const id of ids) for (let i = 0; i + 9 <= id.length; i++) expect(text).not.toContain(id.slice(i, i + 9));
  expect(new Set(log.map(({ event }) => event))).toEqual(
    new Set(['listening', 'link opened', 'refused', 'link closed', 'answered', 'stopped']),
  );
  expect(text).toContain(ada.id.slice(0, 8));
});

test('RLY-008 says where something broke without the words of the error', async () => {
  const log: LogEntry[] = [];
  const store = await memoryStore(1);
  const broken = (): never => {
    throw new RangeError(`the row of ${ada.id} is damaged:\n    at ${bob.id}`);
  };
  const { relay, port } = await relayWith({
    store: { ...rememberSpaces(store), scan: broken, fold: broken },
    listing: true,
    log: (entry) => log.push(entry),
  });
  expect((await ask(port, {})).status).toBe(500);
  const client = await connect(relay.linkUrl);
  client.send(open(ada.id));
  await client.closed;
  await relay.close();
  const faults = log.flatMap((entry) => (entry.event === 'fault' ? [entry] : []));
  // The listing, the link, and the watch over what ends.
  expect(faults.map(({ error }) => error)).toEqual(['RangeError', 'RangeError', 'RangeError']);
  for (const { stack } of faults) expect(stack[0]).toMatch(/^at \S*broken /);
  const text = JSON.stringify(log);
  for (const { id } of [ada, bob]) expect(text).not.toContain(id.slice(0, 9));
});

test('two peers see what the other writes, through one relay and as it is written', async () => {
  const { relay, store } = await relayWith();
  const [left, right] = await Promise.all([clientOf(relay.linkUrl, 2), clientOf(relay.linkUrl, 3)]);
  await left.write([{ parts: ada.init }, ...(await records(ada, 3))]);
  await left.session.open(ada.id, { live: true }).settled;
  await right.session.open(ada.id, { live: true }).settled;
  await holds(right.store, { space: ada.id, count: 4 });
  await left.write(await records(ada, 2, 4));
  await holds(right.store, { space: ada.id, count: 6 });
  await right.write(await records(ada, 2, 6));
  await holds(left.store, { space: ada.id, count: 8 });
  const folds = await Promise.all(
    [store, left.store, right.store].map((each) => each.fold(ada.id, [{ certificate: true }])),
  );
  expect(folds[0]![0]!.count).toBe(8);
  expect(folds[1]).toEqual(folds[0]);
  expect(folds[2]).toEqual(folds[0]);
});

test('TRN-013 answers 426 to a WebSocket without the subprotocol', async () => {
  const { port } = await relayWith();
  expect((await ask(port, { path: '/allod/v1', lines: UPGRADE })).status).toBe(426);
  const other = [...UPGRADE, 'Sec-WebSocket-Protocol: mqtt'];
  expect((await ask(port, { path: '/allod/v1', lines: other })).status).toBe(426);
});

test('says on /healthz whether it serves', async () => {
  const { port, store } = await relayWith();
  const [before, head] = [await ask(port, { path: '/healthz' }), await ask(port, { path: '/healthz', method: 'HEAD' })];
  expect([before.status, before.body, head.status, head.body]).toEqual([200, '{"ok":true}', 200, '']);
  await store.close();
  const after = await ask(port, { path: '/healthz' });
  expect([after.status, after.body]).toEqual([503, '{"ok":false}']);
});

test('shows no listing unless it was told to', async () => {
  const [without, withIt] = [await relayWith(), await relayWith({ listing: true })];
  expect([(await ask(without.port, {})).status, (await ask(withIt.port, {})).status]).toEqual([404, 200]);
});

test('lists what came in over a link', async () => {
  const { relay, port } = await relayWith({ listing: true });
  const client = await connect(relay.linkUrl);
  await offer(client, ada.id, [{ parts: ada.init }, ...(await records(ada, 2))]);
  const { body } = await ask(port, {});
  expect(body).toContain(`<code>${ada.id}</code>`);
  expect(body).toContain('Statements: 3.');
});

test('E_LISTEN comes back for a port that is taken', async () => {
  const { port } = await relayWith();
  const second = await startRelay({ store: await memoryStore(2), port, now: () => now });
  expect(!second.ok && second.error.code).toBe('E_LISTEN');
});

test('throws for what only its own caller can get wrong', async () => {
  const store = await memoryStore(1);
  for (const wrong of [{ port: -1 }, { port: 65_536 }, { port: 1.5 }, { port: 0, origins: ['*'] }])
    await expect(startRelay({ store, now: () => now, ...wrong })).rejects.toThrow(RangeError);
});

test('TRN-014 says goodbye with 4503 when it closes, and frees its port', async () => {
  const { relay, port } = await relayWith();
  const client = await connect(relay.linkUrl);
  await client.next('hello');
  await Promise.all([relay.close(), relay.close()]);
  expect((await client.closed).code).toBe(4503);
  const again = await startRelay({ store: await memoryStore(2), port, now: () => now });
  expect(again.ok).toBe(true);
  if (again.ok) await again.value.close();
});

test('waits for nobody who has asked half a question when it closes', async () => {
  const { relay, port } = await relayWith();
  const socket = await openSocket(port);
  socket.write('GET /healthz HTTP/1.1\r\nHost: ');
  // An answer to another connection shows that the first has been heard.
  expect((await ask(port, { path: '/healthz' })).status).toBe(200);
  await relay.close();
  expect(await readToEnd(socket)).toBe('');
});

test('outlives links that say nonsense or break', async () => {
  const { relay } = await relayWith();
  for (const frame of [Uint8Array.of(0xff), new Uint8Array()]) {
    const client = await connect(relay.linkUrl);
    client.sendBytes(frame);
    expect((await client.closed).code).toBe(4400);
  }
  const client = await connect(relay.linkUrl, { st: HELLO.st });
  expect(await offer(client, ada.id, [{ parts: ada.init }])).toEqual([]);
  expect(idBytes(ada.id)).toHaveLength(32);
});
