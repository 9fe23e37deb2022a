import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { MAX_FRAME_BYTES } from '@allod/transport';
import type { Link } from '@allod/transport';
import { acceptWebSockets, connectWebSocket } from '@allod/transport/websocket';
import type { AcceptOptions, ConnectOptions, WebSocketAcceptor } from '@allod/transport/websocket';

/** A server of links on a port of its own. */
export interface LinkServer {
  readonly port: number;
  readonly url: string;
  readonly acceptor: WebSocketAcceptor;
  /** The next link that it accepts. */
  accepted(): Promise<Link>;
  /** Destroys every connection. */
  cut(): void;
  close(): Promise<void>;
}

export async function serveLinks(options: Partial<AcceptOptions> = {}): Promise<LinkServer> {
  const links: Link[] = [];
  const waiting: ((link: Link) => void)[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer();
  const acceptor = acceptWebSockets({
    path: '/allod/v1',
    maxFrame: MAX_FRAME_BYTES,
    admit: () => true,
    onLink(link) {
      const take = waiting.shift();
      if (take === undefined) links.push(link);
      else take(link);
    },
    ...options,
  });
  server.on('upgrade', (request: IncomingMessage, socket, head) => acceptor.upgrade(request, socket, head));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port,
    url: `ws://127.0.0.1:${port}/allod/v1`,
    acceptor,
    accepted: () =>
      new Promise((resolve) => {
        const link = links.shift();
        if (link === undefined) waiting.push(resolve);
        else resolve(link);
      }),
    cut,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}

/** The client's end of a link that has to come about. */
export async function connected(url: string, options?: ConnectOptions): Promise<Link> {
  const result = await connectWebSocket(url, options);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** What a server answers to raw bytes, up to the end of its headers, and the connection that stays. */
export async function rawRequest(port: number, lines: readonly string[]): Promise<{ head: string; socket: Socket }> {
  const socket = connect(port, '127.0.0.1');
  socket.write([...lines, '', ''].join('\r\n'));
  let head = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    head += chunk.toString('latin1');
    if (head.includes('\r\n\r\n')) break;
  }
  return { head, socket };
}
