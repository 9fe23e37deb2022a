import { assertClose, CLOSE_CODE_BY_ERROR } from './close-codes.ts';
import { Inbox } from './inbox.ts';
import { HIGH_WATER_BYTES, MAX_FRAME_BYTES } from './link.ts';
import type { CloseInfo, Link, LinkHandlers } from './link.ts';

/**
 * The two ends of a link inside one process. Frames arrive in microtasks and are not copied: both sides hold the same bytes.
 * A frame of more than 1,048,576 bytes closes it with 4413, as on any link. (TRN-001)
 */
export function linkPair(): [Link, Link] {
  const [a, b] = [new PairEnd(), new PairEnd()];
  [a.other, b.other] = [b, a];
  return [a, b];
}

class PairEnd implements Link {
  /** The other end. */
  other: PairEnd = this;
  readonly #inbox = new Inbox();
  /** What this side has sent and the other has not been given yet; a `CloseInfo` is the last of it. */
  #sent: (Uint8Array | CloseInfo)[] = [];
  #buffered = 0;
  #delivering = false;
  /** Whether this side closed the link, or was told. */
  #over = false;

  get buffered(): number {
    return this.#buffered;
  }

  send(frame: Uint8Array): void {
    if (this.#over) return;
    if (this.#buffered > HIGH_WATER_BYTES) throw new RangeError('the link is above its high-water mark');
    this.#buffered += frame.length;
    this.#sent.push(frame);
    this.#deliverSoon();
  }

  listen(handlers: LinkHandlers): void {
    this.#inbox.listen(handlers);
    this.other.#deliverSoon();
  }

  close(code: number, reason = ''): void {
    assertClose(code, reason);
    if (this.#over) return;
    this.#over = true;
    this.#inbox.stop();
    const info = { code, reason };
    this.#sent.push(info);
    this.#deliverSoon();
    queueMicrotask(() => this.#inbox.closed(info));
  }

  #deliverSoon(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    queueMicrotask(() => {
      this.#delivering = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    while (this.#sent.length > 0 && this.other.#inbox.listening) {
      const next = this.#sent.shift()!;
      if (next instanceof Uint8Array) this.#hand(next);
      else this.other.#told(next);
    }
  }

  #hand(frame: Uint8Array): void {
    const wasAbove = this.#buffered > HIGH_WATER_BYTES;
    this.#buffered -= frame.length;
    this.other.#receive(frame);
    if (wasAbove && this.#buffered <= HIGH_WATER_BYTES) this.#inbox.drained();
  }

  #receive(frame: Uint8Array): void {
    if (this.#over) return;
    if (frame.length > MAX_FRAME_BYTES) this.close(CLOSE_CODE_BY_ERROR['E_LIMIT']!, 'E_LIMIT');
    else this.#inbox.frame(frame);
  }

  #told(info: CloseInfo): void {
    if (this.#over) return;
    this.#over = true;
    this.#sent = [];
    this.#buffered = 0;
    this.#inbox.closed(info);
  }
}
