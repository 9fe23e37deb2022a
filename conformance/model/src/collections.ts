// Chapter 05: the acceptance of a user's records, and what is shown of them.
import type { Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import type { Device } from './principals.ts';
import type { RecordInput } from './records.ts';
import { limit, phaseOf } from './registries.ts';
import type { DecodedStatement, StatementInput } from './statements.ts';

/** A log that the verifier has accepted. */
export interface AcceptedLog {
  readonly id: string;
  readonly ops: readonly StatementInput[];
}

/** A record, and what the verifier holds when it arrives. */
export interface AcceptInput extends RecordInput {
  readonly logs: readonly AcceptedLog[];
  /** The clock of the verifier, in microseconds since 1970. */
  readonly now: number;
}

/** An op of an accepted log. */
export interface KnownOp {
  /** The statement id. */
  readonly id: string;
  /** The principal whose log it belongs to. */
  readonly log: string;
  readonly claims: Map<string, Json>;
}

/** What step 8 looks at. */
export interface Authority {
  readonly claims: Map<string, Json>;
  /** The `kid` of every header, in order. */
  readonly signers: readonly string[];
  readonly ops: readonly KnownOp[];
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

const AHEAD = limit('aheadMicroseconds');
const WRITER = 20;

// §1 Acceptance

/** Steps 1 to 11; a body that is wrong stops nothing (REC-013). */
export function acceptRecord(model: Model, input: AcceptInput): Acceptance {
  const record = model.decodeRecord(input); // 1 to 7
  const claims = record.claimsJson;
  const ops = knownOps(model, input.logs);
  const signers = record.signers.map(({ header }) => header.kid);
  model.checkHeads({ claims, signers, ops }); // 8 key
  const devices = model.checkWriter({ claims, signers, ops });
  verifyWriter(model, record, devices); // 9 signature
  const body = judgeBody(model, record, input); // 10 body
  model.checkTag(claims); // 11 kind
  return { id: record.id, state: model.stateOf(claims, input.now), ...body };
}

function knownOps(model: Model, logs: readonly AcceptedLog[]): KnownOp[] {
  return logs.flatMap(({ id: log, ops }) =>
    ops.map((op) => {
      const { id, claimsJson: claims } = model.decodeOp(op);
      return { id, log, claims };
    }),
  );
}

/** COL-001, COL-004. */
export function checkHeads(model: Model, { claims, ops }: Authority): void {
  const heads = textsOf(claims.get('au'));
  const ax = claims.get('ax');
  const named = [...heads, ...(ax instanceof Map ? [...ax.values()].flatMap(textsOf) : [])];
  for (const id of named) model.when('COL-001', !ops.some((op) => op.id === id), 'E_PENDING_AUTH');
  const isElsewhere = (id: string): boolean => ops.some((op) => op.id === id && op.log !== claims.get('iss'));
  for (const id of heads) model.when('COL-004', isElsewhere(id), 'E_NOT_AUTHORIZED');
}

/** COL-002, COL-003. Gives the devices of the user at the heads in `au`. */
export function checkWriter(model: Model, { claims, signers, ops }: Authority): Device[] {
  const heads = textsOf(claims.get('au'));
  const past = ops.filter(({ id, log }) => heads.includes(id) && log === claims.get('iss'));
  const devices = past.flatMap((op) => model.devicesOf(op.claims));
  const isOther = claims.has('act') && claims.get('act') !== claims.get('iss');
  model.when('COL-003', isOther || claims.has('via'), 'E_NOT_AUTHORIZED');
  const mayWrite = (signer: string): boolean => devices.some(({ kid, lvl }) => kid === signer && lvl >= WRITER);
  for (const signer of signers) model.when('COL-002', !mayWrite(signer), 'E_NOT_AUTHORIZED');
  return devices;
}

function verifyWriter(model: Model, record: DecodedStatement, devices: readonly Device[]): void {
  const keys = devices.map(({ key }) => key);
  model.verifySigners(
    record,
    record.signers.map(({ header }) => model.findKey(header.kid, keys)),
  );
}

function judgeBody(model: Model, record: DecodedStatement, input: RecordInput): Pick<Acceptance, 'body' | 'bodyError'> {
  try {
    const body = model.bodyOf(input);
    if (body === undefined) return {};
    model.checkBody({ claims: record.claimsJson, body });
    return { body };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { bodyError: { code: error.code, phase: phaseOf(error.code) } };
  }
}

function textsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

// §2 States

/** COL-006. The clock decides what is shown, never what is accepted. */
export function stateOf(_model: Model, claims: Claims, now: number): RecordState {
  return Number(claims.get('t')) - now > AHEAD ? 'HELD' : 'VALID';
}
