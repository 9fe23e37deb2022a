// Who signs in the scenarios: devices, cold keys and the one-time keys of invites.
import { createPrivateKey, sign } from 'node:crypto';
import * as ed25519 from '@allod/conformance-model/ed25519';
import { actor, derive, LABELS, signAs, type Label } from '../actors.ts';
import * as craft from '../craft.ts';
import { base64url, octets, type ValueObject } from '../value.ts';
import { coldSeed } from './users.ts';

/** A key, by the name that scenarios give it. */
export interface NamedKey {
  readonly kid: string;
  readonly alg: string;
  readonly jwk: ValueObject;
  readonly isHardware: boolean;
  sign(text: string): string;
}

const keyByName = new Map<string, NamedKey>();

/** `kit:alice` is a cold key, `key:link` that of an invite, `alice/phone` a device; `alice` alone is the phone of Alice. */
export function keyNamed(name: string): NamedKey {
  const label = name.includes('/') || name.includes(':') ? name : `${name}/phone`;
  const known = keyByName.get(label);
  if (known !== undefined) return known;
  const key = makeKey(label);
  keyByName.set(label, key);
  return key;
}

function makeKey(label: string): NamedKey {
  const known = LABELS.find((each) => each === label);
  return known === undefined ? fromSeed(seedOf(label)) : ofActor(known);
}

function seedOf(label: string): Uint8Array {
  const [kind = '', name = ''] = label.split(':');
  if (kind === 'kit') return coldSeed(name);
  return kind === 'key' ? derive(`${name}/invite`) : derive(label);
}

function ofActor(label: Label): NamedKey {
  const { kid, alg, jwk, seed } = actor(label);
  const isHardware = alg === 'ES256';
  const ofCard = (text: string): string => base64url(signAs(label, octets(text)));
  return { kid, alg, jwk: { ...jwk }, isHardware, sign: isHardware ? ofCard : signerOf(seed) };
}

function fromSeed(seed: Uint8Array): NamedKey {
  const jwk = craft.jwkOf(ed25519.publicKey(seed));
  return { kid: craft.kidOf(jwk), alg: 'Ed25519', jwk, isHardware: false, sign: signerOf(seed) };
}

// The DER prefix of a PKCS #8 Ed25519 private key (RFC 8410); the 32 bytes follow.
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs with the platform, which is a hundred times faster than the model; RFC 8032 leaves one signature. */
function signerOf(seed: Uint8Array): NamedKey['sign'] {
  const key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return (text) => base64url(sign(null, octets(text), key));
}

/** The members of a newcomer that is a device: its key, and that it lives in hardware if it does. */
export function statedDevice(name: string): ValueObject {
  const { jwk, isHardware } = keyNamed(name);
  return { sig: jwk, ...(isHardware ? { hw: true } : {}) };
}
