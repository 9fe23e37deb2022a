import { linkPair } from '@allod/transport';
import { linkCases } from '@allod/transport/testing';
import { describe, expect, test } from 'vitest';

// The ids come first, so that the gate counts a case for what it is evidence for.
describe('a pair in one process', () => {
  for (const { title, requirements, run } of linkCases(async () => ({ ends: linkPair() }), false)) {
    test(`${[requirements.join(', '), title].join(' ').trim()} (in one process)`, async () => {
      await expect(run()).resolves.toBeUndefined();
    });
  }
});
