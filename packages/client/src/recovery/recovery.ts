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

/** The words of a kit that were put together. **Whoever has them is the user.** */
export interface KitWords {
  /** 24 words. */
  readonly words: readonly string[];
  /** Thumbprint of its key. */
  readonly kid: string;
}

/** Which kit is split, and how. Throws `RangeError` unless 2 ≤ needed ≤ shares ≤ 16. */
export interface SplitOptions {
  /** How many shares give the kit back. */
  readonly needed: number;
  /** How many there are. */
  readonly shares: number;
  /** The words as somebody typed or scanned them; the kit whose words are still on this device when absent. */
  readonly words?: string;
}

/** A kit in parts. **Whoever has as many as are needed is the user**; fewer say nothing of it. */
export interface KitShares {
  /** Thumbprint of the key of the kit. */
  readonly kid: string;
  readonly needed: number;
  /** Texts `allod-share-1-…`. (04 §5.3) */
  readonly shares: readonly string[];
}

/** What an enclave is made of. */
export interface EnclaveOptions {
  /** 1 to 64 characters. It is needed to find the enclave again. */
  readonly name: string;
  /** At least one character. */
  readonly password: string;
  /** Where one's own log can be had, up to 8 URLs: whoever opens the enclave asks there. */
  readonly relays?: readonly string[];
}

/** An enclave that was made. **Name, password and words together are a device of the user**; none of them is kept here. */
export interface Enclave {
  readonly name: string;
  /** The 12 words of its secret key. Nobody can show them again. */
  readonly words: readonly string[];
  /** Id of the user of its own whose record it is. */
  readonly user: string;
  /** The key of the device that lies in it. Whoever removes that ends the enclave. */
  readonly kid: string;
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
  /**
   * Splits a kit of this user: any `needed` of the shares give its words back. The kit itself stays as good as it was. Refuses with `E_KIT` words that are none of a
   * kit, `E_NOT_AUTHORIZED` those of somebody else's, `E_NOT_FOUND` when no words are given and none are on this device.
   */
  split(options: SplitOptions): Promise<Outcome<KitShares, 'E_KIT' | 'E_NOT_FOUND' | 'E_KEYS' | 'E_NOT_AUTHORIZED'>>;
  /**
   * Makes a device whose key lies in an enclave: a record that a relay keeps, and that opens with a password and a secret key of 12 words. Refuses with `E_INPUT` a
   * name, password or URL out of form, with `E_NOT_AUTHORIZED` a device that may not take in others, with `E_RANDOM`, and as the store does.
   */
  enclave(options: EnclaveOptions): Promise<Outcome<Enclave>>;
}
