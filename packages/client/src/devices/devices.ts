import type { Named, Outcome } from '../outcome.ts';
import type { Changed, Invited, InviteStatus } from '../teams/teams.ts';

/** What a device may do in its user's log. */
export type DeviceLevel = 'writer' | 'admin' | 'owner';

/** A device of this user, or a cold key of his. */
export interface DeviceInfo extends Named {
  /** `root` for a cold key, such as that of a recovery kit. */
  readonly level: DeviceLevel | 'root';
  readonly isThis?: true;
  /** When it became one, microseconds since 1970, by the clock of who added it. */
  readonly t: number;
  /** The device, or cold key, that added it; absent for one of the first devices. */
  readonly addedBy?: Named;
  /** Set for a device that is one no more. */
  readonly removed?: {
    readonly t: number;
    readonly by: Named;
    readonly why?: 'lost' | 'retired';
  };
}

/** An offer to become a device. Its link is for a new home: `joinAsDevice`. */
export type DeviceOffer = Omit<Invited, 'role' | 'to'> & { readonly level: DeviceLevel };

/**
 * The devices of this user. Refusals as in `Teams`: a device may add devices up to its own level, from admin on, and remove those below it.
 * Owners among themselves need a majority of the owners; a recovery kit is above all.
 */
export interface Devices {
  /** Those that are devices, then those that were, each the highest level and the oldest first. */
  list(): Promise<Outcome<DeviceInfo[]>>;
  /** Offers to take a new device in: `admin` when absent, for 10 minutes. **Whoever has the link can become a device of this user.** */
  offer(options?: {
    readonly level?: DeviceLevel;
    readonly lastsMs?: number;
    readonly relays?: readonly string[];
    /** The new device reads at once, before another one has synced. **Whoever finds the link later reads, too**, until it is used and keys are made anew. */
    readonly givesKeys?: boolean;
  }): Promise<Outcome<DeviceOffer>>;
  /** Offers that were made, newest first. */
  offers(): Promise<Outcome<InviteStatus[]>>;
  /** Takes an offer back. */
  revoke(offer: string): Promise<Outcome<Changed>>;
  /**
   * Ends a device: by its key or the beginning of it (6 characters or more). `lost` when absent: whoever has it may be an enemy, so it is also cut
   * from the teams in which this user writes. `retired`: its key was destroyed.
   */
  remove(kid: string, options?: { readonly why?: 'lost' | 'retired' }): Promise<Outcome<Changed>>;
  /** Gives a device another level. One's own can only be lowered. */
  setLevel(kid: string, level: DeviceLevel): Promise<Outcome<Changed>>;
  /** Names a device, in a record of one's own space: 1 to 64 characters. */
  setName(kid: string, name: string): Promise<Outcome<DeviceInfo>>;
}
