import { compressItems } from '@allod/transport/frames';
import type { Item } from '@allod/transport/frames';

/** Items as `z` and `zn`; `undefined` for what compresses so well that a receiver takes it for an attack. (SYN-009) */
export function compressed(items: readonly Item[]): { readonly z: Uint8Array; readonly zn: number } | undefined {
  try {
    return compressItems(items);
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}
