import { concatBytes } from '@allod/core/bytes';
import { sha256 } from '#sha256';

export { sha256 };

const text = new TextEncoder();

/** SHA-256 of `label ‖ 0x00 ‖ parts`. */
export function labelledDigest(label: string, parts: readonly Uint8Array[]): Uint8Array {
  return sha256(concatBytes([text.encode(`${label}\0`), ...parts]));
}
