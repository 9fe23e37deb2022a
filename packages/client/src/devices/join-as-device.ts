import type { Outcome } from '../outcome.ts';
import type { HomesCode } from '../create-homes.ts';
import type { Surroundings } from '../surroundings.ts';

/** Where a new device of an existing user is made, and by which link. */
export interface JoinAsDeviceOptions extends Partial<Surroundings> {
  /** The folder of the home, which need not exist. */
  readonly folder: string;
  /** What another device of the user gave out with `devices.offer`. */
  readonly link: string;
  /** Relays to ask beside those that the link names. */
  readonly relays?: readonly string[];
  /** What the device is called. */
  readonly device?: string;
  /** What the user is called here. */
  readonly name?: string;
}

/** A home that was made for a user who was there before. */
export interface NewHome {
  readonly user: string;
  readonly kid: string;
  readonly folder: string;
  /** Relays that have the new device's op by now. While there is none, the other devices do not know of it. */
  readonly told: readonly string[];
  /** What was done and what remains to be done, as whole sentences. */
  readonly notes: readonly string[];
}

/** The codes with which no home is made for a device. */
export type NewHomeCode =
  | HomesCode
  | 'E_FORMAT'
  | 'E_SIZE'
  | 'E_JSON'
  | 'E_UPGRADE'
  | 'E_LINK'
  | 'E_INVITE'
  | 'E_NOT_FOUND'
  | 'E_INPUT';
