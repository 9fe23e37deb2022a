// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * A statement as JSON. st is the JWS signing input, sig the signature of the first signer.
 */
export interface StatementJson {
  /**
   * BASE64URL(header) '.' BASE64URL(claims)
   */
  st: string;
  /**
   * 64 bytes
   */
  sig: string;
  [k: string]: unknown;
}
