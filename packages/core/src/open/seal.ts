import { encodeBase64url } from '../bytes/base64url.ts';
import { concatBytes } from '../bytes/compare.ts';
import { decodeId } from '../bytes/id.ts';
import { fillUp } from './content.ts';
import { contentKeyBytes } from './epoch.ts';
import type { EpochKeys, EpochPublicKey, Place } from './epoch.ts';
import { groupsOf } from './groups.ts';
import {
  agreedWrappingKey,
  checkLength,
  encrypt,
  expand,
  extract,
  importX25519,
  IV_BYTES,
  KEY_BYTES,
  sha256,
  wipeHmacKey,
  wrapKey,
} from './primitives.ts';
import type { Encrypted, EncryptJob, HmacKey } from './primitives.ts';
import type { CollectionKey, RecordKey } from './secret-key.ts';
import { slotDigest } from './slot.ts';
import type { Slot } from './slot.ts';
import { asciiBytes } from '#base64';

const texts = new TextEncoder();
const COMMITMENT = texts.encode('allod1/kc\0');
const VECTOR = texts.encode('allod1/iv');

/** A content, the place it is written for, and for whom. */
export interface SealJob {
  readonly slot: Slot;
  readonly content: Uint8Array;
  /** Media type; `application/json` when it is not given. */
  readonly cty?: string;
  /** A key of the epoch, for the form of members; its public key, for the form of others. */
  readonly to: EpochKeys | CollectionKey | RecordKey | EpochPublicKey;
  /** 32 bytes from the random generator of the system, for this body alone. */
  readonly random: Uint8Array;
  /** 32 bytes that this device keeps: they make up for a random generator that repeats itself. (SEC-040) */
  readonly secret: Uint8Array;
}

/** A body that lacks its encryption. */
interface Prepared extends EncryptJob {
  readonly headerText: string;
  /** The second part of the body. */
  readonly wrappedText: string;
}

/**
 * Seals bodies, in order, as bytes in ASCII. (SEC-004, SEC-037, SEC-040, SEC-041, SEC-054) The same job gives the same bytes.
 * Throws `RangeError` for random bytes or a secret that are not 32, and `TypeError` for the key of another place, for a content that is
 * not what its media type says, and for a record without a tag that is not immutable: these are the caller's mistakes.
 */
export async function sealBodies(jobs: readonly SealJob[]): Promise<Uint8Array[]> {
  const bodies: Uint8Array[] = [];
  for (const group of groupsOf(jobs, ({ content }) => content.length)) {
    const prepared = await prepareAll(group);
    const encrypted = await encrypt(prepared);
    for (const [i, each] of prepared.entries()) {
      each.key.fill(0);
      bodies.push(compact(each, encrypted[i]!));
    }
  }
  return bodies;
}

/** Seals one body: {@link sealBodies}. */
export async function sealBody(job: SealJob): Promise<Uint8Array> {
  return (await sealBodies([job]))[0]!;
}

/** Only the form of others has to wait for anything. */
async function prepareAll(jobs: readonly SealJob[]): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  for (const job of jobs) prepared.push('jwk' in job.to ? await forOthers(job, job.to) : byMember(job, job.to));
  return prepared;
}

function byMember(job: SealJob, to: Exclude<SealJob['to'], EpochPublicKey>): Prepared {
  const place = placeOf(job.slot);
  const key = contentKeyBytes(to, place);
  if (key === undefined) throw new TypeError('this is the key of another place');
  const plaintext = fillUp(job.content, job.cty);
  const drawn = draw(job, place, plaintext);
  const header = `{"alg":"dir","enc":"A256GCM","kid":"${to.eid}","kc":"${commitment(key, place)}"}`;
  return finish({ header, wrappedText: '', key, plaintext, drawn });
}

async function forOthers(job: SealJob, to: EpochPublicKey): Promise<Prepared> {
  const place = placeOf(job.slot);
  const plaintext = fillUp(job.content, job.cty);
  const drawn = draw(job, place, plaintext);
  const key = expand(drawn, 'allod1/cek');
  const ephemeral = expand(drawn, 'allod1/epk');
  const own = await importX25519(ephemeral);
  const [epk, shared] = await Promise.all([own.publicKey(), own.agree(pointOf(to))]);
  if (shared === undefined) throw new TypeError('the public key of an epoch is sound');
  const wrappingKey = agreedWrappingKey(shared);
  const wrappedText = encodeBase64url(await wrapKey(wrappingKey, key));
  for (const secret of [ephemeral, shared, wrappingKey]) secret.fill(0);
  const jwk = `{"crv":"X25519","kty":"OKP","x":"${encodeBase64url(epk)}"}`;
  const kc = commitment(key, place);
  const header = `{"alg":"ECDH-ES+A256KW","enc":"A256GCM","epk":${jwk},"kid":"${to.eid}","kc":"${kc}"}`;
  return finish({ header, wrappedText, key, plaintext, drawn });
}

/** What the random parts of a body are made of: no two contents or places give the same, whatever the random generator does. (SEC-040) */
function draw({ random, secret }: SealJob, { digest }: Place, plaintext: Uint8Array): HmacKey {
  checkLength('what comes from the random generator', random, KEY_BYTES);
  checkLength('the secret of a device', secret, KEY_BYTES);
  const together = concatBytes([random, sha256(plaintext), digest, secret]);
  const drawn = extract(together);
  together.fill(0);
  return drawn;
}

/** A body whose header is written, and what its initialization vector is drawn from. */
interface Headed extends Pick<Prepared, 'wrappedText' | 'key' | 'plaintext'> {
  readonly header: string;
  readonly drawn: HmacKey;
}

function finish({ header, wrappedText, key, plaintext, drawn }: Headed): Prepared {
  const headerText = encodeBase64url(asciiBytes(header));
  const iv = expand(drawn, VECTOR).subarray(0, IV_BYTES);
  wipeHmacKey(drawn);
  return { headerText, wrappedText, key, plaintext, iv, additionalData: asciiBytes(headerText) };
}

/** The Compact Serialization. (RFC 7516 §7.1) */
function compact({ headerText, wrappedText, iv }: Prepared, { ciphertext, tag }: Encrypted): Uint8Array {
  const vectorText = encodeBase64url(iv);
  return asciiBytes(
    `${headerText}.${wrappedText}.${vectorText}.`,
    encodeBase64url(ciphertext),
    `.${encodeBase64url(tag)}`,
  );
}

function placeOf(slot: Slot): Place {
  return { slot, digest: slotDigest(slot) };
}

function pointOf({ jwk }: EpochPublicKey): Uint8Array {
  const bytes = decodeId(jwk.x);
  if (!bytes.ok) throw new TypeError('the public key of an epoch has 32 bytes');
  return bytes.value;
}

function commitment(key: Uint8Array, { digest }: Place): string {
  return encodeBase64url(keyCommitment(key, digest));
}

/** `kc` of chapter 04 §3: what ties a body to its content key and its place, 32 bytes. */
export function keyCommitment(key: Uint8Array, digest: Uint8Array): Uint8Array {
  const together = concatBytes([COMMITMENT, key, digest]);
  const committed = sha256(together);
  together.fill(0);
  return committed;
}
