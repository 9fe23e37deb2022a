import type { MakeContender } from './contender.ts';
import { floorSign, floorVerify } from './floor-local.ts';
import { floorPull, floorServer } from './floor-pull.ts';
import { joseVerify, oursDecodeVerify } from './jose-verify.ts';
import { oursSign, oursVerify } from './ours-local.ts';
import { oursPull, oursPullWeighed, relay } from './ours-pull.ts';

/** The name of somebody who can take part. */
export type ContenderName =
  | 'ours-sign'
  | 'floor-sign'
  | 'ours-verify'
  | 'floor-verify'
  | 'ours-decode-verify'
  | 'jose-verify'
  | 'relay'
  | 'ours-pull'
  | 'ours-pull-weighed'
  | 'floor-server'
  | 'floor-pull';

/** Everybody who can take part, by name. */
export const CONTENDERS: Readonly<Record<ContenderName, MakeContender>> = {
  'ours-sign': oursSign,
  'floor-sign': floorSign,
  'ours-verify': oursVerify,
  'floor-verify': floorVerify,
  'ours-decode-verify': oursDecodeVerify,
  'jose-verify': joseVerify,
  relay,
  'ours-pull': oursPull,
  'ours-pull-weighed': oursPullWeighed,
  'floor-server': floorServer,
  'floor-pull': floorPull,
};
