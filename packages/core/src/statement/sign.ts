import { encodeBase64url } from '../bytes/base64url.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonObject } from '../bytes/strict-json.ts';
import { decodeStatement } from './decode.ts';
import { encodeHeader } from './header.ts';
import type { Algorithm, StatementType } from './header.ts';
import type { Statement } from './statement.ts';

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
 * Throws `TypeError` when a draft's claims are not what a verifier accepts: that is the caller's mistake, not outside data.
 */
export async function signStatements(drafts: readonly Draft[], signer: Signer): Promise<Statement[]> {
  const inputs = drafts.map(({ typ, claims }) => signingInput(typ, encodeClaims(claims), signer));
  const signatures = await signer.sign(inputs.map((st) => text.encode(st)));
  return inputs.map((st, i) => makeSound({ st, sig: encodeBase64url(signatures[i]!) }));
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
      const [signature] = await signer.sign([text.encode(input)]);
      return { input, h: input.slice(0, input.indexOf('.')), s: encodeBase64url(signature!) };
    }),
  );
  const [first, ...further] = parts;
  if (first === undefined) throw new TypeError('a statement has at least one signer');
  const sigs = further.map(({ h, s }) => ({ h, s }));
  return makeSound({ st: first.input, sig: first.s, ...(sigs.length > 0 ? { sigs } : {}) });
}

function signingInput(typ: StatementType, claimsText: string, { alg, kid }: Signer): string {
  return `${encodeBase64url(encodeHeader({ alg, kid, typ }))}.${claimsText}`;
}

function makeSound(json: Parameters<typeof decodeStatement>[0]): Statement {
  const made = decodeStatement(json);
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
