/** Acceptance suites for whoever writes a driver. No test framework inside: a case throws when it fails. */
export { bound } from './bound.ts';
export { keyValueCases } from './key-value-cases.ts';
export type { KeyValueCase } from './key-value-cases.ts';
export { asAdmitted, asParked, digestOf, madeId, madeOp, madeRecord, withSignature } from './made.ts';
export { storeCases } from './store-cases.ts';
export type { OpenedStore, StoreCase } from './store-cases.ts';
