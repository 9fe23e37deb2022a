import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemAnswer, send, sendRaw } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Gatekeeper } from './gatekeeper.ts';

/** How long a client may take, in milliseconds, and how many there may be at once. */
export interface HttpBounds {
  /** From the beginning of a connection, or of the next request on it, to the end of the headers. */
  readonly headersMs: number;
  /** A connection on which nothing is asked. */
  readonly idleMs: number;
  /** Between two looks at who takes too long. */
  readonly checkMs: number;
  /** Connections at once, links included; one more is closed at once. */
  readonly connections: number;
}

/** The bounds of a relay. */
export const HTTP_BOUNDS: HttpBounds = { headersMs: 10_000, idleMs: 5_000, checkMs: 1_000, connections: 1_024 };

/** Greatest size of the headers of a request, in bytes. */
const MAX_HEADERS_BYTES = 8_192;

/** What is served: paths that are read, and one that becomes a link. */
export interface Service {
  /** Answers by path. None of them changes anything. (RLY-007) */
  readonly routes: ReadonlyMap<string, () => Promise<Answer>>;
  /** The path of WebSockets. */
  readonly linkPath: string;
  readonly link: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly gatekeeper: () => Gatekeeper;
  /** Told the status of each answer. */
  readonly answered: (status: number) => void;
  /** Told what a route threw; whoever asked learns that it broke, and no more. */
  readonly failed: (fault: unknown) => void;
}

/** An HTTP server that reads no body of any request, and answers whoever its gatekeeper admits. (RLY-006, RLY-007) */
export function createHttpServer(service: Service, bounds: HttpBounds = HTTP_BOUNDS): Server {
  const server = createServer({
    headersTimeout: bounds.headersMs,
    requestTimeout: bounds.headersMs,
    keepAliveTimeout: bounds.idleMs,
    connectionsCheckingInterval: bounds.checkMs,
    maxHeaderSize: MAX_HEADERS_BYTES,
  });
  server.maxConnections = bounds.connections;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // What is left of the request is not waited for.
    if (hasBody(request)) response.setHeader('Connection', 'close');
    const answer = await answerTo(request, service);
    service.answered(answer.status);
    send(response, answer);
  };
  // A connection that cannot be taken, for want of file descriptors, is not the end of the others.
  server.on('error', () => undefined);
  server.on('request', (request, response) => void serve(request, response));
  // Whoever asks whether to send a body gets the answer in place of the word to go on.
  server.on('checkContinue', (request, response) => void serve(request, response));
  server.on('upgrade', (request, socket, head) => upgrade(request, { socket, head, service }));
  return server;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

async function answerTo(request: IncomingMessage, service: Service): Promise<Answer> {
  if (!service.gatekeeper().admits(request)) return problemAnswer(403, { code: 'E_NOT_ADMITTED' });
  return readableFor(request, await routed(request, service));
}

/** A web page that was admitted may also read what it asked for. */
function readableFor({ headers: { origin } }: IncomingMessage, answer: Answer): Answer {
  if (origin === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } };
}

async function routed(request: IncomingMessage, service: Service): Promise<Answer> {
  const path = pathOf(request);
  const route = service.routes.get(path);
  if (route === undefined && path !== service.linkPath) return problemAnswer(404);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return problemAnswer(405, { headers: { Allow: 'GET, HEAD' } });
  if (route === undefined) return problemAnswer(426, { headers: { Upgrade: 'websocket' } });
  try {
    return await route();
  } catch (fault) {
    service.failed(fault);
    return problemAnswer(500);
  }
}

function upgrade(
  request: IncomingMessage,
  { socket, head, service }: { readonly socket: Duplex; readonly head: Buffer; readonly service: Service },
): void {
  // Without a listener a connection that breaks now would end the process.
  socket.on('error', () => socket.destroy());
  const refusal = service.gatekeeper().admits(request)
    ? pathOf(request) !== service.linkPath && problemAnswer(404)
    : problemAnswer(403, { code: 'E_NOT_ADMITTED' });
  if (refusal === false) return service.link(request, socket, head);
  service.answered(refusal.status);
  sendRaw(socket, refusal);
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0]!;
}
