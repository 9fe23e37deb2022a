import type { RowName } from './draft.ts';
import { keyOf, TABLE } from './keys.ts';

/** The longest name of a value, in bytes of UTF-8. */
const MAX_META_NAME_BYTES = 512;

const text = new TextEncoder();

/** The key of a named value. Throws `RangeError` for a name that is too long. */
export function metaKey(name: string): Uint8Array {
  const bytes = text.encode(name);
  if (bytes.length > MAX_META_NAME_BYTES) throw new RangeError(`a name has at most ${MAX_META_NAME_BYTES} bytes`);
  return keyOf(TABLE.meta, bytes);
}

/** The row of a named value. Throws `RangeError` for a name that is too long. */
export function metaRow(name: string): RowName {
  return { table: TABLE.meta, name, key: metaKey(name) };
}
