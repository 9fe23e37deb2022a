import { FEATURES, VERSIONS } from '@allod/sync';
import { LIMITS } from './limits.ts';

/** The path of the capability document. */
export const CAPABILITY_PATH = '/.well-known/allod';

/** What a relay says of itself before anybody links to it. Chapter 08. (RLY-009) */
export interface Capabilities {
  /** Of this document. */
  readonly v: 1;
  readonly versions: readonly string[];
  readonly features: readonly string[];
  /** Whether links are. */
  readonly authenticated: boolean;
  /** Of what `ack` says: 1 means durable in the store of this relay. */
  readonly dur: 1;
  /** By the names and in the units of the limits registry. */
  readonly limits: Readonly<Record<string, number>>;
}

/** The capability document: the very constants that `hello` says, and that sessions and statements are judged by. */
export const CAPABILITIES: Capabilities = {
  v: 1,
  versions: VERSIONS,
  features: FEATURES,
  authenticated: false,
  dur: 1,
  limits: LIMITS,
};
