// Chapter 02 §4.2, §5 and §6: keys in hardware, several signers, batches.
import type { Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import * as p256 from './p256.ts';
import { limit } from './registries.ts';
import type { DecodedStatement, Jwk, SignedBytes, Signer, StatementInput } from './statements.ts';

/** Header and signature of a signer after the first, as they were received. */
export interface FurtherSignature {
  /** Base64url of the protected header. */
  readonly h: string;
  /** Base64url of the signature. */
  readonly s: string;
}

const LEAST_SIGNERS = 2;
const MOST_SIGNERS = limit('signers');
const MOST_ON_PATH = 8;
const COORDINATE_BYTES = 32;

// §4.2 ES256

/** The key of a JWK as bytes: x, or x and y side by side, each the text of 32 bytes (CNV-006). */
export function keyBytes(model: Model, key: Jwk): Uint8Array {
  const coordinates: unknown[] = key.kty === 'EC' ? [key.x, key.y] : [key.x];
  // A JWK is data from outside: a coordinate may be anything.
  return Uint8Array.from(coordinates.flatMap((each) => [...model.parseId(typeof each === 'string' ? each : '')]));
}

/** STM-027: two coordinates of 32 bytes, each below the prime, that fulfil the equation of the curve. */
export function checkCurvePoint(model: Model, key: Uint8Array): void {
  const isPoint = key.length === 2 * COORDINATE_BYTES && p256.isOnCurve(pointOf(key));
  model.when('STM-027', !isPoint, 'E_WEAK_KEY');
}

/** STM-028, STM-029. The key is x and y side by side. */
export function checkEcdsa(model: Model, { message, key, signature }: SignedBytes): void {
  const r = p256.integerOf(signature.subarray(0, COORDINATE_BYTES));
  const s = p256.integerOf(signature.subarray(COORDINATE_BYTES));
  model.when('STM-028', s > p256.HALF, 'E_SIG');
  model.when('STM-029', !p256.verify(pointOf(key), message, { r, s }), 'E_SIG');
}

function pointOf(key: Uint8Array): p256.Point {
  const [x, y] = [key.subarray(0, COORDINATE_BYTES), key.subarray(COORDINATE_BYTES)];
  return { x: p256.integerOf(x), y: p256.integerOf(y) };
}

// §5 Several signers

/** STM-020. */
export function checkSignerList(model: Model, claims: Map<string, Json>): void {
  if (!claims.has('sgn')) return;
  const list = claims.get('sgn');
  const isList = Array.isArray(list) && list.length >= LEAST_SIGNERS && list.length <= MOST_SIGNERS;
  model.when('STM-020', !isList, 'E_FORMAT');
  for (const signer of Array.isArray(list) ? list : []) model.when('STM-020', !isSigner(model, signer), 'E_FORMAT');
}

/** Whether it is `{"kid": id, "by"?: [1 to 8 ids]}` and nothing else. */
function isSigner(model: Model, json: Json): boolean {
  if (!(json instanceof Map)) return false;
  const by = json.get('by');
  const isPath = Array.isArray(by) && by.length >= 1 && by.length <= MOST_ON_PATH && by.every((id) => isId(model, id));
  return (
    [...json.keys()].every((name) => name === 'kid' || name === 'by') &&
    isId(model, json.get('kid')) &&
    (!json.has('by') || isPath)
  );
}

/** Whether a value is an id (CNV-006). */
export function isId(model: Model, value: Json | undefined): boolean {
  if (typeof value !== 'string') return false;
  try {
    model.parseId(value);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** STM-021 to STM-023. Beside `bat` nothing is counted. */
export function checkSigners(model: Model, { headers, claims, count }: SignerCount): void {
  const list = claims.get('sgn');
  const kids = Array.isArray(list) ? list.map((signer) => (signer instanceof Map ? signer.get('kid') : undefined)) : [];
  model.when('STM-021', count !== Math.max(kids.length, 1), 'E_SIGNERS');
  for (const [i, kid] of kids.entries()) {
    const header = headers[i];
    model.when('STM-022', header !== undefined && header.kid !== kid, 'E_SIGNERS');
  }
  model.when('STM-023', new Set(kids).size !== kids.length, 'E_SIGNERS');
}

/** What step 6 looks at. */
export interface SignerCount {
  /** The headers in the order of the signatures. */
  readonly headers: readonly { readonly kid: string }[];
  readonly claims: Map<string, Json>;
  /** The number of signatures that came. */
  readonly count: number;
}

/** Steps 8 and 9 for all signers: their keys in order first, then every signature. */
export function verifySigners(model: Model, statement: DecodedStatement, keys: readonly (Jwk | undefined)[]): void {
  const pairs = statement.signers.map((signer, i) => [signer, keyOf(keys[i])] as const);
  for (const [{ header }, key] of pairs) model.checkKey(key, header); // 8 key
  for (const [i, [signer, key]] of pairs.entries()) checkListed(model, { signer, key, isFirst: i === 0 }); // 9 signature
}

function keyOf(key: Jwk | undefined): Jwk {
  if (key === undefined) throw new Fault('E_SIG', 'STM-017');
  return key;
}

/** STM-025: a further signature that does not hold is as bad as the first. */
function checkListed(model: Model, { signer, key, isFirst }: { signer: Signer; key: Jwk; isFirst: boolean }): void {
  try {
    model.checkSigner(signer, key);
  } catch (error) {
    if (isFirst || !(error instanceof Fault)) throw error;
    model.when('STM-025', true, error.code);
  }
}

/** STM-017, then the signature of one signer by the algorithm of its key. */
export function checkSigner(model: Model, signer: Signer, key: Jwk): void {
  model.when('STM-017', model.thumbprint(key) !== signer.header.kid, 'E_SIG');
  const signed = {
    message: model.signedText(signer.st),
    key: model.keyBytes(key),
    signature: signer.signature,
  };
  if (model.algorithmOfKey(key) === 'ES256') model.checkEcdsa(signed);
  else model.checkSignature(signed);
}

// §6 Batches

/** STM-026. */
export function checkBatch(model: Model, input: StatementInput): void {
  model.when('STM-026', input.bat !== undefined, 'E_UPGRADE');
}
