/** Bytes that only their owner may see. However a value that has one is printed, nothing of them is shown. */
export interface Secret {
  readonly sizeBytes: number;
  /** A copy of the bytes: the one way to them. */
  bytes(): Uint8Array;
  /** What stands in their place in JSON. */
  toJSON(): string;
}

const SHOWN = '(secret)';

/** Private members are what neither `JSON.stringify` nor the inspection of Node can reach. */
class SecretBytes implements Secret {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes);
  }

  get sizeBytes(): number {
    return this.#bytes.length;
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#bytes);
  }

  toJSON(): string {
    return SHOWN;
  }

  toString(): string {
    return SHOWN;
  }
}

/** Keeps a copy of some bytes as a secret. */
export function secretFromBytes(bytes: Uint8Array): Secret {
  return Object.freeze(new SecretBytes(bytes));
}
