import { concatBytes, encodeBase64url } from '@allod/core/bytes';
import type { SignerPart, StatementParts } from '@allod/core/statement';
import type { Parked, State } from '@allod/core/verify';
import type { Waiting } from './port.ts';
import { idBytes } from './order.ts';
import { readUint, uint } from './keys.ts';

/** One row of the table of statements. `pos` is 0 and `state` absent for a parked one. */
export interface ItemRow {
  readonly spaceNumber: number;
  readonly pos: number;
  readonly origin: number;
  readonly state?: State;
  readonly waiting?: Waiting;
  readonly parts: StatementParts;
}

// Numbers in files: they stay what they are.
const STATES: readonly (State | 'parked')[] = ['parked', 'VALID', 'HELD'];
const CODES = ['E_UPGRADE', 'E_PENDING_AUTH'] as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A row as bytes: kind (1), number of the space (4), position (6), origin (2), the parts, and for a parked one why it waits. */
export function encodeItem({ spaceNumber, pos, origin, state, waiting, parts }: ItemRow): Uint8Array {
  const head = [uint(STATES.indexOf(state ?? 'parked'), 1), uint(spaceNumber, 4), uint(pos, 6), uint(origin, 2)];
  const tail = waiting === undefined ? [] : encodeWaiting(waiting);
  return concatBytes([...head, ...encodeParts(parts), ...tail]);
}

/** Reads what {@link encodeItem} made. Throws `RangeError` for anything else: the file is damaged. */
export function decodeItem(bytes: Uint8Array): ItemRow {
  const state = STATES[readUint(bytes, 0, 1)];
  if (state === undefined) throw new RangeError('the row of a statement is damaged');
  const row = { spaceNumber: readUint(bytes, 1, 4), pos: readUint(bytes, 5, 6), origin: readUint(bytes, 11, 2) };
  const cursor = { bytes, at: 13 };
  const parts = readParts(cursor);
  if (state !== 'parked') return { ...row, state, parts };
  return { ...row, parts, waiting: readWaiting(cursor) };
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

function sized(bytes: Uint8Array): Uint8Array[] {
  return [uint(bytes.length, 4), bytes];
}

function readNumber(cursor: Cursor, size: number): number {
  const value = readUint(cursor.bytes, cursor.at, size);
  cursor.at += size;
  return value;
}

function readSized(cursor: Cursor): Uint8Array {
  const length = readNumber(cursor, 4);
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new RangeError('the row of a statement is damaged');
  const out = new Uint8Array(cursor.bytes.subarray(cursor.at, end));
  cursor.at = end;
  return out;
}

function encodeParts({ headerBytes, signature, claimsBytes, further = [] }: StatementParts): Uint8Array[] {
  const signers = [{ headerBytes, signature }, ...further];
  return [
    ...sized(claimsBytes),
    uint(signers.length, 2),
    ...signers.flatMap((part) => [...sized(part.headerBytes), ...sized(part.signature)]),
  ];
}

function readParts(cursor: Cursor): StatementParts {
  const claimsBytes = readSized(cursor);
  const count = readNumber(cursor, 2);
  const signers: SignerPart[] = [];
  for (let i = 0; i < count; i++) signers.push({ headerBytes: readSized(cursor), signature: readSized(cursor) });
  const [first, ...further] = signers;
  if (first === undefined) throw new RangeError('the row of a statement is damaged');
  return further.length === 0 ? { ...first, claimsBytes } : { ...first, claimsBytes, further };
}

function encodeWaiting({ code, requirement, unknown, waitsFor }: Waiting): Uint8Array[] {
  const told = unknown === undefined ? [uint(0, 1)] : [uint(1, 1), ...sized(encoder.encode(unknown))];
  return [
    uint(CODES.indexOf(code), 1),
    ...sized(encoder.encode(requirement)),
    ...told,
    uint(waitsFor.length, 2),
    ...waitsFor.map(idBytes),
  ];
}

function readWaiting(cursor: Cursor): Waiting {
  const code = CODES[readNumber(cursor, 1)];
  if (code === undefined) throw new RangeError('the row of a statement is damaged');
  const requirement = decoder.decode(readSized(cursor));
  const unknown = readNumber(cursor, 1) === 0 ? {} : { unknown: decoder.decode(readSized(cursor)) };
  const waitsFor: string[] = [];
  for (let left = readNumber(cursor, 2); left > 0; left--) {
    waitsFor.push(encodeBase64url(cursor.bytes.subarray(cursor.at, cursor.at + 32)));
    cursor.at += 32;
  }
  return { code, requirement, ...unknown, waitsFor };
}
