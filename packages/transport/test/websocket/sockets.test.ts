import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createHash } from 'node:crypto';
import { CLOSE_CODE_BY_ERROR, CLOSE_GOING_AWAY } from '@allod/transport';
import type { CloseInfo, Link } from '@allod/transport';
import { connectWebSocket } from '@allod/transport/websocket';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connected, rawRequest, serveLinks } from './sockets.ts';
import type { LinkServer } from './sockets.ts';

const opened: LinkServer[] = [];

async function serve(...options: Parameters<typeof serveLinks>): Promise<LinkServer> {
  const server = await serveLinks(...options);
  opened.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

/** What arrives on a link until it ends. */
function heard(link: Link): Promise<{ frames: number[][]; info: CloseInfo }> {
  const frames: number[][] = [];
  return new Promise((resolve) => {
    link.listen({ frame: (bytes) => frames.push([...bytes]), closed: (info) => resolve({ frames, info }) });
  });
}

/** A WebSocket that is not ours, once it is open. */
async function foreign(url: string, protocol = 'allod1', options = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, protocol, options);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

const upgrade = (port: number, more: string[] = [], path = '/allod/v1'): string[] => [
  `GET ${path} HTTP/1.1`,
  `Host: 127.0.0.1:${port}`,
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ...more,
];

describe('messages', () => {
  it('TRN-011 takes a binary message as a frame', async () => {
    const server = await serve();
    const socket = await foreign(server.url);
    const end = heard(await server.accepted());
    socket.send(Uint8Array.of(1, 2));
    socket.close(1000);
    expect((await end).frames).toEqual([[1, 2]]);
  });

  it.each([
    ['a text', (socket: WebSocket): void => socket.send('ping')],
    ['an empty text', (socket: WebSocket): void => socket.send('')],
    ['a text that is not UTF-8', (socket: WebSocket): void => socket.send(Uint8Array.of(0xff), { binary: false })],
  ])('TRN-011, TRN-014 closes with 4400 on %s, and hands none of it over', async (_, send) => {
    const server = await serve();
    const socket = await foreign(server.url);
    const code = new Promise((resolve) => socket.once('close', resolve));
    const end = heard(await server.accepted());
    send(socket);
    socket.send(Uint8Array.of(1));
    expect(await end).toEqual({ frames: [], info: { code: 4400, reason: 'E_FRAME' } });
    expect(await code).toBe(4400);
  });

  it('TRN-011 closes a link that it opened itself, when the other side sends a text', async () => {
    const other = await answering((socket) => socket.write(Uint8Array.of(0x81, 1, 0x61)));
    expect((await heard(await connected(other.url))).info.code).toBe(4400);
    other.close();
  });

  it('TRN-001 takes a frame of its own limit', async () => {
    const server = await serve({ maxFrame: 131_072 });
    const link = await connected(server.url);
    link.send(new Uint8Array(131_072));
    link.close(1000);
    expect((await heard(await server.accepted())).frames[0]).toHaveLength(131_072);
  });

  it('TRN-001, TRN-014 closes with 4413 on a frame above its own limit, whole or in parts', async () => {
    const server = await serve({ maxFrame: 131_072 });
    for (const parts of [[131_073], [131_072, 1]]) {
      const socket = await foreign(server.url);
      const code = new Promise((resolve) => socket.once('close', resolve));
      const end = heard(await server.accepted());
      parts.forEach((length, index) => socket.send(new Uint8Array(length), { fin: index === parts.length - 1 }));
      expect((await end).info).toEqual({ code: 4413, reason: 'E_LIMIT' });
      expect(await code).toBe(4413);
    }
  });

  it('closes what is no WebSocket any more as RFC 6455 says', async () => {
    const server = await serve();
    const { socket } = await rawRequest(server.port, upgrade(server.port, ['Sec-WebSocket-Protocol: allod1']));
    const end = heard(await server.accepted());
    socket.write(Uint8Array.of(0xf2, 0x80, 0, 0, 0, 0));
    expect((await end).info.code).toBe(1002);
    socket.destroy();
  });
});

describe('closing', () => {
  it.each(Object.entries(CLOSE_CODE_BY_ERROR))('TRN-014 states for %s the code %i', async (error, code) => {
    const server = await serve();
    const link = await connected(server.url);
    const end = heard(await server.accepted());
    link.close(code, error);
    expect((await end).info).toEqual({ code, reason: error });
  });

  it('TRN-014 states that it goes away when its server closes, and answers 503 then', async () => {
    const server = await serve();
    const ends = [heard(await connected(server.url)), heard(await connected(server.url))];
    await Promise.all([server.accepted(), server.accepted()]);
    server.acceptor.close();
    for (const end of ends) expect((await end).info.code).toBe(CLOSE_GOING_AWAY);
    const { head, socket } = await rawRequest(server.port, upgrade(server.port, ['Sec-WebSocket-Protocol: allod1']));
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    socket.destroy();
  });

  it('is over at once for the side that closes, also when the other one never answers', async () => {
    const other = await answering(() => undefined);
    const link = await connected(other.url);
    link.close(4408, 'E_LINK');
    expect((await heard(link)).info).toEqual({ code: 4408, reason: 'E_LINK' });
    other.close();
  });
});

describe('the subprotocol', () => {
  it.each([
    ['no subprotocol', []],
    ['another', ['Sec-WebSocket-Protocol: allod2']],
    ['one that only begins so', ['Sec-WebSocket-Protocol: allod10, xallod1']],
  ])('TRN-013 refuses a request with %s: 426', async (_, headers) => {
    const server = await serve();
    const { head, socket } = await rawRequest(server.port, upgrade(server.port, headers));
    expect(head).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
    expect(head).toContain('\r\nUpgrade: websocket\r\n');
    socket.destroy();
  });

  it('TRN-013 agrees to it among others', async () => {
    const server = await serve();
    const { head, socket } = await rawRequest(server.port, upgrade(server.port, ['Sec-WebSocket-Protocol: x, allod1']));
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head).toMatch(/\r\nSec-WebSocket-Protocol: allod1\r\n/);
    socket.destroy();
  });

  it('is asked for by who connects, and missed when the other side does not agree', async () => {
    let asked = '';
    const other = await answering(
      () => undefined,
      (request) => {
        asked = request;
        return [];
      },
    );
    expect(await connectWebSocket(other.url)).toMatchObject({ ok: false, error: { code: 'E_LINK' } });
    expect(asked).toMatch(/\r\nSec-WebSocket-Protocol: allod1\r\n/);
    other.close();
  });
});

