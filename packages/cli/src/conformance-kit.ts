/** The reference adapter for chapter 03 §7 and §8: kits and links. */
import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import { decodeKit, encodeKit, kitKeys, secretFromBytes } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import { decodeLink, encodeLink, inviteKeys } from '@allod/principals/links';
import type { Link } from '@allod/principals/links';
import { toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

/** The secrets that links have, as texts. */
type Written = Omit<Link, 'url' | 'kind'> & { readonly seed?: string; readonly key?: string };

export const kitsAndLinks: Commands = {
  'kit.read': async (input: { text: string }) => {
    const seed = decodeKit(input.text);
    if (!seed.ok) return seed;
    const { signer, sig, enc } = await kitKeys(seed.value);
    return accept({ kid: signer.kid, sig, enc });
  },
  'kit.write': async (input: { seed: Bytes }) => accept({ text: encodeKit(secretFromBytes(toBytes(input.seed))) }),
  'link.read': async (input: { text: string }) => {
    const link = decodeLink(input.text);
    if (!link.ok) return link;
    const {
      url,
      kind,
      seed,
      key: held,
      ...open
    } = link.value as Link & { readonly seed?: Secret; readonly key?: Secret };
    const data = { ...open, ...textOf('seed', seed), ...textOf('key', held) };
    if (seed === undefined) return accept({ url, kind, data });
    const { sig: key, enc } = await inviteKeys(seed);
    return accept({ url, kind, data, key, enc });
  },
  'link.write': async (input: { url: string; kind: Link['kind']; data: Written }) => {
    const { seed, key, ...data } = input.data;
    const { url, kind } = input;
    const link = { ...data, url, kind, ...secretIn('seed', seed), ...secretIn('key', key) } as Link;
    return accept({ text: encodeLink(link) });
  },
};

function textOf(name: string, secret: Secret | undefined): Readonly<Record<string, string>> {
  return secret === undefined ? {} : { [name]: encodeBase64url(secret.bytes()) };
}

function secretIn(name: string, text: string | undefined): Readonly<Record<string, Secret>> {
  if (text === undefined) return {};
  const bytes = decodeBase64url(text);
  if (!bytes.ok) throw new TypeError('the secrets of the vectors are base64url');
  return { [name]: secretFromBytes(bytes.value) };
}
