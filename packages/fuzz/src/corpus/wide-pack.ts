import { concatBytes } from '@allod/core/bytes';
import { encodeMessage } from '@allod/transport/frames';

/** Spaces that one pack may have. (06 §5) */
const MAX_SPACES = 2_048;

/** The beginning of a pack of as many spaces as there may be, with nothing of any: 70 kB that name 2,048 things to count. */
export function createWidePack(): Uint8Array {
  const sp = Array.from({ length: MAX_SPACES }, (_, i) => new Uint8Array(32).fill(i & 255).with(0, i >> 8));
  return concatBytes([new TextEncoder().encode('ALLODPK1'), encodeMessage({ m: 'pack', v: 1, sp, made: 0 })]);
}
