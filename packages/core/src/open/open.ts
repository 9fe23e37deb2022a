import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { readSealedBody } from '../sealed/form.ts';
import type { SealedFormCode, SealedParts } from '../sealed/form.ts';
import { readContent } from './content.ts';
import type { Content } from './content.ts';
import { contentKeyBytes } from './epoch.ts';
import type { EpochKeys, Place } from './epoch.ts';
import { groupsOf } from './groups.ts';
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
 * `E_FORMAT`, `E_HEADER` and `E_ALG` like `checkSealedBody`; with `E_WEAK_KEY` (SEC-031); with `E_DECRYPT` when no content key unwraps
 * (SEC-032) and when the tag does not hold (SEC-034); with `E_KEY_COMMIT` (SEC-033) for a key that does not open the body, and for a body
 * of another place; and with `E_CONTENT` (SEC-038). Throws `TypeError` for a wiped key, and for a record without a tag that needs one.
 */
export async function openBodies(jobs: readonly OpenJob[]): Promise<Result<Content, OpenCode>[]> {
  const opened: Result<Content, OpenCode>[] = [];
  for (const group of groupsOf(jobs, ({ body }) => body.length)) opened.push(...(await openGroup(group)));
  return opened;
}

async function openGroup(jobs: readonly OpenJob[]): Promise<Result<Content, OpenCode>[]> {
  const readied: Ready[] = [];
  for (const job of jobs) {
    const ready = makeReady(job);
    // Only a key that has to be unwrapped is waited for: a promise costs small bodies more than their form does.
    readied.push(ready instanceof Promise ? await ready : ready);
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

/** A body whose content key is found, or why there is none. */
type Ready = Result<DecryptJob, OpenCode>;

function makeReady({ body, slot, key }: OpenJob): Ready | Promise<Ready> {
  const parts = readSealedBody(body);
  if (!parts.ok) return parts;
  const place = { slot, digest: slotDigest(slot) };
  const { wrapped } = parts.value;
  const own = privateKeyOf(key);
  if (own !== undefined && wrapped !== undefined)
    return unwrapContentKey(own, wrapped).then((found) => (found.ok ? commit(found.value, parts.value, place) : found));
  if (key.kind === 'private') return refuse('E_DECRYPT', 'SEC-032');
  return commit(key.kind === 'content' ? keyBytes(key) : contentKeyBytes(key, place), parts.value, place);
}

/** Holds a content key against its commitment, before anything is decrypted. `key`: bytes of its own; `undefined` for another place. */
function commit(key: Uint8Array | undefined, parts: SealedParts, { digest }: Place): Ready {
  const { kc, iv, additionalData, ciphertext, tag } = parts;
  const isCommitted = key !== undefined && equalSecrets(keyCommitment(key, digest), kc);
  return isCommitted ? accept({ key, iv, additionalData, ciphertext, tag }) : refuse('E_KEY_COMMIT', 'SEC-033');
}

function privateKeyOf(key: OpenJob['key']): PrivateKey | undefined {
  if (key.kind === 'keys') return key.private;
  return key.kind === 'private' ? key : undefined;
}

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
