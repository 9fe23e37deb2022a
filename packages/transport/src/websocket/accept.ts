import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE_GOING_AWAY } from '../close-codes.ts';
import type { Link } from '../link.ts';
import { FrameSocket, SOCKET_OPTIONS, SUBPROTOCOL } from './frame-socket.ts';
import { SocketLink } from './socket-link.ts';

/** Which WebSockets become links, and what becomes of them. */
export interface AcceptOptions {
  /** The path of links, `/allod/v1`. Another is answered 404. */
  readonly path: string;
  /** Greatest frame taken, in bytes: the `mf` of one's own `hello`. (TRN-001) */
  readonly maxFrame: number;
  /** Whether the request may become a link; if not, it is answered 403. */
  admit(request: IncomingMessage): boolean;
  /** Gets each link. Nothing is read from it before it is listened to. */
  onLink(link: Link, request: IncomingMessage): void;
}

/** What turns the upgrades of an HTTP server into links. */
export interface WebSocketAcceptor {
  /** To be called for the event `upgrade` of a `node:http` server, with its arguments. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Uint8Array): void;
  /** Closes every link with 4503, and answers later requests with 503. */
  close(): void;
}

/**
 * Turns requests for a WebSocket into links. A request that does not offer the subprotocol `allod1` is answered 426 (TRN-013);
 * extensions are not agreed to (TRN-012).
 */
export function acceptWebSockets({ path, maxFrame, admit, onLink }: AcceptOptions): WebSocketAcceptor {
  const server = new WebSocketServer({
    ...SOCKET_OPTIONS,
    noServer: true,
    clientTracking: false,
    maxPayload: maxFrame,
    handleProtocols: () => SUBPROTOCOL,
    WebSocket: FrameSocket,
  });
  const links = new Set<Link>();
  let closed = false;

  function refusal(request: IncomingMessage): number | undefined {
    if (closed) return 503;
    if (pathOf(request) !== path) return 404;
    if (!admit(request)) return 403;
    return offersSubprotocol(request) ? undefined : 426;
  }

  return {
    upgrade(request, socket, head) {
      const status = refusal(request);
      if (status !== undefined) {
        answer(socket, status);
        return;
      }
      server.handleUpgrade(request, socket, Buffer.from(head), (opened) => {
        const link = new SocketLink(opened);
        links.add(link);
        opened.once('close', () => links.delete(link));
        onLink(link, request);
      });
    },
    close() {
      closed = true;
      for (const link of links) link.close(CLOSE_GOING_AWAY);
    },
  };
}

/** The path without the query. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/\?.*$/s, '');
}

function offersSubprotocol({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((each) => each.trim() === SUBPROTOCOL);
}

/** Answers a request that becomes no WebSocket, and hangs up. */
function answer(socket: Duplex, status: number): void {
  const headers = ['Connection: close', 'Content-Length: 0'];
  // RFC 9110 §15.5.22: 426 says what it asks for.
  if (status === 426) headers.push('Upgrade: websocket', `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`);
  socket.on('error', () => socket.destroy());
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', ''].join('\r\n'), () => socket.destroy());
}
