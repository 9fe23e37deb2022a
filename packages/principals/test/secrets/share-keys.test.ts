import { collectionKey, contentKey, epochKeys, openBody, recordKey, sealBody } from '@allod/core/open';
import type { Slot } from '@allod/core/open';
import { decodeLink, encodeLink } from '@allod/principals/links';
import {
  grantKey,
  keyOfGrant,
  openShared,
  readGrants,
  shareKey,
  shareVersion,
  writeGrants,
} from '@allod/principals/secrets';
import type { Shared } from '@allod/principals/secrets';
import { expect, test } from 'vitest';
import { bytesOf, idOf } from './craft.ts';

const [epoch, later] = await Promise.all([epochKeys(bytesOf('epoch')), epochKeys(bytesOf('later'))]);
const slot: Slot = { iss: idOf('team'), col: 'm:app.notes', kid: idOf('device'), seq: 1, tag: 'spring' };
const id = idOf('record');
const content = new TextEncoder().encode('{"a":1}');
const secrets = { random: bytesOf('random'), secret: bytesOf('device') };
const sealed = (at: Slot, to = epoch): Promise<Uint8Array> => sealBody({ slot: at, content, to, ...secrets });
const places: readonly Slot[] = [
  { ...slot, seq: 2 },
  { ...slot, tag: 'autumn' },
  { ...slot, col: 'm:app.plans' },
];

/** The link as somebody gets it. */
function received(said: Shared): Shared {
  const link = { kind: 'share', url: 'allod:', log: idOf('team'), relays: [], ...said } as const;
  const read = decodeLink(encodeLink(link));
  if (!read.ok || read.value.kind !== 'share') throw new TypeError('it is a link of kind share');
  return read.value;
}

async function opens(said: Shared, at: Slot, to = epoch): Promise<string> {
  const opened = await openShared(received(said), { body: await sealed(at, to), slot: at, id });
  return opened.ok
    ? new TextDecoder().decode(opened.value.content)
    : `${opened.error.code} ${opened.error.requirement}`;
}

test('SEC-043 a link for a version, a record or a collection opens what it is for', async () => {
  const collection = collectionKey(epoch, slot.col);
  const version = shareVersion(contentKey(epoch, slot), { slot, id });
  const record = shareKey(recordKey(collection, 'spring'));
  for (const said of [version, record, shareKey(collection)]) expect(await opens(said, slot)).toBe('{"a":1}');
  expect(await opens(record, places[0]!)).toBe('{"a":1}');
  for (const at of places.slice(0, 2)) expect(await opens(shareKey(collection), at)).toBe('{"a":1}');
});

test('SEC-043 a link opens nothing of another record, tag, collection or epoch', async () => {
  const collection = collectionKey(epoch, slot.col);
  const version = shareVersion(contentKey(epoch, slot), { slot, id });
  const record = shareKey(recordKey(collection, 'spring'));
  const refused = 'E_KEY_COMMIT SEC-043';
  for (const said of [version, record, shareKey(collection)]) {
    expect(await opens(said, places[2]!)).toBe(refused);
    expect(await opens(said, slot, later)).toBe(refused);
  }
  for (const said of [version, record]) expect(await opens(said, places[1]!)).toBe(refused);
  expect(await opens(version, places[0]!)).toBe('E_KEY_COMMIT SEC-033');
  const another = { ...received(version), rec: idOf('another') };
  const opened = await openShared(another, { body: await sealed(slot), slot, id });
  expect(opened.ok || opened.error.requirement).toBe('SEC-043');
});

test('SEC-042 a version in an immutable collection is shared without a tag', async () => {
  const photo: Slot = { ...slot, col: 'i:app.photos', tag: idOf('digest') };
  const said = shareVersion(contentKey(epoch, photo), { slot: photo, id });
  expect(said.tag).toBeUndefined();
  expect(await opens(said, photo)).toBe('{"a":1}');
});

test('a body that is no sealed one is refused by its form', async () => {
  const said = shareKey(collectionKey(epoch, slot.col));
  const opened = await openShared(said, { body: content, slot, id });
  expect(opened.ok || opened.error.code).toBe('E_FORMAT');
});

test('SEC-045 what a guest is granted opens with the key of the grant', async () => {
  const collection = collectionKey(epoch, slot.col);
  const caps = [{ do: ['r'], col: slot.col }] as const;
  const written = writeGrants([grantKey(collection), grantKey(recordKey(collection, 'spring'))], caps);
  const read = readGrants(written);
  if (!read.ok) throw new TypeError(read.error.code);
  for (const grant of read.value) {
    const opened = await openBody({ body: await sealed(slot), slot, key: keyOfGrant(grant) });
    expect(opened.ok && opened.value.content).toEqual(content);
  }
});
