import { isUtf8 } from 'node:buffer';
import { encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';

/** Bytes as TP/1 writes them. */
export interface Bytes {
  readonly $b64u: string;
}

/** Commands by name. The runner checks each input against the schema of its command. */
export type Commands = Readonly<Record<string, (input: never) => Promise<Result<object>>>>;

export function toBytes({ $b64u }: Bytes): Uint8Array {
  return new Uint8Array(Buffer.from($b64u, 'base64url'));
}

const TEXTS = ['st', 'sig', 'text', 'body', 'bodyB'];

/** Arguments whose texts are text. What JSON cannot carry comes as bytes; bytes that are no Unicode stay no Unicode. */
export function withText(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asText = (value: unknown): unknown => {
    const bytes = Buffer.from((value as Bytes).$b64u, 'base64url');
    return isUtf8(bytes) ? bytes.toString() : '\ud800';
  };
  const isBytes = (name: string): boolean => TEXTS.includes(name) && typeof input[name] === 'object';
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, isBytes(name) ? asText(value) : value]),
  );
}

export function fromBytes(bytes: Uint8Array): Bytes {
  return { $b64u: encodeBase64url(bytes) };
}

export function map<T>(result: Result<T>, to: (value: T) => object): Result<object> {
  return result.ok ? accept(to(result.value)) : result;
}
