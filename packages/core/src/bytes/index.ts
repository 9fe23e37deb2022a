/** Bytes, base64url, ids and strict JSON: chapter 01. */
export { decodeBase64url, encodeBase64url, encodedLength } from './base64url.ts';
export { compareBytes, concatBytes, equalBytes } from './compare.ts';
export { decodeId, ID_BYTES, isId } from './id.ts';
export { MAX_JSON_DEPTH } from './json-scan.ts';
export { isJsonObject, parseStrictJson } from './strict-json.ts';
export type { JsonObject, JsonValue } from './strict-json.ts';
