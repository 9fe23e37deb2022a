// Keyboxes as the vectors make them, right and wrong.
import { createCipheriv } from 'node:crypto';
import { answer, derive, type Label } from '../actors.ts';
import { actor } from '../actors.ts';
import { base64url, bytesValue, join, octets, type Value, type ValueObject } from '../value.ts';
import {
  agreed,
  agreementJwk,
  deviceJwk,
  deviceKey,
  epochSecret,
  jwkOfEpoch,
  OWNER,
  publicBytes,
  wrapped,
  wrappingKey,
} from './secrecy-plan.ts';

/** The key and the initialization vector of every keybox here. */
export const CEK: Uint8Array = derive('keybox/cek');
export const IV: Uint8Array = derive('keybox/iv').subarray(0, 12);

/** The protected header as it is written. */
export const HEADER: ValueObject = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', typ: 'allod-keybox' };

const HOME = epochSecret('home');

/** A device as a recipient of `keybox.seal`. */
export function recipient(label: Label): ValueObject {
  const random = bytesValue(derive(`keybox/${label}`));
  return { kid: actor(label).kid, jwk: deviceJwk(label), random };
}

/** What `keybox.seal` is given for some devices. */
export function sealing(labels: readonly Label[], more: ValueObject = {}): ValueObject {
  const recipients = labels.map(recipient);
  return { log: OWNER, es: bytesValue(HOME), recipients, cek: bytesValue(CEK), iv: bytesValue(IV), ...more };
}

/** An honest keybox. */
export function keyboxFor(labels: readonly Label[], more: ValueObject = {}): Value {
  return answer('keybox.seal', sealing(labels, more))['body'] ?? null;
}

/** A keybox for the telephone of Alice that is made by hand. What is not said is as it has to be. */
export interface KeyboxPlan {
  /** The text of the protected header. */
  readonly header?: string;
  readonly plaintext?: string | Uint8Array;
  /** The ephemeral key as it is said, and what it is agreed on. */
  readonly epk?: Uint8Array;
  readonly shared?: Uint8Array;
  readonly tagBytes?: number;
  /** The whole, before it is written. */
  readonly change?: (box: ValueObject) => Value;
}

/** The telephone of Alice in that keybox. */
export function phoneIn(plan: Pick<KeyboxPlan, 'epk' | 'shared'> = {}): ValueObject {
  const ephemeral = derive('keybox/alice/phone');
  const { epk = publicBytes(ephemeral), shared = agreed(ephemeral, deviceJwk('alice/phone')) } = plan;
  const header = { kid: actor('alice/phone').kid, epk: agreementJwk(epk) };
  return { header, encrypted_key: base64url(wrapped(wrappingKey(shared), CEK)) };
}

/** What a keybox of the epoch holds. */
export function secretText(more: ValueObject = {}): string {
  return JSON.stringify({ log: OWNER, es: base64url(HOME), ...more });
}

/** The bytes of a keybox that is made by hand. */
export function keyboxOf(plan: KeyboxPlan = {}): Value {
  const { header = JSON.stringify(HEADER), plaintext = secretText(), tagBytes = 16, change = (box) => box } = plan;
  const text = base64url(octets(header));
  const cipher = createCipheriv('aes-256-gcm', CEK, IV).setAAD(octets(text));
  const ciphertext = join(cipher.update(join(plaintext)), cipher.final());
  const tag = cipher.getAuthTag().subarray(0, tagBytes);
  const parts = { iv: base64url(IV), ciphertext: base64url(ciphertext), tag: base64url(tag) };
  return bytesValue(octets(JSON.stringify(change({ protected: text, recipients: [phoneIn(plan)], ...parts }))));
}

/** What `keybox.open` is given for a device. */
export function opening(body: Value, label: Label = 'alice/phone', more: ValueObject = {}): ValueObject {
  const mine = { kid: actor(label).kid, private: bytesValue(deviceKey(label)) };
  return { body, log: OWNER, jwk: jwkOfEpoch(HOME), ...mine, ...more };
}
