import { decodeFrame, decodeSequence, MAX_INFLATED_BYTES } from '@allod/transport/frames';
import { readPack } from '@allod/sync';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bombs } from '../src/corpus/bombs.ts';
import { createWidePack } from '../src/corpus/wide-pack.ts';
import { takenBytes } from '../src/examine.ts';

/** What is inflated, a copy of it as values, and what the decoder and the test themselves leave behind. */
const ALLOWED_BYTES = 4 * MAX_INFLATED_BYTES;

// What was left over before would be given back meanwhile, and hide what is taken.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function grownBy(decode: () => unknown): Promise<number> {
  collectGarbage();
  const before = takenBytes();
  await decode();
  return takenBytes() - before;
}

describe('bytes that promise more than there is', () => {
  it.each(bombs())('SYN-009 never takes memory for what is promised: $name', async ({ bytes }) => {
    expect(await grownBy(() => decodeFrame(bytes))).toBeLessThan(ALLOWED_BYTES + 64 * bytes.length);
    expect(await grownBy(() => decodeSequence(bytes))).toBeLessThan(ALLOWED_BYTES + 64 * bytes.length);
  });

  it('a pack of 2,048 spaces takes no more memory than its messages and what it holds', async () => {
    const pack = createWidePack();
    const read = async (): Promise<void> => {
      const chunks = async function* (): AsyncGenerator<Uint8Array> {
        yield pack;
      };
      for await (const step of readPack(chunks())) expect(step.kind).toMatch(/^(?:spaces|fault)$/);
    };
    expect(await grownBy(read)).toBeLessThan(ALLOWED_BYTES);
  });
});
