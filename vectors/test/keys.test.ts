import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Key {
  readonly label: string;
  readonly seed: string;
  readonly jwk: { readonly x: string };
  readonly kid: string;
  readonly enc: { readonly secret: string; readonly jwk: { readonly x: string } };
}

const file = JSON.parse(readFileSync(new URL('../keys.json', import.meta.url), 'utf8')) as { keys: Key[] };

// Written from the README alone, with the platform's curves: it must not share code with the builders.
function derive(info: string): Buffer {
  const ikm = createHash('sha256').update('allod1 conformance v1').digest();
  return Buffer.from(hkdfSync('sha256', ikm, Buffer.alloc(0), info, 32));
}

function publicX(seed: Buffer, algorithm: '6e' | '70'): string {
  const der = Buffer.concat([Buffer.from(`302e020100300506032b65${algorithm}04220420`, 'hex'), seed]);
  return String(
    createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' }).x,
  );
}

describe('keys.json', () => {
  test.each(file.keys)('$label can be made again from its label', ({ label, seed, jwk, kid, enc }) => {
    expect(seed).toBe(derive(label).toString('base64url'));
    expect(jwk.x).toBe(publicX(derive(label), '70'));
    expect(kid).toBe(createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${jwk.x}"}`).digest('base64url'));
    expect(enc.secret).toBe(derive(`${label}/enc`).toString('base64url'));
    expect(enc.jwk.x).toBe(publicX(derive(`${label}/enc`), '6e'));
  });
});
