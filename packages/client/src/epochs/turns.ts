import type { ClientContext } from '../context.ts';
import type { Surroundings } from '../surroundings.ts';
import { nextTurn } from './turn-store.ts';

const MICROSECONDS_PER_MILLISECOND = 1_000;

/** Waits for the turn of this device, where a log has no epoch in use, or somebody lacks one. */
export interface Turns {
  /** Looks for the next turn, in place of the one that is waited for. */
  wait(): Promise<void>;
  /** Waits no more. */
  close(): void;
}

/** Calls `on` when it is the turn of this device to announce an epoch, or to bring one to others. (SEC-017, SEC-062) */
export function createTurns(
  context: Pick<ClientContext, 'store'>,
  { now, timers }: Pick<Surroundings, 'now' | 'timers'>,
  on: () => void,
): Turns {
  let leave: (() => void) | undefined;
  let isClosed = false;
  return {
    async wait() {
      const due = await nextTurn(context);
      leave?.();
      leave = undefined;
      if (due === undefined || isClosed) return;
      leave = timers.set(Math.max(0, Math.ceil((due - now()) / MICROSECONDS_PER_MILLISECOND)), on);
    },
    close() {
      isClosed = true;
      leave?.();
    },
  };
}
