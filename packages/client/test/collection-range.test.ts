import { compareBytes } from '@allod/core/bytes';
import { collectionHash } from '@allod/storage';
import { describe, expect, it } from 'vitest';
import { collectionRange } from '../src/spaces.ts';

describe('the order keys of a collection', () => {
  it('begin with its hash, and end before the next one', () => {
    const hash = collectionHash('v:a');
    const { lo, hi } = collectionRange('v:a');
    expect(lo).toEqual(hash);
    expect(compareBytes(hi!, new Uint8Array([...hash, ...new Uint8Array(40).fill(255)]))).toBe(1);
    expect(hi!.slice(0, 7)).toEqual(hash.slice(0, 7));
  });

  it('carry where the last byte of the hash is the greatest', () => {
    let n = 0;
    while (collectionHash(`v:${n}`).at(-1) !== 255) n++;
    const hash = collectionHash(`v:${n}`);
    const { hi } = collectionRange(`v:${n}`);
    expect(hi!.at(-1)).toBe(0);
    expect(compareBytes(hi!, hash)).toBe(1);
    expect(hi![6]).toBe((hash[6]! + 1) % 256);
  });
});
