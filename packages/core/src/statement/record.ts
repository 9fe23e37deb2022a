import { decodeBase64url } from '../bytes/base64url.ts';
import type { JsonObject } from '../bytes/strict-json.ts';
import { accept, refuse } from '../errors/result.ts';
import type { ProtocolError, Result } from '../errors/result.ts';
import type { ClaimsCode, ClaimsRule } from './claims.ts';
import { decodeStatement } from './decode.ts';
import type { ShapeCode } from './decode.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { brokenForm } from './record-form.ts';
import type { RecordClaims } from '../generated/record-claims.ts';
import type { Statement, StatementJson } from './statement.ts';

export type { RecordClaims } from '../generated/record-claims.ts';

/** The kinds of collections. */
export type CollectionKind = 'immutable' | 'mutable' | 'versioned' | 'claims' | 'mergeable';

const KIND_BY_LETTER: ReadonlyMap<string, CollectionKind> = new Map([
  ['i', 'immutable'],
  ['m', 'mutable'],
  ['v', 'versioned'],
  ['c', 'claims'],
  ['x', 'mergeable'],
]);

/** A statement whose claims have the shape of the envelope of a record. */
export type RecordStatement = Statement & { readonly claims: RecordClaims };

/** A record as JSON: its statement, and its body as text or as base64url. */
export interface RecordJson extends StatementJson {
  readonly body?: string;
  readonly bodyB?: string;
}

/** What the JSON form of a record carries: the envelope, and the bytes of the body, or why it has none that can be read. (REC-018) */
export interface RecordBody {
  readonly statement: RecordStatement;
  readonly body?: Result<Uint8Array, 'E_FORMAT'>;
}

/** The kind that the first letter of a collection's name stands for, or `undefined` for a letter of the future. (REC-007) */
export function collectionKind(col: string): CollectionKind | undefined {
  return KIND_BY_LETTER.get(col.charAt(0));
}

/** Whether a statement that was decoded under {@link RECORD_RULE} is a record. */
export function isRecord(statement: Statement): statement is RecordStatement {
  return statement.header.typ === 'allod-rec';
}

/** The rule for the claims of records. (REC-001 to REC-009) */
export const RECORD_RULE: ClaimsRule = { findFault: findRecordFault, findUpgrade: findKindUpgrade };

/**
 * Reads a record from its JSON form: steps 1 to 6 of chapter 02 §8, and the form of its body. Whether the body is the right
 * one is asked with `checkBody`. Refuses as `decodeStatement` does, and `E_FORMAT` for two bodies (REC-016).
 */
export function decodeRecord(json: RecordJson): Result<RecordBody, ShapeCode> {
  const statement = decodeStatement(json, { typ: 'allod-rec', rules: { 'allod-rec': RECORD_RULE } });
  if (!statement.ok) return statement;
  if (json.body !== undefined && json.bodyB !== undefined) return refuse('E_FORMAT', 'REC-016');
  const envelope = statement.value as RecordStatement;
  const body = decodeBody(json);
  return accept(body === undefined ? { statement: envelope } : { statement: envelope, body });
}

/** The bytes of the body that the JSON form carries, if it carries one. (REC-017, REC-018) */
function decodeBody({ body, bodyB }: RecordJson): Result<Uint8Array, 'E_FORMAT'> | undefined {
  if (body !== undefined)
    return body.isWellFormed() ? accept(new TextEncoder().encode(body)) : refuse('E_FORMAT', 'REC-018');
  if (bodyB === undefined) return undefined;
  const decoded = decodeBase64url(bodyB);
  return decoded.ok ? decoded : refuse('E_FORMAT', 'REC-018');
}

function findRecordFault(claims: JsonObject): ProtocolError<ClaimsCode> | undefined {
  const broken = brokenForm(claims);
  if (broken !== undefined) return refuse('E_FORMAT', broken).error;
  const { iss, act, col, tag, dig, len, cty, del } = claims as RecordClaims;
  if (act === iss) return refuse('E_FORMAT', 'REC-003').error;
  const hasBody = dig !== undefined;
  if (del === true ? hasBody || len !== undefined || cty !== undefined : !hasBody)
    return refuse('E_FORMAT', 'REC-005').error;
  if (tag === undefined && !(hasBody && collectionKind(col) === 'immutable'))
    return refuse('E_FORMAT', 'REC-008').error;
  if (len !== undefined && len > MAX_BODY_BYTES) {
    return refuse('E_SIZE', 'REC-009', { what: 'body', size: len, limit: MAX_BODY_BYTES }).error;
  }
  return undefined;
}

function findKindUpgrade({ col }: JsonObject): ProtocolError<'E_UPGRADE'> | undefined {
  return collectionKind(String(col)) === undefined
    ? refuse('E_UPGRADE', 'REC-007', { unknown: String(col).slice(0, 2) }).error
    : undefined;
}
