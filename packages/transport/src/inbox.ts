import type { CloseInfo, LinkHandlers } from './link.ts';

/** What arrives at one end of a link, kept until somebody listens. After `closed`, nothing is delivered any more. */
export class Inbox {
  #handlers: LinkHandlers | undefined;
  #waiting: Uint8Array[] = [];
  #closed: CloseInfo | undefined;

  get listening(): boolean {
    return this.#handlers !== undefined;
  }

  listen(handlers: LinkHandlers): void {
    if (this.#handlers !== undefined) throw new TypeError('a link is listened to once');
    this.#handlers = handlers;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) handlers.frame(frame);
    if (this.#closed !== undefined) handlers.closed(this.#closed);
  }

  frame(bytes: Uint8Array): void {
    if (this.#closed !== undefined) return;
    if (this.#handlers === undefined) this.#waiting.push(bytes);
    else this.#handlers.frame(bytes);
  }

  drained(): void {
    this.#handlers?.drained?.();
  }

  closed(info: CloseInfo): void {
    if (this.#closed !== undefined) return;
    this.#closed = info;
    this.#handlers?.closed(info);
  }
}
