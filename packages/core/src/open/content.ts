import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';

/** What a body says, and what it is. */
export interface Content {
  readonly content: Uint8Array;
  /** Its media type; a JSON text is `application/json`. */
  readonly cty: string;
}

/** The media type of a content that names none. */
const JSON_TYPE = 'application/json';
/** Length of the least plaintext, in bytes. */
const LEAST_BYTES = 64;
/** Bytes of a content with a media type that are neither: a zero, the length of the type, the length of the content. */
const FRAME_BYTES = 6;
/** 1 to 128 printable characters of ASCII. */
const MEDIA_TYPE = /^[ -~]{1,128}$/;

const SPACE = 0x20;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const texts = new TextEncoder();

/** The length that Padmé fills `length` bytes up to, and 64 at least. Chapter 04 §3.1. */
export function filledLength(length: number): number {
  if (length <= LEAST_BYTES) return LEAST_BYTES;
  const exponent = 31 - Math.clz32(length);
  const kept = 32 - Math.clz32(exponent);
  const mask = 2 ** (exponent - kept) - 1;
  return length + mask - ((length + mask) & mask);
}

/**
 * The plaintext of a content: filled up with spaces or zeros. (SEC-037) Throws `TypeError` for a text that is not JSON, and for a media
 * type that is not 1 to 128 printable characters of ASCII.
 */
export function fillUp(content: Uint8Array, cty: string = JSON_TYPE): Uint8Array {
  if (cty === JSON_TYPE) {
    if (!isJson(content)) throw new TypeError('the content is not the JSON text that it is said to be');
    const out = new Uint8Array(filledLength(content.length)).fill(SPACE, content.length);
    out.set(content);
    return out;
  }
  if (!MEDIA_TYPE.test(cty)) throw new TypeError('a media type has 1 to 128 printable characters of ASCII');
  const out = new Uint8Array(filledLength(FRAME_BYTES + cty.length + content.length));
  out[1] = cty.length;
  out.set(texts.encode(cty), 2);
  new DataView(out.buffer).setUint32(2 + cty.length, content.length);
  out.set(content, FRAME_BYTES + cty.length);
  return out;
}

/** The content of a plaintext. A JSON text is given without the white space around it. Refuses with `E_CONTENT` (SEC-038). */
export function readContent(plaintext: Uint8Array): Result<Content, 'E_CONTENT'> {
  const found = plaintext[0] === 0 ? readFramed(plaintext) : readJson(plaintext);
  return found === undefined ? refuse('E_CONTENT', 'SEC-038') : accept(found);
}

function readFramed(plaintext: Uint8Array): Content | undefined {
  const typeEnd = 2 + (plaintext[1] ?? 0);
  const start = typeEnd + 4;
  if (plaintext.length < start) return undefined;
  const cty = String.fromCharCode(...plaintext.subarray(2, typeEnd));
  const { buffer, byteOffset, length } = plaintext;
  const end = start + new DataView(buffer, byteOffset, length).getUint32(typeEnd);
  if (!MEDIA_TYPE.test(cty) || cty === JSON_TYPE || end > length) return undefined;
  for (let at = end; at < length; at++) if (plaintext[at] !== 0) return undefined;
  return { content: plaintext.subarray(start, end), cty };
}

function readJson(plaintext: Uint8Array): Content | undefined {
  if (!isJson(plaintext)) return undefined;
  let start = 0;
  let end = plaintext.length;
  while (isSpace(plaintext[start])) start++;
  while (isSpace(plaintext[end - 1])) end--;
  return { content: plaintext.subarray(start, end), cty: JSON_TYPE };
}

/** Whether bytes are a JSON text (RFC 8259), white space around it allowed. What a parser says of them quotes them, and is dropped. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(utf8.decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** White space of JSON. */
function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
