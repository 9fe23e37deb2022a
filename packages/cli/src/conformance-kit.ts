/** The reference adapter for chapter 03 §7 and §8: kits and links. */
import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import { decodeKit, encodeKit, kitKeys, secretFromBytes } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import { decodeLink, encodeLink, inviteKeys } from '@allod/principals/links';
import type { Link } from '@allod/principals/links';
import { toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

type Written = Omit<Link, 'url' | 'kind'> & { readonly seed?: string };

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
    const { url, kind, seed, ...data } = link.value as Link & { readonly seed?: Secret };
    if (seed === undefined) return accept({ url, kind, data });
    const { sig: key, enc } = await inviteKeys(seed);
    return accept({ url, kind, data: { ...data, seed: encodeBase64url(seed.bytes()) }, key, enc });
  },
  'link.write': async (input: { url: string; kind: Link['kind']; data: Written }) => {
    const { seed, ...data } = input.data;
    const secret = decodeBase64url(seed ?? '');
    if (!secret.ok) return secret;
    const { url, kind } = input;
    const link = { ...data, url, kind, ...(seed !== undefined && { seed: secretFromBytes(secret.value) }) } as Link;
    return accept({ text: encodeLink(link) });
  },
};
