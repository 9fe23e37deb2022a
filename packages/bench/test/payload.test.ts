import { describe, expect, it } from 'vitest';
import { payload, PAYLOAD_BYTES } from '../src/payload.ts';

describe('payload', () => {
  it('is JSON of exactly 100 bytes for every record', () => {
    for (const n of [0, 9, 10, 99_999, 100_000])
      expect(Buffer.byteLength(JSON.stringify(payload(n)))).toBe(PAYLOAD_BYTES);
  });

  it('is the same in every run, and another for every record', () => {
    expect(payload(7)).toEqual(payload(7));
    expect(payload(7).text).not.toBe(payload(8).text);
  });
});
