// The people of the vectors. Every key comes from its label, so that anybody can make it again.
import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { createModel, type TpOutcome } from '@allod/conformance-model';
import * as ed25519 from '@allod/conformance-model/ed25519';
import * as p256 from '@allod/conformance-model/p256';
import { base64url, bytesValue, type Value, type ValueObject } from './value.ts';

/** The text whose SHA-256 is the input key material of every derivation. */
export const SEED_LABEL = 'allod1 conformance v1';

/** The label of a device: `user/device`, or a relay. */
export const LABELS = [
  'alice/phone',
  'alice/laptop',
  'bob/phone',
  'bob/laptop',
  'carol/phone',
  'dave/phone',
  'erin/phone',
  'mallory/phone',
  'relay1',
  'relay2',
  'alice/card',
  'bob/card',
] as const;

/** The labels whose keys live in hardware that only has P-256. */
export const CARDS: readonly Label[] = ['alice/card', 'bob/card'];

/** One of the labels of keys.json. */
export type Label = (typeof LABELS)[number];

/** A public key for signatures. */
export type SigningJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** A device of the vectors. */
export interface Actor {
  readonly label: Label;
  readonly alg: 'Ed25519' | 'ES256';
  readonly seed: Uint8Array;
  readonly jwk: SigningJwk;
  readonly kid: string;
}

const model = createModel();
const ikm = createHash('sha256').update(SEED_LABEL).digest();

/** 32 bytes for a label: HKDF-SHA-256 with empty salt and the label as info. */
export function derive(label: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', ikm, new Uint8Array(0), label, 32));
}

/** What the model answers; throws when it refuses. */
export function answer(command: string, input: Value): ValueObject {
  const outcome: TpOutcome = model.handle(command, input);
  if (!('ok' in outcome)) throw new RangeError(`${command}: ${JSON.stringify(outcome)}`);
  return outcome.ok as ValueObject;
}

const actorByLabel = new Map<Label, Actor>(LABELS.map((label) => [label, makeActor(label)]));

function makeActor(label: Label): Actor {
  const seed = derive(label);
  const alg = CARDS.includes(label) ? 'ES256' : 'Ed25519';
  const jwk = alg === 'ES256' ? p256Jwk(scalarOf(seed)) : ed25519Jwk(seed);
  const { kid } = answer('key.thumbprint', { jwk: { ...jwk } });
  return { label, alg, seed, jwk, kid: String(kid) };
}

function ed25519Jwk(seed: Uint8Array): SigningJwk {
  return answer('key.derive', { seed: bytesValue(seed) })['jwk'] as SigningJwk & ValueObject;
}

/** The public key of a private scalar, as a JWK. */
export function p256Jwk(scalar: bigint): SigningJwk {
  const { x, y } = p256.publicKey(scalar);
  return { kty: 'EC', crv: 'P-256', x: base64url(p256.bytesOf(x)), y: base64url(p256.bytesOf(y)) };
}

/** The private scalar of a seed. Throws RangeError for a seed from n on, so that `d` of the private JWK is the seed itself. */
export function scalarOf(seed: Uint8Array): bigint {
  const scalar = p256.integerOf(seed);
  if (scalar < 1n || scalar >= p256.N) throw new RangeError('this seed is no private scalar: choose another label');
  return scalar;
}

/** The device with this label. */
export function actor(label: Label): Actor {
  const found = actorByLabel.get(label);
  if (found === undefined) throw new RangeError(`${label} is not in the cast`);
  return found;
}

const signatureByInput = new Map<string, Uint8Array>();

/** The signature of a device: as RFC 8032 gives it, or for a card with the nonce of RFC 6979 and the smaller second half. */
export function signAs(label: Label, message: Uint8Array): Uint8Array {
  // Bases are signed again for every fault that is undone, and the model's arithmetic is plain, not fast.
  const input = `${label} ${createHash('sha256').update(message).digest('hex')}`;
  const known = signatureByInput.get(input);
  if (known !== undefined) return Uint8Array.from(known);
  const { alg, seed } = actor(label);
  const signature = alg === 'ES256' ? p256.sign(scalarOf(seed), message) : ed25519.sign(seed, message);
  signatureByInput.set(input, Uint8Array.from(signature));
  return signature;
}

// The DER prefix of a PKCS #8 X25519 private key (RFC 8410); the 32 bytes follow.
const X25519_PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The X25519 public key of 32 bytes, as a JWK. */
export function x25519Jwk(secret: Uint8Array): { kty: 'OKP'; crv: 'X25519'; x: string } {
  const key = createPrivateKey({ key: Buffer.concat([X25519_PKCS8, secret]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'X25519', x: String(x) };
}

/** The contents of keys.json. */
export function keysFile(): ValueObject {
  return {
    $schema: './schema/keys.schema.json',
    description:
      'Keys of the vectors, each made from its label. The secret of a key is in the open: never use one for anything else.',
    derivation: {
      seed: 'HKDF-SHA-256(ikm = SHA-256(ASCII(ikmLabel)), salt = empty, info = ASCII(label), 32 bytes)',
      ikmLabel: SEED_LABEL,
      jwk: 'Ed25519 public key (RFC 8032) of the seed; with crv P-256, of the seed as private scalar: big-endian, and from 1 to n − 1 for every label here',
      kid: 'RFC 7638 SHA-256 thumbprint of jwk',
      enc: 'X25519 public key (RFC 7748) of the secret that is derived with info = label + "/enc"',
    },
    keys: LABELS.map((label) => {
      const { seed, jwk, kid } = actor(label);
      const secret = derive(`${label}/enc`);
      return {
        label,
        seed: base64url(seed),
        jwk: { ...jwk },
        kid,
        enc: { secret: base64url(secret), jwk: x25519Jwk(secret) },
      };
    }),
  };
}
