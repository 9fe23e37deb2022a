/** 1,024 numbers as 32 words. */
type Block = readonly number[];

const WORDS = 32;
const SHIFT = 10;

/** An immutable set of small integers. Versions of it share their blocks, so that a change costs one block. */
export class Bits {
  static readonly NONE: Bits = new Bits(0, []);
  /** The number of the first block. */
  readonly #from: number;
  readonly #blocks: readonly (Block | undefined)[];

  private constructor(from: number, blocks: readonly (Block | undefined)[]) {
    this.#from = from;
    this.#blocks = blocks;
  }

  /** A set of some numbers. */
  static of(numbers: Iterable<number>): Bits {
    let bits = Bits.NONE;
    for (const each of numbers) if (!bits.has(each)) bits = bits.toggled(each);
    return bits;
  }

  get isEmpty(): boolean {
    return (
      this.#blocks.length === 0 || this.#blocks.every((block) => block === undefined || block.every((w) => w === 0))
    );
  }

  has(n: number): boolean {
    const block = this.#blocks[(n >>> SHIFT) - this.#from];
    return block !== undefined && (((block[(n >>> 5) & (WORDS - 1)] ?? 0) >>> (n & 31)) & 1) === 1;
  }

  /** With a number that was out, or without one that was in. */
  toggled(n: number): Bits {
    const at = n >>> SHIFT;
    const word = (n >>> 5) & (WORDS - 1);
    const block = [...(this.#blocks[at - this.#from] ?? NO_BITS)];
    block[word] = (block[word] ?? 0) ^ (1 << (n & 31));
    if (this.#blocks.length === 0) return new Bits(at, [block]);
    const from = Math.min(this.#from, at);
    const blocks = from < this.#from ? [...gap(this.#from - from), ...this.#blocks] : [...this.#blocks];
    while (blocks.length < at - from) blocks.push(undefined);
    blocks[at - from] = block;
    return new Bits(from, blocks);
  }

  union(other: Bits): Bits {
    if (this === other || other.#blocks.length === 0) return this;
    if (this.#blocks.length === 0) return other;
    const from = Math.min(this.#from, other.#from);
    const to = Math.max(this.#from + this.#blocks.length, other.#from + other.#blocks.length);
    const blocks = Array.from({ length: to - from }, (_, at) => {
      const [a, b] = [this.#blocks[at + from - this.#from], other.#blocks[at + from - other.#from]];
      if (a === undefined || b === undefined || a === b) return a ?? b;
      return a.map((word, n) => word | (b[n] ?? 0));
    });
    return new Bits(from, blocks);
  }

  /** A copy that can be changed. */
  draft(): BitsDraft {
    return new BitsDraft(this.#from, this.#blocks, (from, blocks) => new Bits(from, blocks));
  }

  /** Without the blocks all of whose numbers are below a number. */
  withoutBlocksBelow(n: number): Bits {
    const at = n >>> SHIFT;
    if (at <= this.#from) return this;
    const blocks = this.#blocks.slice(at - this.#from);
    return blocks.length === 0 ? Bits.NONE : new Bits(at, blocks);
  }

  /** Whether some number is in one of two sets only, and passes a test. */
  differs(other: Bits, isRelevant: (n: number) => boolean): boolean {
    if (this === other) return false;
    const from = Math.min(this.#from, other.#from);
    const to = Math.max(this.#from + this.#blocks.length, other.#from + other.#blocks.length);
    for (let at = from; at < to; at++) {
      const [a, b] = [this.#blocks[at - this.#from], other.#blocks[at - other.#from]];
      if (a === b) continue;
      for (let word = 0; word < WORDS; word++) {
        const change = (a?.[word] ?? 0) ^ (b?.[word] ?? 0);
        for (const n of bitsOf(change, (at << SHIFT) + (word << 5))) if (isRelevant(n)) return true;
      }
    }
    return false;
  }

  /** In ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (const [at, block] of this.#blocks.entries())
      for (const [word, value] of (block ?? []).entries())
        yield* bitsOf(value, ((at + this.#from) << SHIFT) + (word << 5));
  }

  /** How many of them are no less than a number. */
  countFrom(n: number): number {
    let count = 0;
    for (const each of this.withoutBlocksBelow(n)) if (each >= n) count += 1;
    return count;
  }
}

/** A set of small integers that changes in place. It shares blocks with others until it changes them. */
export class BitsDraft {
  readonly #make: (from: number, blocks: readonly (Block | undefined)[]) => Bits;
  #from: number;
  #blocks: (Block | undefined)[];
  #own = new Map<number, number[]>();

  constructor(
    from: number,
    blocks: readonly (Block | undefined)[],
    make: (from: number, blocks: readonly (Block | undefined)[]) => Bits,
  ) {
    this.#make = make;
    this.#from = from;
    this.#blocks = [...blocks];
  }

  has(n: number): boolean {
    const block = this.#blocks[(n >>> SHIFT) - this.#from];
    return block !== undefined && (((block[(n >>> 5) & (WORDS - 1)] ?? 0) >>> (n & 31)) & 1) === 1;
  }

  toggle(n: number): void {
    const block = this.#ownBlock(n >>> SHIFT);
    const word = (n >>> 5) & (WORDS - 1);
    block[word] = (block[word] ?? 0) ^ (1 << (n & 31));
  }

  /** As it is now. */
  bits(): Bits {
    this.#own = new Map();
    return this.#make(this.#from, [...this.#blocks]);
  }

  #ownBlock(at: number): number[] {
    const kept = this.#own.get(at);
    if (kept !== undefined) return kept;
    if (this.#blocks.length === 0) this.#from = at;
    if (at < this.#from) {
      this.#blocks = [...gap(this.#from - at), ...this.#blocks];
      this.#from = at;
    }
    while (this.#blocks.length < at - this.#from) this.#blocks.push(undefined);
    const block = [...(this.#blocks[at - this.#from] ?? NO_BITS)];
    this.#blocks[at - this.#from] = block;
    this.#own.set(at, block);
    return block;
  }
}

const NO_BITS: Block = Array.from({ length: WORDS }, () => 0);
const gap = (length: number): undefined[] => Array.from({ length }, () => undefined);

function* bitsOf(word: number, base: number): Generator<number> {
  for (let rest = word; rest !== 0; rest &= rest - 1) yield base + 31 - Math.clz32(rest & -rest);
}
