import { encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';

/** Commands by name, in bytes where TP/1 has `{"$b64u": …}`. The runner checks each input against the schema of its command. */
export type Commands = Readonly<Record<string, (input: never) => Promise<Result<object>>>>;

/** A value of TP/1, at whatever depth, with bytes for what stands there for bytes. */
export function fromWire(value: unknown): unknown {
  if (value !== null && typeof value === 'object' && '$b64u' in value)
    return new Uint8Array(Buffer.from(String(value.$b64u), 'base64url'));
  return eachIn(value, fromWire);
}

/** The same back. */
export function toWire(value: unknown): unknown {
  return value instanceof Uint8Array ? { $b64u: encodeBase64url(value) } : eachIn(value, toWire);
}

function eachIn(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, change(held)]));
}

export function map<T>(result: Result<T>, to: (value: T) => object): Result<object> {
  return result.ok ? accept(to(result.value)) : result;
}
