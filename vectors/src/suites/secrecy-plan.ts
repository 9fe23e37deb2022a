// Epochs, sealed bodies and keyboxes as the vectors make them, right and wrong.
import { createCipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import * as ed25519 from '@allod/conformance-model/ed25519';
import { actor, answer, derive, x25519Jwk, type Label } from '../actors.ts';
import {
  base64url,
  bytesValue,
  fromBase64url,
  isObject,
  join,
  octets,
  type Value,
  type ValueObject,
} from '../value.ts';
import { idOfNothing } from './users.ts';

/** The secret of an epoch with a name. */
export function epochSecret(name: string): Uint8Array {
  return derive(`epoch/${name}`);
}

/** The owner of the bodies. */
export const OWNER: string = idOfNothing('secrecy/home');

/** A place in a mutable collection, and one in an immutable one. */
export const PLACE: ValueObject = {
  iss: OWNER,
  col: 'v:com.example.notes',
  kid: actor('alice/phone').kid,
  seq: 3,
  tag: 'shopping',
};
export const IMMUTABLE: ValueObject = { iss: OWNER, col: 'i:com.example.photos', kid: actor('bob/phone').kid, seq: 10 };

/** What every body that opens speaks for. */
export const OPENED: readonly string[] = ['SEC-028', 'SEC-029', 'SEC-030', 'SEC-033', 'SEC-034', 'SEC-035', 'SEC-038'];

/** The arguments of a request. */
export function opening(body: Value, access: ValueObject, place: ValueObject = PLACE): ValueObject {
  return { body, slot: place, with: access };
}

/** What the random generator gives, and what the device keeps, unless a case says otherwise. */
export const RANDOM: ValueObject = bytesValue(derive('secrecy/random'));
export const DEVICE_SECRET: ValueObject = bytesValue(derive('secrecy/device'));

/** All keys that lead to a body. */
export function keysFor(secret: Uint8Array, place: ValueObject = PLACE): Record<string, Uint8Array> {
  const { col = '', tag } = place;
  const input = { es: bytesValue(secret), col, slot: place, ...(tag === undefined ? {} : { tag }) };
  const entries = Object.entries(answer('epoch.keys', input));
  return Object.fromEntries(entries.flatMap(([name, value]) => (isBytes(value) ? [[name, bytesIn(value)]] : [])));
}

/** The public key of an epoch. */
export function jwkOfEpoch(secret: Uint8Array): ValueObject {
  return answer('epoch.keys', { es: bytesValue(secret) })['jwk'] as ValueObject;
}

/** The id of an epoch. */
export function eidOf(secret: Uint8Array): string {
  return String(answer('epoch.keys', { es: bytesValue(secret) })['eid']);
}

/** The X25519 private key of a device. */
export function deviceKey(label: Label): Uint8Array {
  return derive(`${label}/enc`);
}

/** The X25519 public key of a device. */
export function deviceJwk(label: Label): ValueObject {
  return { ...x25519Jwk(deviceKey(label)) };
}

/** Whether a value is bytes. */
function isBytes(value: Value | undefined): boolean {
  return isObject(value) && typeof value['$b64u'] === 'string';
}

/** The bytes of a value. */
export function bytesIn(value: Value | undefined): Uint8Array {
  return fromBase64url(isObject(value) ? String(value['$b64u']) : '');
}

/** An honest body, as the model seals it. */
export function sealed(plan: {
  place?: ValueObject;
  content?: string | Uint8Array;
  cty?: string;
  to: ValueObject;
}): Value {
  const { place = PLACE, content = '{"milk":2}', cty, to } = plan;
  const input = { slot: place, content: bytesValue(join(content)), to, random: RANDOM, secret: DEVICE_SECRET };
  return answer('body.seal', cty === undefined ? input : { ...input, cty })['body'] ?? null;
}

/** SHA-256 of texts and bytes, one behind the other. */
export function sha256(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return createHash('sha256')
    .update(join(...parts))
    .digest();
}

/** The slot of a place, by the text of the chapter. */
export function slotOf({ iss, col, kid, seq, tag = '' }: ValueObject): Uint8Array {
  return sha256(`allod1/slot\0${String(iss)}\0${String(col)}\0${String(kid)}\0${String(seq)}\0${String(tag)}`);
}

/** What a header says of a content key and a place. */
export function commitmentOf(key: Uint8Array, place: ValueObject = PLACE): string {
  return base64url(sha256('allod1/kc\0', key, slotOf(place)));
}

/** A body that is made by hand. What is not said is as it has to be. */
export interface BodyPlan {
  /** The content key. */
  readonly key: Uint8Array;
  /** Members of the header, or its text. */
  readonly header: ValueObject | string;
  readonly wrapped?: Uint8Array;
  readonly iv?: Uint8Array;
  readonly plaintext?: string | Uint8Array;
  /** How many bytes of the tag are written. */
  readonly tagBytes?: number;
}

/** The text of a JWE in Compact Serialization, as bytes. */
export function bodyOf({ key, header, wrapped: second, iv, plaintext, tagBytes = 16 }: BodyPlan): Value {
  const text = base64url(octets(typeof header === 'string' ? header : JSON.stringify(header)));
  const used = iv ?? derive('secrecy/iv').subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, used).setAAD(octets(text));
  const ciphertext = join(cipher.update(join(plaintext ?? filled('{"milk":2}'))), cipher.final());
  const parts = [second ?? new Uint8Array(0), used, ciphertext, cipher.getAuthTag().subarray(0, tagBytes)];
  return bytesValue(octets([text, ...parts.map(base64url)].join('.')));
}

