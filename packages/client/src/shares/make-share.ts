import { accept, refuse } from '@allod/core/errors';
import type { ErrorCode } from '@allod/core/errors';
import { collectionKey, contentKey, recordKey, wipeKeys } from '@allod/core/open';
import type { EpochKeys } from '@allod/core/open';
import { mayBeClear } from '@allod/core/sealed';
import { collectionKind } from '@allod/core/statement';
import { encodeLink } from '@allod/principals/links';
import { shareKey, shareVersion } from '@allod/principals/secrets';
import type { MissingSecret, Shared as SharedKey } from '@allod/principals/secrets';
import type { ClientContext } from '../context.ts';
import { whyMissing } from '../keys/why-missing.ts';
import type { Outcome } from '../outcome.ts';
import { isName, readNames } from '../people/names.ts';
import { isCollection } from '../records/place.ts';
import { isRelayUrl } from '../sync/relay-url.ts';
import { sealedRecord, sealedRecordsIn } from './sealed-records.ts';
import type { SealedRecord } from './sealed-records.ts';
import type { Shared, ShareTarget } from './shares.ts';

/** In one's own space: what was shared, without its keys. */
export const SHARES = 'm:allod.shares';
/** The URL of a link that no web app stands behind. */
const NO_APP = 'allod:';
const MAX_RELAYS = 8;

/** Makes a link. Refuses as `Shares.create` does. */
export async function makeShare(
  context: ClientContext,
  target: ShareTarget,
  relays: readonly string[],
): Promise<Outcome<Shared>> {
  if (relays.length > MAX_RELAYS || !relays.every(isRelayUrl)) return refuse('E_INPUT', '');
  const found = await findTarget(context, target);
  if (!found.ok) return found;
  const { owner, eid } = found.value;
  const keys = await context.epochs.keysOf(owner, eid);
  if (!keys.ok) return refuseMissing(context, keys.missing);
  const shared = keyFor(keys.keys, found.value);
  const names = await readNames(context);
  const log = names.of(owner);
  const name = log.name !== undefined && isName(log.name) ? { name: log.name } : {};
  const link = encodeLink({ kind: 'share', url: NO_APP, log: owner, relays, ...name, ...shared });
  const { key, ...facts } = shared;
  key.wipe();
  // First the note: nobody has a link that its maker does not know of.
  const noted = await context.writer.addAll(SHARES, [{ json: { log: owner, ...facts } }]);
  if (!noted.ok) return noted;
  return accept({ id: noted.value[0]!.tag!, log, link, ...facts, ...(await count(context, found.value)) });
}

/** What a link is to be for: a place, the epoch that it is under there and, for one version, the record. */
interface Found {
  readonly owner: string;
  readonly col: string;
  readonly tag?: string;
  readonly version?: SealedRecord;
  readonly eid: string;
}

async function findTarget(context: ClientContext, target: ShareTarget): Promise<Outcome<Found>> {
  if ('record' in target) return findVersion(context, target.record);
  const { col, owner = context.me.user, tag } = target;
  if (!isCollection(col)) return refuse('E_INPUT', '');
  if (mayBeClear(col)) return NOT_SEALED;
  if (tag !== undefined && collectionKind(col) === 'immutable')
    return { ...refuse('E_INPUT', 'SEC-042'), says: 'Records of an immutable collection are shared one by one.' };
  // What is written from now on opens with the link of a collection, too.
  const eid = tag === undefined ? (await context.epochs.current(owner))?.eid : undefined;
  if (eid !== undefined) return accept({ owner, col, eid });
  for await (const record of sealedRecordsIn(context.store, { space: owner, col }))
    if (tag === undefined || record.slot.tag === tag)
      return accept({ owner, col, eid: record.eid, ...(tag === undefined ? {} : { tag }) });
  return { ...refuse('E_NOT_FOUND', ''), says: 'Nothing is there that could be shared.' };
}

const NOT_SEALED: Outcome<never> = {
  ...refuse<ErrorCode>('E_INPUT', 'SEC-036', undefined),
  says: 'It is not encrypted: whoever holds it can read it, and no link is needed.',
};

async function findVersion({ store }: ClientContext, id: string): Promise<Outcome<Found>> {
  const version = await sealedRecord(store, id);
  if (version === undefined) {
    const [stored] = await store.items([id]);
    return stored === undefined ? refuse('E_NOT_FOUND', '') : NOT_SEALED;
  }
  if (version.form === 'others')
    return {
      ...refuse('E_INPUT', ''),
      says: 'It was written by somebody who has no key of this place: no link can be made for it. Write it again, and share that.',
    };
  const { iss: owner, col, tag } = version.slot;
  return accept({ owner, col, eid: version.eid, version, ...(tag === undefined ? {} : { tag }) });
}

/** The key of a link. What it was derived from is wiped, but for that of the epoch. */
function keyFor(keys: EpochKeys, { col, tag, version }: Found): SharedKey {
  if (version !== undefined) {
    const key = contentKey(keys, version.slot);
    const shared = shareVersion(key, version);
    wipeKeys([key]);
    return shared;
  }
  const whole = collectionKey(keys, col);
  const one = tag === undefined ? undefined : recordKey(whole, tag);
  const shared = shareKey(one ?? whole);
  wipeKeys(one === undefined ? [whole] : [whole, one]);
  return shared;
}

/** How many of the records that are here the link opens, and of how many. */
async function count(
  { store }: ClientContext,
  { owner, col, tag, version, eid }: Found,
): Promise<{ readonly opens: number; readonly among: number }> {
  if (version !== undefined) return { opens: 1, among: 1 };
  let [opens, among] = [0, 0];
  for await (const record of sealedRecordsIn(store, { space: owner, col })) {
    if (tag !== undefined && record.slot.tag !== tag) continue;
    among++;
    if (record.eid === eid && record.form === 'members') opens++;
  }
  return { opens, among };
}

async function refuseMissing(context: ClientContext, missing: MissingSecret): Promise<Outcome<never>> {
  const names = await readNames(context);
  const code = missing.why === 'locked' ? 'E_LOCKED' : missing.why === 'ended' ? 'E_BURNED' : 'E_DECRYPT';
  const ask = missing.ask.map((id) => names.of(id));
  return { ...refuse<ErrorCode>(code, '', undefined), says: whyMissing(missing, names).says, ask };
}
