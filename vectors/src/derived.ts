// The inputs of a case with `accumulate`, as conformance/protocol/INTERPRETING.md says that they are made.
import { createHash, hkdfSync } from 'node:crypto';
import { SEED_LABEL } from './actors.ts';
import { isObject, type Value, type ValueObject } from './value.ts';

/** Which of the inputs of a case. */
export interface Derivation {
  readonly seedLabel: string;
  /** From 0. */
  readonly index: number;
}

const IKM = createHash('sha256').update(SEED_LABEL).digest();

/** An input with each `$derived` replaced. The suites here ask for `order` alone. */
export function derivedInput(input: ValueObject, derivation: Derivation): ValueObject {
  return Object.fromEntries(Object.entries(input).map(([name, each]) => [name, derivedValue(each, derivation)]));
}

function derivedValue(value: Value, derivation: Derivation): Value {
  if (Array.isArray(value)) return value.map((each) => derivedValue(each, derivation));
  if (!isObject(value)) return value;
  const { $derived: form } = value;
  if (form === undefined) return derivedInput(value, derivation);
  const { label, order } = isObject(form) ? form : {};
  if (!Array.isArray(order)) throw new RangeError('nothing but an order is derived here');
  return inOrder(order, String(label), derivation);
}

function inOrder(items: readonly Value[], label: string, { seedLabel, index }: Derivation): Value[] {
  const draws = Buffer.from(hkdfSync('sha256', IKM, '', `${seedLabel}/${index}/${label}`, 8 * (items.length - 1)));
  const left = [...items];
  const ordered: Value[] = [];
  for (let at = 0; left.length > 1; at += 8) {
    ordered.push(...left.splice(Number(draws.readBigUInt64BE(at) % BigInt(left.length)), 1));
  }
  return [...ordered, ...left];
}
