/** The reference adapter for chapter 04 §2.2 and §3: the keys of an epoch, and sealed bodies. */
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
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
import type { EpochKeys, Key, OpenJob, SealJob, Slot } from '@allod/core/open';
import { checkSealedBody } from '@allod/core/sealed';
import { fromBytes, map, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

/** One of the keys that open a body. */
type With = Partial<Readonly<Record<'content' | 'record' | 'collection' | 'private' | 'es', Bytes>>>;

interface SealInput {
  readonly slot: Slot;
  readonly content: Bytes;
  readonly cty?: string;
  readonly to: { readonly es: Bytes } | { readonly jwk: Readonly<Record<string, unknown>> };
  readonly random: Bytes;
  readonly secret: Bytes;
}

export const bodies: Commands = {
  'epoch.keys': async (input: { es: Bytes; col?: string; tag?: string; slot?: Slot }) => {
    const keys = await epochKeys(toBytes(input.es));
    const { jwk, eid } = keys.publicKey;
    const further = { ...derived(keys, input), ...(input.slot && { content: contentKey(keys, input.slot) }) };
    const shown = Object.entries<Key>({ private: keys.private, back: keys.back, ...further });
    return accept({ jwk, eid, ...Object.fromEntries(shown.map(([name, key]) => [name, fromBytes(keyBytes(key))])) });
  },
  'body.check': async (input: { body: Bytes }) => map(checkSealedBody(toBytes(input.body)), (found) => found),
  'body.open': async (input: { body: Bytes; slot: Slot; with: With }) => {
    const key = await keyFor(input.with, input.slot);
    const opened = await openBody({ body: toBytes(input.body), slot: input.slot, key });
    return map(opened, ({ content, cty }) => ({ content: fromBytes(content), cty }));
  },
  'body.seal': async ({ slot, content, cty, to, random, secret }: SealInput) => {
    const whom: Result<SealJob['to']> = 'es' in to ? accept(await epochKeys(toBytes(to.es))) : epochPublicKey(to.jwk);
    if (!whom.ok) return whom;
    const body = await sealBody({
      slot,
      content: toBytes(content),
      ...(cty !== undefined && { cty }),
      to: whom.value,
      random: toBytes(random),
      secret: toBytes(secret),
    });
    return accept({ body: fromBytes(body) });
  },
};

function derived(keys: EpochKeys, { col, tag }: { readonly col?: string; readonly tag?: string }): Record<string, Key> {
  if (col === undefined) return {};
  const collection = collectionKey(keys, col);
  return tag === undefined ? { collection } : { collection, record: recordKey(collection, tag) };
}

/** A key that came without its epoch: nothing is opened by what is said of an epoch. */
async function keyFor(given: With, { col, tag = '' }: Slot): Promise<OpenJob['key']> {
  if (given.es !== undefined) return epochKeys(toBytes(given.es));
  const eid = '';
  if (given.content !== undefined) return keyFromBytes({ kind: 'content', eid }, toBytes(given.content));
  if (given.record !== undefined) return keyFromBytes({ kind: 'record', eid, col, tag }, toBytes(given.record));
  if (given.collection !== undefined) return keyFromBytes({ kind: 'collection', eid, col }, toBytes(given.collection));
  return keyFromBytes({ kind: 'private', eid }, toBytes(given.private!));
}
