import { encodeBase64url } from '../bytes/base64url.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonObject } from '../bytes/strict-json.ts';
import type { Result } from '../errors/result.ts';
import { ownKey } from '../key/software-signer.ts';
import { decodeStatement, statementFromParts } from './decode.ts';
import { encodeHeader } from './header.ts';
import type { Algorithm, StatementType } from './header.ts';
import { SIGNATURE_BYTES } from './limits.ts';
import { keepOwnSignature } from './made.ts';
import type { Statement } from './statement.ts';
import { asciiBytes } from '#base64';

const text = new TextEncoder();

/** Signs for one device. The private key stays behind this interface. */
export interface Signer {
  readonly alg: Algorithm;
  /** Id of the public key, 43 characters. */
  readonly kid: string;
  /** Signatures of 64 bytes, one for each message, in order. */
  sign(messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
}

/** What is to be signed: claims as an object, or as the very bytes to send. */
export interface Draft {
  readonly typ: StatementType;
  readonly claims: JsonObject | Uint8Array;
}

/**
 * Makes statements: one signature for each draft. (STM-018, STM-019, CNV-005)
 * Throws `TypeError`, before anything is signed, when a draft's claims are not what a verifier accepts, and when the signer gives
 * something else than a signature for each: these are the caller's mistakes, not outside data.
 */
export async function signStatements(drafts: readonly Draft[], signer: Signer): Promise<Statement[]> {
  const headers = new Map<StatementType, Uint8Array>();
  const made = drafts.map((draft) => prepare(draft, { signer, headers }));
  const signatures = await signer.sign(made.map(({ st }) => asciiBytes(st)));
  const key = ownKey(signer);
  for (const [i, statement] of made.entries()) {
    const signature = signatures[i];
    if (signature?.length !== SIGNATURE_BYTES) throw new TypeError('a signer gives 64 bytes for each message');
    statement.signatures[0]!.signature.set(signature);
    if (key !== undefined) keepOwnSignature(statement, { key, input: statement.st, signature });
  }
  return made;
}

/** The statement that a draft becomes, with zeros where its signature will be. */
function prepare(
  { typ, claims }: Draft,
  { signer, headers }: { readonly signer: Signer; readonly headers: Map<StatementType, Uint8Array> },
): Statement {
  const { alg, kid } = signer;
  const headerBytes = headers.get(typ) ?? encodeHeader({ alg, kid, typ });
  headers.set(typ, headerBytes);
  return sound(
    statementFromParts({
      // Nobody else may hold the bytes of a statement.
      headerBytes: new Uint8Array(headerBytes),
      claimsBytes: claims instanceof Uint8Array ? new Uint8Array(claims) : text.encode(JSON.stringify(claims)),
      signature: new Uint8Array(SIGNATURE_BYTES),
    }),
  );
}

/**
 * Makes one statement with the signatures of several devices, in their order. Claims given as an object get `sgn` when
 * there are several; claims given as bytes are expected to list them. Throws `TypeError` like {@link signStatements}.
 */
export async function signTogether({ typ, claims }: Draft, signers: readonly Signer[]): Promise<Statement> {
  const lists = signers.length > 1 && !(claims instanceof Uint8Array);
  const listed = lists ? { ...claims, sgn: signers.map(({ kid }) => ({ kid })) } : claims;
  const claimsText = encodeClaims(listed);
  const parts = await Promise.all(
    signers.map(async (signer) => {
      const input = signingInput(typ, claimsText, signer);
      const [signature] = await signer.sign([asciiBytes(input)]);
      return { input, h: input.slice(0, input.indexOf('.')), s: encodeBase64url(signature!) };
    }),
  );
  const [first, ...further] = parts;
  if (first === undefined) throw new TypeError('a statement has at least one signer');
  const sigs = further.map(({ h, s }) => ({ h, s }));
  return sound(decodeStatement({ st: first.input, sig: first.s, ...(sigs.length > 0 ? { sigs } : {}) }));
}

function signingInput(typ: StatementType, claimsText: string, { alg, kid }: Signer): string {
  return `${encodeBase64url(encodeHeader({ alg, kid, typ }))}.${claimsText}`;
}

/** The statement of claims that the caller answers for. */
function sound(made: Result<Statement>): Statement {
  if (!made.ok)
    throw new TypeError(`these claims cannot be a statement: ${made.error.code} (${made.error.requirement})`);
  return made.value;
}

function encodeClaims(claims: JsonObject | Uint8Array): string {
  if (claims instanceof Uint8Array) return encodeBase64url(claims);
  const bytes = text.encode(JSON.stringify(claims));
  const read = parseStrictJson(bytes);
  if (!read.ok) throw new TypeError(`claims are not strict JSON: ${read.error.requirement}`);
  return encodeBase64url(bytes);
}
