// Chapter 02 §7: records, their claims and their bodies.
import { createHash } from 'node:crypto';
import { isWellFormed, type Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import { COLLECTION_KINDS, limit } from './registries.ts';
import type { DecodedStatement, StatementInput } from './statements.ts';

/** A record as JSON: its statement, and the body in one of two forms. */
export interface RecordInput extends StatementInput {
  /** The body as text. */
  readonly body?: string;
  /** The body as base64url. */
  readonly bodyB?: string;
}

/** A body beside the claims of its record. */
export interface ClaimedBody {
  readonly claims: Map<string, Json>;
  readonly body: Uint8Array;
}

type Claims = Map<string, Json>;
type Form = (model: Model, value: Json | undefined) => boolean;

const RECORD_TYPE = 'allod-rec';
const NEEDED = ['iss', 'col', 'seq', 't', 'au'];
const DEFAULT_MEDIA_TYPE = 'application/json';
const BODY_BYTES = limit('bodyBytes');

/** Steps 1 to 7, and REC-016. The body is not looked at (REC-013). */
export function decodeRecord(model: Model, input: RecordInput): DecodedStatement {
  const statement = model.decodeStatement({
    ...input,
    typ: RECORD_TYPE,
    shape: (claims) => model.checkRecordClaims(claims),
  });
  model.when('REC-016', input.body !== undefined && input.bodyB !== undefined, 'E_FORMAT'); // still 6: one body at most
  model.checkUpgrade(statement.claimsJson); // 7 upgrade
  model.checkBatch(input);
  model.checkCollectionKind(statement.claimsJson);
  return statement;
}

// The forms of the table. `sgn`, `t` and `col` have rules of their own.
const FORMS: readonly (readonly [string, Form])[] = [
  ['iss', isId],
  ['act', isId],
  ['via', (model, value) => isIdList(model, value, limit('teamsOnPath'))],
  ['tag', (_model, value) => isText(value, limit('tagCharacters'))],
  ['dig', isId],
  ['len', (_model, value) => isInteger(value, 0)],
  ['cty', (_model, value) => isText(value, limit('mediaTypeCharacters'))],
  ['ant', (model, value) => isIdList(model, value, limit('antecedents'))],
  ['seq', (_model, value) => isInteger(value, 1)],
  ['prv', (model, value) => isIdList(model, value, limit('predecessors'))],
  ['au', (model, value) => isIdList(model, value, limit('heads')) && !isEmptyList(value)],
  ['ax', isHeadsByLog],
  ['burn', (_model, value) => isInteger(value, 0)],
  ['del', (_model, value) => typeof value === 'boolean'],
];

/** Step 5 for a record: REC-001 to REC-006, REC-008, REC-009. */
export function checkRecordClaims(model: Model, claims: Claims): void {
  for (const name of NEEDED) model.when('REC-001', !claims.has(name), 'E_FORMAT');
  for (const [name, hasForm] of FORMS) {
    model.when('REC-002', claims.has(name) && !hasForm(model, claims.get(name)), 'E_FORMAT');
  }
  model.when('REC-003', spellsOutAbsence(claims), 'E_FORMAT');
  for (const list of idLists(claims)) model.when('REC-004', new Set(list).size !== list.length, 'E_FORMAT');
  const isDelete = claims.get('del') === true;
  model.when('REC-005', isDelete && ['dig', 'len', 'cty'].some((name) => claims.has(name)), 'E_FORMAT');
  model.when('REC-005', !isDelete && !claims.has('dig'), 'E_FORMAT');
  const col = claims.get('col');
  const isName = typeof col === 'string' && COLLECTION.test(col);
  model.when('REC-006', claims.has('col') && !isName, 'E_FORMAT');
  const isWithBody = claims.has('dig') && !isDelete;
  model.when('REC-008', !claims.has('tag') && !(isImmutable(claims) && isWithBody), 'E_FORMAT');
  model.when('REC-009', Number(claims.get('len') ?? 0) > BODY_BYTES, 'E_SIZE');
}

const COLLECTION = new RegExp(`^[a-z]:[A-Za-z0-9._-]{1,${limit('collectionNameCharacters')}}$`);

/** Step 7 for a record: REC-007. */
export function checkCollectionKind(model: Model, claims: Claims): void {
  model.when('REC-007', !COLLECTION_KINDS.includes(kindOf(claims)), 'E_UPGRADE');
}

/** Step 11: REC-010. */
export function checkTag(model: Model, claims: Claims): void {
  const isOther = claims.has('tag') && claims.get('tag') !== claims.get('dig');
  model.when('REC-010', isImmutable(claims) && isOther && claims.get('del') !== true, 'E_TAG');
}

function kindOf(claims: Claims): string {
  return String(claims.get('col')).charAt(0);
}

function isImmutable(claims: Claims): boolean {
  return kindOf(claims) === 'i';
}

function isId(model: Model, value: Json | undefined): boolean {
  return model.isId(value);
}

function isIdList(model: Model, value: Json | undefined, most: number): boolean {
  return Array.isArray(value) && value.length <= most && value.every((id) => model.isId(id));
}

function isHeadsByLog(model: Model, value: Json | undefined): boolean {
  return (
    value instanceof Map &&
    value.size <= limit('furtherLogs') &&
    [...value].every(([log, heads]) => model.isId(log) && isIdList(model, heads, limit('heads')))
  );
}

/** A text of 1 to `most` characters: Unicode scalar values. */
function isText(value: Json | undefined, most: number): boolean {
  const size = typeof value === 'string' ? [...value].length : 0;
  return size >= 1 && size <= most;
}

function isInteger(value: Json | undefined, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** All lists of ids: those of the claims, and those inside `ax`. */
function idLists(claims: Claims): Json[][] {
  const ax = claims.get('ax');
  const candidates = [claims.get('via'), claims.get('ant'), claims.get('prv'), claims.get('au')];
  return [...candidates, ...(ax instanceof Map ? ax.values() : [])].filter((list) => Array.isArray(list));
}

function spellsOutAbsence(claims: Claims): boolean {
  const ax = claims.get('ax');
  return (
    idLists(claims).some(isEmptyList) ||
    (ax instanceof Map && ax.size === 0) ||
    claims.get('len') === 0 ||
    claims.get('burn') === 0 ||
    claims.get('del') === false ||
    claims.get('cty') === DEFAULT_MEDIA_TYPE ||
    (claims.has('act') && claims.get('act') === claims.get('iss'))
  );
}

// §7.1 Body, §7.2 JSON form

/** The body that came with a record, as bytes, or undefined. REC-017, REC-018. */
export function bodyOf(model: Model, input: RecordInput): Uint8Array | undefined {
  const { body, bodyB } = input;
  if (body !== undefined) {
    model.when('REC-018', !isWellFormed(body), 'E_FORMAT');
    return new TextEncoder().encode(body);
  }
  return bodyB === undefined ? undefined : decodeBody(model, bodyB);
}

function decodeBody(model: Model, bodyB: string): Uint8Array {
  try {
    return model.decodeBase64url(bodyB);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    model.when('REC-018', true, error.code);
    return new Uint8Array(0);
  }
}

/** Step 10: REC-011, REC-012. Nothing of the body is read but its bytes (REC-015). */
export function checkBody(model: Model, { claims, body }: ClaimedBody): void {
  model.when('REC-012', body.length !== Number(claims.get('len') ?? 0), 'E_DIGEST');
  const digest = model.encodeBase64url(createHash('sha256').update(body).digest());
  model.when('REC-011', digest !== claims.get('dig'), 'E_DIGEST');
}
