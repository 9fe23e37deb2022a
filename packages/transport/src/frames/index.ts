/** Frames: messages as strict CBOR, and back. Chapter 06 §3 and §5. */
export type * from '../generated/messages.ts';
export type { PackEndMessage, PackHeadMessage, PackMessage } from '../generated/pack-messages.ts';
export { compressItems, MAX_INFLATED_BYTES, MAX_INFLATION_RATIO } from './compress.ts';
export { decodeFrame, decodeSequence, MAX_MESSAGES } from './decode.ts';
export type { SequenceStep } from './decode.ts';
export { encodeFrame, encodeMessage, messageLength } from './encode.ts';
export { itemFromParts, partsFromItem } from './item.ts';
export { messageFromJson, messageToJson } from './json.ts';
export type { JsonMessage } from './json.ts';
export type { FrameCode } from './judge.ts';
export type { Received, ReceivedGot, ReceivedItems, ReceivedMessage } from './message.ts';
