import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto';

/** What chapter 04 asks of one body, and no more: its place and its plaintext as bytes, and random numbers that are there already. */
export interface FloorBody {
  readonly slot: Buffer;
  readonly tag: Buffer;
  readonly plaintext: Buffer;
  readonly random: Buffer;
}

/** A body that the floor sealed, and what opens it. */
export interface FloorSealed extends Pick<FloorBody, 'slot' | 'tag'> {
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly mark: Buffer;
}

/** What is the same for all bodies of a scene. */
export interface FloorSetup {
  /** The key of the collection, 32 bytes. */
  readonly key: Buffer;
  /** Whether ciphertexts are base64url in ASCII, as the form of a body has it. */
  readonly isEncoded: boolean;
}

const NO_SALT = Buffer.alloc(32);
const SECRET = Buffer.alloc(32, 9);
/** As long as the header of a body, in base64url. */
const HEADER = Buffer.alloc(176, 'h');
const GCM = 'aes-256-gcm';
const TAG = { authTagLength: 16 };
const [RECORD, BODY, COMMITMENT, VECTOR] = ['rec\0', 'body\0', 'kc\0', 'iv'].map((name) =>
  Buffer.from(`allod1/${name}`),
);
const FIRST = Buffer.from([1]);

/** Two turns of HMAC take less than half the time of `hkdfSync`. */
function hkdf(key: Buffer, ...info: readonly Buffer[]): Buffer {
  const drawn = createHmac('sha256', NO_SALT).update(key).digest();
  return createHmac('sha256', drawn)
    .update(Buffer.concat([...info, FIRST]))
    .digest();
}

function contentKey(collection: Buffer, tag: Buffer, slot: Buffer): Buffer {
  return hkdf(hkdf(collection, RECORD!, tag), BODY!, slot);
}

/** Seals: two derivations and two digests for the content key and its commitment, a digest and a derivation for the vector, AES-GCM. */
export function floorSeal({ slot, tag, plaintext, random }: FloorBody, { key, isEncoded }: FloorSetup): FloorSealed {
  const place = hash('sha256', slot, 'buffer');
  const content = contentKey(key, tag, place);
  hash('sha256', Buffer.concat([COMMITMENT!, content, place]), 'base64url');
  const iv = hkdf(Buffer.concat([random, hash('sha256', plaintext, 'buffer'), SECRET]), VECTOR!).subarray(0, 12);
  const cipher = createCipheriv(GCM, content, iv, TAG).setAAD(HEADER);
  const sealed = cipher.update(plaintext);
  cipher.final();
  const ciphertext = isEncoded ? Buffer.from(sealed.toString('base64url'), 'latin1') : sealed;
  return { slot, tag, iv, ciphertext, mark: cipher.getAuthTag() };
}

/** Opens: two derivations and two digests for the content key and its commitment, AES-GCM. Throws when the tag does not hold. */
export function floorOpen({ slot, tag, iv, ciphertext, mark }: FloorSealed, { key, isEncoded }: FloorSetup): Buffer {
  const place = hash('sha256', slot, 'buffer');
  const content = contentKey(key, tag, place);
  hash('sha256', Buffer.concat([COMMITMENT!, content, place]), 'base64url');
  const decipher = createDecipheriv(GCM, content, iv, TAG).setAAD(HEADER).setAuthTag(mark);
  const plaintext = decipher.update(isEncoded ? Buffer.from(ciphertext.toString('latin1'), 'base64url') : ciphertext);
  decipher.final();
  return plaintext;
}
