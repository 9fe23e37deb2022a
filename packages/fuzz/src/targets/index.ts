import type { Material } from '../corpus/material.ts';
import type { Target } from '../target.ts';
import { base64urlTarget } from './base64url.ts';
import { frameTarget } from './frame.ts';
import { jsonTarget } from './json.ts';
import { packTarget } from './pack.ts';
import { sequenceTarget } from './sequence.ts';
import { partsTarget, statementTarget } from './statement.ts';

/** Makes a target. A module that a thread is given has a map of these as `TARGETS`. */
export type MakeTarget = (material: Material) => Target | Promise<Target>;

/** Every decoder that bytes from outside reach, by name. */
export const TARGETS: ReadonlyMap<string, MakeTarget> = new Map<string, MakeTarget>([
  ['pack', packTarget],
  ['statement', statementTarget],
  ['parts', partsTarget],
  ['frame', frameTarget],
  ['json', jsonTarget],
  ['sequence', sequenceTarget],
  ['base64url', base64urlTarget],
]);

/**
 * How many of all inputs a target gets, in thousandths. Those that take longest come first, so that no thread begins with one
 * when the others are done.
 */
export const SHARES: ReadonlyMap<string, number> = new Map([
  ['pack', 10],
  ['statement', 170],
  ['parts', 130],
  ['frame', 140],
  ['json', 220],
  ['sequence', 70],
  ['base64url', 260],
]);
