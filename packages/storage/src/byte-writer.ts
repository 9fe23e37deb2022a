/** Fills bytes whose length is known from front to back: one allocation for a key or a row. */
export class ByteWriter {
  readonly bytes: Uint8Array;
  #at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
  }

  /** An unsigned integer of `size` bytes, big-endian; safe integers alone. */
  uint(value: number, size: number): this {
    let rest = value;
    for (let i = this.#at + size - 1; i >= this.#at; i--) {
      this.bytes[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#at += size;
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** The length in 4 bytes, then the bytes. */
  sized(bytes: Uint8Array): this {
    return this.uint(bytes.length, 4).raw(bytes);
  }
}
