import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packJobs, readVerdicts, verifyPacked } from '../../src/platform/packed-jobs.ts';
import type { SignatureJob } from '../../src/platform/platform.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const jobs = fc.array(
  fc.record({
    key: bytes(32),
    signature: bytes(64),
    message: fc.uint8Array({ maxLength: 300 }),
    verdict: fc.boolean(),
  }),
);

test('jobs that were packed are each asked about once, in their order and byte for byte', () => {
  fc.assert(
    fc.property(jobs, (all) => {
      const asked: unknown[] = [];
      const packed = packJobs(all.map((job): SignatureJob => ({ ...job, alg: 'Ed25519', cache: {} })));
      verifyPacked(packed, (signature, message, key) => {
        asked.push([[...key], [...signature], [...message]]);
        return all[asked.length - 1]!.verdict;
      });
      expect(asked).toEqual(all.map(({ key, signature, message }) => [[...key], [...signature], [...message]]));
      expect(readVerdicts(packed, all.length)).toEqual(all.map(({ verdict }) => verdict));
    }),
  );
});
