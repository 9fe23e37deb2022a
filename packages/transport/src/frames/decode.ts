import { accept, refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import type { ItemsMessage, Message } from '../generated/messages.ts';
import type { PackMessage } from '../generated/pack-messages.ts';
import { MESSAGE_SHAPES, PACK_MESSAGE_SHAPES } from '../generated/shapes.ts';
import type { MessageShape } from '../generated/shapes.ts';
import { readCbor } from './cbor.ts';
import { inflateItems } from './compress.ts';
import { judgeMessage } from './judge.ts';
import type { FrameCode, Shapes } from './judge.ts';
import { MAX_MESSAGES } from './limits.ts';
import type { Received, ReceivedItems, ReceivedMessage } from './message.ts';

/** Messages that came out of a frame, with the bytes they took in it. */
const lengths = new WeakMap<object, number>();

/** The bytes that a message took in the frame it came from. */
export function receivedLength(message: object): number | undefined {
  return lengths.get(message);
}

/**
 * The messages of a frame, `z` inflated to `i`, and without members that are to be ignored (SYN-007). All of it is judged
 * before anything is handed over. Byte strings share memory with `bytes`, which nobody may change afterwards.
 * Refuses with `E_FRAME` (SYN-004, SYN-008, SYN-009) and `E_MESSAGE` (SYN-005, SYN-006). Its length is the link's matter (TRN-001).
 */
export function decodeFrame(bytes: Uint8Array): Result<ReceivedMessage[], FrameCode> {
  const maps = mapsOf(plain(bytes));
  if (maps === undefined) return refuse('E_FRAME', 'SYN-004');
  const messages: ReceivedMessage[] = [];
  for (const { map, length } of maps) {
    const judged = judgeWhole(map, MESSAGE_SHAPES);
    if (!judged.ok) return judged;
    lengths.set(judged.value, length);
    messages.push(judged.value);
  }
  return accept(messages);
}

/** What stands at the beginning of bytes that may go on. */
export type SequenceStep =
  /** a message that takes the first `length` bytes */
  | { readonly kind: 'message'; readonly message: ReceivedItems | PackMessage; readonly length: number }
  /** the beginning of one that needs `atLeast` bytes or more; not a fault so far */
  | { readonly kind: 'more'; readonly atLeast: number }
  | { readonly kind: 'fault'; readonly error: ProtocolError<FrameCode> };

/** What may occur in a pack: its own messages, and `items` of a session. */
const SEQUENCE_SHAPES = new Map<string, MessageShape<ItemsMessage | PackMessage>>([
  ...PACK_MESSAGE_SHAPES,
  ['items', MESSAGE_SHAPES.get('items') as MessageShape<ItemsMessage>],
]);

/**
 * The first message of a pack or of what is left of one: `pack`, `items` with `z` inflated to `i`, or `packend`. (06 §5)
 * Byte strings share memory with `bytes`. Nothing bounds `atLeast`: whoever reads a file says how much to hold at once.
 */
export function decodeSequence(bytes: Uint8Array): SequenceStep {
  if (bytes.length === 0) return { kind: 'more', atLeast: 1 };
  const read = readCbor(plain(bytes), 0);
  if (read.kind === 'incomplete') return { kind: 'more', atLeast: read.atLeast };
  if (read.kind === 'malformed' || !(read.value instanceof Map))
    return { kind: 'fault', error: refuse('E_FRAME', 'SYN-004').error };
  const judged = judgeWhole(read.value, SEQUENCE_SHAPES);
  if (!judged.ok) return { kind: 'fault', error: judged.error };
  const message = judged.value;
  lengths.set(message, read.end);
  return { kind: 'message', message, length: read.end };
}

interface ReadMap {
  readonly map: ReadonlyMap<unknown, unknown>;
  readonly length: number;
}

/** The maps that make up a frame; `undefined` when it breaks a rule of CBOR. */
function mapsOf(bytes: Uint8Array): ReadMap[] | undefined {
  const maps: ReadMap[] = [];
  let at = 0;
  while (at < bytes.length) {
    const read = readCbor(bytes, at);
    if (maps.length === MAX_MESSAGES || read.kind !== 'value' || !(read.value instanceof Map)) return undefined;
    maps.push({ map: read.value, length: read.end - at });
    at = read.end;
  }
  return maps.length === 0 ? undefined : maps;
}

function judgeWhole<M extends Message | PackMessage>(
  map: ReadMap['map'],
  shapes: Shapes<M>,
): Result<Received<M>, FrameCode> {
  const judged = judgeMessage(map, shapes);
  return judged.ok ? inflateItems(judged.value) : judged;
}

/** `Buffer` overrides `slice` to share memory, and whoever copies a byte string with it would not. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
