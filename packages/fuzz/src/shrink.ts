import { concatBytes } from '@allod/core/bytes';
import type { Input } from './input.ts';

/** Enough for inputs of some kilobytes; what is left then is small enough to read. */
export const SHRINK_ATTEMPTS = 3_000;

/** A smaller input that still fails: without byte strings, then without ranges of bytes, then with zeros for bytes. */
export async function shrink(
  input: Input,
  fails: (input: Input) => Promise<boolean>,
  most: number = SHRINK_ATTEMPTS,
): Promise<Input> {
  let best = input;
  let attempts = 0;
  for (const candidates of [withoutFields, withoutRanges, withZeros]) {
    const steps = candidates(() => best);
    // A generator goes on from the best there is when it is asked again, and makes nothing that is not tried.
    for (let step = steps.next(false); step.done !== true && attempts++ < most;) {
      const takes = await fails(step.value);
      if (takes) best = step.value;
      step = steps.next(takes);
    }
  }
  return best;
}

/** Inputs to try; hears of each whether it was taken. */
type Candidates = Generator<Input, void, boolean>;

function* withoutFields(best: () => Input): Candidates {
  for (let at = best().length - 1; at > 0; at--) yield best().toSpliced(at, 1);
}

/** Leaves out ranges of each byte string, long ones first. */
function* withoutRanges(best: () => Input): Candidates {
  for (let at = 0; at < best().length; at++) {
    for (let size = best()[at]!.length; size >= 1; size = Math.floor(size / 2)) {
      let from = 0;
      while (from < best()[at]!.length) {
        const bytes = best()[at]!;
        const isTaken = yield best().with(at, concatBytes([bytes.subarray(0, from), bytes.subarray(from + size)]));
        if (!isTaken) from += size;
      }
    }
  }
}

function* withZeros(best: () => Input): Candidates {
  for (let at = 0; at < best().length; at++) {
    for (let i = 0; i < best()[at]!.length; i++) {
      const bytes = best()[at]!;
      if (bytes[i] !== 0) yield best().with(at, bytes.with(i, 0));
    }
  }
}
