// Keys and places of sealed bodies: SEC-033, SEC-043.
import { derive } from '../actors.ts';
import { salamander } from '../salamander.ts';
import type { Suite } from '../suite.ts';
import { base64url, bytesValue, join, octets, type ValueObject } from '../value.ts';
import {
  bodyOf,
  commitmentOf,
  epochSecret,
  headerOf,
  IMMUTABLE,
  jwkOfEpoch,
  keysFor,
  PLACE,
  sealed,
  sha256,
  OPENED,
  opening,
} from './secrecy-plan.ts';
import { idOfNothing } from './users.ts';

const HOME = epochSecret('home');
const KEY = keysFor(HOME)['content'] ?? new Uint8Array(0);
const IV = derive('secrecy/iv').subarray(0, 12);

/** A body is for one place and one key. */
export function openPlaces(suite: Suite): void {
  transplanted(suite);
  otherKeys(suite);
  linkKeys(suite);
  commitments(suite);
  oneForTwo(suite);
}

/** What is changed about the place, and how it is called. */
const MOVES: readonly (readonly [string, string, string, string | number])[] = [
  ['tag', 'another tag', 'tag', 'garden'],
  ['tag-case', 'a tag in capitals', 'tag', 'Shopping'],
  ['seq', 'the next record of its device', 'seq', 4],
  ['kid', 'another device', 'kid', idOfNothing('secrecy/device')],
  ['iss', 'another owner', 'iss', idOfNothing('secrecy/work')],
  ['col', 'another collection', 'col', 'v:com.example.lists'],
  ['col-kind', 'a collection of another kind', 'col', 'm:com.example.notes'],
];

/** With the key that the body was sealed under, so that nothing but the place is wrong. */
function transplanted(suite: Suite): void {
  for (const [slug, title, name, value] of MOVES) {
    const rows = [
      ['content', 'ok-content', 'a link for a version'],
      ['es', 'ok-epoch', 'the secret of the epoch'],
      ['others', 'ok-others-es', 'the secret of the epoch, by others'],
    ] as const;
    for (const [access, base, words] of rows)
      suite.refuses(`moved-${slug}-${access}`, `N96 a body moved to ${title}, with ${words}: E_KEY_COMMIT`, {
        requirements: access === 'content' ? ['SEC-033', 'SEC-043'] : ['SEC-033'],
        flags: ['Commitment'],
        code: 'E_KEY_COMMIT',
        base,
        fault: { op: 'replace', path: `/slot/${name}`, value },
      });
  }
}

/** Keys of other epochs. */
function otherKeys(suite: Suite): void {
  const other = keysFor(epochSecret('work'));
  for (const [name, base] of [
    ['es', 'ok-epoch'],
    ['collection', 'ok-collection'],
    ['record', 'ok-record'],
    ['content', 'ok-content'],
  ] as const)
    suite.refuses(`key-${name}`, `the same key of another epoch, ${name}: E_KEY_COMMIT`, {
      requirements: name === 'es' ? ['SEC-033'] : ['SEC-033', 'SEC-043'],
      flags: ['Commitment'],
      code: 'E_KEY_COMMIT',
      base,
      fault: {
        op: 'replace',
        path: `/with/${name}`,
        value: bytesValue(name === 'es' ? epochSecret('work') : (other[name] ?? KEY)),
      },
    });
}

