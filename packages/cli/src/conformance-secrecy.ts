/** The reference adapter for chapter 04: keys of epochs, sealed bodies, keyboxes, and the user of an enclave. */
import { accept } from '@allod/core/errors';
import {
  collectionKey,
  contentKey,
  epochKeys,
  epochPublicKey,
  keyBytes,
  keyFromBytes,
  openBody,
  recordKey,
  sealBody,
} from '@allod/core/open';
import type { Key, KeyFacts, OpenJob, SealJob, Slot } from '@allod/core/open';
import { checkSealedBody } from '@allod/core/sealed';
import { encodeStatement } from '@allod/core/statement';
import { readKeybox } from '@allod/principals/epochs';
import {
  agreeWith,
  enclaveUser,
  openBack,
  openKeybox,
  sealKeybox,
  secretFromBytes,
  wrapBack,
} from '@allod/principals/secrets';
import type { BackEntry, KeyboxPlace, Recipient } from '@allod/principals/secrets';
import { map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

type EpochInput = { es: Uint8Array; col?: string; tag?: string; slot?: Slot };
type OpenInput = { body: Uint8Array; slot: Slot; with: Readonly<Record<string, Uint8Array>> };
type SealInput = Omit<SealJob, 'to'> & { to: { es: Uint8Array } | { jwk: Readonly<Record<string, unknown>> } };
type BoxInput = Omit<KeyboxPlace, 'pub'> & { jwk: KeyboxPlace['pub']; private: Uint8Array };
type Whom = Recipient & { random: Uint8Array };
type BoxPlan = { log: string; es: Uint8Array; recipients: Whom[]; cek: Uint8Array; iv: Uint8Array };

export const secrecy: Commands = {
  'epoch.keys': async ({ es, col, tag, slot }: EpochInput) => {
    const keys = await epochKeys(es);
    const collection = col === undefined ? undefined : collectionKey(keys, col);
    const record = collection && tag !== undefined ? recordKey(collection, tag) : undefined;
    const content = slot && contentKey(keys, slot);
    const asked = { private: keys.private, back: keys.back, collection, record, content };
    const shown = Object.entries<Key | undefined>(asked).map(([name, key]) => [name, key && keyBytes(key)]);
    return accept({ ...keys.publicKey, ...Object.fromEntries(shown) });
  },
  'body.check': async ({ body }: { body: Uint8Array }) => checkSealedBody(body),
  'body.open': async ({ body, slot, with: given }: OpenInput) => {
    const [kind, bytes] = Object.entries(given)[0] as [KeyFacts['kind'] | 'es', Uint8Array];
    // One that came without its epoch: nothing is opened by what is said of an epoch.
    const facts = { kind, eid: '', col: slot.col, tag: slot.tag ?? '' } as KeyFacts;
    const key = kind === 'es' ? await epochKeys(bytes) : keyFromBytes(facts, bytes);
    return openBody({ body, slot, key: key as OpenJob['key'] });
  },
  'body.seal': async ({ to, ...job }: SealInput) => {
    const whom = 'es' in to ? accept(await epochKeys(to.es)) : epochPublicKey(to.jwk);
    return whom.ok ? accept({ body: await sealBody({ ...job, to: whom.value }) }) : whom;
  },
  'keybox.check': async ({ body }: { body: Uint8Array }) =>
    map(readKeybox(body), ({ recipients }) => ({ recipients: recipients.map(({ header }) => header.kid) })),
  'keybox.open': async ({ jwk, private: own, ...place }: BoxInput) =>
    map(await openKeybox({ ...place, pub: jwk }, await agreeWith(own)), (es) => ({ es: es.bytes() })),
  'keybox.seal': async ({ es, recipients, ...plan }: BoxPlan) => {
    const whom = recipients.map(({ random, ...each }) => ({ ...each, ephemeral: random }));
    return map(await sealKeybox({ ...plan, es: secretFromBytes(es), recipients: whom }), (body) => ({ body }));
  },
  'back.wrap': async ({ es, earlier }: { es: Uint8Array; earlier: Uint8Array }) =>
    accept(await wrapBack(secretFromBytes(es), secretFromBytes(earlier))),
  'back.open': async ({ es, ...entry }: BackEntry & { es: Uint8Array }) =>
    accept({ es: (await openBack(secretFromBytes(es), entry))?.bytes() }),
  'enclave.user': async ({ key, name }: { key: Uint8Array; name: string }) => {
    const { id, init } = await enclaveUser(secretFromBytes(key), name);
    return accept({ id, ...encodeStatement(init) });
  },
};
