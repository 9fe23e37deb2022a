import type { StatementParts } from '@allod/core/statement';

/** What the claims of a record say of its body. */
export interface BodyClaim {
  readonly dig: string;
  /** Its length in bytes, when the record tells. */
  readonly len?: number;
}

const utf8 = new TextDecoder();

/** The body that claims name: those of a record, which names its collection (REC-001), or of an op that announces an epoch (04 §2.1). */
export function bodyClaim(claims: Readonly<Record<string, unknown>>): BodyClaim | undefined {
  const { dig, len, col, k } = claims;
  if (typeof dig !== 'string' || (col === undefined && k !== 'epoch')) return undefined;
  return typeof len === 'number' ? { dig, len } : { dig };
}

/** Whether logs have a say about the body of a statement: it is sealed (04 §3), or a keybox. */
function isJudgedByLogs({ cty, k }: Readonly<Record<string, unknown>>): boolean {
  return cty === 'application/jose' || k === 'epoch';
}

/** The body of a stored statement about which logs have a say. */
export function loggedBodyClaim(parts: StatementParts): BodyClaim | undefined {
  const claims = storedClaims(parts);
  return isJudgedByLogs(claims) ? bodyClaim(claims) : undefined;
}

/** Whether a stored statement is an op, as its header says. */
export function isStoredOp({ headerBytes }: StatementParts): boolean {
  return (JSON.parse(utf8.decode(headerBytes)) as { readonly typ?: unknown }).typ === 'allod-op';
}

/** The claims of a stored statement. Only what it refers to is taken from them, so nobody's signature is asked for again. */
export function storedClaims({ claimsBytes }: StatementParts): Readonly<Record<string, unknown>> {
  return JSON.parse(utf8.decode(claimsBytes)) as Readonly<Record<string, unknown>>;
}
