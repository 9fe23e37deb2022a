/** Sync: what to send, ask and admit. It is given a judge and links, and knows neither rules nor sockets. Chapter 06. */
export { createIntake } from './intake.ts';
export type { Answer, Intake, IntakeOptions, OfferCode, OfferOptions } from './intake.ts';
export type { Judge, Judged, JudgedBody, Offered } from './judge.ts';
export type { BodyClaim } from './bodies.ts';
export { createPeer } from './peer.ts';
export type { OpenSubscription, Peer, PeerOptions, Session, SessionEnd, Timers } from './peer.ts';
export type { SessionEvent, Settled } from './session/events.ts';
export type { PeerLimits } from './session/state.ts';
