/** Links that hand out something to read. */
import type { JsonValue } from '@allod/core/bytes';
import { decodeLink, encodeLink } from '@allod/principals/links';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { changed, linkOf, said, seedText, share } from './craft.ts';

const codeOf = (members: JsonValue): string => {
  const link = decodeLink(linkOf(members, 'share'));
  return link.ok ? 'ok' : `${link.error.code} ${link.error.requirement}`;
};
const saying = (by: Readonly<Record<string, JsonValue | undefined>>): string => codeOf(changed(said.share, by));

test('PRN-080 a link is read as it was written, with its key', () => {
  const read = decodeLink(encodeLink(share));
  if (!read.ok || read.value.kind !== 'share') throw new TypeError('it is a link of kind share');
  const { key, ...open } = read.value;
  const { key: _, ...expected } = share;
  expect(open).toEqual(expected);
  expect(key.bytes()).toEqual(share.key.bytes());
});

test('SEC-042 an immutable collection has no link for a record', () => {
  expect(saying({ of: 'record', col: 'i:photos', tag: undefined, rec: undefined })).toBe('E_FORMAT SEC-042');
  expect(saying({ of: 'record', col: 'i:photos', rec: undefined })).toBe('E_FORMAT SEC-042');
  expect(() => encodeLink({ ...share, of: 'record', col: 'i:photos' })).toThrow(RangeError);
});

test('PRN-088 a tag stands there but for a collection or an immutable one, and the id of a record for a version alone', () => {
  expect(saying({})).toBe('ok');
  expect(saying({ of: 'record', rec: undefined })).toBe('ok');
  expect(saying({ of: 'collection', rec: undefined, tag: undefined })).toBe('ok');
  expect(saying({ col: 'i:photos', tag: undefined })).toBe('ok');
  expect(saying({ of: 'collection', col: 'i:photos', rec: undefined, tag: undefined })).toBe('ok');
  const bad = [{ tag: undefined }, { rec: undefined }, { of: 'record' }, { of: 'collection' }, { col: 'i:photos' }];
  for (const each of [...bad, { of: 'team' }, { col: 'notes' }, { key: 'AAAA' }, { eid: undefined }, { tag: '' }])
    expect([JSON.stringify(each), saying(each)]).toEqual([JSON.stringify(each), 'E_FORMAT PRN-088']);
});

test('SEC-052 however a link is printed, its key is not shown', () => {
  const read = decodeLink(encodeLink(share));
  const shown = inspect(read, { depth: 20, showHidden: true }) + JSON.stringify(read);
  expect(shown).not.toContain(seedText);
  expect(shown).toContain('(secret)');
});
