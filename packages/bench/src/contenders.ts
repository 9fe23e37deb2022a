import { BODY_CONTENDERS } from './bodies.ts';
import type { BodyContender } from './bodies.ts';
import type { MakeContender } from './contender.ts';
import { floorSign, floorVerify } from './floor-local.ts';
import { floorPull, floorServer } from './floor-pull.ts';
import { joseVerify, oursDecodeVerify } from './jose-verify.ts';
import {
  floorSignatures,
  oursAppend,
  oursBeside,
  oursCheck,
  oursCut,
  oursReplay,
  oursRestore,
  oursTeams,
  oursUncontended,
  oursWoven,
} from './ours-logs.ts';
import { oursIngestPlain, oursIngestSealed } from './ours-ingest.ts';
import { oursSign, oursVerify } from './ours-local.ts';
import { oursPull, oursPullWeighed, relay } from './ours-pull.ts';
import { authCreate, authInvite, authReload, authRemove } from './localfirst-auth.ts';
import { oursLoad } from './ours-load.ts';
import { joseRotation, oursNestedRotation, oursRotation } from './rotation.ts';
import { oursTeamCreate, oursTeamInvite, oursTeamReload, oursTeamRemove, oursTeamRestore } from './ours-team.ts';

/** The name of somebody who can take part. */
export type ContenderName =
  | 'ours-sign'
  | 'floor-sign'
  | 'ours-verify'
  | 'floor-verify'
  | 'ours-ingest-plain'
  | 'ours-ingest-sealed'
  | 'ours-decode-verify'
  | 'jose-verify'
  | 'relay'
  | 'ours-pull'
  | 'ours-pull-weighed'
  | 'floor-server'
  | 'floor-pull'
  | 'ours-replay'
  | 'ours-restore'
  | 'ours-append'
  | 'ours-cut'
  | 'ours-uncontended'
  | 'ours-beside'
  | 'ours-woven'
  | 'ours-check'
  | 'ours-teams'
  | 'floor-signatures'
  | 'ours-load'
  | 'ours-team-create'
  | 'ours-team-invite'
  | 'ours-team-remove'
  | 'ours-team-reload'
  | 'ours-team-restore'
  | 'auth-create'
  | 'auth-invite'
  | 'auth-remove'
  | 'auth-reload'
  | BodyContender
  | 'ours-rotation'
  | 'jose-rotation'
  | 'ours-rotation-nested';

/** Everybody who can take part, by name. */
export const CONTENDERS: Readonly<Record<ContenderName, MakeContender>> = {
  'ours-sign': oursSign,
  'floor-sign': floorSign,
  'ours-verify': oursVerify,
  'floor-verify': floorVerify,
  'ours-ingest-plain': oursIngestPlain,
  'ours-ingest-sealed': oursIngestSealed,
  'ours-decode-verify': oursDecodeVerify,
  'jose-verify': joseVerify,
  relay,
  'ours-pull': oursPull,
  'ours-pull-weighed': oursPullWeighed,
  'floor-server': floorServer,
  'floor-pull': floorPull,
  'ours-replay': oursReplay,
  'ours-restore': oursRestore,
  'ours-append': oursAppend,
  'ours-cut': oursCut,
  'ours-uncontended': oursUncontended,
  'ours-beside': oursBeside,
  'ours-woven': oursWoven,
  'ours-check': oursCheck,
  'ours-teams': oursTeams,
  'floor-signatures': floorSignatures,
  'ours-load': oursLoad,
  'ours-team-create': oursTeamCreate,
  'ours-team-invite': oursTeamInvite,
  'ours-team-remove': oursTeamRemove,
  'ours-team-reload': oursTeamReload,
  'ours-team-restore': oursTeamRestore,
  'auth-create': authCreate,
  'auth-invite': authInvite,
  'auth-remove': authRemove,
  'auth-reload': authReload,
  ...BODY_CONTENDERS,
  'ours-rotation': oursRotation,
  'jose-rotation': joseRotation,
  'ours-rotation-nested': oursNestedRotation,
};
