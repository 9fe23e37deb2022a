import { encodeBase64url, isId } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { statementFromParts } from '@allod/core/statement';
import type { Header } from '@allod/core/statement';
import { sha256 } from './digest.ts';
import type { ItemRow } from './item-row.ts';
import { keyOf, SOFTWARE, TABLE, uint } from './keys.ts';
import type { KeyValueWrite } from './key-value.ts';
import { collectionHash, idBytes, joinKey } from './order.ts';

/** Why a row of the table of due times is there, by its number in files. */
export const DUE_REASONS = ['held', 'burn'] as const;

/** The value of a row that says all with its key. */
const PRESENT = Uint8Array.of(1);
/** Bytes of the hash of a tag in keys. */
const TAG_HASH_BYTES = 16;

const text = new TextEncoder();

/** A row with what the statement in it says. */
export interface Indexed {
  readonly id: string;
  readonly row: ItemRow;
  readonly header: Header;
  readonly claims: JsonObject;
}

/** A row that was read back, with header and claims. Throws `RangeError` when the statement cannot be read: the file is damaged. */
export function readIndexed(id: string, row: ItemRow): Indexed {
  const read = statementFromParts(row.parts);
  if (!read.ok) throw new RangeError(`the stored statement ${id} is damaged`);
  return { id, row, header: read.value.header, claims: read.value.claims };
}

/** The digest of the body that a statement refers to, if it refers to one. */
export function bodyOf({ header, claims }: Pick<Indexed, 'header' | 'claims'>): string | undefined {
  const { dig } = claims;
  return header.typ === 'allod-rec' && typeof dig === 'string' && isId(dig) ? dig : undefined;
}

/** Every index row that a statement has, but for the count of references to its body. */
export async function indexRows(indexed: Indexed): Promise<KeyValueWrite[]> {
  const { id, row } = indexed;
  if (row.waiting === undefined) return acceptedRows(indexed);
  const { waitsFor } = row.waiting;
  const heads = waitsFor.length === 0 ? [SOFTWARE] : waitsFor.map(idBytes);
  return heads.map((head) => [keyOf(TABLE.waiting, head, idBytes(id)), PRESENT]);
}

/** The part of a key that names one tag: collection hash, then hash of the tag. */
export async function tagPrefix(col: string, tag: string): Promise<readonly [Uint8Array, Uint8Array]> {
  const [hash] = await sha256([text.encode(tag)]);
  return [await collectionHash(col), hash!.subarray(0, TAG_HASH_BYTES)];
}

async function acceptedRows(indexed: Indexed): Promise<KeyValueWrite[]> {
  const { id, row, header, claims } = indexed;
  const space = uint(row.spaceNumber, 4);
  const isRecord = header.typ === 'allod-rec';
  const colh = isRecord ? await collectionHash(textOf(claims.col)) : new Uint8Array(8);
  return [
    [keyOf(TABLE.order, space, joinKey(colh, claims.t, id)), PRESENT],
    [keyOf(TABLE.position, space, uint(row.pos, 6)), positionValue(id, row.origin)],
    ...(isRecord ? await recordRows(indexed, colh) : []),
    ...dueRows(indexed),
  ];
}

async function recordRows({ id, row, header, claims }: Indexed, colh: Uint8Array): Promise<KeyValueWrite[]> {
  const space = uint(row.spaceNumber, 4);
  const rows: KeyValueWrite[] = [];
  if (typeof claims.tag === 'string') {
    const place = await tagPrefix(textOf(claims.col), claims.tag);
    const flags = uint(claims.del === true ? 1 : 0, 1);
    rows.push([keyOf(TABLE.tag, space, ...place, uint(Number(claims.t), 8), idBytes(id)), flags]);
  }
  if (typeof claims.seq === 'number')
    rows.push([keyOf(TABLE.tip, space, idBytes(header.kid), colh, uint(claims.seq, 8), idBytes(id)), PRESENT]);
  return rows;
}

function dueRows({ id, row, claims }: Indexed): KeyValueWrite[] {
  const rows: KeyValueWrite[] = [];
  const add = (due: JsonValue | undefined, why: (typeof DUE_REASONS)[number]): void => {
    if (typeof due !== 'number') return;
    rows.push([keyOf(TABLE.due, uint(due, 8), uint(DUE_REASONS.indexOf(why), 1), idBytes(id)), PRESENT]);
  };
  if (row.state === 'HELD') add(claims.t, 'held');
  add(claims.burn, 'burn');
  return rows;
}

function positionValue(id: string, origin: number): Uint8Array {
  const value = new Uint8Array(34);
  value.set(idBytes(id));
  value.set(uint(origin, 2), 32);
  return value;
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('a record is not stored without its claim col');
  return value;
}

/** The id in the 32 bytes that begin at `at`. */
export function idAt(bytes: Uint8Array, at: number): string {
  return encodeBase64url(bytes.subarray(at, at + 32));
}
