import { decodeBase64url, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { exact, id, list, matching } from '../checks.ts';
import type { Capability } from '../claims.ts';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';

/** Where keys for guests are kept. (04 §4.3) */
export const GRANTS_COLLECTION = 'm:allod.grants';

/** A collection key for a guest or, with `tag`, a record key. */
export interface Grant {
  readonly col: string;
  readonly tag?: string;
  /** The epoch that the key is of. */
  readonly eid: string;
  /** 32 bytes. */
  readonly key: Secret;
}

const KEY_BYTES = 32;
const hasForm = exact({
  keys: list(
    exact({ col: matching(/^[a-z]:[A-Za-z0-9._-]{1,128}$/), eid: id, key: id }, { tag: matching(/^[^]{1,128}$/u) }),
    { min: 0 },
  ),
});

/**
 * The content of a record of grants. Throws `RangeError` for a key that none of the guest's capabilities lets him read with (SEC-045), and for what is no key, or of no
 * collection.
 */
export function writeGrants(grants: readonly Grant[], caps: readonly Capability[]): Uint8Array {
  const keys = grants.map(({ col, tag, eid, key }) => {
    if (!caps.some((cap) => grantsReading(cap, { col, ...(tag === undefined ? {} : { tag }) })))
      throw new RangeError('no capability of this guest lets him read that');
    if (key.sizeBytes !== KEY_BYTES) throw new RangeError(`a key has ${KEY_BYTES} bytes, got ${key.sizeBytes}`);
    return { col, ...(tag === undefined ? {} : { tag }), eid, key: encodeBase64url(key.bytes()) };
  });
  const content = { keys };
  if (!hasForm(content)) throw new RangeError('a grant names a collection, a tag and an epoch');
  return utf8ToBytes(JSON.stringify(content));
}

/** Reads the content of a record of grants. Refuses with `E_JSON` what is no strict JSON, and with `E_FORMAT` another content. (04 §4.3) */
export function readGrants(content: Uint8Array): Result<readonly Grant[], 'E_JSON' | 'E_FORMAT'> {
  const read = parseStrictJson(content);
  if (!read.ok) return read;
  if (!isJsonObject(read.value) || !hasForm(read.value)) return refuse('E_FORMAT', 'SEC-044');
  return accept((read.value.keys as readonly JsonObject[]).map(grantOf));
}

function grantOf({ col, tag, eid, key }: JsonObject): Grant {
  const bytes = decodeBase64url(String(key));
  if (!bytes.ok) throw new TypeError('a key was read that is none');
  const named = { col: String(col), eid: String(eid), key: secretFromBytes(bytes.value) };
  return tag === undefined ? named : { ...named, tag: String(tag) };
}

/** A capability for one tag lets a guest have the key of that record, and not that of its collection. */
function grantsReading(cap: Capability, { col, tag }: Pick<Grant, 'col' | 'tag'>): boolean {
  const reads: readonly string[] = cap.do;
  return reads.includes('r') && cap.col === col && (cap.tag === undefined || cap.tag === tag);
}
