import { concatBytes, decodeBase64url, decodeId, encodeBase64url, equalBytes } from '@allod/core/bytes';

/** Bytes of the generation of a store, of the id of a space, and of a position. */
const GENERATION_BYTES = 8;
const ID_BYTES = 32;
const POSITION_BYTES = 8;
const ENTRY_BYTES = ID_BYTES + POSITION_BYTES;

/** How far somebody has read each space. */
export type Positions = ReadonlyMap<string, number>;

/** Positions as text: the generation of the store, then the id of each space with a position, big-endian. */
export function encodePositions(gen: Uint8Array, positions: Positions): string {
  const entries = [...positions].flatMap(([space, pos]) => {
    const id = decodeId(space);
    if (!id.ok) throw new TypeError('the id of a space has 43 characters of base64url');
    const number = new Uint8Array(POSITION_BYTES);
    new DataView(number.buffer).setBigUint64(0, BigInt(pos));
    return [id.value, number];
  });
  return encodeBase64url(concatBytes([gen, ...entries]));
}

/** Whether a text has the form of a cursor of `watch`. */
export function isCursor(text: string): boolean {
  return readBytes(text) !== undefined;
}

/**
 * The positions that a cursor stands for: none when another store made it, so that everything comes again and nothing is left out.
 * Throws `RangeError` for a text that is no cursor.
 */
export function decodePositions(gen: Uint8Array, text: string): Positions {
  const bytes = readBytes(text);
  if (bytes === undefined) throw new RangeError('this is no cursor of watch');
  const positions = new Map<string, number>();
  if (!equalBytes(bytes.subarray(0, GENERATION_BYTES), gen)) return positions;
  for (let at = GENERATION_BYTES; at < bytes.length; at += ENTRY_BYTES) {
    const number = new DataView(bytes.buffer, bytes.byteOffset + at + ID_BYTES, POSITION_BYTES);
    positions.set(encodeBase64url(bytes.subarray(at, at + ID_BYTES)), Number(number.getBigUint64(0)));
  }
  return positions;
}

function readBytes(text: string): Uint8Array | undefined {
  const decoded = decodeBase64url(text);
  if (!decoded.ok || decoded.value.length < GENERATION_BYTES) return undefined;
  return (decoded.value.length - GENERATION_BYTES) % ENTRY_BYTES === 0 ? decoded.value : undefined;
}
