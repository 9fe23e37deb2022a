/** Links over WebSockets on Node. Chapter 07 §2. */
export { acceptWebSockets } from './accept.ts';
export type { AcceptOptions, WebSocketAcceptor } from './accept.ts';
export { connectWebSocket } from './connect.ts';
export type { ConnectOptions } from './connect.ts';
