import { createDecipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { derive } from '../src/actors.ts';
import { salamander } from '../src/salamander.ts';

const keys = [derive('test/one'), derive('test/other')] as const;
const iv = derive('test/iv').subarray(0, 12);

/** What the platform makes of it; throws when the tag does not hold. */
function opened(key: Uint8Array, aad: Uint8Array, made: { ciphertext: Uint8Array; tag: Uint8Array }): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(aad).setAuthTag(made.tag);
  return Buffer.concat([cipher.update(made.ciphertext), cipher.final()]);
}

describe('one ciphertext for two keys', () => {
  for (const [length, block, header] of [
    [64, 2, 20],
    [16, 0, 0],
    [70, 1, 33],
  ] as const)
    test(`${length} bytes, of which block ${block} is given up, beside ${header} others`, () => {
      const plaintext = new Uint8Array(length).fill(0x61);
      const aad = new Uint8Array(header).fill(0x62);
      const made = salamander({ keys, iv, aad, plaintext, block });
      const [one, other] = keys.map((key) => opened(key, aad, made));
      const kept = (bytes: Uint8Array): Uint8Array => bytes.filter((_, i) => Math.floor(i / 16) !== block);
      expect(kept(new Uint8Array(one!))).toEqual(kept(plaintext));
      expect(other).not.toEqual(one);
      expect(() => opened(derive('test/third'), aad, made)).toThrow();
    });
});
