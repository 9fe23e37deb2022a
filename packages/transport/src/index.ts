/** Links: what carries frames between two ends. Chapter 07 §1. */
export { CLOSE_CODE_BY_ERROR, CLOSE_GOING_AWAY, CLOSE_LOST } from './close-codes.ts';
export { HIGH_WATER_BYTES, MAX_FRAME_BYTES } from './link.ts';
export type { CloseInfo, Link, LinkHandlers } from './link.ts';
export { linkPair } from './link-pair.ts';
