import { keyOf, TABLE } from './keys.ts';

/** The longest name of a value, in bytes of UTF-8. */
const MAX_META_NAME_BYTES = 512;

/** The key of a named value. Throws `RangeError` for a name that is too long. */
export function metaKey(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length > MAX_META_NAME_BYTES) throw new RangeError(`a name has at most ${MAX_META_NAME_BYTES} bytes`);
  return keyOf(TABLE.meta, bytes);
}
