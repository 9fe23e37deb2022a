import type { Peer, Session, SessionEnd, SessionEvent, Settled } from '@allod/sync';
import { createReconnect } from '@allod/sync';
import type { Link } from '@allod/transport';
import { fractionOf } from '../surroundings.ts';
import type { Surroundings } from '../surroundings.ts';
import { readRelayUrl } from './relay-url.ts';

/**
 * `connecting`: nobody has answered yet. `catching-up`: both sides send what they have. `live`: what comes is passed on as it comes.
 * `waiting`: the link is no more, and there will be another attempt. `closed`: by this side, for good.
 */
export type ConnectionState = 'connecting' | 'catching-up' | 'live' | 'waiting' | 'closed';

/** What somebody hears who listens to a connection. */
export type ConnectionEvent =
  | {
      readonly type: 'state';
      readonly state: ConnectionState;
      /** Why there is no link any more: `E_LINK`, or the code with which either side closed it. */
      readonly code?: string;
    }
  /** Both sides have sent what they had of a space. */
  | ({ readonly type: 'caught-up'; readonly space: string } & Settled)
  | SessionEvent;

/** How to stay connected. */
export interface ConnectOptions {
  /** Ids of the spaces; one's own and those of all teams that one is in when absent, and whatever else is here with records. */
  readonly spaces?: readonly string[];
  /** Hears of everything from the beginning on. */
  readonly on?: (event: ConnectionEvent) => void;
}

/** A link that is kept up: when it is lost, another is opened after a random wait. (TRN-007) */
export interface Connection {
  readonly url: string;
  readonly state: ConnectionState;
  /** Calls `fn` for each event from now on. Ends when the returned function is called. */
  on(fn: (event: ConnectionEvent) => void): () => void;
  /** Closes the link, for good. */
  close(): Promise<void>;
}

/** What a connection needs. */
export interface ConnectionContext {
  readonly peer: Peer;
  readonly surroundings: Pick<Surroundings, 'connect' | 'now' | 'random' | 'timers'>;
  /** The spaces to follow, asked again as long as there are new ones among them. */
  readonly spaces: () => Promise<readonly string[]>;
  /** Called each time that both sides have sent what they had. */
  readonly onCurrent: () => void;
}

/** Begins to connect, and goes on until it is closed. Throws `RangeError` for a URL that is none of a relay. */
export function createConnection(
  context: ConnectionContext,
  url: string,
  options: Pick<ConnectOptions, 'on'>,
): Connection {
  const relay = readRelayUrl(url);
  if (!relay.ok) throw new RangeError('this is no URL of a relay');
  return new LiveConnection(context, { url, link: relay.value.link, ...options });
}

interface Target extends Pick<ConnectOptions, 'on'> {
  readonly url: string;
  readonly link: string;
}

class LiveConnection implements Connection {
  readonly url: string;
  state: ConnectionState = 'connecting';
  readonly #peer: Peer;
  readonly #spaces: ConnectionContext['spaces'];
  readonly #onCurrent: () => void;
  readonly #listeners: Set<(event: ConnectionEvent) => void> = new Set();
  readonly #stop: () => void;
  #session: Session | undefined;

  constructor({ peer, surroundings, spaces, onCurrent }: ConnectionContext, { url, link, on }: Target) {
    this.url = url;
    this.#peer = peer;
    this.#spaces = spaces;
    this.#onCurrent = onCurrent;
    if (on !== undefined) this.#listeners.add(on);
    const { connect, timers, now, random } = surroundings;
    const reconnect = createReconnect({
      connect: async () => {
        if (this.state !== 'connecting') this.#enter('connecting');
        const opened = await connect(link);
        if (!opened.ok) this.#enter('waiting', 'E_LINK');
        return opened;
      },
      use: (opened) => this.#use(opened),
      timers,
      random: () => fractionOf(random),
      now,
    });
    this.#stop = () => reconnect.close();
  }

  on(fn: (event: ConnectionEvent) => void): () => void {
    this.#listeners.add(fn);
    return () => void this.#listeners.delete(fn);
  }

  async close(): Promise<void> {
    this.#stop();
    this.#enter('closed');
    const session = this.#session;
    session?.close();
    await session?.closed;
  }

  async #use(link: Link): Promise<SessionEnd> {
    const session = this.#peer.attach(link, 'opened', (event) => this.#tell(event));
    this.#session = session;
    this.#enter('catching-up');
    void this.#catchUp(session);
    const end = await session.closed;
    this.#session = undefined;
    this.#enter('waiting', end.code);
    return end;
  }

  async #catchUp(session: Session): Promise<void> {
    const followed = new Set<string>();
    for (let isNews = true; isNews;) {
      const spaces = (await this.#spaces()).filter((space) => !followed.has(space));
      for (const space of spaces) followed.add(space);
      const settled = await Promise.all(spaces.map((space) => this.#follow(session, space)));
      if (this.#session !== session || !settled.every(Boolean)) return;
      isNews = spaces.length > 0;
    }
    this.#enter('live');
    this.#onCurrent();
  }

  /** Whether a space was caught up with before the session ended. */
  async #follow(session: Session, space: string): Promise<boolean> {
    const settled = await session.open(space, { live: true }).settled;
    if (settled.ok) this.#tell({ type: 'caught-up', space, ...settled.value });
    return settled.ok;
  }

  #enter(state: ConnectionState, code?: string): void {
    if (this.state === 'closed') return;
    this.state = state;
    this.#tell({ type: 'state', state, ...(code === undefined ? {} : { code }) });
  }

  #tell(event: ConnectionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
