import { compareBytes } from '@allod/core/bytes';
import { sha256 } from '@allod/core/open/primitives';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const SECONDS_EACH = 5;
const MOST_SECONDS = 60;

/** Who waits, for which removal, among whom. */
export interface Waiting {
  /** Id of the op after which the log has no fresh epoch; of several the first in the order of their text. */
  readonly exit: string;
  /** The key of this device. */
  readonly kid: string;
  /** The keys of all devices that may announce an epoch, this one among them. */
  readonly writers: readonly string[];
}

/**
 * How many seconds a device waits before it announces an epoch: 0 to 60. Nobody waits who signed the exit or has something to write. Throws `RangeError` for a key
 * that is none of the writers. (SEC-017)
 */
export function rotationDelay({ exit, kid, writers }: Waiting): number {
  const rank = (each: string): Uint8Array => sha256(utf8ToBytes(`allod1/rank\0${exit}\0${each}`));
  if (!writers.includes(kid)) throw new RangeError('only a writer announces an epoch');
  const own = rank(kid);
  const before = new Set(writers.filter((each) => compareBytes(rank(each), own) < 0));
  return Math.min(MOST_SECONDS, SECONDS_EACH * before.size);
}
