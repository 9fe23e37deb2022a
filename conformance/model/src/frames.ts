// Chapter 06 §3: frames, their messages, their items.
import { constants, inflateRawSync } from 'node:zlib';
import { attempt, Ended, type Cbor } from './cbor.ts';
import { Fault, type Model } from './model.ts';
import type { RecordInput } from './records.ts';
import { limit } from './registries.ts';
import { fits, fromJsonForm, ITEMS_SHAPE, SESSION_SHAPES, type JsonForm, type Shape } from './shapes.ts';

/** A message: its members by name. */
export type Message = ReadonlyMap<string, Cbor>;

/** A message of a frame, and how long its encoding was: what it costs of the credit. */
export interface Received {
  readonly message: Message;
  readonly length: number;
}

/** A map of a sequence, and how long its encoding was. */
export interface Encoded {
  readonly map: ReadonlyMap<string, Cbor>;
  readonly length: number;
}

/** Compressed items. */
export interface Compressed {
  readonly z: Uint8Array;
  readonly zn: number;
}

const MESSAGES = limit('messagesPerFrame');
const RATIO = limit('inflationRatio');
const INFLATED = limit('inflatedBytes');

/** SYN-004 to SYN-009: first the CBOR of all, then message by message. */
export function decodeFrame(model: Model, bytes: Uint8Array): Received[] {
  const maps = model.readSequence(bytes);
  return maps.map(({ map, length }) => ({ message: model.checkMessage(map, SESSION_SHAPES), length }));
}

/** SYN-004. */
export function readSequence(model: Model, bytes: Uint8Array): Encoded[] {
  const maps: Encoded[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at;
    const read = attempt(() => model.readValue({ bytes, at: start, depth: 1 }));
    model.when('SYN-004', read instanceof Ended, 'E_FRAME');
    if (read instanceof Ended) break;
    model.when('SYN-004', !(read.value instanceof Map), 'E_FRAME');
    if (read.value instanceof Map) maps.push({ map: read.value, length: read.end - at });
    at = read.end;
  }
  model.when('SYN-004', maps.length < 1 || maps.length > MESSAGES, 'E_FRAME');
  return maps;
}

/** SYN-005 to SYN-009, in this order. `i` stands in place of `z` and `zn` in what it gives. */
export function checkMessage(model: Model, map: Message, shapes: ReadonlyMap<string, Shape>): Message {
  const shape = shapes.get(String(map.get('m'))) ?? {};
  model.when('SYN-005', typeof map.get('m') !== 'string' || !shapes.has(String(map.get('m'))), 'E_MESSAGE');
  const named = model.namedMembers(map, shape);
  model.when('SYN-008', !fits(new Map(named), shape), 'E_FRAME');
  return model.withItems(named);
}

/** SYN-006, SYN-007. */
export function namedMembers(model: Model, map: Message, { properties = {} }: Shape): Message {
  const isNamed = (name: string): boolean => Object.hasOwn(properties, name);
  for (const name of map.keys()) model.when('SYN-006', !isNamed(name) && name.startsWith('!'), 'E_MESSAGE');
  return new Map([...map].filter(([name]) => isNamed(name)));
}

/** SYN-009. */
export function withItems(model: Model, message: Message): Message {
  const [z, zn] = [message.get('z'), message.get('zn')];
  if (!(z instanceof Uint8Array) || typeof zn !== 'number') return message;
  const others = [...message].filter(([name]) => name !== 'z' && name !== 'zn');
  return new Map([...others, ['i', model.inflateItems({ z, zn })]]);
}

/** The items of `z`. SYN-009. */
export function inflateItems(model: Model, { z, zn }: Compressed): Cbor {
  model.when('SYN-009', zn > INFLATED || zn > RATIO * z.length, 'E_FRAME');
  const array = inflate(z, zn);
  model.when('SYN-009', array === undefined, 'E_FRAME');
  const read = readWhole(model, array ?? new Uint8Array(0));
  model.when('SYN-009', read === undefined || !fits(read, ITEMS_SHAPE), 'E_FRAME');
  return read ?? [];
}

/** The bytes, if `z` inflates to its last byte and to exactly so many. */
function inflate(z: Uint8Array, zn: number): Uint8Array | undefined {
  try {
    // One byte more than wanted is room enough to see that there are too many.
    const options = { info: true, maxOutputLength: zn + 1, finishFlush: constants.Z_FINISH } as const;
    const { buffer, engine } = inflateRawSync(z, options) as unknown as Inflated;
    return buffer.length === zn && engine.bytesWritten === z.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/** What `info` makes of the result. */
interface Inflated {
  readonly buffer: Buffer;
  /** `bytesWritten`: how many bytes of the input were used. */
  readonly engine: { readonly bytesWritten: number };
}

/** The one value that these bytes are, under the rules of §3. */
function readWhole(model: Model, bytes: Uint8Array): Cbor | undefined {
  try {
    const read = attempt(() => model.readValue({ bytes, at: 0, depth: 1 }));
    return read instanceof Ended || read.end !== bytes.length ? undefined : read.value;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}

/** The frame of messages in their JSON form. */
export function encodeFrame(model: Model, messages: readonly JsonForm[]): Uint8Array {
  const values = messages.map((json) => fromJsonForm(json, shapeOf(json)));
  return Buffer.concat(values.map((value) => model.writeValue(value)));
}

function shapeOf(json: JsonForm): Shape {
  const m = typeof json === 'object' && json !== null && !Array.isArray(json) ? json['m'] : undefined;
  return SESSION_SHAPES.get(String(m)) ?? {};
}

// §3.1 Items

/** The statement of an item, with its body if that is there, in the form that chapters 02 to 05 judge. */
export function statementOf(model: Model, item: Cbor): RecordInput {
  const [p, c, s, b] = item as [
    Uint8Array,
    Uint8Array,
    Uint8Array | [Uint8Array, [Uint8Array, Uint8Array][]],
    Uint8Array?,
  ];
  const text = (bytes: Uint8Array): string => model.encodeBase64url(bytes);
  const [sig, further] = s instanceof Uint8Array ? [s, []] : s;
  return {
    st: `${text(p)}.${text(c)}`,
    sig: text(sig),
    ...(further.length > 0 ? { sigs: further.map(([h, each]) => ({ h: text(h), s: text(each) })) } : {}),
    // The platform writes bodies: they may be a million bytes long, and nothing is asked of this text.
    ...(b === undefined ? {} : { bodyB: Buffer.from(b).toString('base64url') }),
  };
}

/** The item of a statement, with the body if one is given. */
export function itemOf(model: Model, { st, sig = '', sigs = [] }: RecordInput, body?: Uint8Array): Cbor[] {
  const [p = '', c = ''] = st.split('.');
  const bytes = (text: string): Uint8Array => model.decodeBase64url(text);
  const further = sigs.map(({ h, s }) => [bytes(h), bytes(s)]);
  const s = further.length === 0 ? bytes(sig) : [bytes(sig), further];
  return [bytes(p), bytes(c), s, ...(body === undefined ? [] : [body])];
}
