import { createRequire } from 'node:module';
import { STRETCHED_BYTES } from './argon2.ts';
import type { Argon2id } from './argon2.ts';
import { argon2id as inWebAssembly } from './argon2-web.ts';

/** What is used of `@node-rs/argon2`. `algorithm` 2 is Argon2id, `version` 1 the one that calls itself 19. */
interface Native {
  hashRaw(password: Uint8Array, options: NativeOptions): Promise<Uint8Array>;
}

interface NativeOptions {
  readonly salt: Uint8Array;
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
  readonly outputLen: number;
  readonly algorithm: 2;
  readonly version: 1;
}

let search: { readonly found: Native | undefined } | undefined;

/** Argon2id by `@node-rs/argon2` where it is installed and can be loaded, else in WebAssembly. */
export const argon2id: Argon2id = async (what) => {
  search ??= { found: load() };
  const { found } = search;
  return found === undefined ? inWebAssembly(what) : argon2idBy(found, what);
};

/** Argon2id by a library that is like `@node-rs/argon2`. */
export async function argon2idBy(
  native: Native,
  { password, salt, memory, passes, lanes }: Parameters<Argon2id>[0],
): Promise<Uint8Array> {
  const stretched = await native.hashRaw(password, {
    salt,
    memoryCost: memory,
    timeCost: passes,
    parallelism: lanes,
    outputLen: STRETCHED_BYTES,
    algorithm: 2,
    version: 1,
  });
  return new Uint8Array(stretched);
}

function load(): Native | undefined {
  try {
    const library: unknown = createRequire(import.meta.url)('@node-rs/argon2');
    return typeof (library as Native).hashRaw === 'function' ? (library as Native) : undefined;
  } catch {
    // It is optional: not installed, or not built for this machine.
    return undefined;
  }
}
