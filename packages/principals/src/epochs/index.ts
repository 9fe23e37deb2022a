/** Epochs: which are fresh, and for whom a keybox may be, as every verifier of bodies asks. Chapter 04 §2. No secrets. */
export { createEpochBook } from '../ops/epoch-book.ts';
export type { EpochBook } from '../ops/epoch-book.ts';
export type { EpochQuestion, EpochStanding } from '../log/epochs/asked.ts';
export type { Epochs } from '../log/epochs/fresh.ts';
export { readKeybox } from '../keybox/form.ts';
export type { BoxRecipient, Keybox, KeyboxCode } from '../keybox/form.ts';
