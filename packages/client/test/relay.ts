/** A relay for tests: a peer behind real WebSockets. `@allod/relay` stands above this package and may not be used here. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { createIntake, createPeer, loadOps } from '@allod/sync';
import type { Peer } from '@allod/sync';
import { acceptWebSockets } from '@allod/transport/websocket';
import { onTestFinished } from 'vitest';
import { closeLater, randomBytes, START } from './scratch.ts';

export interface TestRelay {
  readonly url: string;
  readonly store: Store;
  /** Ends, with every link. */
  close(): Promise<void>;
}

export interface RelayOptions {
  readonly port?: number;
  readonly store?: Store;
  /** What the capability document says, in place of the truth. */
  readonly document?: unknown;
  readonly now?: () => number;
}

const timers = {
  set(ms: number, fn: () => void): () => void {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** A peer over a store in memory that serves every space. */
export function peerOver(store: Store, now: () => number = () => START): Peer {
  const judge = createAdmission({ bodies: BODY_RULE, now, loadOps: (space) => loadOps(store, space) });
  return createPeer({ store, intake: createIntake({ store, judge }), now, timers });
}

/** No two relays of a test have the same generation, and which those are depends on no other test. */
let relays = 0;

/** Starts a relay on loopback; closed after the test. */
export async function startRelay(options: RelayOptions = {}): Promise<TestRelay> {
  if (relays === 0)
    onTestFinished(() => {
      relays = 0;
    });
  relays += 1;
  const store = options.store ?? (await createMemoryStore(randomBytes(`relay ${relays}`)));
  const peer = peerOver(store, options.now);
  const sockets = acceptWebSockets({
    path: '/allod/v1',
    maxFrame: 1_048_576,
    admit: () => true,
    onLink: (link) => void peer.attach(link, 'accepted'),
  });
  const document = options.document ?? { v: 1, versions: ['allod1'], features: ['z'] };
  const { url, server } = await serve({
    port: options.port ?? 0,
    answer: (request, response) => {
      const isKnown = request.url === '/.well-known/allod';
      const date = new Date(START / 1_000).toUTCString();
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json', date });
      response.end(isKnown ? JSON.stringify(document) : '');
    },
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    sockets.close();
    await peer.close();
    await endServer(server);
  };
  return closeLater({ url: `ws://${url}`, store, close: () => (closing ??= close()) });
}

/** An HTTP server that is no relay; closed after the test. */
export async function startHttp(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const { url, server } = await serve({ port: 0, answer });
  closeLater({ close: () => endServer(server) });
  return `ws://${url}`;
}

async function serve({
  port,
  answer,
}: {
  readonly port: number;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function endServer(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await ended;
}
