// Generated from spec/schemas by `npm run generate`. Not edited by hand.

export type Id = string;

/**
 * The claims of the first op of a user.
 */
export interface UserInitClaims {
  k: 'init';
  kind: 'user';
  /**
   * 16 random bytes
   */
  salt: string;
  /**
   * members
   *
   * @minItems 1
   * @maxItems 16
   */
  mem: (DeviceEntry | RootEntry)[];
  t: number;
  /**
   * the signers in order
   */
  sgn?: {
    kid: Id;
  }[];
  [k: string]: unknown;
}
export interface DeviceEntry {
  kid: Id;
  lvl: 20 | 30 | 40;
  sig: Ed25519Jwk | P256Jwk;
  enc?: X25519Jwk;
  hw?: true;
}
export interface Ed25519Jwk {
  kty: 'OKP';
  crv: 'Ed25519';
  x: Id;
}
export interface P256Jwk {
  kty: 'EC';
  crv: 'P-256';
  x: Id;
  y: Id;
}
export interface X25519Jwk {
  kty: 'OKP';
  crv: 'X25519';
  x: Id;
}
export interface RootEntry {
  kid: Id;
  lvl: 50;
  enc?: X25519Jwk;
}
