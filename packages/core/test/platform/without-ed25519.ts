// A WebCrypto without Ed25519, as browsers had it until 2025: it knows no key of that kind.
const { subtle } = crypto;
const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<unknown>;

Object.defineProperty(subtle, 'importKey', {
  value: async (...args: unknown[]): Promise<unknown> => {
    if (args[2] === 'Ed25519') throw new DOMException('Unrecognized name.', 'NotSupportedError');
    return importKey(...args);
  },
});
