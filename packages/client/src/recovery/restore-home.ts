import type { NewHome } from '../devices/join-as-device.ts';
import type { Surroundings } from '../surroundings.ts';

/** A device that was lost, when its user is restored. */
export interface LostDevice {
  readonly kid: string;
  /** From when on, in microseconds since 1970, it was no longer in the hands of its user: what it says after that counts for nothing. */
  readonly since?: number;
}

/** Where a user is restored, from which words, and where his log is had. */
export interface RestoreOptions extends Partial<Surroundings> {
  /** The folder of the home, which need not exist. */
  readonly folder: string;
  /** The 24 words as somebody typed or scanned them. */
  readonly words: string;
  /** Id of the user. */
  readonly user: string;
  /** Relays that may have his log. */
  readonly relays?: readonly string[];
  /** A pack with his log. */
  readonly pack?: AsyncIterable<Uint8Array>;
  /** Devices to remove; none when absent. */
  readonly lost?: readonly LostDevice[];
  /** Remove every device. */
  readonly allLost?: boolean;
  readonly device?: string;
  readonly name?: string;
}

/** A user who is back, on a new device. */
export interface Restored extends NewHome {
  /** Devices that were removed. */
  readonly removed: readonly string[];
}
