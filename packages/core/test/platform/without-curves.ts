// A WebCrypto without Ed25519 and X25519, as browsers had it until 2025: it knows no keys of these kinds.
const { subtle } = crypto;
const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<unknown>;
const missing: readonly unknown[] = ['Ed25519', 'X25519'];

Object.defineProperty(subtle, 'importKey', {
  value: async (...args: unknown[]): Promise<unknown> => {
    if (missing.includes(args[2])) throw new DOMException('Unrecognized name.', 'NotSupportedError');
    return importKey(...args);
  },
});
