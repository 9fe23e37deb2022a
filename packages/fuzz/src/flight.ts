import type { Input } from './input.ts';

/** Room for the longest input that is made, and for where each of its byte strings ends. */
const ROOM_BYTES = 2_400_000;
const MAX_FIELDS = 256;
/** Places of the integers before the bytes: how many inputs have begun, and how many byte strings the one in flight has; 0 for none. */
const BEGUN = 0;
const FIELDS = 1;
const ENDS = 2;
const HEAD_BYTES = 4 * (ENDS + MAX_FIELDS);

/** The input that a thread works on, seen from another thread: also when the first never comes back. */
export interface Flight {
  /** Says which input is tried now; without one that nothing is. */
  set(input?: Input): void;
  /** How many inputs have begun, and the one that is in flight. */
  get(): { readonly begun: number; readonly input?: Input };
}

/** Memory for a flight. */
export function flightMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD_BYTES + ROOM_BYTES);
}

/** A flight over memory that {@link flightMemory} gave. An input that is longer than any that is made is seen cut off. */
export function createFlight(memory: SharedArrayBuffer): Flight {
  const numbers = new Int32Array(memory, 0, HEAD_BYTES / 4);
  const room = new Uint8Array(memory, HEAD_BYTES);
  return {
    set(input) {
      Atomics.store(numbers, FIELDS, 0);
      if (input === undefined) return;
      let at = 0;
      const fields = input.slice(0, MAX_FIELDS);
      for (const [i, field] of fields.entries()) {
        const part = field.subarray(0, room.length - at);
        room.set(part, at);
        at += part.length;
        numbers[ENDS + i] = at;
      }
      Atomics.add(numbers, BEGUN, 1);
      Atomics.store(numbers, FIELDS, fields.length);
    },
    get() {
      const begun = Atomics.load(numbers, BEGUN);
      const fields = Atomics.load(numbers, FIELDS);
      if (fields === 0) return { begun };
      const endOf = (i: number): number => (i < 0 ? 0 : numbers[ENDS + i]!);
      return { begun, input: Array.from({ length: fields }, (_, i) => room.slice(endOf(i - 1), endOf(i))) };
    },
  };
}
