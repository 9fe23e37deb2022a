// How the cases of strict JSON are written: as text, and as one change of the octets of another case.
import type { EditPlan } from '../fault.ts';
import { bytesValue, octets, type ValueObject } from '../value.ts';

/** The input of json.check. */
export interface Utf8Input extends ValueObject {
  bytes: ValueObject;
}

/** The UTF-8 octets of a text as the input of json.check. */
export function utf8(text: string): Utf8Input {
  return { bytes: bytesValue(octets(text)) };
}

/** Replaces the only `from` of the base by `to`. */
export function edit(from: string, to: string | Uint8Array): EditPlan {
  return { op: 'splice', path: '/bytes', from, to };
}

/** Inserts at an offset. */
export function insert(at: number, to: string | Uint8Array): EditPlan {
  return { op: 'splice', path: '/bytes', at, from: '', to };
}
