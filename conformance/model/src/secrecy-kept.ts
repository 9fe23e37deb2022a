// Chapter 04 §5: the user of an enclave, and the shares of a kit.
import * as ed25519 from './ed25519.ts';
import type { Model } from './model.ts';
import { hash } from './secrecy-primitives.ts';

/** A share of a kit, as it is written. */
export interface Share {
  /** How many are needed. */
  readonly needed: number;
  readonly values: Uint8Array;
  readonly point: number;
}

/** What is derived for the user of an enclave, and his name. */
export interface EnclaveText {
  readonly what: 'sig' | 'salt';
  readonly name: string;
}

/** The first op of a log, signed. */
export interface SignedInit {
  readonly id: string;
  readonly st: string;
  readonly sig: string;
}

const ENTROPY_BYTES = 32;
const CHECK_BYTES = 4;
const SALT_BYTES = 16;
const VERSION = 1;
const SHARE = /^allod-share-1-([2-9]|1[0-6])-([A-Za-z0-9_-]{50})$/;
/** x^8 + x^4 + x^3 + x + 1. */
const POLYNOMIAL = 0x11b;

// §5.2

/** The user of an enclave, whom the secret key and the name make. SEC-047. */
export function enclaveUser(model: Model, secretKey: Uint8Array, name: string): SignedInit {
  const seed = model.enclaveKey(secretKey, { what: 'sig', name });
  const x = model.encodeBase64url(ed25519.publicKey(seed));
  const kid = model.thumbprint({ kty: 'OKP', crv: 'Ed25519', x });
  const salt = model.encodeBase64url(model.enclaveKey(secretKey, { what: 'salt', name }).subarray(0, SALT_BYTES));
  const entry = `{"kid":"${kid}","lvl":40,"sig":{"kty":"OKP","crv":"Ed25519","x":"${x}"}}`;
  const claims = `{"k":"init","kind":"user","salt":"${salt}","mem":[${entry}],"t":0}`;
  const header = `{"alg":"Ed25519","kid":"${kid}","typ":"allod-op"}`;
  const st = [header, claims].map((text) => model.encodeBase64url(new TextEncoder().encode(text))).join('.');
  const sig = model.encodeBase64url(ed25519.sign(seed, new TextEncoder().encode(st)));
  return { id: model.statementId(st), st, sig };
}

/** 32 bytes for the seed or the salt of that user. SEC-047. */
export function enclaveKey(model: Model, secretKey: Uint8Array, { what, name }: EnclaveText): Uint8Array {
  return model.deriveSecret(secretKey, `allod1/enclave/${what}\0${name.normalize('NFKC')}`);
}

// §5.3

/** The seed of a kit from shares of it. SEC-050, SEC-051, PRN-077. */
export function joinShares(model: Model, texts: readonly string[]): Uint8Array {
  const shares = texts.map((text) => model.readShare(text));
  const [{ needed } = { needed: Infinity }] = shares;
  const points = new Set(shares.map(({ point }) => point));
  model.when('SEC-051', shares.some((share) => share.needed !== needed) || points.size < shares.length, 'E_KIT');
  model.when('SEC-051', shares.length < needed, 'E_KIT');
  const entropy = model.valuesAt(shares.slice(0, needed), 0);
  const areOnOne = shares.slice(needed).every(({ values, point }) => {
    return model.valuesAt(shares.slice(0, needed), point).every((value, i) => value === values[i]);
  });
  model.when('SEC-051', !areOnOne, 'E_KIT');
  model.when('PRN-077', entropy[0] !== VERSION, 'E_KIT');
  return entropy.subarray(1);
}

/** A share from its text. SEC-050. */
export function readShare(model: Model, text: string): Share {
  const [, number = '', data = ''] = SHARE.exec(text) ?? [];
  model.when('SEC-050', number === '' || Buffer.from(data, 'base64url').toString('base64url') !== data, 'E_KIT');
  const bytes = Buffer.from(data, 'base64url');
  const [values, point] = [bytes.subarray(0, ENTROPY_BYTES), bytes[ENTROPY_BYTES] ?? 0];
  const needed = Number(number);
  const check = hash('allod1/share\0', Uint8Array.of(needed), values, Uint8Array.of(point)).subarray(0, CHECK_BYTES);
  model.when('SEC-050', point === 0 || !check.every((byte, i) => byte === bytes[ENTROPY_BYTES + 1 + i]), 'E_KIT');
  return { needed, values, point };
}

/** The values at a point of the polynomials through these shares, by Lagrange. */
export function valuesAt(_model: Model, shares: readonly Share[], at: number): Uint8Array {
  return Uint8Array.from({ length: ENTROPY_BYTES }, (_, i) => {
    return shares.reduce((sum, { values, point }) => {
      const others = shares.filter((other) => other.point !== point);
      const factor = others.reduce((f, other) => multiply(f, divide(at ^ other.point, point ^ other.point)), 1);
      return sum ^ multiply(values[i] ?? 0, factor);
    }, 0);
  });
}

/** The product in GF(2^8). */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let [left, shifted] = [b, a]; left > 0; left >>= 1) {
    if ((left & 1) === 1) product ^= shifted;
    shifted <<= 1;
    if (shifted > 255) shifted ^= POLYNOMIAL;
  }
  return product;
}

/** a times the power 254 of b. */
function divide(a: number, b: number): number {
  return Array.from({ length: 254 }, () => b).reduce(multiply, a);
}
