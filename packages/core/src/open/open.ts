import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { readSealedBody } from '../sealed/form.ts';
import type { SealedFormCode, SealedParts } from '../sealed/form.ts';
import { readContent } from './content.ts';
import type { Content } from './content.ts';
import { contentKeyBytes } from './epoch.ts';
import type { EpochKeys, Place } from './epoch.ts';
import { agreedWrappingKey, decrypt, equalSecrets, unwrapKey } from './primitives.ts';
import type { DecryptJob } from './primitives.ts';
import { keyCommitment } from './seal.ts';
import { agreementKey, keyBytes } from './secret-key.ts';
import type { CollectionKey, ContentKey, PrivateKey, RecordKey } from './secret-key.ts';
import { slotDigest } from './slot.ts';
import type { Slot } from './slot.ts';

/** A sealed body, the place of its record, and a key. */
export interface OpenJob {
  /** The body, as the digest of its record covers it. */
  readonly body: Uint8Array;
  readonly slot: Slot;
  /** The private key opens what others sealed alone; the keys of an epoch open both forms. */
  readonly key: EpochKeys | CollectionKey | RecordKey | ContentKey | PrivateKey;
}

/** What a body can be refused with that somebody opens. */
export type OpenCode = SealedFormCode | 'E_WEAK_KEY' | 'E_KEY_COMMIT' | 'E_DECRYPT' | 'E_CONTENT';

/**
 * Opens sealed bodies, one outcome for each job, in order. Nothing of a body is given out before its tag holds (SEC-035). Refuses with
 * `E_FORMAT`, `E_HEADER` and `E_ALG` like `checkSealedBody`; with `E_WEAK_KEY` (SEC-031); with `E_DECRYPT` for a content key that does not
 * unwrap, or is not wrapped at all for a private key (SEC-032), and for a tag that does not hold (SEC-034); with `E_KEY_COMMIT` (SEC-033) for a key that does not open the body, or a
 * body of another place; and with `E_CONTENT` (SEC-038). Throws `TypeError` for a wiped key.
 */
export async function openBodies(jobs: readonly OpenJob[]): Promise<Result<Content, OpenCode>[]> {
  const readied: Result<DecryptJob, OpenCode>[] = [];
  for (const job of jobs) {
    const parts = readSealedBody(job.body);
    readied.push(parts.ok ? await makeReady(job, parts.value) : parts);
  }
  const ready = readied.flatMap((each) => (each.ok ? [each.value] : []));
  const plaintexts = (await decrypt(ready)).values();
  for (const { key } of ready) key.fill(0);
  return readied.map((each) => {
    if (!each.ok) return each;
    const plaintext = plaintexts.next().value;
    return plaintext === undefined ? refuse('E_DECRYPT', 'SEC-034') : readContent(plaintext);
  });
}

/** Opens one body: {@link openBodies}. */
export async function openBody(job: OpenJob): Promise<Result<Content, OpenCode>> {
  return (await openBodies([job]))[0]!;
}

/** Holds the content key against its commitment, before anything is decrypted. */
async function makeReady(
  { slot, key }: OpenJob,
  parts: SealedParts,
): Promise<Result<DecryptJob, 'E_WEAK_KEY' | 'E_DECRYPT' | 'E_KEY_COMMIT'>> {
  const place = { slot, digest: slotDigest(slot) };
  const found = await findContentKey(key, place, parts);
  if (!found.ok) return found;
  const bytes = found.value;
  const isCommitted = bytes !== undefined && equalSecrets(keyCommitment(bytes, place.digest), parts.kc);
  return isCommitted ? accept({ ...parts, key: bytes }) : refuse('E_KEY_COMMIT', 'SEC-033');
}

/** The bytes of the content key, to be overwritten; `undefined` for the key of another place. Only what is unwrapped is waited for. */
async function findContentKey(
  key: OpenJob['key'],
  place: Place,
  { wrapped }: SealedParts,
): Promise<Result<Uint8Array | undefined, 'E_WEAK_KEY' | 'E_DECRYPT'>> {
  if (key.kind === 'content') return accept(keyBytes(key));
  if (key.kind === 'private') return wrapped === undefined ? NOTHING_WRAPPED : unwrapContentKey(key, wrapped);
  if (key.kind === 'keys' && wrapped !== undefined) return unwrapContentKey(key.private, wrapped);
  return accept(contentKeyBytes(key, place));
}

const NOTHING_WRAPPED = refuse('E_DECRYPT', 'SEC-032');

async function unwrapContentKey(
  own: PrivateKey,
  { epk, key }: NonNullable<SealedParts['wrapped']>,
): Promise<Result<Uint8Array, 'E_WEAK_KEY' | 'E_DECRYPT'>> {
  const shared = await (await agreementKey(own)).agree(epk);
  if (shared === undefined) return refuse('E_WEAK_KEY', 'SEC-031');
  const wrappingKey = agreedWrappingKey(shared);
  const unwrapped = await unwrapKey(wrappingKey, key);
  for (const secret of [shared, wrappingKey]) secret.fill(0);
  return unwrapped === undefined ? refuse('E_DECRYPT', 'SEC-032') : accept(unwrapped);
}
