/** Every driver, by the suite that comes with the port. */
import { decodeStatement, encodeStatement, signStatements } from '@allod/core/statement';
import { inviteKeys } from '@allod/principals/links';
import {
  createMemoryKeyStore,
  createSeedKeyStore,
  generateWebKeys,
  KeysLocked,
  openWebKeyStore,
  secretFromBytes,
  signerOf,
} from '@allod/principals/secrets';
import { keyStoreCases } from '@allod/principals/secrets/testing';
import type { OpenedKeyStore } from '@allod/principals/secrets/testing';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { bytesOf, secretOf } from './craft.ts';

const keys = [{ sig: secretOf('sig'), enc: secretOf('enc') }, { sig: secretOf('signs only') }];
const DRIVERS: Readonly<Record<string, () => Promise<OpenedKeyStore>>> = {
  memory: async () => ({
    store: await createMemoryKeyStore(keys),
    privateBytes: [bytesOf('sig'), bytesOf('enc'), bytesOf('signs only')],
  }),
  WebCrypto: async () => ({ store: await openWebKeyStore([await generateWebKeys()]), privateBytes: [] }),
  seed: async () => {
    const seed = bytesOf('invite');
    return { store: await createSeedKeyStore(await inviteKeys(secretFromBytes(seed))), privateBytes: [seed] };
  },
};

for (const [name, open] of Object.entries(DRIVERS)) {
  describe(`a key store: ${name}`, () => {
    test.each(keyStoreCases)('$title', async ({ run }) => {
      await expect(run(open)).resolves.toBeUndefined();
    });

    test('SEC-052 the inspection of Node sees no private key', async () => {
      const { store, privateBytes } = await open();
      const seen = inspect(store, { depth: 20, showHidden: true });
      for (const bytes of privateBytes) expect(seen).not.toContain(Buffer.from(bytes).toString('base64url'));
    });
  });
}

test('a key that does not decrypt derives nothing', async () => {
  const { store } = await DRIVERS.memory!();
  const { kid } = (await store.describe())[1]!;
  await expect(store.derive(kid, [new Uint8Array(32)])).rejects.toThrow(RangeError);
});

test('a store signs statements, until it is locked', async () => {
  const { store } = await DRIVERS.WebCrypto!();
  const { kid } = (await store.describe())[0]!;
  const signer = await signerOf(store, kid);
  const claims = { a: 1 };
  const [statement] = await signStatements([{ typ: 'allod-rec', claims }], signer);
  expect(decodeStatement(encodeStatement(statement!)).ok).toBe(true);
  await store.lock();
  await expect(signStatements([{ typ: 'allod-rec', claims }], signer)).rejects.toThrow(KeysLocked);
  await expect(signerOf(store, 'nobody')).rejects.toThrow(RangeError);
});

test('keys of WebCrypto that can be taken out, or are of another kind, are not taken', async () => {
  const good = await generateWebKeys();
  const loose = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as typeof good.sig;
  await expect(openWebKeyStore([{ ...good, sig: loose }])).rejects.toThrow(TypeError);
  await expect(openWebKeyStore([{ sig: good.enc, enc: good.sig }])).rejects.toThrow(TypeError);
  await expect(crypto.subtle.exportKey('pkcs8', good.sig.privateKey)).rejects.toThrow();
});
