import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { scanJson } from './json-scan.ts';

/** Any value of strict JSON; numbers are integers within ±(2^53−1). */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** An object of strict JSON. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

// ignoreBOM keeps a byte order mark in the text, where the grammar refuses it (CNV-008).
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads bytes as strict JSON: one reading, whatever the reader. Refuses with `E_JSON`, citing CNV-007 to CNV-014.
 * The value's objects have every name as an own property, `__proto__` included (CNV-017).
 */
export function parseStrictJson(bytes: Uint8Array): Result<JsonValue, 'E_JSON'> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return refuse('E_JSON', 'CNV-007');
  if (text.charCodeAt(0) === 0xfeff) return refuse('E_JSON', 'CNV-008');
  const broken = scanJson(text);
  if (broken !== undefined) return refuse('E_JSON', broken);
  return accept(JSON.parse(text) as JsonValue);
}

/** Whether a JSON value is an object, not an array or `null`. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
