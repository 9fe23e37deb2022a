import { decodeSequence, encodeMessage } from '@allod/transport/frames';
import { readTree } from '../cbor-tree.ts';
import { bombs } from '../corpus/bombs.ts';
import type { Material } from '../corpus/material.ts';
import { messagesOfPack } from '../corpus/pack-messages.ts';
import { demand } from '../fault.ts';
import { nearSequence } from '../grammar/message.ts';
import type { Input } from '../input.ts';
import { ACCEPTED, codeOf } from '../target.ts';
import type { Target } from '../target.ts';
import { assertInverse, assertLimits, FRAME_CODES } from './message-laws.ts';

/** The verdict on bytes that may go on. */
const MORE = 'more';

/** The messages of a pack, one after the other from bytes that may go on. (06 §5) */
export function sequenceTarget({ vectors }: Material, decode: typeof decodeSequence = decodeSequence): Target {
  const messages = vectors.packs.flatMap(messagesOfPack);
  return {
    name: 'sequence',
    corpus: [...messages, ...bombs().map(({ bytes }) => bytes)].map((bytes) => [bytes]),
    grammar: nearSequence.map((bytes) => [bytes]),
    judge: ([bytes = new Uint8Array()]: Input) => {
      const step = decode(bytes);
      if (step.kind === 'fault') return codeOf(step.error, FRAME_CODES);
      if (step.kind === 'more') {
        demand(step.atLeast > bytes.length, 'prefix', `asks for ${step.atLeast} bytes and has ${bytes.length}`);
        return MORE;
      }
      const { message, length } = step;
      const read = readTree(bytes);
      demand(read.end === length, 'value', `takes ${length} bytes for ${read.end}`);
      assertLimits({ message, read });
      const encoded = encodeMessage(message);
      const again = decode(encoded);
      demand(again.kind === 'message', 'inverse', 'what was accepted is refused when it is encoded again');
      assertInverse([{ message, read }], { bytes: bytes.subarray(0, length), encoded, again: [again.message] });
      assertBeginnings(bytes.subarray(0, length), decode);
      return ACCEPTED;
    },
  };
}

/** Every proper beginning of a message needs more, and never more than the message has. */
function assertBeginnings(bytes: Uint8Array, decode: typeof decodeSequence): void {
  for (const cut of new Set([0, 1, bytes.length >> 2, bytes.length >> 1, bytes.length - 1])) {
    const step = decode(bytes.subarray(0, cut));
    demand(step.kind === 'more', 'prefix', `its first ${cut} bytes are taken for something whole or faulty`);
    demand(
      step.atLeast > cut && step.atLeast <= bytes.length,
      'prefix',
      `asks for ${step.atLeast} of ${bytes.length} bytes`,
    );
  }
}
