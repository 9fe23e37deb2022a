// Chapter 04 §3.1: what stands in a body, and how it is filled up.
import type { Model } from './model.ts';
import { limit } from './registries.ts';
import { numberOf } from './secrecy-primitives.ts';

/** A content and its media type. */
export interface Content {
  readonly content: Uint8Array;
  readonly cty: string;
}

/** The media type of a plaintext that says none. */
export const JSON_TYPE = 'application/json';

const LEAST_BYTES = 64;
const LENGTH_BYTES = 4;
const PRINTABLE = /^[ -~]+$/;
/** White space by RFC 8259. */
const WHITE: readonly (number | undefined)[] = [0x20, 0x09, 0x0a, 0x0d];

/** The length to which so many bytes are filled up. SEC-037. */
export function padded(_model: Model, length: number): number {
  const e = 31 - Math.clz32(length);
  const s = 32 - Math.clz32(e);
  const unit = 2 ** (e - s);
  return length <= LEAST_BYTES ? LEAST_BYTES : Math.ceil(length / unit) * unit;
}

/** The plaintext of a content. SEC-037. */
export function fillContent(model: Model, { content, cty }: Content): Uint8Array {
  const isJson = cty === JSON_TYPE;
  const head = [Uint8Array.of(0, cty.length), Buffer.from(cty, 'latin1'), numberOf(content.length)];
  const said = Buffer.concat(isJson ? [content] : [...head, content]);
  return Buffer.concat([said, Buffer.alloc(model.padded(said.length) - said.length, isJson ? ' ' : 0)]);
}

/** The content of a plaintext. SEC-038. */
export function readContent(model: Model, plaintext: Uint8Array): Content {
  return plaintext[0] === 0 ? typedContent(model, plaintext) : jsonContent(model, plaintext);
}

function jsonContent(model: Model, plaintext: Uint8Array): Content {
  model.when('SEC-038', !isJsonText(plaintext), 'E_CONTENT');
  const isOther = (byte: number): boolean => !WHITE.includes(byte);
  const content = plaintext.slice(plaintext.findIndex(isOther), plaintext.findLastIndex(isOther) + 1);
  return { content, cty: JSON_TYPE };
}

function isJsonText(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

function typedContent(model: Model, plaintext: Uint8Array): Content {
  const end = 2 + (plaintext[1] ?? 0);
  const cty = Buffer.from(plaintext.subarray(2, end)).toString('latin1');
  const isType = PRINTABLE.test(cty) && cty.length <= limit('mediaTypeCharacters') && cty !== JSON_TYPE;
  const start = end + LENGTH_BYTES;
  const isCut = plaintext.length < start;
  const length = isCut ? 0 : Buffer.from(plaintext.subarray(end, start)).readUInt32BE();
  const filling = plaintext.subarray(start + length);
  const isWhole = !isCut && plaintext.length >= start + length && filling.every((byte) => byte === 0);
  model.when('SEC-038', !isType || !isWhole, 'E_CONTENT');
  return { content: plaintext.slice(start, start + length), cty };
}
