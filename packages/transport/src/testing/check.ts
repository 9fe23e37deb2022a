import type { CloseInfo, Link } from '../link.ts';

/** Throws `Error` with `what` unless the two are equal as JSON; bytes count as lists of numbers. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [spell(actual), spell(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

function spell(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (each instanceof Uint8Array ? [...each] : each)) ?? 'nothing';
}

/** Throws `Error` unless `run` throws a `kind`. */
export function throws(run: () => void, kind: typeof RangeError | typeof TypeError, what: string): void {
  try {
    run();
  } catch (error) {
    if (error instanceof kind) return;
    throw error;
  }
  throw new Error(`${what}: nothing was thrown`);
}

/** A listener that keeps what it hears, and can be waited for. */
export interface Ear {
  readonly frames: Uint8Array[];
  readonly closes: CloseInfo[];
  drains: number;
  /** Resolves once the condition holds of what was heard. */
  until(condition: (ear: Ear) => boolean): Promise<void>;
}

/** Listens to a link. */
export function ear(link: Link): Ear {
  const waiting = new Set<() => void>();
  const it: Ear = {
    frames: [],
    closes: [],
    drains: 0,
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition(it)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
  const hear = (note: () => void): void => {
    note();
    for (const look of waiting) look();
  };
  link.listen({
    frame: (bytes) => hear(() => it.frames.push(bytes)),
    closed: (info) => hear(() => it.closes.push(info)),
    drained: () => hear(() => it.drains++),
  });
  return it;
}

/** Resolves with how the link ended. */
export async function ended(listener: Ear): Promise<CloseInfo> {
  await listener.until(({ closes }) => closes.length > 0);
  return listener.closes[0]!;
}

/** `length` bytes that tell one frame from another. */
export function frameOf(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(seed % 251);
  bytes.set([seed & 255, (seed >> 8) & 255].slice(0, length));
  return bytes;
}
