/** The other end of a link, that says what a test tells it to, whether it may or not. */
import { decodeFrame, encodeMessage } from '@allod/transport/frames';
import type { Message, ReceivedMessage } from '@allod/transport/frames';
import { linkPair } from '@allod/transport';
import type { CloseInfo, Link } from '@allod/transport';
import type { Session, SessionEvent } from '@allod/sync';
import { concatBytes, encodeBase64url } from '@allod/core/bytes';
import { itemFromParts } from '@allod/transport/frames';
import { statementFromParts, statementIds } from '@allod/core/statement';
import type { Host, Made } from './world.ts';
import type { Offered } from '@allod/sync';

export const ZERO: Uint8Array = new Uint8Array(32);

export interface Probe {
  readonly session: Session;
  readonly events: SessionEvent[];
  /** Everything that came, in order. */
  readonly came: ReceivedMessage[];
  closed: CloseInfo | undefined;
  /** Sends one frame with these messages, and waits until nothing more happens. */
  say(...messages: Message[]): Promise<void>;
  /** The same with bytes. */
  send(bytes: Uint8Array): Promise<void>;
  /** What came with this `m`. */
  of<M extends ReceivedMessage['m']>(m: M): Extract<ReceivedMessage, { m: M }>[];
  close(): Promise<void>;
}

/** Attaches a host to a link, at the other end of which the probe is. */
export async function probe(
  host: Host,
  role: 'opened' | 'accepted' = 'accepted',
  wrap = (link: Link) => link,
): Promise<Probe> {
  const [near, far] = linkPair();
  const events: SessionEvent[] = [];
  const session = host.peer.attach(wrap(near), role, (event) => events.push(event));
  const came: ReceivedMessage[] = [];
  const made: Probe = {
    session,
    events,
    came,
    closed: undefined,
    async say(...messages) {
      await made.send(concatBytes(messages.map(encodeMessage)));
    },
    async send(bytes) {
      far.send(bytes);
      await host.activity.quiet();
    },
    of: <M extends ReceivedMessage['m']>(m: M) =>
      came.filter((each) => each.m === m) as Extract<ReceivedMessage, { m: M }>[],
    async close() {
      far.close(1000);
      await host.activity.quiet();
    },
  };
  far.listen({
    frame(bytes) {
      const decoded = decodeFrame(bytes);
      if (!decoded.ok) throw new Error(`a peer sent no frame: ${decoded.error.code}`);
      came.push(...decoded.value);
    },
    closed(info) {
      made.closed = info;
    },
  });
  await host.activity.quiet();
  return made;
}

export function hello(more: Partial<Extract<Message, { m: 'hello' }>> = {}): Message {
  const st = new Uint8Array(8).fill(99);
  return { m: 'hello', v: ['allod1'], ft: ['z'], mf: 1_048_576, wn: 1_048_576, st, ...more };
}

export function open(space: string, more: Partial<Extract<Message, { m: 'open' }>> = {}): Message {
  const sp = new Uint8Array(Buffer.from(space, 'base64url'));
  return { m: 'open', s: 0, sp, live: false, n: 0, ce: ZERO, heads: [], ...more };
}

export function items(s: number, q: number, offered: readonly (Offered | Made)[], cur?: Uint8Array): Message {
  const i = offered.map(({ parts, body }) => itemFromParts(parts, body));
  return { m: 'items', s, q, i, ...(cur === undefined ? {} : { cur }) };
}

/** Ids of the items of messages, in order. */
export async function idsIn(messages: readonly ReceivedMessage[]): Promise<string[]> {
  const statements = messages.flatMap((message) => {
    if (message.m !== 'items' && message.m !== 'got') return [];
    return (message.i ?? []).map(([headerBytes, claimsBytes, signatures]) => {
      const signature = signatures instanceof Uint8Array ? signatures : signatures[0];
      const read = statementFromParts({ headerBytes, claimsBytes, signature });
      if (!read.ok) throw new Error(read.error.code);
      return read.value;
    });
  });
  return statementIds(statements);
}

export function bytesOf(id: string): Uint8Array {
  return new Uint8Array(Buffer.from(id, 'base64url'));
}

/** The code of the `bye` that came. */
export function byeOf(probed: Probe): string | undefined {
  return probed.of('bye')[0]?.code;
}

export { encodeBase64url };
