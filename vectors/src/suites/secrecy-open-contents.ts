// What stands in the plaintext of a body: SEC-038.
import type { Suite } from '../suite.ts';
import { bytesValue, join, octets, type ValueObject } from '../value.ts';
import { bodyOf, epochSecret, filled, headerOf, keysFor, opening } from './secrecy-plan.ts';

const KEY = keysFor(epochSecret('home'))['content'] ?? new Uint8Array(0);

/** SEC-038. */
export function openContents(suite: Suite): void {
  acceptedJson(suite);
  acceptedTyped(suite);
  refusedJson(suite);
  refusedTyped(suite);
}

function holding(plaintext: string | Uint8Array): ValueObject {
  return opening(bodyOf({ key: KEY, header: headerOf(KEY), plaintext }), { content: bytesValue(KEY) });
}

function accept(suite: Suite, rows: readonly (readonly [string, string, string | Uint8Array])[]): void {
  for (const [slug, title, plaintext] of rows)
    suite.accepts(slug, title, {
      requirements: ['SEC-038'],
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: holding(plaintext),
    });
}

function refuse(suite: Suite, rows: readonly (readonly [string, string, string | Uint8Array])[]): void {
  for (const [slug, title, plaintext] of rows)
    suite.refuses(slug, `${title}: E_CONTENT`, {
      requirements: ['SEC-038'],
      flags: ['Content'],
      kind: 'edge',
      code: 'E_CONTENT',
      input: holding(plaintext),
    });
}

function acceptedJson(suite: Suite): void {
  accept(suite, [
    ['ok-json-unfilled', 'a JSON text without filling', '{}'],
    ['ok-json-long', 'a JSON text with more filling than is asked for', '{}'.padEnd(200)],
    ['ok-json-white', 'a JSON text with white space of all sorts around it', ' \t\r\n{"a": 1}\r\n\t '],
    ['ok-json-inside', 'white space inside of a JSON text stays', filled('{ "a" :\n1 }')],
    ['ok-json-string', 'a text with spaces at both ends', filled('"  a  "')],
    ['ok-json-number', 'a number with a fraction and an exponent', filled('-1.5e+300')],
    ['ok-json-null', 'null', filled('null')],
    ['ok-json-double', 'a JSON text with a name twice: its reader decides', filled('{"a":1,"a":2}')],
    ['ok-json-surrogate', 'an escape of half a pair', filled(String.raw`"\ud800"`)],
    ['ok-json-astral', 'a text beyond U+FFFF', filled('"\u{1f989}"')],
    ['ok-json-separator', 'a line separator in a text', filled('"\u2028"')],
  ]);
}

/** A content of another type: type, length, content and what stands behind it. */
function typed(
  cty: string | Uint8Array,
  content: string,
  more: { length?: number; behind?: string | Uint8Array } = {},
): Uint8Array {
  const { length = octets(content).length, behind = '' } = more;
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return join(Uint8Array.of(0, cty.length), cty, size, content, behind);
}

function acceptedTyped(suite: Suite): void {
  accept(suite, [
    ['ok-typed-unfilled', 'a content without filling', typed('text/plain', 'milk')],
    [
      'ok-typed-long',
      'a content with more filling than is asked for',
      typed('text/plain', 'milk', { behind: new Uint8Array(99) }),
    ],
    ['ok-typed-empty', 'an empty content', typed('text/plain', '')],
    ['ok-typed-zeros', 'a content that ends with zeros', typed('a/b', 'a\0\0', { behind: new Uint8Array(9) })],
    ['ok-typed-short', 'a type of one character', typed('x', 'milk')],
    ['ok-typed-long-type', 'a type of 128 characters', typed(`x/${'y'.repeat(126)}`, 'milk')],
    ['ok-typed-parameter', 'a type with a parameter', typed('text/plain; charset="utf-8"', 'milk')],
    ['ok-typed-json', 'a type that is nearly that of JSON', typed('application/json; v=2', '{')],
    ['ok-typed-jose', 'a content that is a sealed body itself', typed('application/jose', 'a..b.c.d')],
  ]);
}

function refusedJson(suite: Suite): void {
  refuse(suite, [
    ['content-empty', 'a plaintext of no bytes', ''],
    ['content-spaces', 'spaces alone', filled('')],
    ['content-text', 'a text without quotation marks', filled('milk')],
    ['content-cut', 'a JSON text that is cut off', filled('{"milk":2')],
    ['content-two', 'two JSON texts', filled('{}{}')],
    ['content-zeros', 'a JSON text filled up with zeros', '{}'.padEnd(64, '\0')],
    ['content-zero-inside', 'a zero among the spaces', `${'{}'.padEnd(40)}\0${' '.repeat(23)}`],
    ['content-bom', 'a byte order mark before the text', filled('\ufeff{}')],
    ['content-no-break', 'a no-break space behind the text', filled('{}\u00a0')],
    ['content-octets', 'a text that is no UTF-8', join('"', Uint8Array.of(0xc3, 0x28), '"')],
    ['content-utf16', 'a text in UTF-16', Buffer.from('{}', 'utf16le')],
    ['content-comment', 'a comment', filled('{} // milk')],
    ['content-trailing', 'a comma behind the last member', filled('{"a":1,}')],
    ['content-single', 'single quotation marks', filled("{'a':1}")],
    ['content-control', 'a line feed in a text', filled('"a\nb"')],
    ['content-zero-leading', 'a number with a zero before it', filled('01')],
    ['content-nan', 'no number', filled('NaN')],
  ]);
}

function refusedTyped(suite: Suite): void {
  refuse(suite, [
    ['typed-none', 'a zero byte alone', Uint8Array.of(0)],
    ['typed-zeros', 'zeros alone', new Uint8Array(64)],
    ['typed-type-empty', 'an empty type', typed('', 'milk')],
    ['typed-type-129', 'a type of 129 characters', typed(`x/${'y'.repeat(127)}`, 'milk')],
    ['typed-type-cut', 'a type that is cut off', typed('text/plain', '').subarray(0, 8)],
    ['typed-type-octet', 'a type with an octet that is no ASCII', typed(Uint8Array.of(0x61, 0xe9), 'milk')],
    ['typed-type-control', 'a type with a line feed', typed('a/\n', 'milk')],
    ['typed-type-delete', 'a type with the control of value 127', typed('a/\u007f', 'milk')],
    ['typed-type-json', 'a type that has a form of its own', typed('application/json', '{}')],
    ['typed-length-cut', 'a length that is cut off', typed('text/plain', '').subarray(0, 14)],
    ['typed-length-more', 'a length that is one too much', typed('text/plain', 'milk', { length: 5 })],
    ['typed-length-greatest', 'the greatest length', typed('text/plain', 'milk', { length: 0xffffffff })],
    ['typed-length-little', 'a length that is little-endian', typed('text/plain', 'milk', { length: 0x04000000 })],
    ['typed-length-less', 'a length that is one too little', typed('text/plain', 'milk', { length: 3 })],
    ['typed-filling-spaces', 'spaces behind the content', typed('text/plain', 'milk', { behind: '    ' })],
    [
      'typed-filling-last',
      'a last byte that is no zero',
      typed('text/plain', 'milk', { behind: join(new Uint8Array(40), 'x') }),
    ],
  ]);
}
