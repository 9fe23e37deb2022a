// Chapter 01: bytes and text, strict JSON, time, growing the protocol.
import type { Model } from './model.ts';
import { limit } from './registries.ts';

/** A JSON value as strict JSON reads it. Objects are maps, so that no member name has a meaning (CNV-017). */
export type Json = null | boolean | number | string | Json[] | Map<string, Json>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ID_BYTES = 32;
const DEPTH_LIMIT = limit('jsonDepth');
const INTEGER_MAX = BigInt(limit('integerMax'));

// §3 Bytes and text

/** The bytes of a base64url text. CNV-002, CNV-003, CNV-004. */
export function decodeBase64url(model: Model, text: string): Uint8Array {
  const sextets: number[] = [];
  for (const character of text) {
    const sextet = ALPHABET.indexOf(character);
    model.when('CNV-002', sextet < 0, 'E_FORMAT');
    if (sextet >= 0) sextets.push(sextet);
  }
  model.when('CNV-003', sextets.length % 4 === 1, 'E_FORMAT');
  const bytes: number[] = [];
  let [word, bits] = [0, 0]; // what no byte has taken yet
  for (const sextet of sextets) {
    [word, bits] = [(word << 6) | sextet, bits + 6];
    if (bits < 8) continue;
    bytes.push(word >> (bits - 8));
    [word, bits] = [word & ((1 << (bits - 8)) - 1), bits - 8];
  }
  model.when('CNV-004', word !== 0, 'E_FORMAT');
  return Uint8Array.from(bytes);
}

/** The one base64url text of some bytes. CNV-005. */
export function encodeBase64url(_model: Model, bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = bytes.subarray(i, i + 3);
    const word = ((group[0] ?? 0) << 16) | ((group[1] ?? 0) << 8) | (group[2] ?? 0);
    for (let k = 0; k <= group.length; k++) text += ALPHABET.charAt((word >> (18 - 6 * k)) & 63);
  }
  return text;
}

/** The 32 bytes of an id. CNV-006. */
export function parseId(model: Model, text: string): Uint8Array {
  const bytes = model.decodeBase64url(text);
  model.when('CNV-006', bytes.length !== ID_BYTES, 'E_FORMAT');
  return bytes;
}

// §4 Strict JSON

/** The text of well-formed UTF-8 (Unicode, table 3-7). CNV-007. Ill-formed octets become U+FFFD when the check is off. */
export function decodeUtf8(model: Model, bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    model.when('CNV-007', length === 0, 'E_JSON');
    parts.push(length === 0 ? '\ufffd' : String.fromCodePoint(scalarAt(bytes, at, length)));
    at += Math.max(length, 1);
  }
  return parts.join('');
}

/** The number of octets of the well-formed sequence that begins at `at`, or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const row = UTF8_ROWS.find(([low, high]) => first >= low && first <= high);
  if (row === undefined) return 0;
  const [, , length, secondLow, secondHigh] = row;
  for (let k = 1; k < length; k++) {
    const octet = bytes[at + k] ?? 0;
    const [low, high] = k === 1 ? [secondLow, secondHigh] : [0x80, 0xbf];
    if (octet < low || octet > high) return 0;
  }
  return length;
}

// First octet from–to, length, second octet from–to.
const UTF8_ROWS: readonly [number, number, number, number, number][] = [
  [0x00, 0x7f, 1, 0, 0],
  [0xc2, 0xdf, 2, 0x80, 0xbf],
  [0xe0, 0xe0, 3, 0xa0, 0xbf],
  [0xe1, 0xec, 3, 0x80, 0xbf],
  [0xed, 0xed, 3, 0x80, 0x9f],
  [0xee, 0xef, 3, 0x80, 0xbf],
  [0xf0, 0xf0, 4, 0x90, 0xbf],
  [0xf1, 0xf3, 4, 0x80, 0xbf],
  [0xf4, 0xf4, 4, 0x80, 0x8f],
];

function scalarAt(bytes: Uint8Array, at: number, length: number): number {
  const leadMask = [0x7f, 0x1f, 0x0f, 0x07][length - 1] ?? 0;
  let scalar = (bytes[at] ?? 0) & leadMask;
  for (let k = 1; k < length; k++) scalar = (scalar << 6) | ((bytes[at + k] ?? 0) & 0x3f);
  return scalar;
}

/** The value of strict JSON. CNV-007 to CNV-017. */
export function parseStrictJson(model: Model, bytes: Uint8Array): Json {
  let text = model.decodeUtf8(bytes);
  model.when('CNV-008', text.startsWith('\ufeff'), 'E_JSON');
  if (text.startsWith('\ufeff')) text = text.slice(1);
  const reader: Reader = { model, text, at: 0 };
  try {
    skipSpace(reader);
    const value = readValue(reader, 0);
    skipSpace(reader);
    if (reader.at !== text.length) throw new GrammarError();
    return value;
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    model.when('CNV-009', true, 'E_JSON');
    return null;
  }
}

interface Reader {
  readonly model: Model;
  readonly text: string;
  at: number;
}

/** The text does not follow the grammar of RFC 8259: there is no value to go on with. */
class GrammarError extends Error {}

