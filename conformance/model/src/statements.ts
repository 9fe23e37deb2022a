// Chapter 02 §1 to §4 and §8: the statement, its id, its header, its signature, and the order of verification.
import { createHash } from 'node:crypto';
import type { Json } from './conventions.ts';
import * as ed25519 from './ed25519.ts';
import type { Model } from './model.ts';
import { ALGORITHMS, STATEMENT_TYPES, limit } from './registries.ts';
import type { FurtherSignature } from './signers.ts';

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
  readonly sig?: string;
  readonly sigs?: readonly FurtherSignature[];
  /** What a batch would have in place of a signature; nothing of it is read. */
  readonly bat?: unknown;
  /** The `typ` that the place of the statement calls for, when it calls for one. */
  readonly typ?: string;
  /** The shape of the claims that the place of the statement calls for: part of step 5. */
  readonly shape?: (claims: Map<string, Json>) => void;
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

/** One signature of a statement, with what it covers. */
export interface Signer {
  readonly header: Header;
  readonly signature: Uint8Array;
  /** Its own header and the shared claims, joined by a full stop. */
  readonly st: string;
}

/** A statement after step 6: everything that can be said without a key. */
export interface DecodedStatement {
  readonly id: string;
  /** The header and the signature of the first signer. */
  readonly header: Header;
  readonly signature: Uint8Array;
  readonly claims: Uint8Array;
  readonly claimsJson: Map<string, Json>;
  /** All signers in order; none beside `bat`. */
  readonly signers: readonly Signer[];
}

/** What the equation of §4 is about. */
export interface SignedBytes {
  readonly message: Uint8Array;
  /** 32 bytes for Ed25519; 64, x and y side by side, for P-256. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

const HEADER_BYTES = limit('headerBytes');
const CLAIMS_BYTES = limit('claimsBytes');
const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;
const HEADER_MEMBERS = ['alg', 'kid', 'typ'];

// §8 Verification order: the bodies of the next two functions are the table.

/** Steps 1 to 6. */
export function decodeStatement(model: Model, input: StatementInput): DecodedStatement {
  const further = input.sigs ?? [];
  model.checkSizes(input.st); // 1 size
  for (const { h } of further) model.checkSizes(h);
  const [headerPart, claimsPart] = model.splitStatement(input.st); // 2 encoding
  const parts = [headerPart, ...further.map(({ h }) => h)];
  const headersBytes = parts.map((part) => decodeHeader(model, part));
  const claimsBytes = model.decodeBase64url(claimsPart);
  const signatures = signaturesOf(input).map((sig) => model.decodeSignature(sig));
  const headersJson = headersBytes.map((bytes) => model.parseStrictJson(bytes)); // 3 JSON
  const json = model.parseStrictJson(claimsBytes);
  const headers = model.checkHeaders(headersJson, input.typ); // 4 header
  const claims = model.checkClaims(json); // 5 claims
  input.shape?.(claims);
  const isBatch = signatures.length === 0;
  if (!isBatch) model.checkSigners({ headers, claims, count: signatures.length }); // 6 signers
  const signers = signatures.map((signature, i) => {
    const [header, part] = [headers[i], parts[i]];
    if (header === undefined || part === undefined) throw new TypeError('each signature has a header');
    return { header, signature, st: `${part}.${claimsPart}` };
  });
  const [header = { alg: '', kid: '', typ: '' }] = headers;
  const signature = signatures[0] ?? new Uint8Array(0);
  return { id: model.statementId(input.st), header, signature, claims: claimsBytes, claimsJson: claims, signers };
}

/** Steps 1 to 9. */
export function verifyStatement(model: Model, input: VerifyInput): DecodedStatement {
  const statement = model.decodeStatement(input);
  model.checkUpgrade(statement.claimsJson); // 7 upgrade
  model.checkBatch(input);
  // The key at the place of a signer is the first for it: a kid that nobody has is refused all the same.
  const from = (place: number): Jwk[] => [...input.keys.slice(place, place + 1), ...input.keys];
  const keys = statement.signers.map(({ header }, place) => model.findKey(header.kid, from(place)));
  model.verifySigners(statement, keys); // 8 key, 9 signature
  return statement;
}

/** The signatures that are looked at: none beside `bat` (STM-026). One that is absent is no text of 64 bytes (STM-005). */
function signaturesOf({ sig, sigs, bat }: StatementInput): string[] {
  if (bat !== undefined) return [];
  return [sig ?? '', ...(sigs ?? []).map(({ s }) => s)];
}

/** STM-001 for each header alike: it is not empty. */
function decodeHeader(model: Model, part: string): Uint8Array {
  model.when('STM-001', part === '', 'E_FORMAT');
  return model.decodeBase64url(part);
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

/** STM-004, then the claims that every statement may have: `t` and `sgn`. */
export function checkClaims(model: Model, json: Json): Map<string, Json> {
  const isObject = json instanceof Map;
  model.when('STM-004', !isObject, 'E_FORMAT');
  const claims = isObject ? json : new Map<string, Json>();
  model.checkTime(claims);
  model.checkSignerList(claims);
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
  model.when('STM-008', !model.isId(kid), 'E_HEADER');
  model.when('STM-009', typeof typ !== 'string' || !STATEMENT_TYPES.includes(typ), 'E_TYP');
  model.when('STM-010', calledFor !== undefined && typ !== calledFor, 'E_TYP');
  model.when('STM-011', !ALGORITHMS.some((algorithm) => algorithm.alg === alg), 'E_ALG');
  return { alg: String(alg), kid: String(kid), typ: String(typ) };
}

/** Step 4 for all headers: each by its own, then STM-024. */
export function checkHeaders(model: Model, headers: Json[], calledFor?: string): Header[] {
  const checked = headers.map((header) => model.checkHeader(header, calledFor));
  for (const { typ } of checked) model.when('STM-024', typ !== checked[0]?.typ, 'E_TYP');
  return checked;
}

// §4 Signatures

/** The key whose thumbprint is `kid`; without one, the first, which step 9 then refuses. */
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

/** STM-012, then the strength of the key. */
export function checkKey(model: Model, key: Jwk, header: Header): void {
  const algorithm = model.algorithmOfKey(key);
  model.when('STM-012', algorithm !== header.alg, 'E_ALG');
  if (algorithm === 'ES256') model.checkCurvePoint(model.keyBytes(key));
  else model.checkStrength(model.keyBytes(key));
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
export function headerText(_model: Model, typ: string, { alg, kid }: Pick<Header, 'alg' | 'kid'>): string {
  return `{"alg":"${alg}","kid":"${kid}","typ":"${typ}"}`;
}

/** The bytes that are signed: ASCII(st). STM-019. */
export function signedText(_model: Model, st: string): Uint8Array {
  return new TextEncoder().encode(st);
}
