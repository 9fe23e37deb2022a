// How the requests of frames/decode are written.
import { derive } from '../actors.ts';
import { cbor, type Cbor, type CborMap } from '../cbor.ts';
import type { EditPlan } from '../fault.ts';
import type { Asked, CasePlan, Suite } from '../suite.ts';
import { base64url, bytesValue, type Value, type ValueObject } from '../value.ts';

/** An id, or any 32 bytes, that nothing in the vectors has. */
export function idBytes(name: string): Uint8Array {
  return derive(`id/${name}`);
}

/** So many ids in ascending order. They are the last of one sequence: one more stands in front. */
export function manyIds(count: number): Uint8Array[] {
  const numbers = Array.from({ length: count }, (_, i) => 0xffff - count + i);
  return numbers.map((number) => Buffer.concat([Buffer.alloc(30), Uint8Array.of(number >> 8, number & 255)]));
}

/** A cursor: a generation, a position, the beginning of an id. */
export function cursor(position = 7): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(position));
  return Buffer.concat([idBytes('generation').subarray(0, 8), number, idBytes('at').subarray(0, 8)]);
}

/** The shortest item: it has the shape of one, and nothing in it is a statement. */
export const SHORTEST: readonly Cbor[] = [Buffer.from('{}'), Buffer.from('{}'), Buffer.alloc(64)];

/** So many bytes that do not repeat. */
export function anyBytes(length: number): Uint8Array {
  return Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, i) => idBytes(`any/${i}`)),
    length,
  );
}

/** The name of a message. */
export type MessageName =
  | 'hello'
  | 'open'
  | 'opened'
  | 'deps'
  | 'items'
  | 'ack'
  | 'get'
  | 'got'
  | 'win'
  | 'fin'
  | 'done'
  | 'lag'
  | 'ping'
  | 'pong'
  | 'bye';

/** A message of each type, with every member that is not another form of one that is there. */
export const MESSAGES: Readonly<Record<MessageName, CborMap>> = {
  hello: { m: 'hello', v: ['allod1'], ft: ['z'], mf: 1_048_576, wn: 1_048_576, st: idBytes('st').subarray(0, 8) },
  open: {
    m: 'open',
    s: 0,
    sp: idBytes('space'),
    live: true,
    n: 1,
    ce: idBytes('certificate'),
    heads: [idBytes('head')],
    cur: cursor(),
  },
  opened: {
    m: 'opened',
    s: 0,
    at: cursor(),
    n: 1,
    ce: idBytes('certificate'),
    heads: [idBytes('head')],
    reset: true,
  },
  deps: { m: 'deps', s: 0, l: [[idBytes('log'), 1, [idBytes('head')]]] },
  items: { m: 'items', s: 0, q: 0, i: [SHORTEST], cur: cursor() },
  ack: { m: 'ack', s: 0, q: 0, no: [[3, 'E_SIG']], dur: 1 },
  get: { m: 'get', rq: 0, ids: [idBytes('one')], digs: [idBytes('digest')] },
  got: {
    m: 'got',
    rq: 0,
    i: [SHORTEST],
    bd: [[idBytes('digest'), 0, 2, Buffer.from('{}')]],
    no: [[idBytes('one'), 'E_UNKNOWN']],
    more: true,
  },
  win: { m: 'win', c: 65_536 },
  fin: { m: 'fin', s: 0 },
  done: { m: 'done', s: 0, cur: cursor(), n: 1, heads: [idBytes('head')] },
  lag: { m: 'lag', s: 0, cur: cursor() },
  ping: { m: 'ping' },
  pong: { m: 'pong' },
  bye: { m: 'bye', code: 'E_FRAME', retry: 5 },
};

/** A frame of these values, one behind the other. */
export function frame(...messages: readonly Cbor[]): Uint8Array {
  return Buffer.concat(messages.map(cbor));
}

/** A message with other members; `undefined` leaves one out. */
export function changed(message: CborMap, members: Readonly<Record<string, Cbor | undefined>>): CborMap {
  const all = Object.entries({ ...message, ...members });
  return Object.fromEntries(all.filter((member): member is [string, Cbor] => member[1] !== undefined));
}

/** The one splice that makes the second of the first. */
export function spliceBetween(path: string, base: Uint8Array, faulty: Uint8Array): EditPlan & { op: 'splice' } {
  const most = Math.min(base.length, faulty.length);
  let before = 0;
  while (before < most && base[before] === faulty[before]) before++;
  let after = 0;
  while (after < most - before && base.at(-1 - after) === faulty.at(-1 - after)) after++;
  const from = base.subarray(before, base.length - after);
  return { op: 'splice', path, at: before, from, to: faulty.subarray(before, faulty.length - after) };
}

/** The JSON form of a value. */
export function jsonForm(value: Cbor): Value {
  if (value instanceof Uint8Array) return base64url(value);
  if (Array.isArray(value)) return value.map(jsonForm);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, jsonForm(each as Cbor)]));
}

/** The input of `frame.decode`. */
export function frameInput(bytes: Uint8Array): ValueObject {
  return { bytes: bytesValue(bytes) };
}

/** A case: its slug, its title, its frame. */
export type FrameRow = readonly [slug: string, title: string, bytes: Uint8Array];

/** Cases that are accepted. */
export function acceptAll(suite: Suite, plan: CasePlan & { asked?: Asked }, rows: readonly FrameRow[]): void {
  for (const [slug, title, bytes] of rows) suite.accepts(slug, title, { ...plan, input: frameInput(bytes) });
}

/** Cases that are refused, each one splice away from the frame of the base. */
export function refuseAll(
  suite: Suite,
  { base, ...plan }: CasePlan & { code: string; base: string },
  rows: readonly FrameRow[],
): void {
  const from = baseFrame(suite, base);
  for (const [slug, title, bytes] of rows) {
    suite.refuses(slug, title, { ...plan, base, fault: spliceBetween('/bytes', from, bytes) });
  }
}

/** The frame of an earlier case. */
export function baseFrame(suite: Suite, slug: string): Uint8Array {
  const { bytes } = suite.inputOf(slug);
  return Buffer.from(String((bytes as ValueObject)['$b64u']), 'base64url');
}
