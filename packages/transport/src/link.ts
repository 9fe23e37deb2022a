/** More bytes than this that are not sent yet: the sender holds back until `drained`. (TRN-010) */
export const HIGH_WATER_BYTES = 4_194_304;

/** Greatest length of a frame, in bytes, that a peer may offer to take. (TRN-001) */
export const MAX_FRAME_BYTES = 1_048_576;

/** How a link ended. */
export interface CloseInfo {
  /** Of the table of chapter 07 §2; 1000 to 1015 as in RFC 6455 §7.4, with 1006 for a link that was lost. */
  readonly code: number;
  /** Words for people, at most 123 bytes of UTF-8. Nothing is decided by them. */
  readonly reason: string;
}

/** Who listens to one end of a link. */
export interface LinkHandlers {
  /** One whole frame. Its bytes are the handler's, and may share memory with other frames. */
  frame(bytes: Uint8Array): void;
  /** Once, after the last frame: with what this side said when it closed the link itself, else with what the other side said, or 1006. */
  closed(info: CloseInfo): void;
  /** {@link Link.buffered} was above {@link HIGH_WATER_BYTES} and is not any more. */
  drained?(): void;
}

/** One end of what carries frames: whole, in order, each at most once. (07 §1) */
export interface Link {
  /**
   * Sends a frame; the caller does not change its bytes afterwards. On a link that is closed it does nothing: `closed` says so.
   * Throws `RangeError` while {@link Link.buffered} is above {@link HIGH_WATER_BYTES} (TRN-010).
   */
  send(frame: Uint8Array): void;
  /** Bytes that were given to `send` and have not left this side. */
  readonly buffered: number;
  /** Called once. What came before is delivered then, in order. Throws `TypeError` when called again. */
  listen(handlers: LinkHandlers): void;
  /**
   * Closes the link for both sides, after the frames that were sent. Nothing that arrives later is delivered. On a closed link it does nothing.
   * Throws `RangeError` for a code that is neither 1000 nor 3000 to 4999, and for a reason of more than 123 bytes.
   */
  close(code: number, reason?: string): void;
}
