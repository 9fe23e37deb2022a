import { deflate, inflate } from '#inflate';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Item, Message } from '../generated/messages.ts';
import type { PackMessage } from '../generated/pack-messages.ts';
import { MESSAGE_SHAPES } from '../generated/shapes.ts';
import { readCbor } from './cbor.ts';
import { encodeItems } from './encode-items.ts';
import { MAX_INFLATED_BYTES, MAX_INFLATION_RATIO } from './limits.ts';
import type { Received } from './message.ts';

/** Items as `z` and `zn` of a message: raw DEFLATE at level 1. Throws `RangeError` when a receiver would refuse it (SYN-009). */
export function compressItems(items: readonly Item[]): { z: Uint8Array; zn: number } {
  const list = encodeItems(items);
  const z = deflate(list);
  if (list.length > MAX_INFLATED_BYTES || list.length > MAX_INFLATION_RATIO * z.length)
    throw new RangeError(`${list.length} bytes of items, ${z.length} when compressed, are more than a receiver takes`);
  return { z, zn: list.length };
}

/** The message with the items that `z` stands for, or as it is when there is no `z`. (SYN-009) */
export function inflateItems<M extends Message | PackMessage>(message: M): Result<Received<M>, 'E_FRAME'> {
  if (!('z' in message) || message.z === undefined) return accept(message as Received<M>);
  const { z, zn = 0, ...others } = message;
  const i = inflatedList(z, zn);
  const inflated = { ...others, i };
  // A list that is not there is no fault in every message; here there should be one.
  const fits = i !== undefined && MESSAGE_SHAPES.get(message.m)?.fits(inflated) === true;
  return fits ? accept(inflated as Received<M>) : refuse('E_FRAME', 'SYN-009');
}

/** What is compressed, when it is CBOR from the first byte to the last. */
function inflatedList(z: Uint8Array, zn: number): unknown {
  if (zn > MAX_INFLATED_BYTES || zn > MAX_INFLATION_RATIO * z.length) return undefined;
  const bytes = inflate(z, zn);
  if (bytes === undefined) return undefined;
  const read = readCbor(bytes, 0);
  return read.kind === 'value' && read.end === bytes.length ? read.value : undefined;
}
