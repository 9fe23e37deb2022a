import { createECDH, createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Key {
  readonly label: string;
  readonly seed: string;
  readonly jwk: { readonly kty: string; readonly x: string; readonly y?: string };
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

function p256(scalar: Buffer): { x: string; y: string } {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  return { x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
}

function thumbprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

const ed25519Keys = file.keys.filter(({ jwk }) => jwk.kty === 'OKP');
const p256Keys = file.keys.filter(({ jwk }) => jwk.kty === 'EC');

describe('keys.json', () => {
  test.each(file.keys)('the secrets of $label can be made again from its label', ({ label, seed, enc }) => {
    expect(seed).toBe(derive(label).toString('base64url'));
    expect(enc.secret).toBe(derive(`${label}/enc`).toString('base64url'));
    expect(enc.jwk.x).toBe(publicX(derive(`${label}/enc`), '6e'));
  });

  test.each(ed25519Keys)('$label is the Ed25519 key of its seed', ({ label, jwk, kid }) => {
    expect(jwk.x).toBe(publicX(derive(label), '70'));
    expect(kid).toBe(thumbprint(`{"crv":"Ed25519","kty":"OKP","x":"${jwk.x}"}`));
  });

  test.each(p256Keys)('$label is the P-256 key of its seed as private scalar', ({ label, jwk, kid }) => {
    const { x, y } = p256(derive(label));
    expect(jwk).toEqual({ kty: 'EC', crv: 'P-256', x, y });
    expect(kid).toBe(thumbprint(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`));
  });

  test('both kinds of keys are there', () => {
    expect(ed25519Keys).toHaveLength(10);
    expect(p256Keys).toHaveLength(2);
  });
});
