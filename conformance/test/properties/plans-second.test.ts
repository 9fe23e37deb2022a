import { expect, test } from 'vitest';
import { missesOf } from './share.ts';

test(
  'second half of the plans: order and duplicates change nothing, and no attack moves anybody else',
  { timeout: 600_000 },
  () => {
    expect(missesOf(2601, 2600)).toEqual({ told: [], below: [] });
  },
);
