import type { Finding } from '../doctor/finding.ts';
import type { Outcome } from '../outcome.ts';
import type { Changed } from '../teams/teams.ts';

/** A key of a home, and how it is kept. Its private half is never told. */
export interface KeyInfo {
  /** Thumbprint of what it signs with. */
  readonly kid: string;
  /** `device`: this device signs and reads with it · `next`: the one with which this home goes on as a new device · `kit`: the recovery kit, while its words are here. */
  readonly use: 'device' | 'next' | 'kit';
  /** What it signs with. */
  readonly signs: 'Ed25519' | 'P-256';
  /** What it agrees on secrets with; absent for a key that only signs. */
  readonly agrees?: 'X25519';
  /** In a device that was made for it. */
  readonly hardware: boolean;
  /** Whether whoever controls this process can copy it. */
  readonly extractable: boolean;
  /** Whether it is also on other machines. */
  readonly synced: boolean;
  /** Whether somebody has to be there and agree each time. */
  readonly userPresence: boolean;
  /** Whether a passphrase stands before it. */
  readonly hasPassphrase: boolean;
}

/** The keys of this device, and the epochs that they open. */
export interface Keys {
  /**
   * Tries every key of this home: whether it signs, and the signature holds; whether it agrees on a secret; whether the epoch in use of one's own log opens. Nothing is
   * changed.
   */
  test(): Promise<Finding[]>;
  /** Why the secret of an epoch of a log cannot be had, and what would help, with whom to ask; `undefined` when it can. */
  why(log: string, eid: string): Promise<Missing | undefined>;
  /**
   * Announces a new epoch in a log, one's own or that of a team: what is written from then on opens for those who are members now. (SEC-013) Refuses with
   * `E_NOT_FOUND` a log that is not here, `E_NOT_AUTHORIZED` where one may not write, with whom to ask, with `E_RANDOM`, `E_LOCKED`, and as the store does.
   */
  rotate(log: string): Promise<Outcome<Rotated>>;
}

/** Why something does not open. */
export interface Missing {
  /** What is the matter, as one whole sentence. */
  readonly says: string;
  /** What would help, as one whole sentence. */
  readonly fix: string;
}

/** A new epoch. */
export interface Rotated extends Changed {
  /** Its id. */
  readonly eid: string;
}
