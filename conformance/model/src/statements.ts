// Chapter 02: the statement, its id, its header, its signature, and the order of verification.
import { createHash } from 'node:crypto';
import type { Json } from './conventions.ts';
import * as ed25519 from './ed25519.ts';
import { Fault, type Model } from './model.ts';
import { ALGORITHMS, STATEMENT_TYPES, limit } from './registries.ts';

/** A JSON Web Key; only the members that the model reads. `d` is there in private keys. */
export interface Jwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly d?: string;
}

/** A statement as it was received. */
export interface StatementInput {
  readonly st: string;
  readonly sig: string;
  /** The `typ` that the place of the statement calls for, when it calls for one. */
  readonly typ?: string;
}

/** A statement, and the public keys that may be looked up by `kid`. */
export interface VerifyInput extends StatementInput {
  readonly keys: Jwk[];
}

/** The protected header after step 4. */
export interface Header {
  readonly alg: string;
  readonly kid: string;
  readonly typ: string;
}

/** A statement after step 6: everything that can be said without a key. */
export interface DecodedStatement {
  readonly id: string;
  readonly header: Header;
  readonly claims: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the equation of §4 is about. */
export interface SignedBytes {
  readonly message: Uint8Array;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

const HEADER_BYTES = limit('headerBytes');
const CLAIMS_BYTES = limit('claimsBytes');
const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;
const HEADER_MEMBERS = ['alg', 'kid', 'typ'];

// §5 Verification order: the bodies of the next two functions are the table.

/** Steps 1 to 6. */
export function decodeStatement(model: Model, input: StatementInput): DecodedStatement {
  model.checkSizes(input.st); // 1 size
  const [headerPart, claimsPart] = model.splitStatement(input.st); // 2 encoding
  const headerBytes = model.decodeBase64url(headerPart);
  const claimsBytes = model.decodeBase64url(claimsPart);
  const signature = model.decodeSignature(input.sig);
  const headerJson = model.parseStrictJson(headerBytes); // 3 JSON
  const claimsJson = model.parseStrictJson(claimsBytes);
  const header = model.checkHeader(headerJson, input.typ); // 4 header
  const claims = model.checkClaims(claimsJson); // 5 claims
  model.checkUpgrade(claims); // 6 upgrade
  return { id: model.statementId(input.st), header, claims: claimsBytes, signature };
}

/** Steps 1 to 8. */
export function verifyStatement(model: Model, input: VerifyInput): DecodedStatement {
  const statement = model.decodeStatement(input);
  const { kid } = statement.header;
  const key = model.findKey(kid, input.keys);
  if (key === undefined) throw new Fault('E_SIG', 'STM-017');
  model.checkKey(key, statement.header); // 7 key
  model.when('STM-017', model.thumbprint(key) !== kid, 'E_SIG'); // 8 signature
  model.checkSignature({
    message: model.signedText(input.st),
    key: model.decodeBase64url(key.x ?? ''),
    signature: statement.signature,
  });
  return statement;
}

// §1 The statement

/** The number of base64url characters of so many bytes. */
function encodedLength(byteCount: number): number {
  return Math.ceil((byteCount * 4) / 3);
}

/** STM-002, STM-003: by encoded length, before anything is decoded. */
export function checkSizes(model: Model, st: string): void {
  const stop = st.includes('.') ? st.indexOf('.') : st.length;
  model.when('STM-002', stop > encodedLength(HEADER_BYTES), 'E_SIZE');
  model.when('STM-003', st.length - stop - 1 > encodedLength(CLAIMS_BYTES), 'E_SIZE');
}

/** STM-001. */
export function splitStatement(model: Model, st: string): [string, string] {
  const [header = '', claims = '', ...more] = st.split('.');
  model.when('STM-001', header === '' || claims === '' || more.length > 0, 'E_FORMAT');
  return [header, claims];
}

/** STM-005. */
export function decodeSignature(model: Model, sig: string): Uint8Array {
  const signature = model.decodeBase64url(sig);
  model.when('STM-005', signature.length !== SIGNATURE_BYTES, 'E_FORMAT');
  return signature;
}

/** STM-004, then the claims that every statement may have. */
export function checkClaims(model: Model, json: Json): Map<string, Json> {
  const isObject = json instanceof Map;
  model.when('STM-004', !isObject, 'E_FORMAT');
  const claims = isObject ? json : new Map<string, Json>();
  model.checkTime(claims);
  return claims;
}

// §2 The statement id

/** STM-006: over the text as it was received. */
export function statementId(model: Model, st: string): string {
  return model.encodeBase64url(createHash('sha256').update(st, 'utf8').digest());
}

// §3 The protected header

/** STM-007 to STM-011. `calledFor` is the `typ` of the place, if the place calls for one. */
export function checkHeader(model: Model, json: Json, calledFor?: string): Header {
  const isObject = json instanceof Map;
  model.when('STM-007', !isObject, 'E_HEADER');
  const header = isObject ? json : new Map<string, Json>();
  for (const name of header.keys()) model.when('STM-007', !HEADER_MEMBERS.includes(name), 'E_HEADER');
  const [kid, typ, alg] = [header.get('kid'), header.get('typ'), header.get('alg')];
  model.when('STM-008', !isId(model, kid), 'E_HEADER');
  model.when('STM-009', typeof typ !== 'string' || !STATEMENT_TYPES.includes(typ), 'E_TYP');
  model.when('STM-010', calledFor !== undefined && typ !== calledFor, 'E_TYP');
  model.when('STM-011', !ALGORITHMS.some((algorithm) => algorithm.alg === alg), 'E_ALG');
  return { alg: String(alg), kid: String(kid), typ: String(typ) };
}

function isId(model: Model, value: Json | undefined): boolean {
  if (typeof value !== 'string') return false;
  try {
    model.parseId(value);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

// §4 Signatures

/** The key whose thumbprint is `kid`; without one, the first, which step 8 then refuses. */
export function findKey(model: Model, kid: string, keys: Jwk[]): Jwk | undefined {
  return keys.find((key) => model.thumbprint(key) === kid) ?? keys[0];
}

/** The RFC 7638 SHA-256 thumbprint, for the key types `OKP` and `EC`. */
export function thumbprint(model: Model, key: Jwk): string {
  const names = key.kty === 'EC' ? (['crv', 'kty', 'x', 'y'] as const) : (['crv', 'kty', 'x'] as const);
  const members = names.map((name) => `"${name}":"${key[name] ?? ''}"`);
  return model.encodeBase64url(
    createHash('sha256')
      .update(`{${members.join(',')}}`, 'utf8')
      .digest(),
  );
}

/** The algorithm of a key, by the suite. */
export function algorithmOfKey(_model: Model, key: Jwk): string | undefined {
  return ALGORITHMS.find((algorithm) => algorithm.kty === key.kty && algorithm.crv === key.crv)?.alg;
}

/** STM-012, STM-013. */
export function checkKey(model: Model, key: Jwk, header: Header): void {
  model.when('STM-012', model.algorithmOfKey(key) !== header.alg, 'E_ALG');
  model.checkStrength(model.decodeBase64url(key.x ?? ''));
}

/** STM-013: A is canonical, a point, and not of small order. */
export function checkStrength(model: Model, key: Uint8Array): void {
  model.when('STM-013', key.length !== KEY_BYTES || !ed25519.isCanonical(key), 'E_WEAK_KEY');
  const point = ed25519.decodePoint(key);
  model.when('STM-013', point !== undefined && ed25519.isSmallOrder(point), 'E_WEAK_KEY');
}

/** STM-014 to STM-016. */
export function checkSignature(model: Model, { message, key, signature }: SignedBytes): void {
  const [r, s] = [signature.subarray(0, 32), ed25519.integerOf(signature.subarray(32))];
  const a = ed25519.decodePoint(key);
  const rPoint = ed25519.decodePoint(r);
  model.when('STM-014', !ed25519.isCanonical(r), 'E_SIG');
  model.when('STM-014', rPoint !== undefined && ed25519.isSmallOrder(rPoint), 'E_SIG');
  model.when('STM-015', s >= ed25519.L, 'E_SIG');
  model.when('STM-016', a === undefined || !isSolved(a, signature, ed25519.challenge(r, key, message)), 'E_SIG');
}

/** Whether encode([S]B − [k]A) is R: the cofactorless equation, compared as bytes. */
function isSolved(a: ed25519.Point, signature: Uint8Array, k: bigint): boolean {
  const point = ed25519.checkPoint(ed25519.integerOf(signature.subarray(32)), k, a);
  return ed25519.encodePoint(point).every((byte, i) => byte === signature[i]);
}

/** What a writer puts into the protected header. STM-018. */
export function headerText(_model: Model, typ: string, kid: string): string {
  return `{"alg":"Ed25519","kid":"${kid}","typ":"${typ}"}`;
}

/** The bytes that are signed: ASCII(st). STM-019. */
export function signedText(_model: Model, st: string): Uint8Array {
  return new TextEncoder().encode(st);
}
