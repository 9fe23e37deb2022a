import 'vitest';

/** Bytes as vector files write them. */
export type VectorBytes = { $b64u: string } | { $repeat: { of: { $b64u: string }; n: number } };

/** A case of vectors/statements/ed25519.json. */
export interface Ed25519Case {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly input: { readonly key: VectorBytes; readonly message: VectorBytes; readonly signature: VectorBytes };
  readonly expect: { readonly ok: object } | { readonly error: { readonly code: string } };
}

declare module 'vitest' {
  interface ProvidedContext {
    ed25519By: 'libsodium' | 'node:crypto' | 'WebCrypto' | 'JavaScript';
    ed25519Cases: readonly Ed25519Case[];
  }
}
