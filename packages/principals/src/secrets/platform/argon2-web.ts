import { STRETCHED_BYTES } from './argon2.ts';
import type { Argon2id } from './argon2.ts';

/** Argon2id in WebAssembly, loaded when it is first asked for. */
export const argon2id: Argon2id = async ({ password, salt, memory, passes, lanes }) => {
  const library = await import('hash-wasm');
  return library.argon2id({
    password,
    salt,
    memorySize: memory,
    iterations: passes,
    parallelism: lanes,
    hashLength: STRETCHED_BYTES,
    outputType: 'binary',
  });
};
