// CBOR as the vectors make it: the one right encoding, and anything else that an author asks for.
import { octets } from './value.ts';

/** Bytes that stand for themselves: a value in another encoding, or no value at all. */
export class Raw {
  readonly bytes: Uint8Array;

  constructor(...bytes: (number | Uint8Array)[]) {
    this.bytes = Buffer.concat(bytes.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : part)));
  }
}

/** A value of a message. */
export type Cbor = null | boolean | number | string | Uint8Array | Raw | readonly Cbor[] | CborMap;

/** A map; its members are put in order. */
export interface CborMap {
  readonly [name: string]: Cbor;
}

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, tag: 6 } as const;

/** The kinds of values that begin with a number. */
export type Major = keyof typeof MAJOR;

/** The bytes of a value, in the encoding of chapter 06 §3 where nothing is `Raw`. */
export function cbor(value: Cbor): Uint8Array {
  if (value instanceof Raw) return value.bytes;
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'number') return value < 0 ? head('negative', -1 - value) : head('unsigned', value);
  if (typeof value === 'string') return Buffer.concat([head('text', octets(value).length), octets(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head('bytes', value.length), value]);
  if (isList(value)) return Buffer.concat([head('list', value.length), ...value.map(cbor)]);
  const members = Object.entries(value).map(([name, each]) => [cbor(name), cbor(each)] as const);
  return Buffer.concat([head('map', members.length), ...members.toSorted(([a], [b]) => Buffer.compare(a, b)).flat()]);
}

function isList(value: readonly Cbor[] | CborMap): value is readonly Cbor[] {
  return Array.isArray(value);
}

/** The first bytes of a value, as short as can be. */
export function head(major: Major, argument: number): Uint8Array {
  if (argument < 24) return Uint8Array.of((MAJOR[major] << 5) | argument);
  if (argument < 2 ** 8) return longHead(major, argument, 1);
  if (argument < 2 ** 16) return longHead(major, argument, 2);
  return longHead(major, argument, argument < 2 ** 32 ? 4 : 8);
}

const INFO_BY_LENGTH = { 1: 24, 2: 25, 4: 26, 8: 27 } as const;

/** The first bytes of a value, with so many bytes for the number. */
export function longHead(major: Major, argument: number | bigint, length: 1 | 2 | 4 | 8): Uint8Array {
  const number = Buffer.from(argument.toString(16).padStart(length * 2, '0'), 'hex');
  return Buffer.concat([Uint8Array.of((MAJOR[major] << 5) | INFO_BY_LENGTH[length]), number]);
}

/** A map of these members in this order, which may be wrong. */
export function looseMap(...members: readonly (readonly [Cbor, Cbor])[]): Raw {
  return new Raw(head('map', members.length), ...members.flat().map(cbor));
}

/** A value inside so many lists. */
export function nested(value: Cbor, lists: number): Cbor {
  return lists === 0 ? value : [nested(value, lists - 1)];
}
