import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import type { JsonValue } from '@allod/core/bytes';
import type { Message } from '../generated/messages.ts';
import type { PackMessage } from '../generated/pack-messages.ts';
import { MESSAGE_SHAPES } from '../generated/shapes.ts';
import type { BytesAt } from '../generated/shapes.ts';
import { assertMessage } from './encode.ts';

/** A message as JSON: byte strings are base64url text. (06 §3) */
export interface JsonMessage {
  readonly m: string;
  readonly [member: string]: JsonValue;
}

/** The JSON form of a message. */
export function messageToJson(message: Message | PackMessage): JsonMessage {
  return toJson(message) as JsonMessage;
}

function toJson(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return encodeBase64url(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member)]));
}

/**
 * The message of a session that a JSON form stands for. For JSON that our own programs wrote: throws `RangeError` for one that
 * does not fit its schema, a member that the schema does not name included. (SYN-008)
 */
export function messageFromJson(json: JsonMessage): Message {
  const message = fromJson(json, MESSAGE_SHAPES.get(json.m)?.bytes);
  assertMessage(message as Message, MESSAGE_SHAPES);
  return message as Message;
}

/** The value with byte strings where `at` has them. A text in the place of something that has them inside is bytes itself. */
function fromJson(value: JsonValue, at: BytesAt | undefined): unknown {
  if (at === undefined) return value;
  if (typeof value === 'string') return bytesOf(value);
  if (typeof value !== 'object' || value === null || at === 'bytes') return value;
  const inside = (name: string): BytesAt | undefined => (isList(at) ? at[0] : at[name]);
  if (Array.isArray(value)) return value.map((each: JsonValue, index) => fromJson(each, inside(String(index))));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromJson(each, inside(name))]));
}

function isList(at: BytesAt): at is readonly [BytesAt] {
  return Array.isArray(at);
}

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64url(text);
  if (!bytes.ok) throw new RangeError(`"${text}" is not base64url`);
  return bytes.value;
}
