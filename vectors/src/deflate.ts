// Raw DEFLATE (RFC 1951) as the vectors make it: plain enough that every machine makes the same bytes.

/** Bits in the order in which DEFLATE puts them: the least significant of a byte first. */
class Bits {
  readonly #bytes: number[] = [];
  #count = 0;

  /** A number, its least significant bit first. */
  put(value: number, length: number): void {
    for (let bit = 0; bit < length; bit++) this.#putBit((value >> bit) & 1);
  }

  /** A Huffman code, its most significant bit first. */
  putCode(code: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit--) this.#putBit((code >> bit) & 1);
  }

  #putBit(bit: number): void {
    if (this.#count % 8 === 0) this.#bytes.push(0);
    this.#bytes[this.#bytes.length - 1] = (this.#bytes.at(-1) ?? 0) | (bit << (this.#count % 8));
    this.#count++;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

const STORED_BYTES = 65_535;

/** The bytes in blocks that are not compressed. `final: false` leaves the last block open for others behind it. */
export function stored(bytes: Uint8Array, { final = true }: { final?: boolean } = {}): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += STORED_BYTES) {
    const part = bytes.subarray(at, at + STORED_BYTES);
    const isLast = at + STORED_BYTES >= bytes.length;
    const [low, high] = [part.length & 255, part.length >> 8];
    blocks.push(Uint8Array.of(isLast && final ? 1 : 0, low, high, low ^ 255, high ^ 255), part);
  }
  return Buffer.concat(blocks);
}

const END_OF_BLOCK = 256;
const [SHORTEST, LONGEST] = [3, 258];

/** The bytes in one block with the fixed codes: what stands `distance` bytes before is copied, everything else is itself. */
export function fixed(bytes: Uint8Array, distance = 1): Uint8Array {
  const bits = new Bits();
  bits.put(1, 1); // the last block
  bits.put(1, 2); // fixed codes
  for (let at = 0; at < bytes.length;) {
    const run = at < distance ? 0 : runAt(bytes, at, distance);
    if (run >= SHORTEST) putRun(bits, run, distance);
    else putSymbol(bits, bytes[at] ?? 0);
    at += run >= SHORTEST ? run : 1;
  }
  putSymbol(bits, END_OF_BLOCK);
  return bits.bytes();
}

/** How many bytes from here on are those `distance` before, up to the longest copy. */
function runAt(bytes: Uint8Array, at: number, distance: number): number {
  let length = 0;
  while (length < LONGEST && at + length < bytes.length && bytes[at + length] === bytes[at + length - distance]) {
    length++;
  }
  return length;
}

function putSymbol(bits: Bits, symbol: number): void {
  if (symbol < 144) bits.putCode(0x30 + symbol, 8);
  else if (symbol < 256) bits.putCode(0x190 + symbol - 144, 9);
  else if (symbol < 280) bits.putCode(symbol - 256, 7);
  else bits.putCode(0xc0 + symbol - 280, 8);
}

/** The symbols for lengths: the least length of each, and how many further bits tell which. */
const LENGTHS: readonly (readonly [least: number, bits: number])[] = Array.from({ length: 28 }, (_, i) =>
  i < 8 ? [i + 3, 0] : [3 + 2 ** ((i >> 2) + 1) + (i % 4) * 2 ** ((i >> 2) - 1), (i >> 2) - 1],
);

/** The symbols for distances: the least distance of each, and how many further bits tell which. */
const DISTANCES: readonly (readonly [least: number, bits: number])[] = Array.from({ length: 30 }, (_, i) =>
  i < 4 ? [i + 1, 0] : [1 + (2 + (i % 2)) * 2 ** ((i >> 1) - 1), (i >> 1) - 1],
);

function putRun(bits: Bits, length: number, distance: number): void {
  const index = length === LONGEST ? 28 : LENGTHS.findLastIndex(([least]) => least <= length);
  const [least, more] = LENGTHS[index] ?? [LONGEST, 0];
  putSymbol(bits, 257 + index);
  bits.put(length - least, more);
  const far = DISTANCES.findLastIndex(([closest]) => closest <= distance);
  const [closest, moreBits] = DISTANCES[far] ?? [1, 0];
  bits.putCode(far, 5);
  bits.put(distance - closest, moreBits);
}
