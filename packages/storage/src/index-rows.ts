import { encodeBase64url, isId } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { statementFromParts } from '@allod/core/statement';
import type { Header, StatementParts } from '@allod/core/statement';
import type { State } from '@allod/core/verify';
import { sha256 } from './digest.ts';
import { keyOf, keyWriter, SOFTWARE, TABLE, uint } from './keys.ts';
import type { KeyValueWrite } from './key-value.ts';
import { COLLECTION_HASH_BYTES, collectionOf, idBytes, LOG_HASH, ORDER_KEY_BYTES, timeOf } from './order.ts';
import type { NameBytes } from './order.ts';

/** Why a row of the table of due times is there, by its number in files. */
export const DUE_REASONS = ['held', 'burn', 'end'] as const;

/** The value of a row that says all with its key. */
const PRESENT = Uint8Array.of(1);
const ABSENT = Uint8Array.of(0);
/** Bytes of the hash of a tag in keys. */
const TAG_HASH_BYTES = 16;

const text = new TextEncoder();

/** What is said of a statement by its index rows. */
export interface Indexed {
  /** Its id, as text and as 32 bytes. */
  readonly id: string;
  readonly idBytes: Uint8Array;
  readonly header: Header;
  readonly claims: JsonObject;
  readonly spaceNumber: number;
}

/** Header and claims of parts that were read back. Throws `RangeError` when they are no statement: the file is damaged. */
export function readBack(id: string, parts: StatementParts): Pick<Indexed, 'header' | 'claims'> {
  const read = statementFromParts(parts);
  if (!read.ok) throw new RangeError(`the stored statement ${id} is damaged`);
  return read.value;
}

/** Whether a statement announces an epoch: no other op has a body. (04 §2.1) */
function isEpoch({ header, claims }: Pick<Indexed, 'header' | 'claims'>): boolean {
  return header.typ === 'allod-op' && claims.k === 'epoch';
}

/** The digest of the body that a statement refers to, if it refers to one. */
export function bodyOf({ header, claims }: Pick<Indexed, 'header' | 'claims'>): string | undefined {
  const { dig } = claims;
  return (header.typ === 'allod-rec' || isEpoch({ header, claims })) && typeof dig === 'string' && isId(dig)
    ? dig
    : undefined;
}

/** Every index row of a parked statement. */
export function waitingRows(id: Uint8Array, waitsFor: readonly string[]): KeyValueWrite[] {
  const heads = waitsFor.length === 0 ? [SOFTWARE] : waitsFor.map(idBytes);
  return heads.map((head) => [keyOf(TABLE.waiting, head, id), PRESENT]);
}

/** The part of a key that stands for a tag, after the hash of its collection. */
export function tagHash(tag: string): Uint8Array {
  return sha256(text.encode(tag)).subarray(0, TAG_HASH_BYTES);
}

/** Every index row of an accepted statement. */
export function acceptedRows(indexed: Indexed, state: State, names: NameBytes): KeyValueWrite[] {
  const { header, claims } = indexed;
  const isRecord = header.typ === 'allod-rec';
  const colh = isRecord ? names.collection(collectionOf(claims)) : LOG_HASH;
  const order = keyWriter(TABLE.order, 5 + ORDER_KEY_BYTES)
    .uint(indexed.spaceNumber, 4)
    .raw(colh);
  order.uint(timeOf(claims), 8).raw(indexed.idBytes);
  const rows: KeyValueWrite[] = [[order.bytes, PRESENT]];
  if (isRecord) rows.push(...recordRows(indexed, colh, names));
  if (state === 'HELD') rows.push(...dueRow(indexed, 'held', claims.t));
  if (isRecord) rows.push(...dueRow(indexed, 'burn', claims.burn));
  else if (isEpoch(indexed)) rows.push(...dueRow(indexed, 'end', claims.end));
  return rows;
}

function recordRows(
  { idBytes: id, header, claims, spaceNumber }: Indexed,
  colh: Uint8Array,
  names: NameBytes,
): KeyValueWrite[] {
  const rows: KeyValueWrite[] = [];
  if (typeof claims.tag === 'string') {
    const key = keyWriter(TABLE.tag, 45 + COLLECTION_HASH_BYTES + TAG_HASH_BYTES).uint(spaceNumber, 4);
    key.raw(colh).raw(tagHash(claims.tag)).uint(timeOf(claims), 8).raw(id);
    rows.push([key.bytes, claims.del === true ? PRESENT : ABSENT]);
  }
  if (typeof claims.seq === 'number') {
    const key = keyWriter(TABLE.tip, 77 + COLLECTION_HASH_BYTES).uint(spaceNumber, 4);
    key.raw(names.device(header.kid)).raw(colh).uint(claims.seq, 8).raw(id);
    rows.push([key.bytes, PRESENT]);
  }
  return rows;
}

function dueRow(
  { idBytes: id }: Indexed,
  why: (typeof DUE_REASONS)[number],
  due: JsonValue | undefined,
): KeyValueWrite[] {
  if (typeof due !== 'number') return [];
  return [[keyOf(TABLE.due, uint(due, 8), uint(DUE_REASONS.indexOf(why), 1), id), PRESENT]];
}

/** The id in the 32 bytes that begin at `at`. */
export function idAt(bytes: Uint8Array, at: number): string {
  return encodeBase64url(bytes.subarray(at, at + 32));
}
