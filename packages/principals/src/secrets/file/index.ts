/** The keys of a device in a file, under a passphrase. Chapter 04 §6. Node alone. Holds secrets. */
export { createKeyFile, openKeyFile, placeKeyFile } from './key-file.ts';
export type { KeyFile, KeyFileCode, Passphrase, UnlockCode } from './key-file.ts';
