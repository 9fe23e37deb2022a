import { createEpochBook } from '@allod/principals/epochs';
import type { BodyRule } from '../embodied.ts';
import { judgeBodies } from './judge-bodies.ts';

/** The rule of chapter 04: what is sealed stands under a fresh epoch, and a keybox is for those alone who may have it. */
export const BODY_RULE: BodyRule = { createBook: createEpochBook, judge: judgeBodies };
