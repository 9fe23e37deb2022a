/** What can be said of sealed bodies without a key: chapter 04 §3. For whoever keeps them and never opens them. */
export { checkSealedBody, mayBeClear, SEALED_TYPE } from './form.ts';
export type { SealedForm, SealedFormCode } from './form.ts';
