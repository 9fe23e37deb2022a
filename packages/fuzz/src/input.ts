/** What a decoder is given: at least one byte string, in an order to which the target gives a meaning. */
export type Input = readonly Uint8Array[];

/** An input as text: the base64 of each byte string, with full stops between. */
export function inputToText(input: Input): string {
  return input.map((each) => Buffer.from(each).toString('base64')).join('.');
}

/** The input that {@link inputToText} gave. */
export function inputFromText(text: string): Input {
  return text.split('.').map((each) => new Uint8Array(Buffer.from(each, 'base64')));
}

/** How many bytes an input has. */
export function inputLength(input: Input): number {
  return input.reduce((sum, { length }) => sum + length, 0);
}

/** Stands before two bytes that are a UTF-16 unit of their own, so that any text has bytes and any bytes are a text. */
const UNIT = 0xff;

/** The text that bytes stand for: a byte is a character, and after 255 two bytes are one. */
export function textOfBytes(bytes: Uint8Array): string {
  if (!bytes.includes(UNIT)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const isUnit = bytes[i] === UNIT && i + 2 < bytes.length;
    text += String.fromCharCode(isUnit ? bytes[i + 1]! * 256 + bytes[i + 2]! : bytes[i]!);
    if (isUnit) i += 2;
  }
  return text;
}

/** Bytes that {@link textOfBytes} turns into this text. */
export function bytesOfText(text: string): Uint8Array {
  const latin = Buffer.from(text, 'latin1');
  if (latin.toString('latin1') === text && !latin.includes(UNIT)) return new Uint8Array(latin);
  const codes = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return Uint8Array.from(codes.flatMap((code) => (code < UNIT ? [code] : [UNIT, code >> 8, code & 255])));
}
