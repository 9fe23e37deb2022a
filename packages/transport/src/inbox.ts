import type { CloseInfo, LinkHandlers } from './link.ts';

/** What arrives at one end of a link, kept until somebody listens. After its end, nothing is delivered any more. */
export class Inbox {
  #handlers: LinkHandlers | undefined;
  #waiting: (Uint8Array | CloseInfo)[] = [];
  #delivering = false;
  #stopped = false;
  #ended = false;

  get listening(): boolean {
    return this.#handlers !== undefined;
  }

  listen(handlers: LinkHandlers): void {
    if (this.#handlers !== undefined) throw new TypeError('a link is listened to once');
    this.#handlers = handlers;
    this.#deliver();
  }

  /** No frame is delivered any more, not even one that waits: this side has closed the link. */
  stop(): void {
    this.#stopped = true;
    this.#waiting = this.#waiting.filter((each) => !(each instanceof Uint8Array));
  }

  frame(bytes: Uint8Array): void {
    if (this.#stopped || this.#ended) return;
    this.#waiting.push(bytes);
    this.#deliver();
  }

  drained(): void {
    this.#handlers?.drained?.();
  }

  closed(info: CloseInfo): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting.push(info);
    this.#deliver();
  }

  /** Hands over what waits. What a handler brings about meanwhile comes after it. */
  #deliver(): void {
    const handlers = this.#handlers;
    if (handlers === undefined || this.#delivering) return;
    this.#delivering = true;
    try {
      while (this.#waiting.length > 0) {
        const next = this.#waiting.shift()!;
        if (next instanceof Uint8Array) handlers.frame(next);
        else handlers.closed(next);
      }
    } finally {
      this.#delivering = false;
    }
  }
}