/** SEC-043: the key of a link opens what it is for and nothing beside it. */
function linkKeys(suite: Suite): void {
  const refuse = (slug: string, title: string, input: ValueObject): void =>
    suite.refuses(slug, `${title}: E_KEY_COMMIT`, {
      requirements: ['SEC-043', 'SEC-033'],
      flags: ['Commitment'],
      kind: 'edge',
      code: 'E_KEY_COMMIT',
      input,
    });
  const keys = keysFor(HOME);
  const garden = { ...PLACE, tag: 'garden' };
  const next = { ...PLACE, seq: 4 };
  const lists = { ...PLACE, col: 'v:com.example.lists' };
  const to = { es: bytesValue(HOME) };
  const access = (name: string): ValueObject => ({ [name]: bytesValue(keys[name] ?? KEY) });
  refuse(
    'link-record-tag',
    'a record key, and a record of another tag',
    opening(sealed({ place: garden, to }), access('record'), garden),
  );
  refuse(
    'link-version-next',
    'the key of a version, and the next version',
    opening(sealed({ place: next, to }), access('content'), next),
  );
  refuse(
    'link-collection-other',
    'a collection key, and a record of another collection',
    opening(sealed({ place: lists, to }), access('collection'), lists),
  );
  suite.accepts('ok-link-record-next', 'a record key, and the next version', {
    requirements: [...OPENED, 'SEC-043'],
    kind: 'edge',
    input: opening(sealed({ place: next, to }), access('record'), next),
  });
  suite.accepts('ok-link-collection-tag', 'a collection key, and a record of another tag', {
    requirements: [...OPENED, 'SEC-043'],
    kind: 'edge',
    input: opening(sealed({ place: garden, to }), access('collection'), garden),
  });
  const others = sealed({ to: { jwk: jwkOfEpoch(HOME) } });
  for (const name of ['record', 'collection'])
    refuse(
      `link-others-${name}`,
      `a ${name} key, and a body by others, which has a key of its own`,
      opening(others, access(name)),
    );
}

/** What a header commits to. */
function commitments(suite: Suite): void {
  const header = headerOf(KEY);
  const refuse = (slug: string, title: string, kc: string): void =>
    suite.refuses(slug, `${title}: E_KEY_COMMIT`, {
      requirements: ['SEC-033'],
      flags: ['Commitment'],
      kind: 'edge',
      code: 'E_KEY_COMMIT',
      input: opening(bodyOf({ key: KEY, header: { ...header, kc } }), { es: bytesValue(HOME) }),
    });
  refuse('kc-zeros', 'a header that commits to nothing', 'A'.repeat(43));
  refuse('kc-without-slot', 'a header that commits to the key alone', base64url(sha256('allod1/kc\0', KEY)));
  refuse('kc-of-epoch', 'a header that commits to the epoch', commitmentOf(HOME));
  refuse('kc-of-place', 'a header that commits to another place', commitmentOf(KEY, IMMUTABLE));
  refuse('kc-bit', 'a header with one bit of it changed', flipped(commitmentOf(KEY)));
}

/** Another last byte. */
function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  return base64url(bytes.with(31, (bytes[31] ?? 0) ^ 1));
}

/** Ciphertext and tag that hold under two keys: one commitment tells them apart. */
function oneForTwo(suite: Suite): void {
  const other = derive('secrecy/second key');
  const text = base64url(octets(JSON.stringify(headerOf(KEY))));
  const content = join('for the one key', new Uint8Array(37));
  const plaintext = join(Uint8Array.of(0, 3), 'a/b', Uint8Array.of(0, 0, 0, content.length), content);
  const filling = new Uint8Array(64 - plaintext.length);
  const made = salamander({
    keys: [KEY, other],
    iv: IV,
    aad: octets(text),
    plaintext: join(plaintext, filling),
    block: 2,
  });
  const parts = [new Uint8Array(0), IV, made.ciphertext, made.tag].map(base64url);
  const body = bytesValue(octets([text, ...parts].join('.')));
  suite.accepts('ok-one-for-two', 'a tag that holds under two keys, with the one that the header commits to', {
    requirements: OPENED,
    flags: ['AcceptedOddity'],
    kind: 'edge',
    input: opening(body, { content: bytesValue(KEY) }),
  });
  suite.refuses('one-for-two', 'N95 a tag that holds under two keys, with the other one: E_KEY_COMMIT', {
    requirements: ['SEC-033'],
    flags: ['Commitment'],
    code: 'E_KEY_COMMIT',
    base: 'ok-one-for-two',
    fault: { op: 'replace', path: '/with/content', value: bytesValue(other) },
  });
}
