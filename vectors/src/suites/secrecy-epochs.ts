import { answer, derive } from '../actors.ts';
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { base64url, bytesValue, fromBase64url, type ValueObject } from '../value.ts';
import { notes } from './secrecy-notes.ts';
import { eidOf, epochSecret, IMMUTABLE, keysFor, OWNER, PLACE, wrapped } from './secrecy-plan.ts';
import { idOfNothing } from './users.ts';

const HOME = epochSecret('home');
const WORK = epochSecret('work');

/** secrecy/epoch-keys: what is derived from an epoch secret. */
export function epochKeysSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/epoch-keys',
      command: 'epoch.keys',
      profile: 'secrecy',
      description: 'The keys that an epoch secret stands for.',
      notes: notes('Derivation'),
    },
    resolveKeys('public'),
  );
  const derives = (slug: string, title: string, input: ValueObject): void =>
    suite.accepts(slug, title, { requirements: ['SEC-004'], flags: ['Derivation'], kind: 'edge', input });
  for (const [slug, title, secret] of [
    ['home', 'an epoch', HOME],
    ['work', 'another epoch', WORK],
    ['zeros', 'a secret of zeros', new Uint8Array(32)],
    ['ones', 'a secret of 32 times 255', new Uint8Array(32).fill(255)],
  ] as const)
    derives(`ok-${slug}`, title, { es: bytesValue(secret) });
  const es = bytesValue(HOME);
  collections(derives, es);
  records(derives, es);
  slots(derives, es);
  return suite;
}

type Derives = (slug: string, title: string, input: ValueObject) => void;

function collections(derives: Derives, es: ValueObject): void {
  const names: readonly (readonly [string, string, string])[] = [
    ['col', 'a collection', 'v:com.example.notes'],
    ['col-kind', 'the same name with another kind', 'm:com.example.notes'],
    ['col-short', 'the shortest name', 'i:a'],
    ['col-long', 'the longest name', `x:${'a'.repeat(128)}`],
  ];
  for (const [slug, title, col] of names) derives(`ok-${slug}`, title, { es, col });
}

function records(derives: Derives, es: ValueObject): void {
  const tags: readonly (readonly [string, string, string])[] = [
    ['tag', 'a tag', 'shopping'],
    ['tag-zero', 'a tag with a character of value 0', 'a\0b'],
    ['tag-zeros', 'a tag that is a character of value 0', '\0'],
    ['tag-astral', 'a tag beyond U+FFFF', '\u{1f989}'],
    ['tag-combining', 'a tag with a combining accent', 'e\u0301'],
    ['tag-composed', 'the same tag as one character is another', '\u00e9'],
    ['tag-long', 'a tag of 128 characters beyond U+FFFF', '\u{10ffff}'.repeat(128)],
    ['tag-space', 'a tag of one space', ' '],
  ];
  for (const [slug, title, tag] of tags) derives(`ok-${slug}`, title, { es, col: String(PLACE['col']), tag });
}

function slots(derives: Derives, es: ValueObject): void {
  const places: readonly (readonly [string, string, ValueObject])[] = [
    ['slot', 'a body', PLACE],
    ['slot-immutable', 'a body in an immutable collection', IMMUTABLE],
    [
      'slot-immutable-tag',
      'a tag that is repeated in an immutable collection',
      { ...IMMUTABLE, tag: idOfNothing('dig') },
    ],
    ['slot-seq-9', 'the ninth record of a device', { ...PLACE, seq: 9 }],
    ['slot-seq-10', 'the tenth', { ...PLACE, seq: 10 }],
    ['slot-seq-greatest', 'the greatest number', { ...PLACE, seq: Number.MAX_SAFE_INTEGER }],
    ['slot-tag-zero', 'a tag with a character of value 0', { ...PLACE, tag: '\0shopping' }],
    ['slot-tag-astral', 'a tag beyond U+FFFF', { ...PLACE, tag: '\u{1f989}' }],
    ['slot-mutable', 'a collection of another kind', { ...PLACE, col: 'm:com.example.notes' }],
    ['slot-owner', 'another owner', { ...PLACE, iss: idOfNothing('secrecy/work') }],
    ['slot-device', 'another device', { ...PLACE, kid: OWNER }],
  ];
  for (const [slug, title, slot] of places) derives(`ok-${slug}`, title, { es, slot });
}

/** secrecy/back-wrap: entries of `back`. */
export function backWrapSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/back-wrap',
      command: 'back.wrap',
      profile: 'secrecy',
      description: 'What leads from a later epoch to an earlier one.',
      notes: notes('Derivation'),
    },
    resolveKeys('public'),
  );
  for (const [slug, title, es, earlier] of [
    ['later', 'an earlier epoch under a later one', HOME, WORK],
    ['other', 'the other way round', WORK, HOME],
    ['zeros', 'a secret of zeros', HOME, new Uint8Array(32)],
  ] as const)
    suite.accepts(`ok-${slug}`, title, {
      requirements: ['SEC-004'],
      flags: ['Derivation'],
      input: { es: bytesValue(es), earlier: bytesValue(earlier) },
    });
  return suite;
}

/** secrecy/back-open: where entries of `back` lead. */
export function backOpenSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'secrecy/back-open',
      command: 'back.open',
      profile: 'secrecy',
      description: 'Where entries of `back` lead, and which of them are ignored.',
      notes: notes('Secret', 'Integrity'),
    },
    resolveKeys('public'),
  );
  const entry = answer('back.wrap', { es: bytesValue(HOME), earlier: bytesValue(WORK) });
  const input = { es: bytesValue(HOME), ...entry };
  suite.accepts('ok-entry', 'an entry leads to the earlier epoch', { requirements: ['SEC-021', 'SEC-004'], input });
  const ignored = (slug: string, title: string, more: ValueObject): void =>
    suite.accepts(`ignored-${slug}`, `${title}: ignored`, {
      requirements: ['SEC-021'],
      flags: [slug === 'eid' || slug === 'secret' ? 'Secret' : 'Integrity'],
      kind: 'edge',
      input: { ...input, ...more },
    });
  const w = fromBase64url(String(entry['w']));
  const back = keysFor(HOME)['back'] ?? HOME;
  const wrappedUnder = (key: Uint8Array, secret: Uint8Array): string => base64url(wrapped(key, secret));
  ignored('eid', 'an entry that names another epoch than it holds', { eid: eidOf(epochSecret('third')) });
  ignored('secret', 'an entry that holds another secret', { w: wrappedUnder(back, epochSecret('third')) });
  ignored('bit', 'one bit of it changed', { w: base64url(w.with(39, (w[39] ?? 0) ^ 1)) });
  ignored('later', 'an entry under another epoch', { es: bytesValue(derive('epoch/third')) });
  ignored('key', 'an entry under the secret itself', { w: wrappedUnder(HOME, WORK) });
  ignored('plain', 'a secret that is not wrapped', {
    w: base64url(Buffer.concat([Buffer.alloc(8, 0xa6), WORK])),
  });
  ignored('padded', 'an entry as RFC 5649 wraps it', { w: base64url(wrapped(back, WORK, 'padded')) });
  return suite;
}
