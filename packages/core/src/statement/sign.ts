import { encodeBase64url } from '../bytes/base64url.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import type { JsonObject } from '../bytes/strict-json.ts';
import { decodeStatement } from './statement.ts';
import type { Statement } from './statement.ts';
import { encodeHeader } from './header.ts';
import type { Algorithm, StatementType } from './header.ts';

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
  const inputs = drafts.map((draft) => signingInput(draft, signer));
  const text = new TextEncoder();
  const signatures = await signer.sign(inputs.map((st) => text.encode(st)));
  return inputs.map((st, i) => {
    const made = decodeStatement({ st, sig: encodeBase64url(signatures[i]!) });
    if (!made.ok)
      throw new TypeError(`these claims cannot be a statement: ${made.error.code} (${made.error.requirement})`);
    return made.value;
  });
}

function signingInput({ typ, claims }: Draft, { alg, kid }: Signer): string {
  const header = encodeBase64url(encodeHeader({ alg, kid, typ }));
  return `${header}.${encodeBase64url(claims instanceof Uint8Array ? claims : encodeClaims(claims))}`;
}

function encodeClaims(claims: JsonObject): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const read = parseStrictJson(bytes);
  if (!read.ok) throw new TypeError(`claims must be strict JSON: ${read.error.requirement}`);
  return bytes;
}
