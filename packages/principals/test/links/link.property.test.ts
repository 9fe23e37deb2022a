import { encodeBase64url } from '@allod/core/bytes';
import { decodeLink, encodeLink, secretFromBytes } from '@allod/principals/links';
import type { Link } from '@allod/principals/links';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const id = bytes.map(encodeBase64url);
const heads = fc.array(id, { minLength: 1, maxLength: 16 });
const relays = fc.array(fc.constantFrom('wss://a.example', 'http://127.0.0.1:4321', 'https://b.example/x?y=%20'), {
  maxLength: 8,
});
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 64 })
  .filter((text) => !/\p{Cc}/u.test(text) && text.isWellFormed() && [...text].length <= 64);
const url = fc.constantFrom('allod:', 'https://app.example/open?x=1', 'web+allod://x');
const anyLink = { url, log: id, relays };

const links: fc.Arbitrary<Link> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('invite' as const),
      ...anyLink,
      op: id,
      heads,
      seed: bytes.map(secretFromBytes),
      name,
      exp: fc.maxSafeNat(),
    },
    { requiredKeys: ['kind', 'url', 'log', 'relays', 'op', 'heads'] },
  ),
  fc.record(
    { kind: fc.constant('knock' as const), ...anyLink, name },
    { requiredKeys: ['kind', 'url', 'log', 'relays'] },
  ),
  fc.record(
    { kind: fc.constant('request' as const), ...anyLink, user: id, heads, name },
    { requiredKeys: ['kind', 'url', 'log', 'relays', 'user', 'heads'] },
  ),
  fc.record(
    {
      kind: fc.constant('share' as const),
      ...anyLink,
      of: fc.constant('record' as const),
      col: fc.constantFrom('m:app.notes', 'v:a'),
      tag: fc.constantFrom('spring', '🦉'),
      eid: id,
      key: bytes.map(secretFromBytes),
      name,
    },
    { requiredKeys: ['kind', 'url', 'log', 'relays', 'of', 'col', 'tag', 'eid', 'key'] },
  ),
);

/** The seed or key of a link as text, if it has one. */
function seedOf(link: Link): string | undefined {
  if (link.kind === 'share') return encodeBase64url(link.key.bytes());
  return link.kind === 'invite' && link.seed !== undefined ? encodeBase64url(link.seed.bytes()) : undefined;
}

test('PRN-080, PRN-082, PRN-084, PRN-085, PRN-086, PRN-087 reads every link that it writes, seed and all', () => {
  fc.assert(
    fc.property(links, (link) => {
      const read = decodeLink(encodeLink(link));
      if (!read.ok) throw new Error(read.error.requirement);
      expect(read.value).toEqual(link);
      expect(seedOf(read.value)).toBe(seedOf(link));
      expect(encodeLink(read.value)).toBe(encodeLink(link));
    }),
    { numRuns: 500 },
  );
});

test('reads no edit of one character as the same link, and no refusal tells the seed', () => {
  const edits = fc.record({
    link: links,
    at: fc.nat(),
    character: fc.string({
      unit: fc.oneof(fc.constantFrom(...'A_-.#:=<> 9'), fc.string({ minLength: 1, maxLength: 1 })),
      minLength: 1,
      maxLength: 1,
    }),
    how: fc.constantFrom('replace', 'insert', 'delete'),
  });
  fc.assert(
    fc.property(edits, ({ link, at, character, how }) => {
      const text = encodeLink(link);
      // Between the first and the last character: what stands around a link is ignored.
      const place = 1 + (at % (text.length - 1));
      const rest = text.slice(how === 'insert' ? place : place + 1);
      const edited = text.slice(0, place) + (how === 'delete' ? '' : character) + rest;
      fc.pre(edited !== text);
      const read = decodeLink(edited);
      if (read.ok) {
        expect(encodeLink(read.value)).not.toBe(text);
        return;
      }
      const seed = seedOf(link);
      if (seed !== undefined) expect(JSON.stringify(read.error)).not.toContain(seed);
    }),
    { numRuns: 5000 },
  );
});

test('gives every text one verdict, and never throws', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('invite', 'knock', 'request'), fc.json())
      .map(([kind, json]) => `allod:#allod1.${kind}.${Buffer.from(json).toString('base64url')}`),
    fc
      .tuple(fc.constantFrom('invite', 'lend'), fc.base64String())
      .map(([kind, data]) => `allod:#allod1.${kind}.${data}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const read = decodeLink(text);
      expect(['accepted', 'E_FORMAT', 'E_JSON', 'E_UPGRADE']).toContain(read.ok ? 'accepted' : read.error.code);
    }),
    { numRuns: 2000 },
  );
});
