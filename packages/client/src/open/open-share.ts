import { accept } from '@allod/core/errors';
import { SEALED_TYPE } from '@allod/core/sealed';
import type { ShareLink } from '@allod/principals/links';
import { openShared } from '@allod/principals/secrets';
import { readNames } from '../people/names.ts';
import type { OpenedBody, Opener, StoredBody } from '../records/opener.ts';
import type { RecordSource, RecordView } from '../records/view.ts';
import { viewRecords } from '../records/view.ts';
import { sealedRecord, sealedRecordsIn } from '../shares/sealed-records.ts';
import { fetchAside } from './fetch-log.ts';
import type { Offered, OpenContext } from './open-context.ts';
import type { OpenOptions, Preview } from './opened.ts';
import { impossibleBecause, namedByLink, quoted } from './words.ts';

/** Records that are opened at once. */
const PAGE = 64;

/** Looks at a link with which somebody reads: what it opens, of what is here or else at relays. Nothing of it is kept. */
export async function openShare(
  open: OpenContext,
  link: ShareLink,
  { relays = [], signal }: OpenOptions,
): Promise<Offered> {
  const { context } = open;
  const { now, store } = context;
  let records = await readShared({ store, now, open: openerOf(link) }, link);
  if (records.length === 0 || relays.length > 0) {
    const fetched = await fetchShared(open, link, { relays: [...relays, ...link.relays], signal });
    if (fetched.length > records.length) records = fetched;
  }
  link.key.wipe();
  const preview = await previewOf(context, link, records);
  const notes = ['Nothing was written here: open the link again to see it again.'];
  return { kind: 'share', preview, records, accept: async () => accept({ team: link.log, ops: [], notes }) };
}

/** What a link is for, of what relays have; nothing of it is kept. */
async function fetchShared(
  { context: { now }, surroundings }: OpenContext,
  link: ShareLink,
  { relays, signal }: { readonly relays: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<RecordView[]> {
  const aside = await fetchAside({ log: link.log, relays, signal }, surroundings);
  try {
    return await readShared({ store: aside.store, now, open: openerOf(link) }, link);
  } finally {
    await aside.close();
  }
}

/** The records that a link is for, newest first. (SEC-043) */
async function readShared(source: RecordSource, link: ShareLink): Promise<RecordView[]> {
  const { log: space, col, tag, rec, eid } = link;
  const ids: string[] = [];
  if (rec === undefined) {
    for await (const { id, slot, eid: under, form } of sealedRecordsIn(source.store, { space, col }))
      if (under === eid && form === 'members' && (tag === undefined || slot.tag === tag)) ids.push(id);
  } else if ((await sealedRecord(source.store, rec))?.slot.iss === space) ids.push(rec);
  const views: RecordView[] = [];
  for (let at = 0; at < ids.length; at += PAGE)
    for (const view of await viewRecords(source, ids.slice(at, at + PAGE))) if (view !== undefined) views.push(view);
  return views;
}

/** Opens bodies with the key of a link, and nothing else. */
function openerOf(link: ShareLink): Opener {
  return (bodies) => Promise.all(bodies.map((body) => openOne(link, body)));
}

async function openOne(link: ShareLink, { claims, kid, body }: StoredBody): Promise<OpenedBody> {
  const { iss, col, seq, tag, cty } = claims;
  if (cty !== SEALED_TYPE) return { ok: true, content: body, ...(cty === undefined ? {} : { cty }) };
  const slot = { iss, col, kid, seq, ...(tag === undefined ? {} : { tag }) };
  const opened = await openShared(link, { body, slot, id: link.rec ?? '' });
  return opened.ok ? { ok: true, ...opened.value } : { ok: false, sealed: { eid: link.eid, why: opened.error.code } };
}

const WHAT = {
  version: 'one version of a record',
  record: 'a record, in each of its versions',
  collection: 'a whole collection',
} as const;

async function previewOf(
  context: OpenContext['context'],
  { log, name, of, col }: ShareLink,
  { length }: readonly RecordView[],
): Promise<Preview> {
  const owner = namedByLink((await readNames(context)).of(log), name);
  const some = 'It shows what was written under one key: what came before it, or comes after it, does not open.';
  return {
    title: `With this you can read ${WHAT[of]} of ${quoted(owner)}, in ${col}.`,
    log: owner,
    warnings: of === 'version' ? [] : [some],
    ...impossibleBecause(
      length > 0 ? undefined : 'Nothing that this link opens is here, or at the relays that were asked.',
    ),
  };
}
