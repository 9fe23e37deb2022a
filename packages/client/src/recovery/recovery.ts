import type { Named, Outcome } from '../outcome.ts';

/** How things stand with the recovery kit. */
export interface RecoveryStatus {
  /**
   * `none`: no cold key stands in the user's log. `unconfirmed`: one does, and nobody has shown to have written its words down.
   * `confirmed`: somebody has.
   */
  readonly state: 'none' | 'unconfirmed' | 'confirmed';
  /** The cold keys of the user's log. */
  readonly keys: readonly Named[];
  /** Whether the words can still be shown on this device. They lie in its `keys.json`, without a passphrase. */
  readonly isHere: boolean;
  /** When it was confirmed, microseconds since 1970. */
  readonly confirmed?: number;
  /** When the words were last tried, microseconds since 1970. */
  readonly drilled?: number;
}

/** A kit, while its seed is here. **Whoever has the words is the user**: they go on paper and into nothing else. */
export interface Kit {
  /** 24 words. */
  readonly words: readonly string[];
  /** Thumbprint of its key. */
  readonly kid: string;
  /** The places, from 1, of the three words that `confirm` asks for: always the same for one kit. */
  readonly places: readonly [number, number, number];
}

/** What came of trying the words of a kit. */
export interface Drill {
  readonly ok: boolean;
  /** What is right, or wrong, as one whole sentence. It names no word that is right. */
  readonly says: string;
  /** The first place, from 1, to look at. */
  readonly place?: number;
}

/** The recovery kit: a cold key on paper, above all devices. */
export interface Recovery {
  /** Whether there is a kit, and whether its words are still here. */
  status(): Promise<RecoveryStatus>;
  /** The kit while its seed is on this device. Refuses with `E_NOT_FOUND` afterwards, and on every other device. */
  kit(): Promise<Outcome<Kit, 'E_NOT_FOUND' | 'E_KEYS'>>;
  /**
   * Three words typed back, those at `Kit.places`: then the seed is gone from this device, for good. Refuses with `E_INPUT` wrong words, and the
   * seed stays; with `E_NOT_FOUND` when it is not here.
   */
  confirm(words: readonly [string, string, string]): Promise<Outcome<RecoveryStatus>>;
  /** Tries words, and changes nothing but the time of the last try: the right kit, which word is wrong, or the kit of somebody else. */
  drill(words: string): Promise<Drill>;
}
