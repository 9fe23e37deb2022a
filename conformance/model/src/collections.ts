// Chapter 05: the acceptance of records, and what is shown of them.
import { inSceneOf } from './authority.ts';
import { entryOf, LEVEL, type OpSigner } from './authority-ops.ts';
import { below, levelOf, type Scene } from './authority-ranks.ts';
import { viewOf } from './authority-views.ts';
import type { Json } from './conventions.ts';
import type { SealedUnder } from './epoch-bodies.ts';
import { knownFrom } from './epochs.ts';
import { Fault, type Model } from './model.ts';
import type { Book } from './op-judge.ts';
import type { StatedOp } from './op-read.ts';
import type { RecordInput } from './records.ts';
import { limit, phaseOf } from './registries.ts';
import type { DecodedStatement } from './statements.ts';

/** A record, and what the verifier knows when it arrives. */
export interface AcceptInput extends RecordInput {
  readonly book: Book;
  /** The clock of the verifier, in microseconds since 1970. */
  readonly now: number;
}

/** What step 8 looks at. */
export interface Authority {
  readonly record: DecodedStatement;
  readonly book: Book;
}

/** What §2 shows of an accepted record. */
export type RecordState = 'VALID' | 'HELD';

/** An accepted record: its state, and the body or why the body that came is none. */
export interface Acceptance {
  readonly id: string;
  readonly state: RecordState;
  readonly body?: Uint8Array;
  readonly bodyError?: { readonly code: string; readonly phase: string };
}

type Claims = Map<string, Json>;

const SEALED = 'application/jose';
const GRANTS = 'm:allod.grants';
const AHEAD = limit('aheadMicroseconds');

// §1 Acceptance

/** Steps 1 to 11; a body that is wrong stops nothing (REC-013). */
export function acceptRecord(model: Model, input: AcceptInput): Acceptance {
  const record = model.decodeRecord(input); // 1 to 7
  const claims = record.claimsJson;
  const authority = { record, book: input.book };
  model.checkHeads(authority); // 8 key
  model.checkWriter(authority);
  verifyWriter(model, authority); // 9 signature
  const body = judgeBody(model, record, input); // 10 body
  model.checkTag(claims); // 11 kind
  return { id: record.id, state: model.stateOf(claims, input.now), ...body };
}

/** COL-001, COL-004, COL-007. */
export function checkHeads(model: Model, { record: { claimsJson: claims }, book }: Authority): void {
  const { trial, refusedById } = book;
  const named = [['au', claims.get('iss'), claims.get('au')] as const, ...further(claims)];
  const ids = named.flatMap(([, , heads]) => textsOf(heads));
  for (const id of ids) model.when('COL-001', !trial.ops.has(id) && !refusedById.has(id), 'E_PENDING_AUTH');
  for (const [, log, heads] of named) {
    for (const id of textsOf(heads)) {
      const found = trial.ops.get(id)?.log ?? refusedById.get(id) ?? log;
      model.when('COL-004', found !== log, 'E_NOT_AUTHORIZED');
    }
  }
  for (const id of ids) model.when('COL-007', refusedById.has(id), 'E_PARENT');
}

function further(claims: Claims): (readonly ['ax', string, Json])[] {
  const ax = claims.get('ax');
  return ax instanceof Map ? [...ax].map(([log, heads]) => ['ax', log, heads] as const) : [];
}

/** COL-002, COL-003, COL-008. */
export function checkWriter(model: Model, authority: Authority): void {
  const { record, book } = authority;
  const claims = record.claimsJson;
  const isOther = claims.has('act') && claims.get('act') !== claims.get('iss');
  const isTeam = book.trial.ops.get(String(claims.get('iss')))?.kind === 'team';
  model.when('COL-003', !isTeam && (isOther || claims.has('via')), 'E_NOT_AUTHORIZED');
  inScene(authority, (scene) => {
    for (const signer of scene.op.signers) {
      const isGuest = isGuestAt(scene, signer);
      const lvl = levelOf(scene, signer);
      const isCold = signer.by.length === 0 && lvl === LEVEL.root;
      model.when('COL-002', isCold || (!isGuest && lvl < LEVEL.writer), 'E_NOT_AUTHORIZED');
      model.when('COL-008', isGuest && !isCovered(scene, signer, claims), 'E_NOT_AUTHORIZED');
    }
  });
}

