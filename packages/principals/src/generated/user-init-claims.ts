// Generated from spec/schemas by `npm run generate`. Not edited by hand.

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
   */
  mem: (DeviceEntry | RootEntry)[];
  t: number;
  /**
   * the signers in order
   */
  sgn?: {
    kid: string;
  }[];
  pol?: {
    admit?: 'open' | 'quorum';
    [k: string]: string | 'open' | 'quorum' | undefined;
  };
  [k: string]: unknown;
}
/**
 * A device that the user begins with.
 */
export interface DeviceEntry {
  kid: string;
  lvl: 20 | 30 | 40;
  sig: Ed25519Jwk | P256Jwk;
  enc?: X25519Jwk;
  hw?: true;
}
/**
 * An Ed25519 public key (RFC 8037).
 */
export interface Ed25519Jwk {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
}
/**
 * A P-256 public key (RFC 7518 §6.2).
 */
export interface P256Jwk {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}
/**
 * An X25519 public key (RFC 8037).
 */
export interface X25519Jwk {
  kty: 'OKP';
  crv: 'X25519';
  x: string;
}
/**
 * A cold key for recovery, known by its thumbprint alone.
 */
export interface RootEntry {
  kid: string;
  lvl: 50;
  enc?: X25519Jwk;
  /**
   * reserved (PRN-092)
   */
  thr?: {
    [k: string]: unknown;
  };
  /**
   * reserved (PRN-092)
   */
  of?: {
    [k: string]: unknown;
  };
}