function skipSpace(reader: Reader): void {
  while (reader.at < reader.text.length && ' \t\n\r'.includes(reader.text.charAt(reader.at))) reader.at++;
}

function expect(reader: Reader, token: string): void {
  if (!reader.text.startsWith(token, reader.at)) throw new GrammarError();
  reader.at += token.length;
}

/** Reads one value; `depth` is the number of objects and arrays around it. */
function readValue(reader: Reader, depth: number): Json {
  switch (reader.text.charAt(reader.at)) {
    case '{':
      return readObject(reader, depth + 1);
    case '[':
      return readArray(reader, depth + 1);
    case '"':
      return readString(reader);
    case 't':
      expect(reader, 'true');
      return true;
    case 'f':
      expect(reader, 'false');
      return false;
    case 'n':
      expect(reader, 'null');
      return null;
    default:
      return readNumber(reader);
  }
}

function readObject(reader: Reader, depth: number): Json {
  reader.model.when('CNV-014', depth > DEPTH_LIMIT, 'E_JSON');
  const members: [string, Json][] = [];
  readList(reader, '{}', () => {
    const name = readString(reader);
    reader.model.when(
      'CNV-010',
      members.some(([known]) => known === name),
      'E_JSON',
    );
    skipSpace(reader);
    expect(reader, ':');
    skipSpace(reader);
    members.push([name, readValue(reader, depth)]);
  });
  return reader.model.objectFromMembers(members);
}

/** An object from its members in the order they were written. CNV-017. */
export function objectFromMembers(_model: Model, members: [string, Json][]): Map<string, Json> {
  return new Map(members);
}

function readArray(reader: Reader, depth: number): Json {
  reader.model.when('CNV-014', depth > DEPTH_LIMIT, 'E_JSON');
  const items: Json[] = [];
  readList(reader, '[]', () => {
    items.push(readValue(reader, depth));
  });
  return items;
}

function readList(reader: Reader, brackets: '{}' | '[]', readItem: () => void): void {
  expect(reader, brackets.charAt(0));
  skipSpace(reader);
  let first = true;
  while (reader.text.charAt(reader.at) !== brackets.charAt(1)) {
    if (!first) {
      expect(reader, ',');
      skipSpace(reader);
    }
    first = false;
    readItem();
    skipSpace(reader);
  }
  reader.at++;
}

function readString(reader: Reader): string {
  expect(reader, '"');
  let string = readPlain(reader);
  while (reader.text.charAt(reader.at) !== '"') {
    if (reader.text.charAt(reader.at) !== '\\') throw new GrammarError(); // the end of the text, or a control character
    reader.at++;
    string += readEscape(reader) + readPlain(reader);
  }
  reader.at++;
  reader.model.when('CNV-011', !isWellFormed(string), 'E_JSON');
  return string;
}

/** The characters up to the next that is not itself in a string. */
function readPlain(reader: Reader): string {
  const plain = /[ !#-[\]-\uffff]*/y; // no control character, no quotation mark, no backslash
  plain.lastIndex = reader.at;
  const [text = ''] = plain.exec(reader.text) ?? [];
  reader.at += text.length;
  return text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readEscape(reader: Reader): string {
  const letter = reader.text.charAt(reader.at++);
  if (letter === 'u') {
    const digits = reader.text.slice(reader.at, reader.at + 4);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) throw new GrammarError();
    reader.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  const plain = ESCAPES.get(letter);
  if (plain === undefined) throw new GrammarError();
  return plain;
}

/** Whether a text is Unicode: no surrogate in it stands alone. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function readNumber(reader: Reader): number {
  const grammar = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
  grammar.lastIndex = reader.at;
  const match = grammar.exec(reader.text);
  if (match === null) throw new GrammarError();
  reader.at += match[0].length;
  return reader.model.parseNumber(match[0]);
}

/** The integer that a number of the RFC 8259 grammar stands for. CNV-012, CNV-013. */
export function parseNumber(model: Model, text: string): number {
  const isInteger = /^-?[0-9]+$/.test(text) && text !== '-0';
  model.when('CNV-012', !isInteger, 'E_JSON');
  if (isInteger) {
    const value = BigInt(text);
    model.when('CNV-013', value > INTEGER_MAX || value < -INTEGER_MAX, 'E_JSON');
  }
  return Number(text);
}

// §5 Time

/** `t`, when present, is an integer from 0 to 2^53−1 (strict JSON bounds it above). CNV-018. No clock is asked: CNV-019. */
export function checkTime(model: Model, claims: Map<string, Json>): void {
  if (!claims.has('t')) return;
  const t = claims.get('t');
  model.when('CNV-018', typeof t !== 'number' || !Number.isSafeInteger(t) || t < 0, 'E_FORMAT');
}

// §6 Growing the protocol

const KNOWN_MUST_UNDERSTAND: ReadonlySet<string> = new Set();

/** Unknown claims are ignored (CNV-020), unless named `!…`: then the statement is parked (CNV-021). */
export function checkUpgrade(model: Model, claims: Map<string, Json>): void {
  for (const name of claims.keys()) {
    model.when('CNV-021', name.startsWith('!') && !KNOWN_MUST_UNDERSTAND.has(name), 'E_UPGRADE');
  }
}
