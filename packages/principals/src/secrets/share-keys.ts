import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { keyBytes, keyFromBytes, openBody } from '@allod/core/open';
import type { CollectionKey, Content, ContentKey, OpenCode, RecordKey, Slot } from '@allod/core/open';
import { checkSealedBody } from '@allod/core/sealed';
import { secretFromBytes } from '../kit/secret.ts';
import type { ShareLink } from '../links/members.ts';
import type { Grant } from './grants.ts';

/** The body of a record, and the record as its envelope names it. */
export interface SharedBody {
  readonly body: Uint8Array;
  readonly slot: Slot;
  /** Id of the record. */
  readonly id: string;
}

/** What a link says of the key that it carries. */
export type Shared = Pick<ShareLink, 'of' | 'col' | 'tag' | 'rec' | 'eid' | 'key'>;

/** What a link for a collection, or for all versions of a record, says. (04 §4.2) */
export function shareKey(key: CollectionKey | RecordKey): Shared {
  const { eid, col } = key;
  const said = { col, eid, key: secretFromBytes(keyBytes(key)) };
  return key.kind === 'record' ? { of: 'record', tag: key.tag, ...said } : { of: 'collection', ...said };
}

/** What a link for one version of a record says. (04 §4.2) */
export function shareVersion(key: ContentKey, { slot, id }: Omit<SharedBody, 'body'>): Shared {
  const tag = slot.tag === undefined || isImmutable(slot.col) ? {} : { tag: slot.tag };
  return { of: 'version', col: slot.col, ...tag, rec: id, eid: key.eid, key: secretFromBytes(keyBytes(key)) };
}

/**
 * Opens a body with the key of a link. Refuses as `openBody` does, and with `E_KEY_COMMIT` a body that the link is not for: of another epoch, collection, tag or
 * record, also where the key would open it. (SEC-043)
 */
export async function openShared(link: Shared, { body, slot, id }: SharedBody): Promise<Result<Content, OpenCode>> {
  const form = checkSealedBody(body);
  if (!form.ok) return form;
  const isMeant =
    form.value.eid === link.eid &&
    slot.col === link.col &&
    (link.tag === undefined || slot.tag === link.tag) &&
    (link.rec === undefined || id === link.rec);
  return isMeant ? openBody({ body, slot, key: keyOfShare(link) }) : refuse('E_KEY_COMMIT', 'SEC-043');
}

/** The key that a grant hands out, for `openBody`. (04 §4.3) */
export function keyOfGrant({ col, tag, eid, key }: Grant): CollectionKey | RecordKey {
  const bytes = key.bytes();
  return tag === undefined
    ? keyFromBytes({ kind: 'collection', eid, col }, bytes)
    : keyFromBytes({ kind: 'record', eid, col, tag }, bytes);
}

/** What a grant of a key says. (04 §4.3) */
export function grantKey(key: CollectionKey | RecordKey): Grant {
  const { of: _, ...said } = shareKey(key);
  return said;
}

function keyOfShare({ of, col, tag, eid, key }: Shared): CollectionKey | RecordKey | ContentKey {
  if (of === 'version') return keyFromBytes({ kind: 'content', eid }, key.bytes());
  return keyOfGrant({ col, ...(of === 'record' && tag !== undefined ? { tag } : {}), eid, key });
}

function isImmutable(col: string): boolean {
  return col.startsWith('i:');
}
