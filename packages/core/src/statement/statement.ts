import { decodeBase64url, encodeBase64url, encodedLength } from '../bytes/base64url.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonObject } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { checkClaims } from './claims.ts';
import { checkHeader } from './header.ts';
import type { Header, StatementType } from './header.ts';
import { MAX_CLAIMS_BYTES, MAX_HEADER_BYTES, SIGNATURE_BYTES } from './limits.ts';

declare const shapeChecked: unique symbol;

/**
 * A statement whose encoding and shape are right, and whose signature nobody has looked at yet: **not to be trusted**.
 * Only {@link decodeStatement} and {@link statementFromParts} make one.
 */
export interface Statement {
  readonly [shapeChecked]: true;
  /** The JWS signing input, exactly as received. */
  readonly st: string;
  readonly header: Header;
  /** The claims as parsed. Rules about bytes use `claimsBytes`. */
  readonly claims: JsonObject;
  readonly headerBytes: Uint8Array;
  readonly claimsBytes: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** A statement as JSON: `st` is `BASE64URL(header).BASE64URL(claims)`, `sig` the signature as base64url. */
export interface StatementJson {
  readonly st: string;
  readonly sig: string;
}

/** A statement as raw bytes, the form that frames and stores use. */
export interface StatementParts {
  readonly headerBytes: Uint8Array;
  readonly claimsBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** The codes of steps 1 to 5. */
export type ShapeCode = 'E_SIZE' | 'E_FORMAT' | 'E_JSON' | 'E_HEADER' | 'E_TYP' | 'E_ALG';

/**
 * Reads a statement from its JSON form: steps 1 to 5 of chapter 02 §5. `typ` is the statement type that the place calls for, if it does.
 * Refuses with `E_SIZE` (STM-002, STM-003), `E_FORMAT` (STM-001, STM-004, STM-005, CNV-002 to CNV-004, CNV-018), `E_JSON`
 * (CNV-007 to CNV-014), `E_HEADER` (STM-007, STM-008), `E_TYP` (STM-009, STM-010), `E_ALG` (STM-011).
 */
export function decodeStatement({ st, sig }: StatementJson, typ?: StatementType): Result<Statement, ShapeCode> {
  const dot = st.indexOf('.');
  const headerLength = dot === -1 ? st.length : dot;
  const sized =
    checkSize('header', headerLength, MAX_HEADER_BYTES) ??
    checkSize('claims', st.length - headerLength - 1, MAX_CLAIMS_BYTES);
  if (sized !== undefined) return sized;
  if (headerLength === 0 || dot === -1 || dot === st.length - 1 || st.includes('.', dot + 1))
    return refuse('E_FORMAT', 'STM-001');

  const headerBytes = decodeBase64url(st.slice(0, dot));
  if (!headerBytes.ok) return headerBytes;
  const claimsBytes = decodeBase64url(st.slice(dot + 1));
  if (!claimsBytes.ok) return claimsBytes;
  if (sig.length !== encodedLength(SIGNATURE_BYTES)) return refuse('E_FORMAT', 'STM-005');
  const signature = decodeBase64url(sig);
  if (!signature.ok) return signature;

  return readParts(
    st,
    { headerBytes: headerBytes.value, claimsBytes: claimsBytes.value, signature: signature.value },
    typ,
  );
}

/** Reads a statement from its raw bytes. The same rules and refusals as {@link decodeStatement}. */
export function statementFromParts(parts: StatementParts, typ?: StatementType): Result<Statement, ShapeCode> {
  const { headerBytes, claimsBytes, signature } = parts;
  const sized =
    checkSize('header', encodedLength(headerBytes.length), MAX_HEADER_BYTES) ??
    checkSize('claims', encodedLength(claimsBytes.length), MAX_CLAIMS_BYTES);
  if (sized !== undefined) return sized;
  if (headerBytes.length === 0 || claimsBytes.length === 0) return refuse('E_FORMAT', 'STM-001');
  if (signature.length !== SIGNATURE_BYTES) return refuse('E_FORMAT', 'STM-005');
  return readParts(`${encodeBase64url(headerBytes)}.${encodeBase64url(claimsBytes)}`, parts, typ);
}

/** The JSON form of a statement. */
export function encodeStatement({ st, signature }: Statement): StatementJson {
  return { st, sig: encodeBase64url(signature) };
}

function readParts(st: string, parts: StatementParts, typ: StatementType | undefined): Result<Statement, ShapeCode> {
  const headerJson = parseStrictJson(parts.headerBytes);
  if (!headerJson.ok) return headerJson;
  const claimsJson = parseStrictJson(parts.claimsBytes);
  if (!claimsJson.ok) return claimsJson;
  const header = checkHeader(headerJson.value, typ);
  if (!header.ok) return header;
  const claims = checkClaims(claimsJson.value);
  if (!claims.ok) return claims;
  return accept({ st, header: header.value, claims: claims.value, ...parts } as Statement);
}

/** Judged on the encoded length, so that nothing too long is ever decoded. */
function checkSize(
  what: 'header' | 'claims',
  textLength: number,
  limit: number,
): ReturnType<typeof refuse<'E_SIZE'>> | undefined {
  if (textLength <= encodedLength(limit)) return undefined;
  const requirement = what === 'header' ? 'STM-002' : 'STM-003';
  return refuse('E_SIZE', requirement, { what, size: Math.floor((textLength * 3) / 4), limit });
}
