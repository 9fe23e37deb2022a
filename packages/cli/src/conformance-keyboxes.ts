/** The reference adapter for chapter 04 §2.3 and §2.5: keyboxes, and the secrets of earlier epochs. */
import { accept } from '@allod/core/errors';
import {
  agreeWith,
  openBack,
  openKeybox,
  readKeybox,
  sealKeybox,
  secretFromBytes,
  wrapBack,
} from '@allod/principals/secrets';
import type { Recipient, Secret, X25519Jwk } from '@allod/principals/secrets';
import { fromBytes, map, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

interface SealInput {
  readonly log: string;
  readonly es: Bytes;
  readonly recipients: readonly (Recipient & { readonly random: Bytes })[];
  readonly cek: Bytes;
  readonly iv: Bytes;
}

export const keyboxes: Commands = {
  'keybox.check': async (input: { body: Bytes }) =>
    map(readKeybox(toBytes(input.body)), ({ recipients }) => ({ recipients: recipients.map(({ header }) => header.kid) })),
  'keybox.open': async (input: { body: Bytes; log: string; jwk: X25519Jwk; kid: string; private: Bytes }) => {
    const { log, jwk: pub, kid } = input;
    const agree = await agreeWith(toBytes(input.private));
    return map(await openKeybox({ body: toBytes(input.body), log, pub, kid }, agree), (es) => ({ es: shown(es) }));
  },
  'keybox.seal': async ({ log, es, recipients, cek, iv }: SealInput) => {
    const sealed = await sealKeybox({
      log,
      es: secretFromBytes(toBytes(es)),
      recipients: recipients.map(({ kid, jwk, random }) => ({ kid, jwk, ephemeral: toBytes(random) })),
      cek: toBytes(cek),
      iv: toBytes(iv),
    });
    return map(sealed, (body) => ({ body: fromBytes(body) }));
  },
  'back.wrap': async (input: { es: Bytes; earlier: Bytes }) =>
    accept(await wrapBack(secretFromBytes(toBytes(input.es)), secretFromBytes(toBytes(input.earlier)))),
  'back.open': async ({ es, eid, w }: { es: Bytes; eid: string; w: string }) => {
    const earlier = await openBack(secretFromBytes(toBytes(es)), { eid, w });
    return accept(earlier === undefined ? {} : { es: shown(earlier) });
  },
};

function shown(secret: Secret): Bytes {
  return fromBytes(secret.bytes());
}
