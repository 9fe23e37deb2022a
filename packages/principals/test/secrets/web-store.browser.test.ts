/// <reference lib="dom" />
/** Keys of WebCrypto in a browser: as it keeps them, and what they open. */
import { encodeBase64url } from '@allod/core/bytes';
import {
  createKeyring,
  decodeSecretKey,
  generateWebKeys,
  joinShares,
  openEnclave,
  openWebKeyStore,
  planEpoch,
  sealEnclave,
  secretFromBytes,
  splitKit,
} from '@allod/principals/secrets';
import type { EpochOp, KeyStore, Recipient, WebKeys } from '@allod/principals/secrets';
import { keyStoreCases } from '@allod/principals/secrets/testing';
import { expect, test } from 'vitest';

const ID = encodeBase64url(new Uint8Array(32).fill(1));
let drawn = 0;
/** Bytes that never come again, and are no secret here. */
const random = (size: number): Uint8Array => {
  drawn += 1;
  return new Uint8Array(size).fill(drawn).fill(drawn + 1, size / 2);
};

test.each(keyStoreCases)('keys of WebCrypto in a browser: $title', async ({ run }) => {
  const open = async () => ({ store: await openWebKeyStore([await generateWebKeys()]), privateBytes: [] });
  await expect(run(open)).resolves.toBeUndefined();
});

/** Puts keys into IndexedDB, and takes them out again as another page would. */
async function throughIndexedDb(keys: WebKeys): Promise<WebKeys> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const opening = indexedDB.open('keys', 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('keys'));
  const db = await done(opening);
  await done(db.transaction('keys', 'readwrite').objectStore('keys').put(keys, 'device'));
  const kept: WebKeys = await done(db.transaction('keys').objectStore('keys').get('device'));
  db.close();
  return kept;
}

async function recipientOf(store: KeyStore): Promise<Recipient> {
  const [key] = await store.describe();
  return { kid: key!.kid, jwk: key!.enc! };
}

test('SEC-052 keys that come back from IndexedDB are the same, cannot be taken out, and open what is addressed to them', async () => {
  const keys = await generateWebKeys();
  const [before, kept] = [await recipientOf(await openWebKeyStore([keys])), await throughIndexedDb(keys)];
  const store = await openWebKeyStore([kept]);
  expect(await recipientOf(store)).toEqual(before);
  await expect(crypto.subtle.exportKey('pkcs8', kept.enc.privateKey)).rejects.toThrow();

  const earlier = await planEpoch({ log: ID, recipients: [] }, random);
  if (!earlier.ok) throw new TypeError(earlier.error.code);
  const epoch = await planEpoch({ log: ID, recipients: [before], back: [earlier.value] }, random);
  if (!epoch.ok) throw new TypeError(epoch.error.code);
  const ops = [earlier.value, epoch.value].map(({ eid, ops: [op] }, at): EpochOp => {
    const { pub, back = [] } = op!;
    return { id: String(at), eid, pub, back, by: ID };
  });
  const keyring = await createKeyring({
    source: {
      revision: 0,
      epochs: () => ops,
      keybox: async (op) => (op === '1' ? epoch.value.ops[0]?.body : undefined),
      through: () => [],
    },
    stores: [store],
    now: () => 0,
  });
  const found = await keyring.open(ID, earlier.value.eid);
  expect(found.ok && found.secret.bytes()).toEqual(earlier.value.es.bytes());
});

test('SEC-048, SEC-050 enclaves and shares are opened in a browser as everywhere', async () => {
  const secretKey = decodeSecretKey(`${'abandon '.repeat(11)}about`);
  if (!secretKey.ok) throw new TypeError('these are words of a secret key');
  const keys = { password: 'password', secretKey: secretKey.value };
  const content = { user: ID, seed: secretFromBytes(random(32)), relays: [] };
  const body = await sealEnclave(content, keys, { salt: random(16), iv: random(12) });
  const opened = await openEnclave(body, keys);
  expect(opened.ok && opened.value.seed.bytes()).toEqual(content.seed.bytes());
  const kit = random(31);
  const shares = await splitKit(secretFromBytes(kit), { needed: 2, shares: 3 });
  const joined = await joinShares(shares.slice(1));
  expect(joined.ok && joined.value.bytes()).toEqual(kit);
});
