/** Sync: what to send, ask and admit. It is given a judge and links, and knows neither rules nor sockets. Chapter 06. */
export { createIntake } from './intake.ts';
export type { Answer, Intake, IntakeOptions, OfferCode, OfferOptions } from './intake.ts';
export type { Judge, Judged, JudgedBody, Offered } from './judge.ts';
export type { BodyClaim } from './bodies.ts';
export { FEATURES, SESSION_LIMITS, VERSIONS } from './limits.ts';
export { createPeer } from './peer.ts';
export type { OpenSubscription, Peer, PeerOptions, Session, SessionEnd, Timers } from './peer.ts';
export type { SessionEvent, Settled } from './session/events.ts';
export type { PeerLimits } from './session/state.ts';
export { exportPack } from './packs/export-pack.ts';
export type { ExportOptions } from './packs/export-pack.ts';
export { importPack } from './packs/import-pack.ts';
export type { PackReport, PackSpace } from './packs/import-pack.ts';
export { readPack } from './packs/read-pack.ts';
export type { PackCode, PackStep } from './packs/read-pack.ts';
export { createReconnect, reconnectDelay } from './reconnect.ts';
export type { Backoff, Reconnect, ReconnectOptions } from './reconnect.ts';
