import { decodeBase64url, encodeBase64url, encodedLength } from '../bytes/base64url.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonValue } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { ProtocolError, Result } from '../errors/result.ts';
import { checkClaims, checkSigners, findUpgrade } from './claims.ts';
import type { ClaimsCode, ClaimsRules } from './claims.ts';
import { keepHeader, knownHeader } from './header-cache.ts';
import { checkHeader, checkType } from './header.ts';
import type { Header, StatementType } from './header.ts';
import { MAX_CLAIMS_BYTES, MAX_HEADER_BYTES, SIGNATURE_BYTES } from './limits.ts';
import { makeStatement } from './made.ts';
import type { Signature, SignerPart, Statement, StatementJson, StatementParts } from './statement.ts';

/** The codes of steps 1 to 6. */
export type ShapeCode = 'E_JSON' | 'E_HEADER' | 'E_TYP' | 'E_ALG' | 'E_SIGNERS' | ClaimsCode;

type Refusal<C extends ShapeCode = ShapeCode> = { readonly ok: false; readonly error: ProtocolError<C> };

/** What the place where a statement stands asks of it, beyond what holds for every statement. */
export interface Place {
  /** The only statement type that may stand here. (STM-010) */
  readonly typ?: StatementType;
  /** The rules for the claims of each statement type that the caller knows. */
  readonly rules?: ClaimsRules;
}

/** What one signer adds, with the signing input that its signature covers. */
interface CutSigner extends SignerPart {
  readonly input: string;
  /** The header, when the same bytes were found sound before. */
  readonly known: Header | undefined;
}

/** A statement cut into its parts. */
interface Cut {
  readonly claimsBytes: Uint8Array;
  readonly signers: readonly CutSigner[];
  readonly isBatched: boolean;
}

/**
 * Reads a statement from its JSON form: steps 1 to 6 of chapter 02 §8.
 * Refuses with `E_SIZE` (STM-002, STM-003), `E_FORMAT` (STM-001, STM-004, STM-005, STM-020, CNV-002 to CNV-004, CNV-018), `E_JSON`
 * (CNV-007 to CNV-014), `E_HEADER` (STM-007, STM-008), `E_TYP` (STM-009, STM-010, STM-024), `E_ALG` (STM-011), `E_SIGNERS`
 * (STM-021 to STM-023), and what the rules of the place refuse.
 */
export function decodeStatement(json: StatementJson, place: Place = {}): Result<Statement, ShapeCode> {
  const sized = findOversize(json);
  if (sized !== undefined) return sized;
  const cut = cutJson(json);
  return cut.ok ? readCut(cut.value, place) : cut;
}

/** Reads a statement from its raw bytes. The same rules and refusals as {@link decodeStatement}. */
export function statementFromParts(parts: StatementParts, place: Place = {}): Result<Statement, ShapeCode> {
  const { claimsBytes, further } = parts;
  const all: readonly SignerPart[] = further === undefined ? [parts] : [parts, ...further];
  const fault = findPartsFault(all, claimsBytes);
  if (fault !== undefined) return fault;
  const claimsText = encodeBase64url(claimsBytes);
  const signers: CutSigner[] = [];
  for (const { headerBytes, signature } of all) {
    const headerText = encodeBase64url(headerBytes);
    const known = knownHeader(headerText)?.header;
    signers.push({ headerBytes, signature, input: `${headerText}.${claimsText}`, known });
  }
  return readCut({ claimsBytes, signers, isBatched: false }, place);
}

/** Steps 1 and 2 of the raw form. */
function findPartsFault(
  signers: readonly SignerPart[],
  claimsBytes: Uint8Array,
): Refusal<'E_SIZE' | 'E_FORMAT'> | undefined {
  for (const { headerBytes } of signers) {
    const large = oversize('header', headerBytes.length);
    if (large !== undefined) return large;
  }
  const large = oversize('claims', claimsBytes.length);
  if (large !== undefined) return large;
  if (claimsBytes.length === 0) return refuse('E_FORMAT', 'STM-001');
  for (const { headerBytes } of signers) if (headerBytes.length === 0) return refuse('E_FORMAT', 'STM-001');
  for (const { signature } of signers) if (signature.length !== SIGNATURE_BYTES) return refuse('E_FORMAT', 'STM-005');
  return undefined;
}

/** Step 1 of the JSON form, on encoded lengths, so that nothing too long is ever decoded. */
function findOversize({ st, sigs, bat }: StatementJson): Refusal<'E_SIZE'> | undefined {
  const dot = st.indexOf('.');
  const headerLength = dot === -1 ? st.length : dot;
  const large = oversize('header', decodedLength(headerLength));
  if (large !== undefined) return large;
  if (bat === undefined && sigs !== undefined) {
    for (const { h } of sigs) {
      const further = oversize('header', decodedLength(h.length));
      if (further !== undefined) return further;
    }
  }
  return oversize('claims', decodedLength(st.length - headerLength - 1));
}