/** What the record says of who wrote it, as if it were an op beside the heads that it names. */
function statedBy({ record, book }: Authority): StatedOp {
  const claims = record.claimsJson;
  const log = String(claims.get('iss'));
  const isTeam = book.trial.ops.get(log)?.kind === 'team';
  const by = isTeam ? [...textsOf(claims.get('via')), ...textsOf([claims.get('act') ?? []].flat())] : [];
  const signers = record.signers.map(({ header: { kid } }) => ({ kid, by }));
  const held = (heads: Json | undefined): string[] => textsOf(heads).filter((id) => book.trial.ops.has(id));
  const x = Object.fromEntries(further(claims).map(([, other, heads]) => [other, held(heads)]));
  const op = { id: record.id, k: 'epoch', log, par: held(claims.get('au')), signers, x } as const;
  return { statement: record, op, devices: [], shown: [] };
}

function inScene<T>(authority: Authority, run: (scene: Scene) => T): T {
  return inSceneOf(authority.book.trial, statedBy(authority).op, run);
}

function isGuestAt(scene: Scene, signer: OpSigner): boolean {
  const { lvl } = viewOf(scene.trial, scene.alive, entryOf(signer));
  return lvl === LEVEL.guest && below(scene, signer) >= LEVEL.writer;
}

/** Whether some capability of the guest lets it write this. */
function isCovered({ trial, alive }: Scene, signer: OpSigner, claims: Claims): boolean {
  const { caps = [] } = viewOf(trial, alive, entryOf(signer));
  const t = Number(claims.get('t'));
  return caps.some((text) => {
    const cap = JSON.parse(text) as Capability;
    return (
      cap.do.includes('w') &&
      cap.col === claims.get('col') &&
      (cap.tag === undefined || cap.tag === claims.get('tag')) &&
      (cap.nbf ?? 0) <= t &&
      t < (cap.exp ?? Infinity)
    );
  });
}

interface Capability {
  readonly do: readonly string[];
  readonly col: string;
  readonly tag?: string;
  readonly nbf?: number;
  readonly exp?: number;
}

function verifyWriter(model: Model, authority: Authority): void {
  const stated = statedBy(authority);
  const keys = inScene(authority, () =>
    stated.op.signers.map((signer) => model.keyOfSigner(authority.book, { stated, signer })),
  );
  model.verifySigners(authority.record, keys);
}

function judgeBody(model: Model, record: DecodedStatement, input: AcceptInput): Pick<Acceptance, 'body' | 'bodyError'> {
  try {
    const body = model.bodyOf(input);
    if (body === undefined) return {};
    model.checkBody({ claims: record.claimsJson, body });
    if (record.claimsJson.get('cty') === SEALED)
      model.checkEpoch(sealedUnder(model, { record, book: input.book }, model.checkSealed(body).eid));
    return { body };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { bodyError: { code: error.code, phase: phaseOf(error.code) } };
  }
}

/** A sealed body in the log by whose epochs it goes, and all that its record knows. */
function sealedUnder(model: Model, { record: { claimsJson: claims }, book }: Authority, eid: string): SealedUnder {
  const log = model.logOfEpochs(claims);
  const heads = [...textsOf(claims.get('au')), ...further(claims).flatMap(([, , each]) => textsOf(each))];
  const place = { trial: book.trial, log, known: knownFrom(book.trial, heads) };
  const burn = claims.has('burn') ? { burn: Number(claims.get('burn')) } : {};
  return { place, eid, ...burn, isGrant: claims.get('col') === GRANTS };
}

/** SEC-014, SEC-044: the log of the owner, or for a grant that of the guest. */
export function logOfEpochs(_model: Model, claims: Claims): string {
  return String(claims.get(claims.get('col') === GRANTS ? 'tag' : 'iss'));
}

function textsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

// §2 States

/** COL-006. The clock decides what is shown, never what is accepted. */
export function stateOf(_model: Model, claims: Claims, now: number): RecordState {
  return Number(claims.get('t')) - now > AHEAD ? 'HELD' : 'VALID';
}
