import { createAdmission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import type { Store } from '@allod/storage';
import { createIntake, createPeer, loadOps, SESSION_LIMITS } from '@allod/sync';
import type { SessionEvent } from '@allod/sync';
import { acceptWebSockets } from '@allod/transport/websocket';
import type { WebSocketAcceptor } from '@allod/transport/websocket';
import { faultLine, knownCode, shortId } from './log.ts';
import type { LogLine } from './log.ts';
import { nextTurn, processTimers } from './timers.ts';

/** The path of WebSockets. (07 §2) */
export const LINK_PATH = '/allod/v1';

/** What links need. */
export interface LinksOptions {
  readonly store: Store;
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
  readonly log: (line: LogLine) => void;
}

/** The links of a relay. */
export interface Links {
  /** For the event `upgrade` of a server, of requests that were admitted. */
  readonly upgrade: WebSocketAcceptor['upgrade'];
  /** Says goodbye on every link, and waits for what was begun. */
  close(): Promise<void>;
}

/** Makes links of WebSockets, and of each a session in which every step of acceptance is run before anything is stored. (RLY-001) */
export function createLinks({ store, now, log }: LinksOptions): Links {
  const judge = createAdmission({ bodies: BODY_RULE, now, loadOps: (space) => loadOps(store, space) });
  const intake = createIntake({ store, judge, turn: nextTurn });
  const peer = createPeer({ store, intake, now, timers: processTimers });
  let count = 0;
  const sockets = acceptWebSockets({
    path: LINK_PATH,
    maxFrame: SESSION_LIMITS.frameBytes,
    admit: () => true,
    onLink(opened) {
      const link = ++count;
      log({ event: 'link opened', link });
      const session = peer.attach(opened, 'accepted', (event) => {
        const line = lineOf(link, event);
        if (line !== undefined) log(line);
      });
      void session.closed.then(({ code, cause }) => {
        if (cause !== undefined) log(faultLine(cause));
        return log({ event: 'link closed', link, code: knownCode(code) });
      });
    },
  });
  return {
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    async close() {
      await peer.close();
      sockets.close();
    },
  };
}

/** What of an event is written down. */
function lineOf(link: number, event: SessionEvent): LogLine | undefined {
  if (event.type === 'current') return undefined;
  const space = shortId(event.space);
  if (event.type === 'refused') return { event: 'refused', link, by: event.by, code: knownCode(event.code), space };
  return { event: event.type, link, space };
}
