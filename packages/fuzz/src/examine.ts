import { getHeapStatistics } from 'node:v8';
import { demand, Fault } from './fault.ts';
import { inputLength } from './input.ts';
import type { Input } from './input.ts';
import type { Target } from './target.ts';

/** What one input may make a decoder, and the oracles after it, take of memory: far above what the limits of the chapters come to. */
const ALLOWED_BYTES = 67_108_864;
const ALLOWED_PER_INPUT_BYTE = 64;

const PROTOTYPES: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Map.prototype,
  String.prototype,
  Uint8Array.prototype,
];
const keyCount = (): number => PROTOTYPES.reduce((sum, each) => sum + Reflect.ownKeys(each).length, 0);
const KEYS = keyCount();

/** Bytes of the heap and outside of it that this thread has taken. */
export function takenBytes(): number {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

/**
 * What a target makes of an input: `accepted`, or a code. Throws a {@link Fault} for whatever it may not do: to throw, to leave
 * something behind in a prototype, or to take memory that the input does not pay for, whatever else the target itself demands.
 */
export async function examine(target: Target, input: Input): Promise<string> {
  const before = takenBytes();
  try {
    const judged = target.judge(input);
    const verdict = typeof judged === 'string' ? judged : await judged;
    const grown = takenBytes() - before;
    const allowed = ALLOWED_BYTES + ALLOWED_PER_INPUT_BYTE * inputLength(input);
    demand(grown <= allowed, 'memory', `${inputLength(input)} bytes of input took ${grown} bytes of memory`);
    return verdict;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('throws', error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    assertPure();
  }
}

function assertPure(): void {
  if (keyCount() === KEYS) return;
  for (const each of PROTOTYPES) {
    for (const key of Object.keys(each)) Reflect.deleteProperty(each, key);
  }
  throw new Fault('pollution', 'a prototype has another number of names than before');
}
