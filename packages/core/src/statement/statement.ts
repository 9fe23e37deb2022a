import type { JsonObject } from '../bytes/strict-json.ts';
import { encodeBase64url } from '../bytes/base64url.ts';
import type { ProtocolError } from '../errors/result.ts';
import type { Header } from './header.ts';

declare const shapeChecked: unique symbol;

/** What one signer adds to a statement: its own protected header, and its signature over that header and the shared claims. */
export interface SignerPart {
  readonly headerBytes: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** A signer's part whose header was read. */
export interface Signature extends SignerPart {
  readonly header: Header;
  /** The JWS signing input of this signer, exactly as received. */
  readonly input: string;
}

/**
 * A statement whose encoding and shape are right, and whose signatures nobody has looked at yet: **not to be trusted**.
 * Only {@link decodeStatement} and {@link statementFromParts} make one.
 */
export interface Statement {
  readonly [shapeChecked]: true;
  /** The JWS signing input of the first signer, exactly as received: what the statement id covers. */
  readonly st: string;
  /** The header of the first signer. */
  readonly header: Header;
  /** The claims as parsed. Rules about bytes use `claimsBytes`. */
  readonly claims: JsonObject;
  readonly claimsBytes: Uint8Array;
  /** One for each signer, in the order of the claim `sgn`; empty when the statement carries `bat` instead. */
  readonly signatures: readonly Signature[];
  /** Why this version has to put the statement aside (step 7), if it has to. */
  readonly upgrade?: ProtocolError<'E_UPGRADE'>;
}

/**
 * A statement as JSON: `st` is `BASE64URL(header).BASE64URL(claims)`, `sig` the signature, `sigs` header and signature of each
 * further signer. `bat` in place of `sig` is reserved (STM-026).
 */
export interface StatementJson {
  readonly st: string;
  readonly sig?: string;
  readonly sigs?: readonly { readonly h: string; readonly s: string }[];
  readonly bat?: unknown;
}

/** A statement as raw bytes, the form that frames and stores use. */
export interface StatementParts extends SignerPart {
  readonly claimsBytes: Uint8Array;
  readonly further?: readonly SignerPart[];
}

/** The JSON form of a statement. Throws `TypeError` for one that carries no signature. */
export function encodeStatement({
  st,
  signatures,
}: Pick<Statement, 'st' | 'signatures'>): StatementJson & { readonly sig: string } {
  const [first, ...further] = signatures;
  if (first === undefined) throw new TypeError('a statement without signatures has no JSON form to send');
  const sig = encodeBase64url(first.signature);
  if (further.length === 0) return { st, sig };
  return {
    st,
    sig,
    sigs: further.map((each) => ({ h: encodeBase64url(each.headerBytes), s: encodeBase64url(each.signature) })),
  };
}

/** The raw bytes of a statement. Throws `TypeError` for one that carries no signature. */
export function statementParts({ claimsBytes, signatures }: Statement): StatementParts {
  const [first] = signatures;
  if (first === undefined) throw new TypeError('a statement without signatures has no parts to send');
  const { headerBytes, signature } = first;
  if (signatures.length === 1) return { headerBytes, signature, claimsBytes };
  const further = signatures.slice(1).map((each) => ({ headerBytes: each.headerBytes, signature: each.signature }));
  return { headerBytes, signature, claimsBytes, further };
}
