import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { jsonAnswer } from '../src/answer.ts';
import { createGatekeeper } from '../src/gatekeeper.ts';
import { createHttpServer, HTTP_BOUNDS } from '../src/http-server.ts';
import type { HttpBounds } from '../src/http-server.ts';
import { ask, open, parseAnswer, readToEnd, UPGRADE } from './raw-http.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server with one route that answers, one that throws, and a path of links that says no more than that it was reached. */
async function serve(
  bounds: Partial<HttpBounds> = {},
): Promise<{ port: number; statuses: number[]; faults: unknown[] }> {
  const [statuses, faults]: [number[], unknown[]] = [[], []];
  let port = 0;
  const server = createHttpServer(
    {
      routes: new Map([
        ['/fine', async () => jsonAnswer({ fine: true })],
        ['/broken', () => Promise.reject(new Error('a secret of the disk'))],
      ]),
      linkPath: '/link',
      link: (_request, socket) => socket.end('linked'),
      gatekeeper: () => createGatekeeper({ host: '127.0.0.1', port, origins: ['https://notes.example'] }),
      answered: (status) => statuses.push(status),
      failed: (fault) => faults.push(fault),
    },
    { ...HTTP_BOUNDS, ...bounds },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  ({ port } = server.address() as AddressInfo);
  return { port, statuses, faults };
}

test('answers GET, and HEAD with the same headers and no body', async () => {
  const { port } = await serve();
  const got = await ask(port, { path: '/fine' });
  const head = await ask(port, { path: '/fine', method: 'HEAD' });
  expect([got.status, got.body]).toEqual([200, '{"fine":true}']);
  expect([head.status, head.body]).toEqual([200, '']);
  const [headersOfGet, headersOfHead] = [got, head].map(({ headers }) =>
    [...headers].filter(([name]) => name !== 'date'),
  );
  expect(headersOfHead).toEqual(headersOfGet);
  expect(head.headers.get('content-length')).toBe('13');
});

test('gives every answer headers with which nothing in it is run, framed or kept', async () => {
  const { port } = await serve();
  const answers = [
    await ask(port, { path: '/fine' }),
    await ask(port, { path: '/none' }),
    await ask(port, { path: '/fine', method: 'DELETE' }),
    await ask(port, { path: '/fine', host: 'evil.example' }),
    await ask(port, { path: '/none', lines: UPGRADE }),
  ];
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('says as a problem document what is not there, not allowed, or broken', async () => {
  const { port, statuses, faults } = await serve();
  const answers = [
    await ask(port, { path: '/none' }),
    await ask(port, { path: '/fine', method: 'POST' }),
    await ask(port, { path: '/fine', method: 'OPTIONS' }),
    await ask(port, { path: '/link' }),
    await ask(port, { path: '/broken' }),
    await ask(port, { path: `http://127.0.0.1:${port}/fine` }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 405, 426, 500, 404]);
  expect(statuses).toEqual([404, 405, 405, 426, 500, 404]);
  for (const { status, headers, body } of answers) {
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status });
    expect(body).not.toContain('secret');
  }
  expect(faults).toEqual([new Error('a secret of the disk')]);
  expect(answers[1]!.headers.get('allow')).toBe('GET, HEAD');
  expect(answers[3]!.headers.get('upgrade')).toBe('websocket');
});

test('RLY-006 refuses foreign hosts and pages before it looks at anything else', async () => {
  const { port, statuses } = await serve();
  const evil = 'Origin: https://evil.example';
  const answers = [
    await ask(port, { path: '/fine', host: 'evil.example' }),
    await ask(port, { path: '/none', host: `evil.example:${port}` }),
    await ask(port, { path: '/fine', method: 'POST', lines: [evil] }),
    await ask(port, { path: '/link', lines: [...UPGRADE, evil] }),
    await ask(port, { path: '/link', host: 'evil.example', lines: UPGRADE }),
    await ask(port, { path: '/none', lines: [...UPGRADE, 'Origin: null'] }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403]);
  for (const { headers, body } of answers) {
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('access-control-allow-origin')).toBeUndefined();
    expect(JSON.parse(body)).toEqual({ type: 'about:blank', title: 'Forbidden', status: 403, code: 'E_NOT_ADMITTED' });
  }
});

