import { compareBytes } from '@allod/core/bytes';

/** Length of an order key in bytes. (06 §1.1) */
const KEY_BYTES = 48;
/** Few: a pack of 2,048 spaces has as many lists, and most may stay empty. */
const FIRST_KEYS = 4;

/** Order keys, side by side in one block. */
export class KeyList implements Iterable<Uint8Array> {
  #bytes: Uint8Array = new Uint8Array(FIRST_KEYS * KEY_BYTES);
  #length = 0;
  #isAscending = true;

  /** How many keys were added. */
  get length(): number {
    return this.#length;
  }

  add(key: Uint8Array): void {
    const at = this.#length * KEY_BYTES;
    if (at === this.#bytes.length) {
      const wider = new Uint8Array(2 * at);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(key, at);
    if (this.#length > 0 && compareBytes(this.#at(this.#length - 1), key) >= 0) this.#isAscending = false;
    this.#length++;
  }

  /** The keys in ascending order, each once. */
  *[Symbol.iterator](): Generator<Uint8Array> {
    if (this.#isAscending) {
      for (let i = 0; i < this.#length; i++) yield this.#at(i);
      return;
    }
    const order = Uint32Array.from({ length: this.#length }, (_, i) => i);
    order.sort((a, b) => compareBytes(this.#at(a), this.#at(b)));
    let last: Uint8Array | undefined;
    for (const i of order) {
      const key = this.#at(i);
      if (last === undefined || compareBytes(last, key) !== 0) yield key;
      last = key;
    }
  }

  #at(i: number): Uint8Array {
    return this.#bytes.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES);
  }
}
