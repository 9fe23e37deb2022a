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

export function fromBytes(bytes: Uint8Array): Bytes {
  return { $b64u: encodeBase64url(bytes) };
}

export function map<T>(result: Result<T>, to: (value: T) => object): Result<object> {
  return result.ok ? accept(to(result.value)) : result;
}