function oversize(what: 'header' | 'claims', size: number): Refusal<'E_SIZE'> | undefined {
  const limit = what === 'header' ? MAX_HEADER_BYTES : MAX_CLAIMS_BYTES;
  if (size <= limit) return undefined;
  return refuse('E_SIZE', what === 'header' ? 'STM-002' : 'STM-003', { what, size, limit });
}

function decodedLength(textLength: number): number {
  return Math.floor((textLength * 3) / 4);
}

/** Step 2 of the JSON form. */
function cutJson({ st, sig, sigs, bat }: StatementJson): Result<Cut, 'E_FORMAT'> {
  const dot = st.indexOf('.');
  if (dot < 1 || dot === st.length - 1 || st.includes('.', dot + 1)) return refuse('E_FORMAT', 'STM-001');
  const claimsText = st.slice(dot + 1);
  const claimsBytes = decodeBase64url(claimsText);
  if (!claimsBytes.ok) return claimsBytes;
  // What stands beside `bat` is neither looked at nor counted. (STM-026)
  const isBatched = bat !== undefined;
  const first = cutSigner(st.slice(0, dot), isBatched ? EMPTY_SIGNATURE : sig, st);
  if (!first.ok) return first;
  const signers = [first.value];
  if (!isBatched && sigs !== undefined) {
    for (const { h, s } of sigs) {
      const signer = cutSigner(h, s, `${h}.${claimsText}`);
      if (!signer.ok) return signer;
      signers.push(signer.value);
    }
  }
  return accept({ claimsBytes: claimsBytes.value, signers, isBatched });
}

const SIGNATURE_LENGTH = encodedLength(SIGNATURE_BYTES);
const EMPTY_SIGNATURE = 'A'.repeat(SIGNATURE_LENGTH);

function cutSigner(h: string, s: string | undefined, input: string): Result<CutSigner, 'E_FORMAT'> {
  if (h === '') return refuse('E_FORMAT', 'STM-001');
  const known = knownHeader(h);
  const headerBytes = known === undefined ? decodeBase64url(h) : accept(new Uint8Array(known.bytes));
  if (!headerBytes.ok) return headerBytes;
  if (s?.length !== SIGNATURE_LENGTH) return refuse('E_FORMAT', 'STM-005');
  const signature = decodeBase64url(s);
  if (!signature.ok) return signature;
  return accept({ headerBytes: headerBytes.value, signature: signature.value, input, known: known?.header });
}

/** Steps 3 to 7; the finding of step 7 is kept for whoever verifies. */
function readCut({ claimsBytes, signers, isBatched }: Cut, place: Place): Result<Statement, ShapeCode> {
  const headersJson = parseHeaders(signers);
  if (!headersJson.ok) return headersJson;
  const claimsJson = parseStrictJson(claimsBytes);
  if (!claimsJson.ok) return claimsJson;
  const signatures = readSigners(signers, headersJson.value, place.typ);
  if (!signatures.ok) return signatures;
  const { header, input: st } = signatures.value[0]!;
  const rule = place.rules?.[header.typ];
  const claims = checkClaims(claimsJson.value, rule);
  if (!claims.ok) return claims;
  const listed = isBatched ? undefined : checkSigners(claims.value, signatures.value);
  if (listed !== undefined) return listed;
  const upgrade = findUpgrade(claims.value, { isBatched, rule });
  const kept = isBatched ? [] : signatures.value;
  return accept(makeStatement({ st, header, claims: claims.value, claimsBytes, signatures: kept, upgrade }));
}

/** Step 3 for the headers: `undefined` in place of those that are known. */
function parseHeaders(signers: readonly CutSigner[]): Result<(JsonValue | undefined)[], 'E_JSON'> {
  const values = [];
  for (const { headerBytes, known } of signers) {
    const parsed = known === undefined ? parseStrictJson(headerBytes) : KNOWN;
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return accept(values);
}

const KNOWN = accept(undefined);

/** Step 4. A further header that is sound but of another type is refused as such. (STM-024) */
function readSigners(
  signers: readonly CutSigner[],
  headersJson: readonly (JsonValue | undefined)[],
  typ: StatementType | undefined,
): Result<Signature[], 'E_HEADER' | 'E_TYP' | 'E_ALG'> {
  const signatures: Signature[] = [];
  for (const [i, { headerBytes, signature, input, known }] of signers.entries()) {
    const read = known === undefined ? checkHeader(headersJson[i]!, typ) : checkType(known, typ);
    if (!read.ok) return read;
    const header = read.value;
    if (known === undefined) keepHeader(headerBytes, header);
    if (header.typ !== (signatures[0]?.header ?? header).typ) return refuse('E_TYP', 'STM-024');
    signatures.push({ headerBytes, signature, input, header });
  }
  return accept(signatures);
}
