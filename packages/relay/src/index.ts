/** The relay: keeps statements and passes them on, on loopback. Chapter 08. Holds no key to anything. Node only. */
export type { KnownCode, LogEntry, LogLine } from './log.ts';
export { startRelay } from './relay.ts';
export type { Relay, RelayOptions } from './relay.ts';
