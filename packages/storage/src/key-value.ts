import type { Result } from '@allod/core/errors';

/** One change: the key, and its new value or `null` to delete it. Keys have 1 to {@link MAX_KEY_BYTES} bytes. */
export type KeyValueWrite = readonly [key: Uint8Array, value: Uint8Array | null];

/** One pair that is stored. */
export type KeyValuePair = readonly [key: Uint8Array, value: Uint8Array];

/** How much of a range is wanted, and from which end. */
export interface RangeOptions {
  /** Pairs at most; at least 1. */
  readonly limit: number;
  /** From the highest key down. */
  readonly reverse?: boolean;
}

/** The longest key that every driver has to take, in bytes. */
export const MAX_KEY_BYTES = 1024;

/**
 * An ordered map from bytes to bytes: all that a store needs from a driver. The order is bytewise, a prefix comes first.
 * One engine owns it, and never has two calls of `write` under way. What is handed in or out is never changed afterwards by either side.
 */
export interface KeyValue {
  /** The values of `keys`, in their order. */
  get(keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]>;
  /** The pairs with `lo` ≤ key < `hi`, in order. */
  range(lo: Uint8Array, hi: Uint8Array, options: RangeOptions): Promise<KeyValuePair[]>;
  /**
   * Makes all changes or none, the later of two for one key wins. Resolves once they survive the loss of power.
   * Refuses with `E_STORE_FULL` (STO-013) and has then changed nothing.
   */
  write(changes: readonly KeyValueWrite[]): Promise<Result<undefined, 'E_STORE_FULL'>>;
  /** Gives up the files. No other call is under way, and none follows. */
  close(): Promise<void>;
}

/** Where bodies that are too large for the map are kept. Named by digest: base64url, 43 characters. */
export interface BodyFiles {
  /** Keeps a body. Resolves once it survives the loss of power. Refuses with `E_STORE_FULL` (STO-013) and keeps nothing then. */
  put(dig: string, bytes: Uint8Array): Promise<Result<undefined, 'E_STORE_FULL'>>;
  /** The bytes from `range[0]` up to, not including, `range[1]`; the whole body without a range. */
  get(dig: string, range?: readonly [number, number]): Promise<Uint8Array | undefined>;
  /** Deletes a body; one that is not there is no fault. */
  delete(dig: string): Promise<void>;
  /** The digests of all bodies that are kept, in any order. */
  list(): AsyncIterable<string>;
}