test('RLY-006 refuses requests with several hosts or none', async () => {
  const { port } = await serve();
  expect((await ask(port, { path: '/fine', lines: ['Host: evil.example'] })).status).toBe(403);
  for (const head of ['GET /fine HTTP/1.0', 'GET /fine HTTP/1.1']) {
    const socket = await open(port);
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    expect([400, 403]).toContain(parseAnswer(await readToEnd(socket)).status);
  }
});

test('RLY-006 lets a page on the list ask and link', async () => {
  const { port } = await serve();
  const fine = 'Origin: https://notes.example';
  const { status, headers } = await ask(port, { path: '/fine', lines: [fine] });
  expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([
    200,
    'https://notes.example',
    'Origin',
  ]);
  expect((await ask(port, { path: '/fine' })).headers.get('access-control-allow-origin')).toBeUndefined();
  const socket = await open(port);
  socket.write(`GET /link HTTP/1.1\r\n${[`Host: localhost:${port}`, fine, ...UPGRADE].join('\r\n')}\r\n\r\n`);
  expect(await readToEnd(socket)).toBe('linked');
});

test('answers a request for a WebSocket elsewhere like any other path', async () => {
  const { port } = await serve();
  expect((await ask(port, { path: '/fine', lines: UPGRADE })).status).toBe(404);
});

test('waits for no body: it answers, and ends the connection', async () => {
  const { port } = await serve();
  for (const line of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
    for (const method of ['GET', 'POST']) {
      const socket = await open(port);
      socket.write(`${method} /fine HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${line}\r\n\r\n`);
      const { status, headers } = parseAnswer(await readToEnd(socket));
      expect([status, headers.get('connection')]).toEqual([method === 'GET' ? 200 : 405, 'close']);
    }
  }
});

test('does not ask for a body that somebody offers', async () => {
  const { port } = await serve();
  const { status } = await ask(port, {
    path: '/fine',
    method: 'PUT',
    lines: ['Expect: 100-continue', 'Content-Length: 9'],
  });
  expect(status).toBe(405);
});

test('ends the connection of whoever takes too long to ask', async () => {
  const { port } = await serve({ headersMs: 20, checkMs: 5 });
  const socket = await open(port);
  socket.write('GET /fine HTTP/1.1\r\nHost: ');
  expect(parseAnswer(await readToEnd(socket)).status).toBe(408);
});

test('ends a connection on which nothing more is asked', async () => {
  const { port } = await serve({ idleMs: 5, checkMs: 5 });
  const socket = await open(port);
  socket.write(`GET /fine HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  expect(parseAnswer(await readToEnd(socket)).status).toBe(200);
});

test('closes the connection that is one too many, and takes the next after another has gone', async () => {
  const { port } = await serve({ connections: 2 });
  const [first] = [await open(port), await open(port)];
  expect(await readToEnd(await open(port))).toBe('');
  first.destroy();
  await once(first, 'close');
  // The server hears of the end in its own time, so that this asks until it is let in.
  for (let status = 0; status !== 200;) ({ status } = await ask(port, { path: '/fine' }));
});

test('refuses headers that are too long', async () => {
  const { port } = await serve();
  expect((await ask(port, { path: '/fine', lines: [`X: ${'x'.repeat(9000)}`] })).status).toBe(431);
});

test('outlives a connection that breaks while it is refused', async () => {
  const { port } = await serve();
  for (let i = 0; i < 10; i++) {
    const socket = await open(port);
    socket.write(`GET /none HTTP/1.1\r\n${['Host: evil', ...UPGRADE].join('\r\n')}\r\n\r\n`);
    socket.resetAndDestroy();
  }
  expect((await ask(port, { path: '/fine' })).status).toBe(200);
});
