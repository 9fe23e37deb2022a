import { encodeBase64url } from '@allod/core/bytes';
import { importPublicKeys, verifyEd25519 } from '@allod/core/verify';
import { importX25519 } from '@allod/core/open/primitives';
import type { KeyDescription, KeyStore } from '../key-store.ts';

/** A store of the driver under test, unlocked, with at least one Ed25519 key that has an X25519 half. */
export interface OpenedKeyStore {
  readonly store: KeyStore;
  /** Everything that the driver was given or keeps of the private keys, for the search of what it shows; empty where nobody can have them. */
  readonly privateBytes: readonly Uint8Array[];
}

/** One thing that a driver has to do. */
export interface KeyStoreCase {
  /** A sentence, with the requirement that it is about first where there is one. */
  readonly title: string;
  /** Throws `Error` when the driver does not. */
  run(open: () => Promise<OpenedKeyStore>): Promise<void>;
}

const MESSAGES = [new Uint8Array(), Uint8Array.of(1, 2, 3), new Uint8Array(1000).fill(7)];
const NOBODY = encodeBase64url(new Uint8Array(32));

/** What every key store has to do. */
export const keyStoreCases: readonly KeyStoreCase[] = [
  { title: 'it tells its keys, each by the thumbprint of its public half', run: tellsKeys },
  { title: 'it signs each message, and the signatures hold under the key that it tells', run: signs },
  { title: 'it agrees with a public key on what the owner of that agrees on', run: agrees },
  { title: 'SEC-010 it agrees with a key of small order on nothing', run: agreesOnNothing },
  { title: 'SEC-053 a locked store signs nothing, agrees on nothing and still tells its keys', run: locks },
  { title: 'SEC-052 nothing that can be seen of it shows a private key', run: showsNothing },
  { title: 'it throws for a key that is not there, locked or not', run: throwsForStrangers },
];

async function firstKey(store: KeyStore): Promise<KeyDescription & Required<Pick<KeyDescription, 'enc'>>> {
  const found = (await store.describe()).find(({ enc, sig }) => enc !== undefined && sig.crv === 'Ed25519');
  if (found?.enc === undefined) throw new Error('a store for these cases has a key that signs and decrypts');
  return { ...found, enc: found.enc };
}

async function tellsKeys(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store } = await open();
  for (const { kid, sig } of await store.describe()) {
    const [key] = await importPublicKeys([sig]);
    expect(key?.ok === true && key.value.kid === kid, 'a kid is the thumbprint of its key');
  }
}

async function signs(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store } = await open();
  const { kid, sig } = await firstKey(store);
  const [key] = await importPublicKeys([sig]);
  const signatures = await store.sign(kid, MESSAGES);
  if (!signatures.ok || key?.ok !== true) throw new Error('an open store signs');
  expect(signatures.value.length === MESSAGES.length, 'there is a signature for each message');
  for (const [at, message] of MESSAGES.entries()) {
    const verdict = await verifyEd25519(key.value, message, signatures.value[at]!);
    expect(verdict.ok, `signature ${at} holds`);
  }
}

async function agrees(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store } = await open();
  const { kid, enc } = await firstKey(store);
  const others = await Promise.all([1, 2, 3].map((byte) => importX25519(new Uint8Array(32).fill(byte))));
  const publicKeys = await Promise.all(others.map((other) => other.publicKey()));
  const shared = await store.derive(kid, publicKeys);
  if (!shared.ok) throw new Error('an open store agrees');
  for (const [at, other] of others.entries()) {
    const theirs = await other.agree(new Uint8Array(fromBase64url(enc.x)));
    expect(String(theirs) === String(shared.value[at]), `both agree on secret ${at}`);
  }
}

async function agreesOnNothing(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store } = await open();
  const { kid } = await firstKey(store);
  const one = new Uint8Array(32).fill(1, 0, 1);
  const shared = await store.derive(kid, [new Uint8Array(32), one]);
  expect(
    shared.ok && shared.value.length === 2 && shared.value.every((bytes) => bytes === undefined),
    'zeros are no secret',
  );
}

async function locks(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store } = await open();
  const { kid } = await firstKey(store);
  await store.lock();
  const [signed, derived] = [await store.sign(kid, MESSAGES), await store.derive(kid, [new Uint8Array(32).fill(9)])];
  expect(!signed.ok && signed.error.code === 'E_LOCKED', 'a locked store refuses to sign with E_LOCKED');
  expect(!derived.ok && derived.error.code === 'E_LOCKED', 'a locked store refuses to agree with E_LOCKED');
  expect(
    (await store.describe()).some((each) => each.kid === kid),
    'a locked store tells its keys',
  );
}

async function showsNothing(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store, privateBytes } = await open();
  const seen = [JSON.stringify(store), JSON.stringify(await store.describe()), String(store)].join('\n');
  for (const bytes of privateBytes)
    for (const spelled of [encodeBase64url(bytes), [...bytes].join(), hexOf(bytes)])
      expect(!seen.includes(spelled), 'no private key is shown');
}

async function throwsForStrangers(open: () => Promise<OpenedKeyStore>): Promise<void> {
  const { store } = await open();
  await throwsRangeError(() => store.sign(NOBODY, MESSAGES));
  await throwsRangeError(() => store.derive(NOBODY, []));
  await store.lock();
  await throwsRangeError(() => store.sign(NOBODY, MESSAGES));
}

async function throwsRangeError(run: () => Promise<unknown>): Promise<void> {
  const thrown = await run().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown instanceof RangeError, 'an unknown key is the mistake of the caller');
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`key store: ${what}`);
}

function fromBase64url(text: string): number[] {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary, (letter) => letter.charCodeAt(0));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
