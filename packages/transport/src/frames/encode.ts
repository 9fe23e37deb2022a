import { concatBytes } from '@allod/core/bytes';
import type { Message } from '../generated/messages.ts';
import type { PackMessage } from '../generated/pack-messages.ts';
import { MESSAGE_SHAPES, PACK_MESSAGE_SHAPES } from '../generated/shapes.ts';
import type { MessageShape } from '../generated/shapes.ts';
import { encodeCbor, lengthOfCbor } from './cbor.ts';
import { receivedLength } from './decode.ts';
import type { Shapes } from './judge.ts';
import { MAX_MESSAGES } from './limits.ts';

/**
 * A frame of these messages, 1 to 1,024, in their order. Equal messages give equal bytes. The concatenation of what
 * {@link encodeMessage} gives is the same frame.
 * Throws `RangeError` for another number of messages and for what a receiver would refuse. (SYN-004, SYN-008)
 */
export function encodeFrame(messages: readonly Message[]): Uint8Array {
  if (messages.length === 0 || messages.length > MAX_MESSAGES)
    throw new RangeError(`a frame has 1 to ${MAX_MESSAGES} messages, not ${messages.length}`);
  for (const message of messages) assertMessage(message, MESSAGE_SHAPES);
  return concatBytes(messages.map(encodeCbor));
}

const ALL_SHAPES: Shapes<Message | PackMessage> = new Map<string, MessageShape<Message | PackMessage>>([
  ...MESSAGE_SHAPES,
  ...PACK_MESSAGE_SHAPES,
]);

/** One message, as it stands in a frame or in a pack. Throws `RangeError` for one that a receiver would refuse. (SYN-008) */
export function encodeMessage(message: Message | PackMessage): Uint8Array {
  assertMessage(message, ALL_SHAPES);
  return encodeCbor(message);
}

/**
 * How many bytes the encoding of a message takes: what it costs of the credit. (06 §4.3) For a message that came out of a frame
 * these are the bytes that it took there, compressed if it was.
 */
export function messageLength(message: Message | PackMessage): number {
  return receivedLength(message) ?? lengthOfCbor(message);
}

/** Throws `RangeError` unless the message is one of `shapes`, fits, and has no other member. */
export function assertMessage(message: { readonly m: string }, shapes: Shapes<Message | PackMessage>): void {
  const { m } = message;
  const shape = shapes.get(m);
  if (shape === undefined) throw new RangeError(`there is no message "${m}" here`);
  const unknown = Object.keys(message).find((name) => !shape.members.has(name));
  if (unknown !== undefined) throw new RangeError(`${m} has no member "${unknown}"`);
  if (shape.fits(message)) return;
  const [fault] = shape.fits.errors ?? [];
  throw new RangeError(`${m}${fault?.instancePath} breaks "${fault?.keyword}" of its schema`);
}
