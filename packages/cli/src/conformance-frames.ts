/** The reference adapter for frames. */
import { accept } from '@allod/core/errors';
import { decodeFrame, encodeFrame, messageFromJson, messageToJson } from '@allod/transport/frames';
import type { JsonMessage } from '@allod/transport/frames';
import { fromBytes, map, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

export const frames: Commands = {
  'frame.decode': async ({ bytes }: { bytes: Bytes }) =>
    map(decodeFrame(toBytes(bytes)), (messages) => ({ messages: messages.map(messageToJson) })),
  'frame.encode': async ({ messages }: { messages: JsonMessage[] }) =>
    accept({ bytes: fromBytes(encodeFrame(messages.map(messageFromJson))) }),
};
