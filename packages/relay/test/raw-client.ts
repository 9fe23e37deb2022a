/** The other end of a link, driven message by message: what no well-behaved peer would send can be sent. */
import type { Offered } from '@allod/collections';
import { certificate } from '@allod/storage';
import type { CloseInfo, Link } from '@allod/transport';
import { decodeFrame, encodeFrame, itemFromParts } from '@allod/transport/frames';
import type { HelloMessage, Item, Message, OpenMessage, ReceivedMessage } from '@allod/transport/frames';
import { connectWebSocket } from '@allod/transport/websocket';

type Named<M extends ReceivedMessage['m']> = Extract<ReceivedMessage, { readonly m: M }>;

export const HELLO: HelloMessage = {
  m: 'hello',
  v: ['allod1'],
  ft: [],
  mf: 1_048_576,
  wn: 1_048_576,
  st: new Uint8Array(8).fill(99),
};

export const idBytes = (id: string): Uint8Array => new Uint8Array(Buffer.from(id, 'base64url'));

const EMPTY = certificate([]);

/** Asks for a space of which nothing is held. */
export function open(space: string, s = 0): OpenMessage {
  return { m: 'open', s, sp: idBytes(space), live: true, n: 0, ce: EMPTY, heads: [] };
}

export const itemOf = ({ parts, body }: Offered): Item => itemFromParts(parts, body);

export class RawClient {
  readonly closed: Promise<CloseInfo>;
  readonly #link: Link;
  readonly #received: ReceivedMessage[] = [];
  #waiting: (() => void) | undefined;
  #isClosed = false;

  constructor(link: Link) {
    this.#link = link;
    this.closed = new Promise((resolve) => {
      link.listen({
        frame: (bytes) => this.#take(bytes),
        closed: (info) => {
          this.#isClosed = true;
          resolve(info);
          this.#waiting?.();
        },
      });
    });
  }

  send(...messages: Message[]): void {
    this.sendBytes(encodeFrame(messages));
  }

  sendBytes(frame: Uint8Array): void {
    this.#link.send(frame);
  }

  /** The next message of a name; others that come before it are passed over. */
  async next<M extends ReceivedMessage['m']>(m: M): Promise<Named<M>> {
    for (;;) {
      const at = this.#received.findIndex((each) => each.m === m);
      if (at !== -1) return this.#received.splice(0, at + 1).at(-1) as Named<M>;
      if (this.#isClosed) throw new Error(`the link ended before "${m}" came`);
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }

  close(): void {
    this.#link.close(1000);
  }

  #take(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (!frame.ok) throw new Error(frame.error.code);
    this.#received.push(...frame.value);
    this.#waiting?.();
  }
}

/** Connects, and has said hello. */
export async function connect(linkUrl: string, hello: Partial<HelloMessage> = {}): Promise<RawClient> {
  const link = await connectWebSocket(linkUrl);
  if (!link.ok) throw new Error(link.error.code);
  const client = new RawClient(link.value);
  client.send({ ...HELLO, ...hello });
  return client;
}

/** Offers items of one space, and gives the answer: the codes of what was not accepted, by place. */
export async function offer(
  client: RawClient,
  space: string,
  items: readonly Offered[],
  s = 0,
): Promise<(readonly [number, string])[]> {
  client.send(open(space, s));
  await client.next('opened');
  client.send({ m: 'items', s, q: 0, i: items.map(itemOf) });
  return [...(await client.next('ack')).no];
}
