/** A link whose frames go only when a test lets them, one by one, and that can be cut between any two. */
import type { Link, LinkHandlers } from '@allod/transport';

interface End {
  handlers: LinkHandlers | undefined;
  readonly toCome: Uint8Array[];
}

export interface Wire {
  readonly ends: readonly [Link, Link];
  /** Delivers the next frame to one end. Says whether there was one. */
  deliver(to: 0 | 1): boolean;
  /** Ends the link for both sides; frames that are under way are lost. */
  cut(): void;
  readonly isCut: boolean;
}

/** Makes a wire. `seen` hears of every frame when it is sent. */
export function createWire(seen?: (from: 0 | 1, frame: Uint8Array) => void): Wire {
  const sides: [End, End] = [
    { handlers: undefined, toCome: [] },
    { handlers: undefined, toCome: [] },
  ];
  let isCut = false;
  const end = (code: number, reason: string): void => {
    if (isCut) return;
    isCut = true;
    for (const { handlers } of sides) handlers?.closed({ code, reason });
  };
  const linkAt = (side: 0 | 1): Link => ({
    buffered: 0,
    send(frame) {
      if (isCut) return;
      seen?.(side, frame);
      sides[side === 0 ? 1 : 0].toCome.push(frame);
    },
    listen(handlers) {
      sides[side].handlers = handlers;
    },
    close: (code, reason = '') => end(code, reason),
  });
  return {
    ends: [linkAt(0), linkAt(1)],
    deliver(to) {
      const frame = isCut ? undefined : sides[to].toCome.shift();
      if (frame !== undefined) sides[to].handlers?.frame(frame);
      return frame !== undefined;
    },
    cut: () => end(1006, ''),
    get isCut() {
      return isCut;
    },
  };
}
