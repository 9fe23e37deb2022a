// Chapter 06 §3: CBOR, as strictly as frames use it.
import type { Model } from './model.ts';
import { limit } from './registries.ts';

/** A value of a message. */
export type Cbor = null | boolean | number | string | Uint8Array | Cbor[] | Map<string, Cbor>;

/** A value, and the offset behind it. */
export interface Read {
  readonly value: Cbor;
  readonly end: number;
}

/** Where a value begins, and how many lists and maps it stands in, itself included if it is one. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly depth: number;
}

/** The first bytes of a value: what it is, and its number or length. */
interface Head {
  readonly major: number;
  readonly info: number;
  readonly argument: number;
  readonly end: number;
}

/** The bytes end inside a value. Whether that is a fault is for the caller to say. */
export class Ended extends Error {}

const DEPTH = limit('cborDepth');
const [UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG, SIMPLE] = [0, 1, 2, 3, 4, 5, 6, 7];
const SIMPLE_VALUES = new Map<number, boolean | null>([
  [20, false],
  [21, true],
  [22, null],
]);
/** Bytes of the argument behind the first byte, by its low five bits, and the least value that needs so many. */
const LONG = new Map([
  [24, { length: 1, least: 24n }],
  [25, { length: 2, least: 2n ** 8n }],
  [26, { length: 4, least: 2n ** 16n }],
  [27, { length: 8, least: 2n ** 32n }],
]);

/** SYN-004, for one value. Throws Ended when the bytes end inside it. */
export function readValue(model: Model, { bytes, at, depth }: Place): Read {
  const head = readHead(model, bytes, at);
  const { major, argument, end } = head;
  if (major === UNSIGNED) return { value: checkInteger(model, argument), end };
  if (major === NEGATIVE) return { value: checkInteger(model, -1 - argument), end };
  if (major === BYTES) return { value: take(bytes, end, argument), end: end + argument };
  if (major === TEXT) return { value: readText(model, take(bytes, end, argument)), end: end + argument };
  model.when('SYN-004', (major === LIST || major === MAP) && depth > DEPTH, 'E_FRAME');
  if (major === LIST) return readList(model, { bytes, at: end, depth }, argument);
  if (major === MAP) return readMap(model, { bytes, at: end, depth }, argument);
  model.when('SYN-004', major === TAG, 'E_FRAME');
  if (major === TAG) return model.readValue({ bytes, at: end, depth });
  return { value: readSimple(model, head), end };
}

function readHead(model: Model, bytes: Uint8Array, at: number): Head {
  const [first = 0] = take(bytes, at, 1);
  const [major, info] = [first >> 5, first & 31];
  const long = LONG.get(info);
  model.when('SYN-004', info > 27, 'E_FRAME'); // indefinite, or of no meaning
  if (long === undefined) return { major, info, argument: info > 27 ? 0 : info, end: at + 1 };
  const argument = integerOf(take(bytes, at + 1, long.length));
  model.when('SYN-004', major !== SIMPLE && argument < long.least, 'E_FRAME');
  return { major, info, argument: Number(argument), end: at + 1 + long.length };
}

function take(bytes: Uint8Array, at: number, length: number): Uint8Array {
  if (at + length > bytes.length) throw new Ended();
  return bytes.subarray(at, at + length);
}

function integerOf(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets).toString('hex')}`);
}

function checkInteger(model: Model, value: number): number {
  model.when('SYN-004', !Number.isSafeInteger(value), 'E_FRAME');
  return value;
}

function readText(model: Model, octets: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
  model.when('SYN-004', Buffer.compare(Buffer.from(text), octets) !== 0, 'E_FRAME');
  return text;
}

function readSimple(model: Model, { info }: Head): boolean | null {
  const value = SIMPLE_VALUES.get(info);
  model.when('SYN-004', value === undefined, 'E_FRAME');
  return value ?? null;
}

function readList(model: Model, { bytes, at, depth }: Place, count: number): Read {
  const values: Cbor[] = [];
  let end = at;
  for (let n = 0; n < count; n++) {
    const read = model.readValue({ bytes, at: end, depth: depth + 1 });
    values.push(read.value);
    end = read.end;
  }
  return { value: values, end };
}

function readMap(model: Model, { bytes, at, depth }: Place, count: number): Read {
  const map = new Map<string, Cbor>();
  let end = at;
  let previous: Uint8Array = new Uint8Array(0);
  for (let n = 0; n < count; n++) {
    const key = model.readValue({ bytes, at: end, depth: depth + 1 });
    const encoded = bytes.subarray(end, key.end);
    model.when('SYN-004', typeof key.value !== 'string', 'E_FRAME');
    model.when('SYN-004', Buffer.compare(previous, encoded) >= 0, 'E_FRAME'); // in order, and each once
    const value = model.readValue({ bytes, at: key.end, depth: depth + 1 });
    map.set(String(key.value), value.value);
    [previous, end] = [encoded, value.end];
  }
  return { value: map, end };
}

/** The one encoding of a value. */
export function writeValue(model: Model, value: Cbor): Uint8Array {
  if (typeof value === 'number') return value < 0 ? headOf(NEGATIVE, -1 - value) : headOf(UNSIGNED, value);
  if (typeof value === 'string') return Buffer.concat([headOf(TEXT, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([headOf(BYTES, value.length), value]);
  if (Array.isArray(value)) {
    return Buffer.concat([headOf(LIST, value.length), ...value.map((each) => model.writeValue(each))]);
  }
  if (value instanceof Map) {
    const members = [...value].map(([name, each]) => [model.writeValue(name), model.writeValue(each)] as const);
    return Buffer.concat([headOf(MAP, members.length), ...members.toSorted(([a], [b]) => Buffer.compare(a, b)).flat()]);
  }
  const simple = [...SIMPLE_VALUES].find(([, each]) => each === value);
  return headOf(SIMPLE, simple?.[0] ?? 0);
}

function headOf(major: number, argument: number): Uint8Array {
  const long = [...LONG].findLast(([, { least }]) => BigInt(argument) >= least);
  if (long === undefined) return Uint8Array.of((major << 5) | argument);
  const [info, { length }] = long;
  const octets = Buffer.from(argument.toString(16).padStart(length * 2, '0'), 'hex');
  return Buffer.concat([Uint8Array.of((major << 5) | info), octets]);
}

/** What an attempt to read gives: the value, or that the bytes end before it does. */
export function attempt<T>(read: () => T): T | Ended {
  try {
    return read();
  } catch (error) {
    if (error instanceof Ended) return error;
    throw error;
  }
}
