import { isDeepStrictEqual } from 'node:util';
import {
  decodeFrame,
  encodeFrame,
  encodeMessage,
  MAX_MESSAGES,
  messageFromJson,
  messageLength,
  messageToJson,
} from '@allod/transport/frames';
import type { ReceivedMessage } from '@allod/transport/frames';
import { readTree } from '../cbor-tree.ts';
import type { ReadTree } from '../cbor-tree.ts';
import type { Material } from '../corpus/material.ts';
import { demand } from '../fault.ts';
import { nearFrame } from '../grammar/message.ts';
import type { Input } from '../input.ts';
import { ACCEPTED, codeOf } from '../target.ts';
import type { Target } from '../target.ts';
import { bombs } from '../corpus/bombs.ts';
import { assertInverse, assertLimits, FRAME_CODES } from './message-laws.ts';

/** Frames of messages as strict CBOR. (SYN-004 to SYN-009) */
export function frameTarget({ vectors }: Material, decode: typeof decodeFrame = decodeFrame): Target {
  return {
    name: 'frame',
    corpus: [...vectors.frames, ...bombs().map(({ bytes }) => bytes)].map((bytes) => [bytes]),
    grammar: nearFrame.map((bytes) => [bytes]),
    judge: ([bytes = new Uint8Array()]: Input) => {
      const result = decode(bytes);
      if (!result.ok) return codeOf(result.error, FRAME_CODES);
      assertFrame(bytes, { messages: result.value, decode });
      return ACCEPTED;
    },
  };
}

function assertFrame(
  bytes: Uint8Array,
  { messages, decode }: { readonly messages: readonly ReceivedMessage[]; readonly decode: typeof decodeFrame },
): void {
  demand(messages.length >= 1 && messages.length <= MAX_MESSAGES, 'limit', `${messages.length} messages`);
  const reads = readAll(bytes);
  demand(reads.length === messages.length, 'value', `${messages.length} messages of ${reads.length} maps`);
  const accepted = messages.map((message, i) => ({ message, read: reads[i]! }));
  for (const [i, each] of accepted.entries()) {
    assertLimits(each);
    const begin = reads[i - 1]?.end ?? 0;
    demand(messageLength(each.message) === each.read.end - begin, 'value', 'its length is not what it took');
  }
  const encoded = encodeFrame(messages);
  const again = decode(encoded);
  demand(again.ok, 'inverse', 'what was accepted is refused when it is encoded again');
  assertInverse(accepted, { bytes, encoded, again: again.value });
  for (const message of messages) {
    demand(
      isDeepStrictEqual(messageFromJson(messageToJson(message)), message),
      'inverse',
      'its JSON form says something else',
    );
  }
  const joined = Buffer.concat(messages.map(encodeMessage));
  demand(joined.equals(encoded), 'agreement', 'encodeFrame is not what encodeMessage gives one after the other');
}

function readAll(bytes: Uint8Array): ReadTree[] {
  const reads: ReadTree[] = [];
  for (let at = 0; at < bytes.length; at = reads.at(-1)!.end) reads.push(readTree(bytes, at));
  return reads;
}
