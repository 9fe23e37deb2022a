// The people of the vectors. Every key comes from its label, so that anybody can make it again.
import { createHash, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { createModel, type TpOutcome } from '@allod/conformance-model';
import * as ed25519 from '@allod/conformance-model/ed25519';
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
] as const;

/** One of the labels of keys.json. */
export type Label = (typeof LABELS)[number];

/** A device of the vectors. */
export interface Actor {
  readonly label: Label;
  readonly seed: Uint8Array;
  readonly jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
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
  const { jwk } = answer('key.derive', { seed: bytesValue(seed) });
  const { kid } = answer('key.thumbprint', { jwk: jwk ?? null });
  return { label, seed, jwk: jwk as Actor['jwk'] & ValueObject, kid: String(kid) };
}

/** The device with this label. */
export function actor(label: Label): Actor {
  const found = actorByLabel.get(label);
  if (found === undefined) throw new RangeError(`${label} is not in the cast`);
  return found;
}

/** The Ed25519 signature of a device, as RFC 8032 gives it. */
export function signAs(label: Label, message: Uint8Array): Uint8Array {
  return ed25519.sign(actor(label).seed, message);
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
      jwk: 'Ed25519 public key (RFC 8032) of the seed',
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
