/** Bytes that only their owner may see. However a value that has one is printed, nothing of them is shown. */
export interface Secret {
  readonly sizeBytes: number;
  /** A copy of the bytes: the one way to them. Throws `TypeError` once they were wiped. */
  bytes(): Uint8Array;
  /** Overwrites the bytes that are kept here. Copies that somebody has stay what they are. (SEC-053) */
  wipe(): void;
  /** What stands in their place in JSON. */
  toJSON(): string;
}

const SHOWN = '(secret)';

/** Private members are what neither `JSON.stringify` nor the inspection of Node can reach. */
class SecretBytes implements Secret {
  readonly #bytes: Uint8Array;
  #isWiped = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes);
  }

  get sizeBytes(): number {
    return this.#bytes.length;
  }

  bytes(): Uint8Array {
    if (this.#isWiped) throw new TypeError('this secret was wiped');
    return new Uint8Array(this.#bytes);
  }

  wipe(): void {
    this.#isWiped = true;
    this.#bytes.fill(0);
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
