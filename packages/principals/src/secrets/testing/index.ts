/** The acceptance suite of a key store, for whoever writes a driver. No test framework inside: a case throws when it fails. */
export { keyStoreCases } from './key-store-cases.ts';
export type { KeyStoreCase, OpenedKeyStore } from './key-store-cases.ts';
