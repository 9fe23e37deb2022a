const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The value of each byte, as a character of the alphabet; 64 for one that is none. */
const VALUE_BY_CODE = new Uint8Array(256).fill(64);
for (let value = 0; value < 64; value++) VALUE_BY_CODE[ALPHABET.charCodeAt(value)] = value;

/** The bytes of a text that is given in ASCII, or `undefined` when it is not their one encoding. In JavaScript. */
export function decodeByTable(codes: Uint8Array): Uint8Array | undefined {
  const { length } = codes;
  if (length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((length * 3) / 4));
  let pending = 0;
  let pendingBits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const value = VALUE_BY_CODE[codes[i]!]!;
    if (value === 64) return undefined;
    pending = ((pending << 6) | value) & 0x3fff;
    pendingBits += 6;
    if (pendingBits >= 8) {
      pendingBits -= 8;
      out[at++] = (pending >> pendingBits) & 255;
    }
  }
  return (pending & ((1 << pendingBits) - 1)) === 0 ? out : undefined;
}
