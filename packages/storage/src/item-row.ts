import { concatBytes, encodeBase64url } from '@allod/core/bytes';
import type { SignerPart, StatementParts } from '@allod/core/statement';
import type { Parked, State } from '@allod/core/verify';
import { ByteWriter } from './byte-writer.ts';
import { readUint } from './keys.ts';
import { idBytes } from './order.ts';
import type { Waiting } from './port.ts';

/** A row of the table of positions: an accepted statement. */
export interface AcceptedRow {
  readonly id: string;
  readonly state: State;
  readonly origin: number;
  readonly parts: StatementParts;
}

/** A row of the table of items: where an accepted statement is, or a parked one itself. */
export type ItemRow =
  | { readonly spaceNumber: number; readonly pos: number }
  | { readonly spaceNumber: number; readonly waiting: Waiting; readonly parts: StatementParts };

// Numbers in files: they stay what they are.
const STATES: readonly (State | undefined)[] = [undefined, 'VALID', 'HELD'];
const CODES = ['E_UPGRADE', 'E_PENDING_AUTH'] as const;
const KIND = { parked: 0, accepted: 1 } as const;

/** Bytes of an accepted row before its parts: state (1), origin (2), id (32). */
const ACCEPTED_HEAD_BYTES = 35;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** An accepted statement as bytes; `id` is that of the row, as bytes. */
export function encodeAccepted({ state, origin, parts }: AcceptedRow, id: Uint8Array): Uint8Array {
  const row = new ByteWriter(ACCEPTED_HEAD_BYTES + partsLength(parts));
  row.uint(STATES.indexOf(state), 1).uint(origin, 2).raw(id);
  writeParts(row, parts);
  return row.bytes;
}

/** Reads what {@link encodeAccepted} made. The parts are views of `bytes`. Throws `RangeError` for anything else: the file is damaged. */
export function decodeAccepted(bytes: Uint8Array): AcceptedRow {
  const state = STATES[readUint(bytes, 0, 1)];
  if (state === undefined) throw damaged();
  const origin = readUint(bytes, 1, 2);
  const id = encodeBase64url(bytes.subarray(3, ACCEPTED_HEAD_BYTES));
  return { id, state, origin, parts: readParts({ bytes, at: ACCEPTED_HEAD_BYTES }) };
}

/** The row that says where an accepted statement is: kind (1), number of the space (4), position (6). */
export function encodePlace(spaceNumber: number, pos: number): Uint8Array {
  return new ByteWriter(11).uint(KIND.accepted, 1).uint(spaceNumber, 4).uint(pos, 6).bytes;
}

/** The row of a parked statement: kind (1), number of the space (4), the parts, and why it waits. */
export function encodeParked({ spaceNumber, waiting, parts }: Extract<ItemRow, { waiting: Waiting }>): Uint8Array {
  const row = new ByteWriter(5 + partsLength(parts)).uint(KIND.parked, 1).uint(spaceNumber, 4);
  writeParts(row, parts);
  return concatBytes([row.bytes, encodeWaiting(waiting)]);
}

/** Reads what {@link encodePlace} or {@link encodeParked} made. Throws `RangeError` for anything else: the file is damaged. */
export function decodeItem(bytes: Uint8Array): ItemRow {
  const spaceNumber = readUint(bytes, 1, 4);
  if (bytes[0] === KIND.accepted) return { spaceNumber, pos: readUint(bytes, 5, 6) };
  if (bytes[0] !== KIND.parked) throw damaged();
  const cursor = { bytes, at: 5 };
  const parts = readParts(cursor);
  return { spaceNumber, parts, waiting: readWaiting(cursor) };
}

/** What the signatures of two rows for one id are compared by: everything that the id does not cover. (STO-006) */
export function signatureBytes({ signature, further = [] }: StatementParts): Uint8Array {
  return concatBytes([signature, ...further.flatMap((part) => [part.headerBytes, part.signature])]);
}

/** Why a parked statement waits, as a row keeps it. */
export function waitingOf({ why, waitsFor }: Parked): Waiting {
  const { code, requirement } = why;
  const unknown = why.details === undefined ? {} : { unknown: why.details.unknown };
  return { code, requirement, ...unknown, waitsFor };
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

function damaged(): RangeError {
  return new RangeError('the row of a statement is damaged');
}

function readNumber(cursor: Cursor, size: number): number {
  const value = readUint(cursor.bytes, cursor.at, size);
  cursor.at += size;
  return value;
}

function readSized(cursor: Cursor): Uint8Array {
  const length = readNumber(cursor, 4);
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw damaged();
  const out = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return out;
}

function partsLength({ headerBytes, signature, claimsBytes, further = [] }: StatementParts): number {
  let length = 14 + claimsBytes.length + headerBytes.length + signature.length;
  for (const part of further) length += 8 + part.headerBytes.length + part.signature.length;
  return length;
}

/** The claims, the number of signers in 2 bytes, then header and signature of each. */
function writeParts(row: ByteWriter, { headerBytes, signature, claimsBytes, further = [] }: StatementParts): void {
  row
    .sized(claimsBytes)
    .uint(1 + further.length, 2)
    .sized(headerBytes)
    .sized(signature);
  for (const part of further) row.sized(part.headerBytes).sized(part.signature);
}

function readParts(cursor: Cursor): StatementParts {
  const claimsBytes = readSized(cursor);
  const count = readNumber(cursor, 2);
  const signers: SignerPart[] = [];
  for (let i = 0; i < count; i++) signers.push({ headerBytes: readSized(cursor), signature: readSized(cursor) });
  const [first, ...further] = signers;
  if (first === undefined) throw damaged();
  return further.length === 0 ? { ...first, claimsBytes } : { ...first, claimsBytes, further };
}

function encodeWaiting({ code, requirement, unknown, waitsFor }: Waiting): Uint8Array {
  const [why, what] = [encoder.encode(requirement), unknown === undefined ? undefined : encoder.encode(unknown)];
  const told = what === undefined ? 0 : 4 + what.length;
  const row = new ByteWriter(8 + why.length + told + 32 * waitsFor.length);
  row
    .uint(CODES.indexOf(code), 1)
    .sized(why)
    .uint(what === undefined ? 0 : 1, 1);
  if (what !== undefined) row.sized(what);
  row.uint(waitsFor.length, 2);
  for (const id of waitsFor) row.raw(idBytes(id));
  return row.bytes;
}

function readWaiting(cursor: Cursor): Waiting {
  const code = CODES[readNumber(cursor, 1)];
  if (code === undefined) throw damaged();
  const requirement = decoder.decode(readSized(cursor));
  const unknown = readNumber(cursor, 1) === 0 ? {} : { unknown: decoder.decode(readSized(cursor)) };
  const waitsFor: string[] = [];
  for (let left = readNumber(cursor, 2); left > 0; left--) {
    waitsFor.push(encodeBase64url(cursor.bytes.subarray(cursor.at, cursor.at + 32)));
    cursor.at += 32;
  }
  return { code, requirement, ...unknown, waitsFor };
}
