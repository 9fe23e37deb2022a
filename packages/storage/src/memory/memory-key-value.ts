import { compareBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { KeyValue, KeyValuePair, KeyValueWrite } from '../key-value.ts';

/** An ordered map in memory that can be told to fail, so that what a store does then can be tested. */
export interface MemoryKeyValue extends KeyValue {
  /** The `nth` write from now, 1 for the next one, finds no room: refuses with `E_STORE_FULL` and changes nothing. */
  fail(nth: number): void;
  /**
   * At the `nth` write from now, 1 for the next one, the power goes: before the write took effect, or after. That call and
   * every later one rejects, until `restart`.
   */
  tear(nth: number, when: 'before' | 'after'): void;
  /** The power is back: the map is as the last write left it. It may be opened again after `close`, too. */
  restart(): void;
}

interface Fault {
  /** Number of the write at which it happens. */
  readonly at: number;
  readonly kind: 'full' | 'before' | 'after';
}

/** An empty ordered map in memory. What it holds lives as long as the value that is returned. */
export function createMemoryKeyValue(): MemoryKeyValue {
  return new SortedMap();
}

class SortedMap implements MemoryKeyValue {
  #pairs: KeyValuePair[] = [];
  #writes = 0;
  #fault: Fault | undefined;
  #isDead = false;

  fail(nth: number): void {
    this.#fault = { at: this.#writes + nth, kind: 'full' };
  }

  tear(nth: number, when: 'before' | 'after'): void {
    this.#fault = { at: this.#writes + nth, kind: when };
  }

  restart(): void {
    this.#isDead = false;
  }

  async get(keys: readonly Uint8Array[]): ReturnType<KeyValue['get']> {
    this.#checkAlive();
    return keys.map((key) => {
      const found = this.#pairs[this.#indexOf(key)];
      return found !== undefined && compareBytes(found[0], key) === 0 ? found[1] : undefined;
    });
  }

  async range(...[lo, hi, { limit, reverse = false }]: Parameters<KeyValue['range']>): ReturnType<KeyValue['range']> {
    this.#checkAlive();
    const from = this.#indexOf(lo);
    const to = Math.max(from, this.#indexOf(hi));
    if (!reverse) return this.#pairs.slice(from, Math.min(to, from + limit));
    return this.#pairs.slice(Math.max(from, to - limit), to).toReversed();
  }

  async write(changes: readonly KeyValueWrite[]): ReturnType<KeyValue['write']> {
    this.#checkAlive();
    this.#writes++;
    const fault = this.#fault?.at === this.#writes ? this.#fault.kind : undefined;
    if (fault !== undefined) this.#fault = undefined;
    if (fault === 'full') return refuse('E_STORE_FULL', 'STO-013');
    this.#isDead = fault !== undefined;
    if (fault !== 'before') for (const change of changes) this.#apply(change);
    this.#checkAlive();
    return accept(undefined);
  }

  async close(): Promise<void> {
    this.#isDead = true;
  }

  #apply([key, value]: KeyValueWrite): void {
    const at = this.#indexOf(key);
    const found = this.#pairs[at];
    const held = found !== undefined && compareBytes(found[0], key) === 0 ? 1 : 0;
    if (value === null) this.#pairs.splice(at, held);
    else this.#pairs.splice(at, held, [key, value]);
  }

  /** Index of the first pair whose key is not less than `key`. */
  #indexOf(key: Uint8Array): number {
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.#pairs[middle]![0], key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #checkAlive(): void {
    if (this.#isDead) throw new Error('the store is closed, or its power is gone');
  }
}
