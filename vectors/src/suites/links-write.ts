import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import type { ValueObject } from '../value.ts';
import { SHARED } from './links-share.ts';
import { inviteSeed, manyIds, manyRelays, SAID, urlForLength, without, type LinkKind } from './links-plan.ts';

/** principals/links-write: links that readers take. */
export function linksWriteSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/links-write',
      command: 'link.write',
      profile: 'principals',
      compare: 'link',
      description: 'Links from what they say.',
      notes: {
        Form: {
          bugClass: 'encoding',
          effect: 'a link that no other program reads',
          description: 'Padding, percent signs and other habits of libraries are no part of a link.',
        },
        Secret: {
          bugClass: 'disclosure',
          effect: 'every server on the way can join, or read',
          description: 'Only the fragment of a URL stays with whoever opens it.',
        },
      },
    },
    resolveKeys('public'),
  );
  const write = (slug: string, title: string, link: { url?: string; kind: LinkKind; data?: ValueObject }): void => {
    const { url = 'allod:', kind, data = SAID[kind] } = link;
    const isSecret = data['seed'] !== undefined || data['key'] !== undefined;
    const requirements = data['seed'] === undefined ? ['PRN-080'] : ['PRN-080', 'PRN-091'];
    const flags = [isSecret ? 'Secret' : 'Form'];
    suite.accepts(slug, title, { requirements, flags, kind: 'edge', input: { url, kind, data } });
  };
  write('ok-invite', 'an invite with everything', { kind: 'invite' });
  write('ok-knock', 'a knock with everything', { kind: 'knock' });
  write('ok-request', 'a request with everything', { kind: 'request' });
  for (const [of, data] of Object.entries(SHARED))
    write(`ok-share-${of}`, `what opens ${of === 'immutable' ? 'a version in an immutable collection' : `a ${of}`}`, {
      kind: 'share',
      data,
    });
  write('ok-share-app', 'a key for a web app', { kind: 'share', url: 'https://app.example/read?lang=de' });
  write('ok-invite-named', 'an invite to somebody whom it names has no seed', {
    kind: 'invite',
    data: without(SAID.invite, 'seed', 'name', 'exp'),
  });
  write('ok-invite-app', 'an invite for a web app', { kind: 'invite', url: 'https://app.example/open?lang=de' });
  write('ok-request-app', 'a request for a web app', { kind: 'request', url: 'https://app.example/' });
  write('ok-knock-least', 'a knock without relays and name', {
    kind: 'knock',
    data: { ...without(SAID.knock, 'name'), relays: [] },
  });
  for (const name of ['bob', 'carol', 'dave'])
    write(`ok-seed-${name}`, `an invite with the seed of ${name}`, {
      kind: 'invite',
      data: { ...SAID.invite, seed: inviteSeed(name) },
    });
  write('ok-most', '16 heads, 8 relays, a name of 64 characters', {
    kind: 'request',
    data: { ...SAID.request, heads: manyIds(16), relays: manyRelays(8), name: '\u{1f989}'.repeat(64) },
  });
  write('ok-name-escapes', 'a name with a quotation mark, a backslash and a less-than sign', {
    kind: 'knock',
    data: { ...SAID.knock, name: '"\\<Home>' },
  });
  write('ok-time-greatest', 'the greatest time', {
    kind: 'invite',
    data: { ...SAID.invite, exp: Number.MAX_SAFE_INTEGER },
  });
  write('ok-longest', 'a URL with which the link has 4,000 characters', {
    kind: 'knock',
    url: urlForLength('knock', 4_000),
  });
  return suite;
}
