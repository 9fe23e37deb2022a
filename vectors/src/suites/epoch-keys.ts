// Epochs of the vectors: each has its secret from the names of its log and its op.
import { answer, derive } from '../actors.ts';
import { bytesValue, type ValueObject } from '../value.ts';

/** An epoch: its secret, and what is public of it. */
export interface NamedEpoch {
  readonly secret: Uint8Array;
  readonly pub: ValueObject;
  readonly eid: string;
}

const epochByLabel = new Map<string, NamedEpoch>();

/** The epoch that is announced first in a log by an op of this name. */
export function epochNamed(log: string, name: string): NamedEpoch {
  const label = `${log}/${name}/epoch`;
  const known = epochByLabel.get(label);
  if (known !== undefined) return known;
  const secret = derive(label);
  const { jwk, eid } = answer('epoch.keys', { es: bytesValue(secret) });
  const epoch = { secret, pub: jwk as ValueObject, eid: String(eid) };
  epochByLabel.set(label, epoch);
  return epoch;
}
