import { compareBytes } from '@allod/core/bytes';
import { encode, Token, tokensToObject, Type } from 'cborg';
import { encodedLength } from 'cborg/length';
import { MAX_CBOR_DEPTH } from './limits.ts';

/** CBOR at a place of some bytes: a value, or fewer bytes than it needs, or something that chapter 06 §3 forbids. */
export type CborRead =
  | { readonly kind: 'value'; readonly value: unknown; readonly end: number }
  /** `atLeast` is how long all the bytes have to be. */
  | { readonly kind: 'incomplete'; readonly atLeast: number }
  | { readonly kind: 'malformed' };

/**
 * Reads the value that begins at `start`. Maps come as `Map`, so no name has a meaning to JavaScript; byte strings share
 * memory with `bytes`. (SYN-004)
 */
export function readCbor(bytes: Uint8Array, start: number): CborRead {
  const tokenizer = new StrictTokenizer(bytes, start);
  try {
    const value: unknown = tokensToObject(tokenizer, { useMaps: true });
    return { kind: 'value', value, end: tokenizer.pos() };
  } catch (error) {
    if (error instanceof Incomplete) return { kind: 'incomplete', atLeast: error.atLeast };
    if (error instanceof Malformed) return { kind: 'malformed' };
    throw error;
  }
}

// cborg sorts shorter keys first. That is the bytewise order of their encodings, because the length of a text is in its head.
const ENCODING = {
  ignoreUndefinedProperties: true,
  typeEncoders: {
    string(text: string): null {
      if (!text.isWellFormed()) throw new RangeError('a text with half of a surrogate pair has no UTF-8');
      return null;
    },
  },
};

/** CBOR of a value whose shape is known to be right. Throws `RangeError` for a text that has no UTF-8. */
export function encodeCbor(value: unknown): Uint8Array {
  return encode(value, ENCODING);
}

/** How many bytes {@link encodeCbor} gives. */
export function lengthOfCbor(value: unknown): number {
  return encodedLength(value, ENCODING);
}

/** Leaves cborg's recursion; never leaves this file. */
class Malformed extends Error {}
class Incomplete extends Error {
  readonly atLeast: number;

  constructor(atLeast: number) {
    super();
    this.atLeast = atLeast;
  }
}

/** Major types of RFC 8949 §3.1. */
const UINT = 0;
const NEGINT = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const SIMPLE = 7;

const SIMPLE_TOKENS: ReadonlyMap<number, Token> = new Map([
  [20, new Token(Type.false, false, 1)],
  [21, new Token(Type.true, true, 1)],
  [22, new Token(Type.null, null, 1)],
]);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Tokens for cborg, which by itself accepts more than chapter 06 §3: each is judged here before cborg sees it. */
class StrictTokenizer {
  readonly #bytes: Uint8Array;
  #at: number;
  /** How many arrays and maps are open, and of each: how many items it still lacks, whether it is a map, where its last key was. */
  #depth = 0;
  readonly #lacking = [0, 0, 0, 0, 0, 0, 0, 0];
  readonly #isMap = [false, false, false, false, false, false, false, false];
  readonly #keyStart = [0, 0, 0, 0, 0, 0, 0, 0];
  readonly #keyEnd = [0, 0, 0, 0, 0, 0, 0, 0];

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  pos(): number {
    return this.#at;
  }

  done(): boolean {
    if (this.#at < this.#bytes.length) return false;
    throw this.#incomplete(this.#at);
  }

  next(): Token {
    const start = this.#at;
    const initial = this.#bytes[start]!;
    const major = initial >> 5;
    const isKey = this.#begin(major);
    const token = this.#token(major, initial & 31);
    if (isKey) this.#ascend(start);
    while (this.#depth > 0 && this.#lacking[this.#depth - 1] === 0) this.#depth--;
    return token;
  }

  /** Counts an item where it stands. Says whether it is the key of a map. */
  #begin(major: number): boolean {
    if (this.#depth === 0) return false;
    const level = this.#depth - 1;
    const isKey = this.#isMap[level]! && this.#lacking[level]! % 2 === 0;
    if (isKey && major !== TEXT) throw new Malformed();
    this.#lacking[level]!--;
    return isKey;
  }

  #token(major: number, minor: number): Token {
    if (major === SIMPLE) return this.#simple(minor);
    const start = this.#at;
    const argument = this.#argument(minor);
    switch (major) {
      case UINT:
        return new Token(Type.uint, argument, this.#at - start);
      case NEGINT:
        if (argument === Number.MAX_SAFE_INTEGER) throw new Malformed();
        return new Token(Type.negint, -1 - argument, this.#at - start);
      case BYTES:
        return new Token(Type.bytes, this.#take(argument), this.#at - start);
      case TEXT:
        return new Token(Type.string, textOf(this.#take(argument)), this.#at - start);
      case ARRAY:
        return this.#open(argument, Type.array);
      case MAP:
        return this.#open(argument, Type.map);
      default:
        throw new Malformed();
    }
  }

  #simple(minor: number): Token {
    const token = SIMPLE_TOKENS.get(minor);
    if (token === undefined) throw new Malformed();
    this.#at++;
    return token;
  }

  /** The argument of a head, in its shortest form and not above 2^53 − 1; an indefinite length has none. */
  #argument(minor: number): number {
    const first = this.#at + 1;
    if (minor < 24) {
      this.#at = first;
      return minor;
    }
    if (minor > 27) throw new Malformed();
    const width = 1 << (minor - 24);
    if (first + width > this.#bytes.length) throw this.#incomplete(first + width);
    let value = 0;
    for (let i = first; i < first + width; i++) value = value * 256 + this.#bytes[i]!;
    const least = width === 1 ? 24 : 256 ** (width / 2);
    if (value < least || value > Number.MAX_SAFE_INTEGER) throw new Malformed();
    this.#at = first + width;
    return value;
  }

  #take(length: number): Uint8Array {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw this.#incomplete(start + length);
    this.#at = start + length;
    return this.#bytes.subarray(start, this.#at);
  }

  #open(count: number, type: Type): Token {
    if (this.#depth === MAX_CBOR_DEPTH) throw new Malformed();
    const level = this.#depth++;
    this.#lacking[level] = type === Type.map ? 2 * count : count;
    this.#isMap[level] = type === Type.map;
    this.#keyEnd[level] = 0;
    return new Token(type, count);
  }

  /** The bytes end before `end`, and every item that has not begun takes one byte at least. */
  #incomplete(end: number): Incomplete {
    let atLeast = end;
    for (let level = 0; level < this.#depth; level++) atLeast += this.#lacking[level]!;
    return new Incomplete(atLeast);
  }

  /** Requires that the key from `start` on comes after the one before it in its map. */
  #ascend(start: number): void {
    const level = this.#depth - 1;
    const before = this.#bytes.subarray(this.#keyStart[level], this.#keyEnd[level]);
    const key = this.#bytes.subarray(start, this.#at);
    if (compareBytes(before, key) >= 0) throw new Malformed();
    this.#keyStart[level] = start;
    this.#keyEnd[level] = this.#at;
  }
}

/** Texts up to this many bytes are put together by hand, which is faster than to call the decoder. */
const SHORT_TEXT = 24;

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte > 127 || i === SHORT_TEXT) return decodeUtf8(bytes);
    text += String.fromCharCode(byte);
  }
  return text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Malformed();
  }
}
