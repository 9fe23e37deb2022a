import { concatBytes } from '@allod/core/bytes';
import { HIGH_WATER_BYTES } from '@allod/transport';
import type { Link } from '@allod/transport';

/** The least that everybody takes, in bytes: what holds before the other side has said more. */
const LEAST_FRAME_BYTES = 131_072;
/** Messages in one frame. (SYN-004) */
const MAX_MESSAGES = 1_024;

/** Messages on their way to a link, in as few frames as they fit. */
export class Outbox {
  readonly #link: Link;
  readonly #frames: Uint8Array[] = [];
  #messages: Uint8Array[] = [];
  #bytes = 0;
  /** Longest frame that the other side takes, in bytes. */
  frameBytes: number = LEAST_FRAME_BYTES;

  constructor(link: Link) {
    this.#link = link;
  }

  add(message: Uint8Array): void {
    if (this.#bytes + message.length > this.frameBytes || this.#messages.length === MAX_MESSAGES) this.#closeFrame();
    this.#messages.push(message);
    this.#bytes += message.length;
  }

  /** Gives the link what it takes. Says whether all is gone. (TRN-010) */
  flush(): boolean {
    this.#closeFrame();
    while (this.#frames.length > 0 && this.#link.buffered <= HIGH_WATER_BYTES) this.#link.send(this.#frames.shift()!);
    return this.#frames.length === 0;
  }

  #closeFrame(): void {
    if (this.#messages.length === 0) return;
    this.#frames.push(this.#messages.length === 1 ? this.#messages[0]! : concatBytes(this.#messages));
    this.#messages = [];
    this.#bytes = 0;
  }
}
