import type { StatementParts } from '@allod/core/statement';

/** What the claims of a record say of its body. */
export interface BodyClaim {
  readonly dig: string;
  /** Its length in bytes, when the record tells. */
  readonly len?: number;
}

const utf8 = new TextDecoder();

/** The body that claims name. */
export function bodyClaim(claims: Readonly<Record<string, unknown>>): BodyClaim | undefined {
  const { dig, len } = claims;
  if (typeof dig !== 'string') return undefined;
  return typeof len === 'number' ? { dig, len } : { dig };
}

/** Whether a stored statement is an op, as its header says. */
export function isStoredOp({ headerBytes }: StatementParts): boolean {
  return (JSON.parse(utf8.decode(headerBytes)) as { readonly typ?: unknown }).typ === 'allod-op';
}

/** The claims of a stored statement. Only what it refers to is taken from them, so nobody's signature is asked for again. */
export function storedClaims({ claimsBytes }: StatementParts): Readonly<Record<string, unknown>> {
  return JSON.parse(utf8.decode(claimsBytes)) as Readonly<Record<string, unknown>>;
}
