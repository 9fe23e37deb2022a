/** Statements as anybody may write them: whatever headers and claims, and signatures that nobody made. */
import { encodeBase64url } from '@allod/core/bytes';
import { decodeStatement, statementFromParts } from '@allod/core/statement';
import type { Place, Statement, StatementJson, StatementParts } from '@allod/core/statement';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Ids that look right, and are those of nobody. */
export const [ID, OTHER] = ['A'.repeat(43), `B${'A'.repeat(42)}`] as const;
/** 64 bytes as base64url. */
export const SIGNATURE: string = 'A'.repeat(86);

interface Written {
  /** Headers of the signers in their order; a text stands as it is. */
  readonly headers: readonly unknown[];
  readonly claims: unknown;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const headerOf = (more: object = {}): object => ({ alg: 'Ed25519', kid: ID, typ: 'allod-rec', ...more });

export function partsOf({ headers, claims }: Written): StatementParts {
  const signers = headers.map((header) => ({
    headerBytes: bytesOf(written(header)),
    signature: new Uint8Array(64),
  }));
  const [first, ...further] = signers;
  return { ...first!, claimsBytes: bytesOf(written(claims)), ...(further.length > 0 && { further }) };
}

export function jsonOf({ headers, claims }: Written): StatementJson & { readonly sig: string } {
  const [first, ...further] = headers.map((header) => encodeBase64url(bytesOf(written(header))));
  const st = `${first}.${encodeBase64url(bytesOf(written(claims)))}`;
  return { st, sig: SIGNATURE, ...(further.length > 0 && { sigs: further.map((h) => ({ h, s: SIGNATURE })) }) };
}

/** What is read, or the code and the requirement that refuse it. */
export function outcome(read: ReturnType<typeof decodeStatement>): Statement | string {
  return read.ok ? read.value : `${read.error.code} ${read.error.requirement}`;
}

/** What becomes of both forms of a statement: `sound`, what parks it, or what refuses it. Throws when they differ. */
export function verdictOf(given: Written, place?: Place): string {
  const found = [decodeStatement(jsonOf(given), place), statementFromParts(partsOf(given), place)].map((read) => {
    if (!read.ok) return `${read.error.code} ${read.error.requirement}`;
    const { upgrade } = read.value;
    return upgrade === undefined ? 'sound' : `${upgrade.code} ${upgrade.requirement}`;
  });
  if (found[0] !== found[1]) throw new Error(`as JSON ${found[0]}, as parts ${found[1]}`);
  return found[0]!;
}
