import { concatBytes } from '@allod/core/bytes';

/** CBOR as what it says, whether the profile of frames allows it or not. */
export type Tree = null | boolean | number | string | Uint8Array | readonly Tree[] | TreeMap | RawBytes;

/** A map, its members in the order in which they stand. */
export class TreeMap {
  readonly pairs: readonly (readonly [Tree, Tree])[];

  constructor(pairs: readonly (readonly [Tree, Tree])[]) {
    this.pairs = pairs;
  }

  /** The value of the first member with this name. */
  get(name: string): Tree | undefined {
    return this.pairs.find(([key]) => key === name)?.[1];
  }
}

/** An encoding that says nothing of itself: for heads that no writer makes. */
export class RawBytes {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** The encoding of a tree, in preferred serialization, maps in the order of their pairs. */
export function writeTree(tree: Tree): Uint8Array {
  if (tree instanceof RawBytes) return tree.bytes;
  if (tree instanceof Uint8Array) return concatBytes([head(2, tree.length), tree]);
  if (tree instanceof TreeMap)
    return concatBytes([
      head(5, tree.pairs.length),
      ...tree.pairs.flatMap(([key, value]) => [key, value].map(writeTree)),
    ]);
  if (typeof tree === 'number') return tree < 0 ? head(1, -1 - tree) : head(0, tree);
  if (typeof tree === 'string') {
    const bytes = new TextEncoder().encode(tree);
    return concatBytes([head(3, bytes.length), bytes]);
  }
  if (tree === null) return Uint8Array.of(0xf6);
  if (typeof tree === 'boolean') return Uint8Array.of(tree ? 0xf5 : 0xf4);
  return concatBytes([head(4, tree.length), ...tree.map(writeTree)]);
}

/** The head of an item, in its shortest form or in the `width` that is asked for, in bytes. */
export function head(major: number, argument: number, width: number = widthOf(argument)): Uint8Array {
  if (width === 0) return Uint8Array.of(major * 32 + argument);
  const out = new Uint8Array(9);
  new DataView(out.buffer).setBigUint64(1, BigInt(argument));
  out[8 - width] = major * 32 + 24 + Math.log2(width);
  return out.slice(8 - width);
}

function widthOf(argument: number): number {
  if (argument < 24) return 0;
  return [1, 2, 4].find((width) => argument < 256 ** width) ?? 8;
}

/** A tree, where it ends, and how deep its arrays and maps are nested. */
export interface ReadTree {
  readonly tree: Tree;
  readonly end: number;
  readonly depth: number;
}

/**
 * Reads what a decoder of frames accepted, in a way of its own: no tags, floats or indefinite lengths. Throws `RangeError` for
 * those and for what is cut off.
 */
export function readTree(bytes: Uint8Array, at = 0): ReadTree {
  if (at >= bytes.length) throw new RangeError('the bytes end where a value should begin');
  const major = bytes[at]! >> 5;
  const minor = bytes[at]! & 31;
  if (major === 7) return { tree: simple(minor), end: at + 1, depth: 0 };
  const width = minor < 24 ? 0 : 2 ** (minor - 24);
  const begin = at + 1 + width;
  if (width > 8 || begin > bytes.length) throw new RangeError('no head of CBOR');
  const argument = width === 0 ? minor : Number(`0x${Buffer.from(bytes.subarray(at + 1, begin)).toString('hex')}`);
  if (major < 2) return { tree: major === 0 ? argument : -1 - argument, end: begin, depth: 0 };
  if (major < 4) {
    const end = begin + argument;
    if (end > bytes.length) throw new RangeError('the bytes end inside a string');
    const content = bytes.subarray(begin, end);
    return { tree: major === 2 ? content : Buffer.from(content).toString('utf8'), end, depth: 0 };
  }
  if (major === 6) throw new RangeError('a tag');
  return readMany(bytes, begin, major === 5 ? { isMap: true, count: 2 * argument } : { isMap: false, count: argument });
}

function readMany(
  bytes: Uint8Array,
  begin: number,
  { isMap, count }: { readonly isMap: boolean; readonly count: number },
): ReadTree {
  const all: Tree[] = [];
  let end = begin;
  let depth = 0;
  for (let i = 0; i < count; i++) {
    const read = readTree(bytes, end);
    all.push(read.tree);
    end = read.end;
    depth = Math.max(depth, read.depth);
  }
  const pairs = isMap ? Array.from({ length: count / 2 }, (_, i) => [all[2 * i]!, all[2 * i + 1]!] as const) : [];
  return { tree: isMap ? new TreeMap(pairs) : all, end, depth: depth + 1 };
}

function simple(minor: number): Tree {
  const value = new Map<number, Tree>([
    [20, false],
    [21, true],
    [22, null],
  ]).get(minor);
  if (value === undefined) throw new RangeError('a simple value that has no meaning');
  return value;
}
