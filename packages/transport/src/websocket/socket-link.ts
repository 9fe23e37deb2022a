import type { RawData } from 'ws';
import { assertClose, CLOSE_CODE_BY_ERROR } from '../close-codes.ts';
import { Inbox } from '../inbox.ts';
import { HIGH_WATER_BYTES } from '../link.ts';
import type { CloseInfo, Link, LinkHandlers } from '../link.ts';
import type { FrameSocket } from './frame-socket.ts';

/** An open WebSocket as a link. Until somebody listens, nothing is read from the network. */
export class SocketLink implements Link {
  readonly #socket: FrameSocket;
  readonly #inbox = new Inbox();
  #over = false;
  #above = false;

  constructor(socket: FrameSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', (code, reason) => this.#end({ code, reason: String(reason) }));
    // `close` follows every error, but may wait for the other side when ws itself has closed the socket.
    socket.on('error', () => {
      if (socket.said !== undefined) this.#end(socket.said);
    });
    socket.pause();
  }

  get buffered(): number {
    return this.#over ? 0 : this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    if (this.#over) return;
    if (this.buffered > HIGH_WATER_BYTES) throw new RangeError('the link is above its high-water mark');
    this.#socket.send(frame, { binary: true }, () => this.#sent());
    this.#above ||= this.buffered > HIGH_WATER_BYTES;
  }

  listen(handlers: LinkHandlers): void {
    this.#inbox.listen(handlers);
    this.#socket.resume();
  }

  close(code: number, reason = ''): void {
    assertClose(code, reason);
    if (this.#over) return;
    this.#over = true;
    this.#inbox.stop();
    this.#socket.close(code, reason);
    // Read on for the other side's answer. The caller does not wait for it: a side that is gone gives none.
    this.#socket.resume();
    queueMicrotask(() => this.#inbox.closed({ code, reason }));
  }

  #sent(): void {
    if (this.#over || !this.#above || this.buffered > HIGH_WATER_BYTES) return;
    this.#above = false;
    this.#inbox.drained();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#over) return;
    if (!isBinary) this.close(CLOSE_CODE_BY_ERROR['E_FRAME']!, 'E_FRAME');
    else this.#inbox.frame(bytesOf(data));
  }

  #end(info: CloseInfo): void {
    if (this.#over) return;
    this.#over = true;
    this.#inbox.closed(info);
  }
}

/** A plain view of a message: `Buffer` overrides `slice` to share memory. */
function bytesOf(data: RawData): Uint8Array {
  if (!(data instanceof Uint8Array)) throw new TypeError('a socket was told to give its messages as buffers');
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}
