import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { MAX_BODY_BYTES } from '@allod/core/statement';
import { digest, utf8Bytes } from '../bytes.ts';

/** The media type that a record means when it names none. (02 §7) */
const JSON_TYPE = 'application/json';
/** The media type of bytes of which nobody said what they are. */
const BYTES_TYPE = 'application/octet-stream';
const MAX_MEDIA_TYPE_CHARACTERS = 128;

/** What goes into a record: a value that is written as JSON, or bytes with their media type, `application/octet-stream` when absent. */
export type Body = { readonly json: unknown } | { readonly bytes: Uint8Array; readonly cty?: string };

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

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * A body as it is signed and stored: JSON is the UTF-8 of `JSON.stringify`, in no canonical form. Refuses with `E_INPUT` what is no JSON value,
 * bytes that are called JSON and are none, and a media type without 1 to 128 characters; with `E_SIZE` more than 1,048,576 bytes (REC-009).
 */
export function encodeBody(body: Body): Result<EncodedBody, 'E_INPUT' | 'E_SIZE'> {
  const isJson = 'json' in body;
  const bytes = isJson ? jsonBytes(body.json) : body.bytes;
  if (bytes === undefined) return refuse('E_INPUT', '');
  if (bytes.length > MAX_BODY_BYTES)
    return refuse('E_SIZE', 'REC-009', { what: 'body', size: bytes.length, limit: MAX_BODY_BYTES });
  const cty = isJson ? JSON_TYPE : (body.cty ?? BYTES_TYPE);
  if (!isJson && (!isMediaType(cty) || (cty === JSON_TYPE && parseJson(bytes) === undefined)))
    return refuse('E_INPUT', '');
  const dig = digest(bytes);
  return accept(cty === JSON_TYPE ? { bytes, dig } : { bytes, dig, cty });
}

/** A body for whoever reads it; its digest holds. What is called JSON and is none is shown as bytes. */
export function showBody(bytes: Uint8Array, cty: string | undefined): ShownBody {
  return (cty === undefined ? parseJson(bytes) : undefined) ?? { bytes };
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

function isMediaType(cty: string): boolean {
  return cty.isWellFormed() && cty.length > 0 && [...cty].length <= MAX_MEDIA_TYPE_CHARACTERS;
}
