import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Raw DEFLATE through Node's native code. */

/** Compresses at level 1: the higher ones gain little on items and cost much more. */
export function deflate(bytes: Uint8Array): Uint8Array {
  return plain(deflateRawSync(bytes, { level: 1 }));
}

/**
 * The `length` bytes (at least 1) that `compressed` stands for; `undefined` when it is malformed or cut off, stands for more or
 * fewer, or has bytes after its end. Never makes more than `length` bytes.
 */
export function inflate(compressed: Uint8Array, length: number): Uint8Array | undefined {
  // One buffer of the right length saves joining several. Node wants 64 bytes at least.
  const options = { info: true, maxOutputLength: length, chunkSize: Math.max(64, length) };
  try {
    // With `info`, which the types do not know, the engine comes too: it says how many bytes were read.
    const { buffer, engine } = inflateRawSync(compressed, options) as unknown as Inflated;
    return buffer.length === length && engine.bytesWritten === compressed.length ? plain(buffer) : undefined;
  } catch (error) {
    if (isOfData(error)) return undefined;
    throw error;
  }
}

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** Whether the error is about the bytes: zlib's own, or more output than was allowed. */
function isOfData(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE';
}

/** A plain view: `Buffer` overrides `slice` to share memory. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
