import { decodeBase64url, encodeBase64url, encodedLength } from '../bytes/base64url.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonObject, JsonValue } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { ProtocolError, Result } from '../errors/result.ts';
import { checkClaims, checkSigners, findUpgrade } from './claims.ts';
import type { ClaimsCode, ClaimsRules } from './claims.ts';
import { checkHeader } from './header.ts';
import type { Header, StatementType } from './header.ts';
import { MAX_CLAIMS_BYTES, MAX_HEADER_BYTES, SIGNATURE_BYTES } from './limits.ts';
import type { SignerPart, Statement, StatementJson, StatementParts } from './statement.ts';

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

/** A statement cut into its parts, each signer with the signing input that its signature covers. */
interface Cut {
  readonly claimsBytes: Uint8Array;
  readonly signers: readonly (SignerPart & { readonly input: string })[];
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
  const { claimsBytes } = parts;
  const signers = [parts, ...(parts.further ?? [])];
  const sized =
    signers.map(({ headerBytes }) => oversize('header', headerBytes.length)).find((fault) => fault !== undefined) ??
    oversize('claims', claimsBytes.length);
  if (sized !== undefined) return sized;
  if (claimsBytes.length === 0 || signers.some(({ headerBytes }) => headerBytes.length === 0))
    return refuse('E_FORMAT', 'STM-001');
  if (signers.some(({ signature }) => signature.length !== SIGNATURE_BYTES)) return refuse('E_FORMAT', 'STM-005');
  const claimsText = encodeBase64url(claimsBytes);
  const withInput = signers.map(({ headerBytes, signature }) => ({
    headerBytes,
    signature,
    input: `${encodeBase64url(headerBytes)}.${claimsText}`,
  }));
  return readCut({ claimsBytes, signers: withInput, isBatched: false }, place);
}

/** Step 1, on encoded lengths, so that nothing too long is ever decoded. */
function findOversize({ st, sigs, bat }: StatementJson): Refusal<'E_SIZE'> | undefined {
  const dot = st.indexOf('.');
  const headerLength = dot === -1 ? st.length : dot;
  const headers = [headerLength, ...(bat === undefined ? (sigs ?? []) : []).map(({ h }) => h.length)];
  return (
    headers.map((length) => oversize('header', decodedLength(length))).find((fault) => fault !== undefined) ??
    oversize('claims', decodedLength(st.length - headerLength - 1))
  );
}

function oversize(what: 'header' | 'claims', size: number): Refusal<'E_SIZE'> | undefined {
  const [limit, requirement] = what === 'header' ? [MAX_HEADER_BYTES, 'STM-002'] : [MAX_CLAIMS_BYTES, 'STM-003'];
  return size <= limit ? undefined : refuse('E_SIZE', requirement, { what, size, limit });
}

function decodedLength(textLength: number): number {
  return Math.floor((textLength * 3) / 4);
}

/** Step 2 of the JSON form. */
function cutJson({ st, sig, sigs, bat }: StatementJson): Result<Cut, 'E_FORMAT'> {
  const [headerText = '', claimsText = '', ...rest] = st.split('.');
  if (headerText === '' || claimsText === '' || rest.length > 0) return refuse('E_FORMAT', 'STM-001');
  const claimsBytes = decodeBase64url(claimsText);
  if (!claimsBytes.ok) return claimsBytes;
  // What stands beside `bat` is neither looked at nor counted. (STM-026)
  const isBatched = bat !== undefined;
  const texts = isBatched ? [{ h: headerText, s: EMPTY_SIGNATURE }] : [{ h: headerText, s: sig }, ...(sigs ?? [])];
  const signers = [];
  for (const { h, s } of texts) {
    const signer = cutSigner(h, s, claimsText);
    if (!signer.ok) return signer;
    signers.push(signer.value);
  }
  return accept({ claimsBytes: claimsBytes.value, signers, isBatched });
}

const EMPTY_SIGNATURE = 'A'.repeat(encodedLength(SIGNATURE_BYTES));

function cutSigner(h: string, s: string | undefined, claimsText: string): Result<Cut['signers'][number], 'E_FORMAT'> {
  if (h === '') return refuse('E_FORMAT', 'STM-001');
  const headerBytes = decodeBase64url(h);
  if (!headerBytes.ok) return headerBytes;
  if (s?.length !== encodedLength(SIGNATURE_BYTES)) return refuse('E_FORMAT', 'STM-005');
  const signature = decodeBase64url(s);
  if (!signature.ok) return signature;
  return accept({ headerBytes: headerBytes.value, signature: signature.value, input: `${h}.${claimsText}` });
}

/** Steps 3 to 7; the finding of step 7 is kept for whoever verifies. */
function readCut({ claimsBytes, signers, isBatched }: Cut, place: Place): Result<Statement, ShapeCode> {
  const parsed = parseAll([...signers.map(({ headerBytes }) => headerBytes), claimsBytes]);
  if (!parsed.ok) return parsed;
  const claimsJson = parsed.value.at(-1)!;
  const headers = readHeaders(parsed.value.slice(0, -1), place.typ);
  if (!headers.ok) return headers;
  const header = headers.value[0]!;
  const claims = checkClaims(claimsJson, place.rules?.[header.typ]);
  if (!claims.ok) return claims;
  const listed = isBatched ? undefined : checkSigners(claims.value, headers.value);
  if (listed !== undefined) return listed;
  const upgrade = findUpgrade(claims.value, { isBatched, rule: place.rules?.[header.typ] });
  return accept(
    makeStatement({
      claims: claims.value,
      claimsBytes,
      headers: headers.value,
      signers: isBatched ? [] : signers,
      st: signers[0]!.input,
      upgrade,
    }),
  );
}

function parseAll(texts: readonly Uint8Array[]): Result<JsonValue[], 'E_JSON'> {
  const values = [];
  for (const text of texts) {
    const parsed = parseStrictJson(text);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return accept(values);
}

/** Step 4. A further header that is sound but of another type is refused as such. (STM-024) */
function readHeaders(
  values: readonly JsonValue[],
  typ: StatementType | undefined,
): Result<Header[], 'E_HEADER' | 'E_TYP' | 'E_ALG'> {
  const headers: Header[] = [];
  for (const value of values) {
    const header = checkHeader(value, typ);
    if (!header.ok) return header;
    if (header.value.typ !== (headers[0] ?? header.value).typ) return refuse('E_TYP', 'STM-024');
    headers.push(header.value);
  }
  return accept(headers);
}

function makeStatement(made: {
  readonly st: string;
  readonly claims: JsonObject;
  readonly claimsBytes: Uint8Array;
  readonly headers: readonly Header[];
  readonly signers: Cut['signers'];
  readonly upgrade: ProtocolError<'E_UPGRADE'> | undefined;
}): Statement {
  const { st, claims, claimsBytes, headers, signers, upgrade } = made;
  const signatures = signers.map((signer, i) => ({ ...signer, header: headers[i]! }));
  const statement = { st, header: headers[0]!, claims, claimsBytes, signatures };
  return (upgrade === undefined ? statement : { ...statement, upgrade }) as unknown as Statement;
}
