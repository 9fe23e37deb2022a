import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { filledLength } from '@allod/core/open';
import { mayBeClear, SEALED_TYPE } from '@allod/core/sealed';
import { MAX_BODY_BYTES } from '@allod/core/statement';
import { digest, utf8Bytes } from '../bytes.ts';

/** The media type that a record means when it names none. (02 §7) */
export const JSON_TYPE = 'application/json';
/** The media type of bytes of which nobody said what they are. */
const BYTES_TYPE = 'application/octet-stream';
const MAX_MEDIA_TYPE_CHARACTERS = 128;
/** What a media type can be that is sealed with its content. (04 §3.1) */
const PRINTABLE_ASCII = /^[ -~]*$/;

/** What goes into a record: a value that is written as JSON, or bytes with their media type, `application/octet-stream` when absent. */
export type Body = { readonly json: unknown } | { readonly bytes: Uint8Array; readonly cty?: string };

/** What a record says, before anything is done to it. */
export interface Content {
  readonly bytes: Uint8Array;
  /** Media type; absent for JSON. */
  readonly cty?: string;
}

/** A body as it is stored, with what the envelope says of it. */
export interface EncodedBody {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, as an id. */
  readonly dig: string;
  /** Media type; absent for JSON. */
  readonly cty?: string;
}

/** A body as it is shown: a value when it is JSON, else its bytes. */
export type ShownBody = { readonly json: unknown } | { readonly bytes: Uint8Array };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The content of a record of a collection: JSON is the UTF-8 of `JSON.stringify`, in no canonical form. Refuses with `E_INPUT` what is no JSON value,
 * bytes that are called JSON and are none, and a media type without 1 to 128 characters, which are printable ASCII where it is sealed; with `E_SIZE`
 * what is more than 1,048,576 bytes as it is stored, sealed or in clear (REC-009).
 */
export function contentOf(col: string, body: Body): Result<Content, 'E_INPUT' | 'E_SIZE'> {
  const isJson = 'json' in body;
  const bytes = isJson ? jsonBytes(body.json) : body.bytes;
  if (bytes === undefined) return refuse('E_INPUT', '');
  const cty = isJson ? JSON_TYPE : (body.cty ?? BYTES_TYPE);
  const content = cty === JSON_TYPE ? { bytes } : { bytes, cty };
  const size = storedLength(col, content);
  if (size > MAX_BODY_BYTES) return tooLarge(col, size);
  if (!isJson && (!isMediaType(col, cty) || (cty === JSON_TYPE && parseJson(bytes) === undefined)))
    return refuse('E_INPUT', '');
  return accept(content);
}

/** Refuses a body of which this many bytes would have to be stored. (REC-009) */
export function tooLarge(col: string, size: number): Result<never, 'E_SIZE'> {
  const what = mayBeClear(col) ? 'body' : 'sealed body';
  return refuse('E_SIZE', 'REC-009', { what, size, limit: MAX_BODY_BYTES });
}

/** A content as the body that it is, for everybody to read. */
export function clearBody({ bytes, cty }: Content): EncodedBody {
  const dig = digest(bytes);
  return cty === undefined ? { bytes, dig } : { bytes, dig, cty };
}

/** Sealed bytes as the body of a record. (04 §3) */
export function sealedBody(bytes: Uint8Array): EncodedBody {
  return { bytes, dig: digest(bytes), cty: SEALED_TYPE };
}

/** Bytes around the media type of a content that is sealed with it, and of the header of a body that members seal. (04 §3, §3.1) */
const FRAME_BYTES = 6;
const HEADER_BYTES = '{"alg":"dir","enc":"A256GCM","kid":"","kc":""}'.length + 2 * 43;
const [IV_BYTES, TAG_BYTES, DOTS] = [12, 16, 4];

/** Bytes of a body as it is stored: in clear, or sealed by a member. */
export function storedLength(col: string, { bytes, cty }: Content): number {
  if (mayBeClear(col)) return bytes.length;
  const filled = filledLength(bytes.length + (cty === undefined ? 0 : FRAME_BYTES + cty.length));
  const parts = [HEADER_BYTES, IV_BYTES, filled, TAG_BYTES].map((length) => Math.ceil((length * 4) / 3));
  return parts.reduce((sum, length) => sum + length, DOTS);
}

/** A body for whoever reads it; its digest, or its tag, holds. What is called JSON and is none is shown as bytes. */
export function showBody(bytes: Uint8Array, cty: string | undefined): ShownBody {
  return (cty === undefined || cty === JSON_TYPE ? parseJson(bytes) : undefined) ?? { bytes };
}

function jsonBytes(value: unknown): Uint8Array | undefined {
  try {
    // `undefined` for a function, a symbol and `undefined` itself, whatever the type says.
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? undefined : utf8Bytes(text);
  } catch {
    // A cycle, a BigInt, or what a `toJSON` threw.
    return undefined;
  }
}

function parseJson(bytes: Uint8Array): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(decoder.decode(bytes)) as unknown };
  } catch {
    return undefined;
  }
}

function isMediaType(col: string, cty: string): boolean {
  const isSealable = mayBeClear(col) || PRINTABLE_ASCII.test(cty);
  return isSealable && cty.isWellFormed() && cty.length > 0 && [...cty].length <= MAX_MEDIA_TYPE_CHARACTERS;
}
