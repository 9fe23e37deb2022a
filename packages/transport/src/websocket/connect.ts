import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { MAX_FRAME_BYTES } from '../link.ts';
import type { Link } from '../link.ts';
import { FrameSocket, SOCKET_OPTIONS, SUBPROTOCOL } from './frame-socket.ts';
import { SocketLink } from './socket-link.ts';

/** How to connect. */
export interface ConnectOptions {
  /** Greatest frame taken, in bytes: the `mf` of one's own `hello`. 1,048,576 when absent. (TRN-001) */
  readonly maxFrame?: number;
  /** What a browser would say as its `Origin`; nothing when absent. */
  readonly origin?: string;
}

/** Milliseconds for the other side to agree to a WebSocket. */
const HANDSHAKE_MS = 10_000;

/**
 * Opens a link over a WebSocket to a `ws:` or `wss:` URL whose path is `/allod/v1`, without any extension (TRN-012).
 * Refuses with `E_LINK` when there is no such WebSocket within 10 seconds, whatever the reason. Throws `SyntaxError` for what is no such URL.
 */
export function connectWebSocket(url: string, options: ConnectOptions = {}): Promise<Result<Link, 'E_LINK'>> {
  const { maxFrame = MAX_FRAME_BYTES, origin } = options;
  const socket = new FrameSocket(url, SUBPROTOCOL, {
    ...SOCKET_OPTIONS,
    ...(origin === undefined ? {} : { origin }),
    maxPayload: maxFrame,
    handshakeTimeout: HANDSHAKE_MS,
  });
  return new Promise((resolve) => {
    socket.once('error', () => resolve(refuse('E_LINK', 'TRN-006')));
    // Not a turn later: the first frame may come with the other side's agreement.
    socket.once('open', () => resolve(accept(new SocketLink(socket))));
  });
}