describe('extensions', () => {
  it('TRN-012 never offers one', async () => {
    let asked = '';
    const other = await answering(
      () => undefined,
      (request) => {
        asked = request;
        return ['Sec-WebSocket-Protocol: allod1'];
      },
    );
    (await connected(other.url)).close(1000);
    expect(asked.toLowerCase()).not.toContain('extension');
    other.close();
  });

  it('TRN-012 never agrees to one', async () => {
    const server = await serve();
    const offer = ['Sec-WebSocket-Protocol: allod1', 'Sec-WebSocket-Extensions: permessage-deflate'];
    const { head, socket } = await rawRequest(server.port, upgrade(server.port, offer));
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head.toLowerCase()).not.toContain('extension');
    socket.destroy();
  });

  it('TRN-012 refuses a side that answers with one', async () => {
    const answer = ['Sec-WebSocket-Protocol: allod1', 'Sec-WebSocket-Extensions: permessage-deflate'];
    const other = await answering(
      () => undefined,
      () => answer,
    );
    expect(await connectWebSocket(other.url)).toMatchObject({ ok: false, error: { code: 'E_LINK' } });
    other.close();
  });

  it('TRN-012 works without one for a WebSocket that offers it', async () => {
    const server = await serve();
    const socket = await foreign(server.url, 'allod1', { perMessageDeflate: true });
    const end = heard(await server.accepted());
    expect(socket.extensions).toBe('');
    socket.send(new Uint8Array(5_000));
    socket.close(1000);
    expect((await end).frames[0]).toHaveLength(5_000);
  });
});

describe('what may become a link', () => {
  it('is asked request by request, and answered 403 when it may not', async () => {
    const server = await serve({ admit: ({ headers }) => headers.origin === 'https://one.example' });
    expect((await connectWebSocket(server.url, { origin: 'https://two.example' })).ok).toBe(false);
    (await connected(server.url, { origin: 'https://one.example' })).close(1000);
    const { head, socket } = await rawRequest(server.port, upgrade(server.port, ['Sec-WebSocket-Protocol: allod1']));
    expect(head).toMatch(/^HTTP\/1\.1 403 /);
    socket.destroy();
  });

  it('stands at its path alone, with or without a query', async () => {
    const server = await serve();
    (await connected(`${server.url}?a=1`)).close(1000);
    for (const path of ['/', '/allod/v1/', '/allod/v2', '//allod/v1']) {
      const { head, socket } = await rawRequest(server.port, upgrade(server.port, [], path));
      expect(head).toMatch(/^HTTP\/1\.1 404 /);
      socket.destroy();
    }
  });

  it('is a WebSocket: another upgrade is answered 400', async () => {
    const server = await serve();
    const lines = upgrade(server.port, ['Sec-WebSocket-Protocol: allod1']).map((line) =>
      line.replace('Upgrade: websocket', 'Upgrade: h2c'),
    );
    const { head, socket } = await rawRequest(server.port, lines);
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
  });

  it('is refused with E_LINK where nobody listens, and thrown for an address of another kind', async () => {
    const server = await serve();
    await server.close();
    opened.length = 0;
    expect(await connectWebSocket(server.url)).toMatchObject({ ok: false, error: { code: 'E_LINK' } });
    expect(() => connectWebSocket('ftp://127.0.0.1/')).toThrow(SyntaxError);
  });
});

/** A server that agrees to a WebSocket by hand, does what it is told and never says another word. */
async function answering(
  then: (socket: Socket) => void,
  headersFor: (request: string) => string[] = () => ['Sec-WebSocket-Protocol: allod1'],
): Promise<{ url: string; close(): void }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => socket.destroy()));
    let request = '';
    socket.on('data', (chunk) => {
      if (request.endsWith('\r\n\r\n')) return;
      request += chunk.toString('latin1');
      if (!request.endsWith('\r\n\r\n')) return;
      const key = /Sec-WebSocket-Key: (\S+)/.exec(request)?.[1];
      const accepted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const head = ['Connection: Upgrade', 'Upgrade: websocket', `Sec-WebSocket-Accept: ${accepted}`];
      socket.write(['HTTP/1.1 101 Switching Protocols', ...head, ...headersFor(request), '', ''].join('\r\n'));
      then(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/allod/v1`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
