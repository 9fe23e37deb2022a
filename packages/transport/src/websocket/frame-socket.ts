import { WebSocket } from 'ws';
import { CLOSE_CODE_BY_ERROR } from '../close-codes.ts';
import type { CloseInfo } from '../link.ts';

/** The subprotocol of version 1. (07 §2) */
export const SUBPROTOCOL = 'allod1';

/** What every WebSocket of ours has in common, on both sides. */
export const SOCKET_OPTIONS = {
  // No extension is offered, and none is agreed to. (TRN-012)
  perMessageDeflate: false,
  // A text message closes the link whatever is in it (TRN-011), so nobody has to read it.
  skipUTF8Validation: true,
  // Milliseconds that a socket stays after its link was closed, for the other side to agree.
  closeTimeout: 5_000,
};

/** What ws closes with by itself when a message is too long, or comes in too many parts. (RFC 6455 §7.4.1) */
const TOO_MUCH = new Set([1008, 1009]);

/** A WebSocket that closes with the code of chapter 07 §2 also where ws would give its own. (TRN-014) */
export class FrameSocket extends WebSocket {
  /** What ws closed it with by itself, because of what arrived. */
  said: CloseInfo | undefined;

  override close(code?: number, data?: string | Buffer): void {
    // With data it is our word, or the answer to the other side's, which stays as it is.
    if (data !== undefined || code === undefined) {
      super.close(code, data);
      return;
    }
    this.said = TOO_MUCH.has(code)
      ? { code: CLOSE_CODE_BY_ERROR['E_LIMIT']!, reason: 'E_LIMIT' }
      : { code, reason: '' };
    super.close(this.said.code, this.said.reason);
  }
}
