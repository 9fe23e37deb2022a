// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * A statement as JSON. st is the JWS signing input, sig the signature of the first signer, sigs header and signature of each further signer, in order.
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
  /**
   * further signers
   */
  sigs?: {
    /**
     * BASE64URL(header)
     */
    h: string;
    /**
     * 64 bytes
     */
    s: string;
  }[];
  [k: string]: unknown;
}
