import type { Offered } from '@allod/core/verify';
import { partsFromItem } from '@allod/transport/frames';
import type { Item } from '@allod/transport/frames';
import { say } from './state.ts';
import type { SessionState } from './state.ts';

/** Greatest credit that one `win` gives, in bytes. */
const MAX_WIN = 16_777_216;

/** Gives credit. (SYN-033) */
export function giveBack(state: SessionState, bytes: number): void {
  state.creditIn += bytes;
  for (let left = bytes; left > 0; left -= MAX_WIN) say(state, { m: 'win', c: Math.min(left, MAX_WIN) });
}

/** A statement as it travelled, for the intake. */
export function offeredFrom(item: Item): Offered {
  const parts = partsFromItem(item);
  return item[3] === undefined ? { parts } : { parts, body: item[3] };
}
