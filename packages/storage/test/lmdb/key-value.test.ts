import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLmdbFiles } from '../../src/lmdb/open-files.ts';
import type { LmdbFiles } from '../../src/lmdb/open-files.ts';
import type { KeyValueWrite } from '../../src/key-value.ts';
import { createMemoryKeyValue } from '../../src/memory/memory-key-value.ts';
import { freshFolder } from './folder.ts';

async function opened(folder: string): Promise<LmdbFiles> {
  const files = await openLmdbFiles(folder);
  if (!files.ok) throw new Error(files.error.code);
  return files.value;
}

const key = fc.uint8Array({ minLength: 1, maxLength: 3, max: 3 });
const change: fc.Arbitrary<KeyValueWrite> = fc.tuple(key, fc.option(fc.uint8Array({ maxLength: 5000 }), { nil: null }));
const range = fc.record({ lo: key, hi: key, limit: fc.integer({ min: 1, max: 9 }), reverse: fc.boolean() });
const step = fc.record({
  changes: fc.array(change, { maxLength: 12 }),
  keys: fc.array(key),
  range,
  reopen: fc.boolean(),
});

it('the map on a disk answers as the map in memory does, also after it is opened again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const folder = freshFolder();
      const memory = createMemoryKeyValue();
      let { keyValue } = await opened(folder);
      for (const { changes, keys, range: asked, reopen } of steps) {
        expect(await keyValue.write(changes)).toEqual(await memory.write(changes));
        if (reopen) {
          await keyValue.close();
          ({ keyValue } = await opened(folder));
        }
        expect(await keyValue.get(keys)).toEqual(await memory.get(keys));
        expect(await keyValue.range(asked.lo, asked.hi, asked)).toEqual(await memory.range(asked.lo, asked.hi, asked));
      }
      await keyValue.close();
    }),
    { seed: 6_010, numRuns: 40 },
  );
});

it('STO-009 gives back a body in whole, in part, and past its end', async () => {
  const { keyValue, bodyFiles } = await opened(freshFolder());
  const dig = Buffer.alloc(32, 0xe5).toString('base64url');
  const body = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251);
  expect((await bodyFiles.put(dig, body)).ok).toBe(true);
  expect(await bodyFiles.get(dig)).toEqual(body);
  expect(await bodyFiles.get(dig, [500, 600])).toEqual(body.slice(500, 600));
  expect(await bodyFiles.get(dig, [19_990, 30_000])).toEqual(body.slice(19_990));
  expect(await bodyFiles.get(dig, [30_000, 30_001])).toEqual(new Uint8Array(0));
  expect(await bodyFiles.get(Buffer.alloc(32).toString('base64url'))).toBeUndefined();
  await keyValue.close();
});

it('STO-011 deletes a body once, and lists what is kept', async () => {
  const { keyValue, bodyFiles } = await opened(freshFolder());
  const digs = [1, 2, 3].map((fill) => Buffer.alloc(32, fill).toString('base64url'));
  for (const dig of digs) await bodyFiles.put(dig, Uint8Array.of(1));
  await bodyFiles.delete(digs[1]!);
  await bodyFiles.delete(digs[1]!);
  const listed: string[] = [];
  for await (const dig of bodyFiles.list()) listed.push(dig);
  expect(new Set(listed)).toEqual(new Set([digs[0], digs[2]]));
  expect(() => bodyFiles.get('short')).toThrow(RangeError);
  await keyValue.close();
});
