import { deflateRaw, Z_FINISH, Z_OK, Z_STREAM_END, zlibInflate, zlibInflateInit2, ZStream } from 'pako';

/** Raw DEFLATE in JavaScript: a browser's own streams are asynchronous. */

/** Compresses at level 1: the higher ones gain little on items and cost much more. */
export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateRaw(bytes, { level: 1 });
}

/** A window of 32 KiB; negative for DEFLATE without a wrapper. */
const RAW_WINDOW_BITS = -15;

/**
 * The `length` bytes (at least 1) that `compressed` stands for; `undefined` when it is malformed or cut off, stands for more or
 * fewer, or has bytes after its end. Never makes more than `length` bytes.
 */
export function inflate(compressed: Uint8Array, length: number): Uint8Array | undefined {
  const stream = new ZStream();
  if (zlibInflateInit2(stream, RAW_WINDOW_BITS) !== Z_OK) throw new TypeError('pako has no raw DEFLATE');
  const output = new Uint8Array(length);
  Object.assign(stream, { input: compressed, next_in: 0, avail_in: compressed.length });
  Object.assign(stream, { output, next_out: 0, avail_out: length });
  const ended = zlibInflate(stream, Z_FINISH) === Z_STREAM_END;
  return ended && stream.avail_in === 0 && stream.avail_out === 0 ? output : undefined;
}
