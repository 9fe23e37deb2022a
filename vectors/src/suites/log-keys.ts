// Who signs in the scenarios: devices, cold keys and the one-time keys of invites.
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
  const { sign, ...made } = makeKey(label);
  const signatureByText = new Map<string, string>();
  const remembered = (text: string): string => {
    const signature = signatureByText.get(text) ?? sign(text);
    signatureByText.set(text, signature);
    return signature;
  };
  const key = { ...made, sign: remembered };
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
  const { kid, alg, jwk } = actor(label);
  const sign = (text: string): string => base64url(signAs(label, octets(text)));
  return { kid, alg, jwk: { ...jwk }, isHardware: alg === 'ES256', sign };
}

function fromSeed(seed: Uint8Array): NamedKey {
  const jwk = craft.jwkOf(ed25519.publicKey(seed));
  const sign = (text: string): string => base64url(ed25519.sign(seed, octets(text)));
  return { kid: craft.kidOf(jwk), alg: 'Ed25519', jwk, isHardware: false, sign };
}

/** The members of a newcomer that is a device: its key, and that it lives in hardware if it does. */
export function statedDevice(name: string): ValueObject {
  const { jwk, isHardware } = keyNamed(name);
  return { sig: jwk, ...(isHardware ? { hw: true } : {}) };
}
