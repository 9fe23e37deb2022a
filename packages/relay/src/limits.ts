import { MAX_AHEAD_MICROSECONDS } from '@allod/collections';
import { MAX_JSON_DEPTH } from '@allod/core/bytes';
import { MAX_BODY_BYTES, MAX_CLAIMS_BYTES, MAX_HEADER_BYTES } from '@allod/core/statement';
import { SESSION_LIMITS } from '@allod/sync';
import {
  MAX_CBOR_DEPTH,
  MAX_INFLATED_BYTES,
  MAX_INFLATION_RATIO,
  MAX_ITEMS,
  MAX_MESSAGES,
} from '@allod/transport/frames';

/** The limits of the registry that are about statements. */
export type StatementLimit =
  | 'headerBytes'
  | 'claimsBytes'
  | 'jsonDepth'
  | 'integerMax'
  | 'signers'
  | 'bodyBytes'
  | 'tagCharacters'
  | 'collectionNameCharacters'
  | 'mediaTypeCharacters'
  | 'teamsOnPath'
  | 'antecedents'
  | 'predecessors'
  | 'heads'
  | 'furtherLogs'
  | 'members'
  | 'parents'
  | 'pathSteps'
  | 'coldKeys'
  | 'capabilities'
  | 'inviteUses'
  | 'thruSteps'
  | 'tips'
  | 'policyFields'
  | 'policyNameCharacters'
  | 'policyCharacters'
  | 'keyboxBytes'
  | 'keyboxRecipients'
  | 'earlierEpochs'
  | 'bodyHeaderBytes'
  | 'aheadMicroseconds';

/** What holds for every statement, wherever it goes: no relay can be stricter or laxer. */
export const STATEMENT_LIMITS: Readonly<Record<StatementLimit, number>> = {
  headerBytes: MAX_HEADER_BYTES,
  claimsBytes: MAX_CLAIMS_BYTES,
  jsonDepth: MAX_JSON_DEPTH,
  integerMax: Number.MAX_SAFE_INTEGER,
  signers: 8,
  bodyBytes: MAX_BODY_BYTES,
  tagCharacters: 128,
  collectionNameCharacters: 128,
  mediaTypeCharacters: 128,
  teamsOnPath: 7,
  antecedents: 16,
  predecessors: 16,
  heads: 16,
  furtherLogs: 16,
  members: 16,
  parents: 16,
  pathSteps: 8,
  coldKeys: 8,
  capabilities: 16,
  inviteUses: 65_535,
  thruSteps: 7,
  tips: 8,
  policyFields: 16,
  policyNameCharacters: 16,
  policyCharacters: 64,
  keyboxBytes: 65_536,
  keyboxRecipients: 256,
  earlierEpochs: 64,
  bodyHeaderBytes: 512,
  aheadMicroseconds: MAX_AHEAD_MICROSECONDS,
};

/** What holds for every log. */
const LOG_LIMITS = { opsInPast: 65_535 };

/** What holds for every frame. */
const FRAME_LIMITS = {
  messagesPerFrame: MAX_MESSAGES,
  cborDepth: MAX_CBOR_DEPTH,
  itemsPerMessage: MAX_ITEMS,
  inflatedBytes: MAX_INFLATED_BYTES,
  inflationRatio: MAX_INFLATION_RATIO,
};

/** Everything that a relay goes by, under the names and in the units of the limits registry. (RLY-009) */
export const LIMITS: Readonly<Record<string, number>> = {
  ...STATEMENT_LIMITS,
  ...LOG_LIMITS,
  ...FRAME_LIMITS,
  ...SESSION_LIMITS,
};
