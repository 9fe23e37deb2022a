// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * The protected header of a statement.
 */
export interface ProtectedHeader {
  alg: 'Ed25519' | 'ES256';
  kid: string;
  typ: 'allod-op' | 'allod-rec' | 'allod-batch' | 'allod-rcpt' | 'allod-hs' | 'allod-snap';
}