/** A JSON text with as many spaces as are needed for 64 bytes. */
export function filled(json: string): string {
  return json.padEnd(64, ' ');
}

/** The header by members for a content key, with more members or others. */
export function headerOf(key: Uint8Array, more: ValueObject = {}): ValueObject {
  return { alg: 'dir', enc: 'A256GCM', kid: eidOf(epochSecret('home')), kc: commitmentOf(key), ...more };
}

/** The header by others for a content key and an ephemeral key, with more members or others. */
export function headerByOthers(key: Uint8Array, epk: ValueObject, more: ValueObject = {}): ValueObject {
  const kid = eidOf(epochSecret('home'));
  return { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', epk, kid, kc: commitmentOf(key), ...more };
}

/** The key that wraps, from a shared secret: RFC 7518 §4.6.2 by its text. */
export function wrappingKey(shared: Uint8Array): Uint8Array {
  const name = 'ECDH-ES+A256KW';
  const number = (n: number): Uint8Array => Uint8Array.of(0, 0, n >> 8, n & 0xff);
  return sha256(number(1), shared, number(name.length), name, number(0), number(0), number(256));
}

/** A key under another, by RFC 3394; `padded`, by RFC 5649, which takes keys of any length. */
export function wrapped(wrapping: Uint8Array, key: Uint8Array, form: 'plain' | 'padded' = 'plain'): Uint8Array {
  const [name, start] = form === 'plain' ? ['id-aes256-wrap', 'a6a6a6a6a6a6a6a6'] : ['id-aes256-wrap-pad', 'a65959a6'];
  const cipher = createCipheriv(name, wrapping, Buffer.from(start, 'hex'));
  return join(cipher.update(key), cipher.final());
}

/** A public key that makes a shared secret of zeros. */
export interface WeakPoint {
  readonly slug: string;
  readonly title: string;
  readonly bytes: Uint8Array;
}

const P = ed25519.P;
const TOP = 1n << 255n;
const ORDER_8 = [
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
] as const;

const CANONICAL: readonly WeakPoint[] = [
  { slug: 'zero', title: 'u = 0', bytes: ed25519.bytesOf(0n) },
  { slug: 'one', title: 'u = 1', bytes: ed25519.bytesOf(1n) },
  { slug: 'minus-one', title: 'u = p − 1', bytes: ed25519.bytesOf(P - 1n) },
  { slug: 'order-8-a', title: 'the smaller u of order 8', bytes: ed25519.bytesOf(ORDER_8[0]) },
  { slug: 'order-8-b', title: 'the greater u of order 8', bytes: ed25519.bytesOf(ORDER_8[1]) },
];
const ABOVE: readonly WeakPoint[] = [
  { slug: 'p', title: 'u = p, which is 0', bytes: ed25519.bytesOf(P) },
  { slug: 'p-plus-one', title: 'u = p + 1, which is 1', bytes: ed25519.bytesOf(P + 1n) },
];

/** All encodings of the five points of small order: with u below p, with u above, and each of them with the top bit set. */
export const WEAK_POINTS: readonly WeakPoint[] = [...CANONICAL, ...ABOVE].flatMap(({ slug, title, bytes }) => [
  { slug, title, bytes },
  { slug: `${slug}-top`, title: `${title}, with the top bit`, bytes: ed25519.bytesOf(ed25519.integerOf(bytes) | TOP) },
]);

/** An X25519 JWK of 32 bytes of our choice. */
export function agreementJwk(bytes: Uint8Array): ValueObject {
  return { crv: 'X25519', kty: 'OKP', x: base64url(bytes) };
}

// The DER prefix of a PKCS #8 X25519 private key (RFC 8410); the 32 bytes follow.
const X25519_PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The public key of 32 private bytes. */
export function publicBytes(secret: Uint8Array): Uint8Array {
  return fromBase64url(x25519Jwk(secret).x);
}

/** What a private key and a public one agree on, by the platform. */
export function agreed(secret: Uint8Array, { x = '' }: ValueObject): Uint8Array {
  const key = createPrivateKey({ key: Buffer.concat([X25519_PKCS8, secret]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: String(x) }, format: 'jwk' });
  return Uint8Array.from(diffieHellman({ privateKey: key, publicKey }));
}
