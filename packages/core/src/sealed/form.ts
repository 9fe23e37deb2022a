import { encodedLength } from '../bytes/base64url.ts';
import { decodeId, isId } from '../bytes/id.ts';
import { isJsonObject, parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonObject, JsonValue } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { asciiText, decodeAscii } from '#base64';

/** The media type of a sealed body, as the `cty` of its record. */
export const SEALED_TYPE = 'application/jose';

/** Whether bodies of a collection may be in clear: claims, which are for everybody, and what is called public. (SEC-036) */
export function mayBeClear(col: string): boolean {
  return col.startsWith('c:') || col.endsWith('.public');
}

/** Who sealed a body: somebody with the secret of the epoch, or somebody with its public key alone. */
export type SealedForm = 'members' | 'others';

/** What is wrong with the form of a sealed body. */
export type SealedFormCode = 'E_FORMAT' | 'E_HEADER' | 'E_ALG';

/** The parts of a sealed body, of which nothing was decrypted yet. */
export interface SealedParts {
  /** Id of the epoch, 43 characters. */
  readonly eid: string;
  /** Commitment of the content key, 32 bytes. */
  readonly kc: Uint8Array;
  /** For a body by others: the ephemeral public key, 32 bytes, and the wrapped content key, 40 bytes. */
  readonly wrapped: { readonly epk: Uint8Array; readonly key: Uint8Array } | undefined;
  /** The header as the tag covers it. */
  readonly additionalData: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** Greatest length of the header of a sealed body, 512 bytes, as text. (SEC-028) */
const MAX_HEADER_LENGTH = encodedLength(512);
const DOT = 0x2e;
const WRAPPED_BYTES = 40;
const WRAPPED_LENGTH = encodedLength(WRAPPED_BYTES);
/** Lengths of an initialization vector of 12 bytes, and of a tag of 16, as text. */
const IV_LENGTH = encodedLength(12);
const TAG_LENGTH = encodedLength(16);

const FORMAT = refuse('E_FORMAT', 'SEC-028');
const HEADER = refuse('E_HEADER', 'SEC-029');
const ALGORITHM = refuse('E_ALG', 'SEC-030');

/**
 * What can be said of a sealed body without a key: its form, and the epoch that it says it is under. Refuses with `E_FORMAT` (SEC-028),
 * `E_ALG` (SEC-030) and `E_HEADER` (SEC-029): the body alone, never its record.
 */
export function checkSealedBody(
  bytes: Uint8Array,
): Result<{ readonly form: SealedForm; readonly eid: string }, SealedFormCode> {
  const read = readSealedBody(bytes);
  if (!read.ok) return read;
  const { eid, wrapped } = read.value;
  return accept({ form: wrapped === undefined ? 'members' : 'others', eid });
}

/** Reads a sealed body into its parts. Refuses like {@link checkSealedBody}. */
export function readSealedBody(bytes: Uint8Array): Result<SealedParts, SealedFormCode> {
  const parts = cut(bytes);
  if (parts === undefined) return FORMAT;
  const { headerText, wrappedKey, iv, ciphertext, tag } = parts;
  const headerBytes = decodeAscii(headerText);
  const header = headerBytes === undefined ? FORMAT : (readUsualHeader(headerBytes) ?? readAnyHeader(headerBytes));
  if (!header.ok) return header;
  const { eid, kc, epk } = header.value;
  if (wrappedKey.length !== (epk === undefined ? 0 : WRAPPED_BYTES)) return FORMAT;
  const wrapped = epk === undefined ? undefined : { epk, key: wrappedKey };
  return accept({ eid, kc, wrapped, additionalData: headerText, iv, ciphertext, tag });
}

/** The five parts; `undefined` when there are others, one is no base64url, or one has a length that no form has. */
function cut(bytes: Uint8Array):
  | (Pick<SealedParts, 'iv' | 'ciphertext' | 'tag'> & {
      readonly headerText: Uint8Array;
      readonly wrappedKey: Uint8Array;
    })
  | undefined {
  const first = bytes.indexOf(DOT);
  if (first < 1 || first > MAX_HEADER_LENGTH) return undefined;
  const second = bytes.indexOf(DOT, first + 1);
  if (second === -1 || second - first - 1 > WRAPPED_LENGTH) return undefined;
  const third = second + IV_LENGTH + 1;
  // From the end: a ciphertext is long, and decoding it finds what is in it and should not be.
  const fourth = bytes.length - TAG_LENGTH - 1;
  if (fourth <= third || bytes[third] !== DOT || bytes[fourth] !== DOT) return undefined;
  const wrappedKey = decodeAscii(bytes.subarray(first + 1, second));
  const iv = decodeAscii(bytes.subarray(second + 1, third));
  const ciphertext = decodeAscii(bytes.subarray(third + 1, fourth));
  const tag = decodeAscii(bytes.subarray(fourth + 1));
  if (wrappedKey === undefined || iv === undefined || ciphertext === undefined || tag === undefined) return undefined;
  return { headerText: bytes.subarray(0, first), wrappedKey, iv, ciphertext, tag };
}

interface SealedHeader {
  readonly eid: string;
  readonly kc: Uint8Array;
  readonly epk: Uint8Array | undefined;
}

/** The members of each form. */
const MEMBERS_BY_ALG: ReadonlyMap<JsonValue, readonly string[]> = new Map([
  ['dir', ['alg', 'enc', 'kid', 'kc']],
  ['ECDH-ES+A256KW', ['alg', 'enc', 'epk', 'kid', 'kc']],
]);

const ID = '[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]';
/** The header by members as SEC-054 has it written, which is the one that most bodies have. */
const USUAL_HEADER = new RegExp(`^{"alg":"dir","enc":"A256GCM","kid":"(${ID})","kc":"(${ID})"}$`);

/** Reads a header that is written as writers have to; `undefined` for any other, sound or not. */
function readUsualHeader(bytes: Uint8Array): Result<SealedHeader, SealedFormCode> | undefined {
  const [, eid, kc] = USUAL_HEADER.exec(asciiText(bytes)) ?? [];
  const commitment = decodeMember(kc);
  return eid === undefined || commitment === undefined ? undefined : accept({ eid, kc: commitment, epk: undefined });
}

function readAnyHeader(bytes: Uint8Array): Result<SealedHeader, SealedFormCode> {
  const json = parseStrictJson(bytes);
  return json.ok ? readHeader(json.value) : FORMAT;
}

/** What `alg` and `enc` say is asked first: they say which members there are. */
function readHeader(header: JsonValue): Result<SealedHeader, SealedFormCode> {
  if (!isJsonObject(header)) return HEADER;
  const { alg, enc, kid, kc, epk } = header;
  const names = alg === undefined ? undefined : MEMBERS_BY_ALG.get(alg);
  if (alg !== undefined && names === undefined) return ALGORITHM;
  if (enc !== undefined && enc !== 'A256GCM') return ALGORITHM;
  if (names === undefined || !hasMembers(header, names)) return HEADER;
  const commitment = decodeMember(kc);
  const point = epk === undefined ? undefined : readX25519(epk);
  if (typeof kid !== 'string' || !isId(kid) || commitment === undefined || point === NO_POINT) return HEADER;
  return accept({ eid: kid, kc: commitment, epk: point });
}

const NO_POINT = null;

/** The 32 bytes of an X25519 JWK. Whether they are a sound point is asked when they are used. (SEC-031) */
function readX25519(jwk: JsonValue): Uint8Array | typeof NO_POINT {
  if (!isJsonObject(jwk) || !hasMembers(jwk, ['crv', 'kty', 'x'])) return NO_POINT;
  return jwk.crv === 'X25519' && jwk.kty === 'OKP' ? (decodeMember(jwk.x) ?? NO_POINT) : NO_POINT;
}

/** Whether an object has these members and no others. */
function hasMembers(object: JsonObject, names: readonly string[]): boolean {
  return Object.keys(object).length === names.length && names.every((name) => object[name] !== undefined);
}

/** The bytes of a member that is 32 bytes in base64url. */
function decodeMember(value: JsonValue | undefined): Uint8Array | undefined {
  const decoded = typeof value === 'string' ? decodeId(value) : undefined;
  return decoded?.ok === true ? decoded.value : undefined;
}
