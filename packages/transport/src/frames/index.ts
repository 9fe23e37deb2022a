/** Frames: messages as strict CBOR, and back. Chapter 06 §3 and §5. */
export type * from '../generated/messages.ts';
export type { PackEndMessage, PackHeadMessage, PackMessage } from '../generated/pack-messages.ts';
export { compressItems } from './compress.ts';
export { decodeFrame, decodeSequence } from './decode.ts';
export type { SequenceStep } from './decode.ts';
export { encodeFrame, encodeMessage, messageLength } from './encode.ts';
export { itemFromParts, partsFromItem } from './item.ts';
export { messageFromJson, messageToJson } from './json.ts';
export type { JsonMessage } from './json.ts';
export type { FrameCode } from './judge.ts';
export { MAX_CBOR_DEPTH, MAX_INFLATED_BYTES, MAX_INFLATION_RATIO, MAX_ITEMS, MAX_MESSAGES } from './limits.ts';
export type { Received, ReceivedGot, ReceivedItems, ReceivedMessage } from './message.ts';
