// Links that carry a key, member by member. PRN-088, SEC-042; chapter 04 §4.2.
import { applyFault, type EditPlan, type FaultPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { linkOf, SAID, saidIn, without } from './links-plan.ts';

const DATA = '/text#data';
const { share } = SAID;

/** What opens a version, a record, a collection, and a version in an immutable collection. */
export const SHARED: Readonly<Record<string, ValueObject>> = {
  version: share,
  record: without({ ...share, of: 'record' }, 'rec'),
  collection: without({ ...share, of: 'collection' }, 'rec', 'tag'),
  immutable: without({ ...share, col: 'i:com.example.photos' }, 'tag'),
};

/** Links of kind share. */
export function linksShare(suite: Suite): void {
  accepted(suite);
  refusedValues(suite);
  refusedBeside(suite);
  refusedRecords(suite);
}

function accepted(suite: Suite): void {
  const take = (slug: string, title: string, said: ValueObject): void =>
    suite.accepts(`ok-share-${slug}`, title, {
      requirements: ['PRN-088', 'SEC-042'],
      kind: 'edge',
      input: { text: linkOf('share', said) },
    });
  const { record = {}, collection = {}, immutable = {} } = SHARED;
  take('record', 'a link for a record', record);
  take('collection', 'a link for a collection', collection);
  take('immutable', 'a link for a version in an immutable collection', immutable);
  take('collection-immutable', 'a link for an immutable collection', { ...collection, col: 'i:com.example.photos' });
  take('least', 'a link without relays and name', { ...without(share, 'name'), relays: [] });
  take('tag-zero', 'a tag with a character of value 0', { ...share, tag: 'a\0b' });
  take('tag-astral', 'a tag of 128 characters beyond U+FFFF', { ...share, tag: '\u{1f989}'.repeat(128) });
  take('col-long', 'the longest name of a collection', { ...share, col: `x:${'a'.repeat(128)}` });
  take('col-kind', 'a kind of collections that nobody knows', { ...share, col: 'q:a' });
  take('of-invite', 'members of an invite, right and wrong', { ...share, op: 7, seed: SAID.invite['seed'] ?? '' });
}

interface Refusal {
  readonly slug: string;
  readonly title: string;
  readonly fault: FaultPlan;
  readonly base?: string;
  readonly requirement?: string;
}

function refuse(suite: Suite, { slug, title, fault, base = 'ok-share', requirement = 'PRN-088' }: Refusal): void {
  const instance = saidIn(applyFault(suite.inputOf(base), fault).input['text']);
  suite.refuses(`share-${slug}`, `${title}: E_FORMAT`, {
    requirements: [requirement],
    flags: ['Members'],
    code: 'E_FORMAT',
    base,
    fault,
    ...(isObject(instance) ? { schemaInstance: { schema: 'share-link' as const, instance } } : {}),
  });
}

const put = (name: string, value: Value): EditPlan => ({ op: 'replace', path: `${DATA}/${name}`, value });

function refusedValues(suite: Suite): void {
  const values: readonly (readonly [string, string, string, Value])[] = [
    ['of-other', 'a key for something else', 'of', 'team'],
    ['of-capitals', 'what it opens in capitals', 'of', 'Version'],
    ['of-list', 'a list of what it opens', 'of', ['version']],
    ['col-bare', 'a collection without a kind', 'col', 'com.example.notes'],
    ['col-empty', 'a collection without a name', 'col', 'v:'],
    ['col-capital', 'a kind in capitals', 'col', 'V:com.example.notes'],
    ['col-129', 'a name of 129 characters', 'col', `v:${'a'.repeat(129)}`],
    ['col-umlaut', 'a name with a character outside of ASCII', 'col', 'v:\u00e4'],
    ['col-line', 'a line feed behind the name', 'col', 'v:a\n'],
    ['tag-empty', 'an empty tag', 'tag', ''],
    ['tag-129', 'a tag of 129 characters', 'tag', 'a'.repeat(129)],
    ['tag-number', 'a number as tag', 'tag', 7],
    ['relays-scheme', 'a relay with another scheme', 'relays', ['ftp://relay.example']],
    ['name-line', 'a name with a line break', 'name', 'a\nb'],
  ];
  for (const [slug, title, name, value] of values) refuse(suite, { slug, title, fault: put(name, value) });
}

/** Which members stand beside which. */
function refusedBeside(suite: Suite): void {
  const drop = (name: string): EditPlan => ({ op: 'remove', path: `${DATA}/${name}` });
  const add = (name: string, value: Value): EditPlan => ({ op: 'add', path: `${DATA}/${name}`, value });
  const { tag = '', rec = '' } = share;
  const rows: readonly Refusal[] = [
    { slug: 'version-no-rec', title: 'a version without its record', fault: drop('rec') },
    { slug: 'version-no-tag', title: 'a version without its tag', fault: drop('tag') },
    {
      slug: 'record-rec',
      title: 'one record beside a key for all versions',
      base: 'ok-share-record',
      fault: add('rec', rec),
    },
    { slug: 'record-no-tag', title: 'a record without its tag', base: 'ok-share-record', fault: drop('tag') },
    {
      slug: 'collection-tag',
      title: 'a tag beside a key for all of them',
      base: 'ok-share-collection',
      fault: add('tag', tag),
    },
    {
      slug: 'collection-rec',
      title: 'a record beside a key for all of them',
      base: 'ok-share-collection',
      fault: add('rec', rec),
    },
    {
      slug: 'immutable-tag',
      title: 'a tag in an immutable collection',
      base: 'ok-share-immutable',
      fault: add('tag', tag),
    },
    {
      slug: 'immutable-no-rec',
      title: 'a version without its record, in an immutable collection',
      base: 'ok-share-immutable',
      fault: drop('rec'),
    },
  ];
  for (const row of rows) refuse(suite, row);
}

/** SEC-042: an immutable collection has no record keys. */
function refusedRecords(suite: Suite): void {
  refuse(suite, {
    slug: 'record-immutable',
    title: 'a link for a record of an immutable collection',
    requirement: 'SEC-042',
    base: 'ok-share-collection-immutable',
    fault: put('of', 'record'),
  });
}
