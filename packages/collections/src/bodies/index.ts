/** Bodies: which of them may be kept with their statements. Chapter 02 §8 step 10, chapter 04. No secrets. */
export { BODY_RULE } from './body-rule.ts';
export { judgeBodies } from './judge-bodies.ts';
export type { KnownEpochs, KnownHere } from './judge-bodies.ts';
