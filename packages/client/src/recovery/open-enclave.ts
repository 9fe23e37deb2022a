import { accept, refuse } from '@allod/core/errors';
import {
  ENCLAVE_COLLECTION,
  ENCLAVE_TAG,
  SECRET_KEY_WORDS,
  decodeSecretKey,
  enclaveUser,
  openEnclave,
} from '@allod/principals/secrets';
import type { EnclaveContent, EnclaveKeys } from '@allod/principals/secrets';
import type { Store } from '@allod/storage';
import type { Outcome } from '../outcome.ts';
import { bodyOf, recordOf } from '../records/view.ts';
import { collectionRange } from '../spaces.ts';
import { syncWithAll } from '../sync/workbench.ts';
import type { Workbench } from '../sync/workbench.ts';
import { wrongWords } from './wrong-words.ts';

/** What finds and opens an enclave. */
export interface EnclaveWords {
  readonly name: string;
  readonly password: string;
  /** The 12 words of the secret key as somebody typed them. */
  readonly words: string;
}

/**
 * Fetches an enclave and opens it. Refuses with `E_KIT` words that are none of a secret key, with `E_NOT_FOUND` when no relay has it, and as it does not open: with
 * `E_DECRYPT` another password, with `E_KDF_PARAMS`, `E_JSON` and `E_FORMAT` a record that somebody else put in its place.
 */
export async function openOwnEnclave(
  bench: Workbench,
  { name, password, words }: EnclaveWords,
  relays: readonly string[],
): Promise<Outcome<EnclaveContent>> {
  const secretKey = decodeSecretKey(words);
  if (!secretKey.ok) return { ...secretKey, says: wrongWords(secretKey.error, SECRET_KEY_WORDS).says };
  const { id } = await enclaveUser(secretKey.value, name);
  await syncWithAll(bench, relays, { spaces: [id] });
  const body = await newestBody(bench.store, id);
  if (body === undefined)
    return {
      ...refuse('E_NOT_FOUND', ''),
      says: 'None of the relays has an enclave of this name and secret key: look at both, and at the address of the relay.',
    };
  const opened = await openWith(body, { password, secretKey: secretKey.value });
  secretKey.value.wipe();
  return opened;
}

async function openWith(body: Uint8Array, keys: EnclaveKeys): Promise<Outcome<EnclaveContent>> {
  const opened = await openEnclave(body, keys);
  if (opened.ok) return accept(opened.value);
  const { error } = opened;
  // It was found by the secret key, so that is the right one.
  return error.code === 'E_DECRYPT' ? { ok: false, error, says: 'The password is another one.' } : opened;
}

/** The body of the newest record of an enclave. */
async function newestBody(store: Store, space: string): Promise<Uint8Array | undefined> {
  for await (const { id } of store.scan({
    by: 'key',
    space,
    range: collectionRange(ENCLAVE_COLLECTION),
    reverse: true,
  })) {
    const [stored] = await store.items([id]);
    const found = await bodyOf(store, recordOf(stored));
    if (found?.claims.col === ENCLAVE_COLLECTION && found.claims.tag === ENCLAVE_TAG) return found.body;
  }
  return undefined;
}
