import type { SignatureJob } from './platform.ts';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Bytes of a job before its message: key, signature, length of the message in 4 bytes. */
const HEAD_BYTES = KEY_BYTES + SIGNATURE_BYTES + 4;

/** Ed25519 jobs one after the other in memory of their own, which can be handed to another thread. */
export function packJobs(jobs: readonly SignatureJob[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const { message } of jobs) length += HEAD_BYTES + message.length;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { key, signature, message } of jobs) {
    bytes.set(key, at);
    bytes.set(signature, at + KEY_BYTES);
    view.setUint32(at + KEY_BYTES + SIGNATURE_BYTES, message.length);
    bytes.set(message, at + HEAD_BYTES);
    at += HEAD_BYTES + message.length;
  }
  return bytes;
}

/** Puts the verdict on each job that was packed into the place of the jobs: a byte each, 1 where the signature holds, else 0. */
export function verifyPacked(
  bytes: Uint8Array,
  verify: (signature: Uint8Array, message: Uint8Array, key: Uint8Array) => boolean,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const verdicts: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const signatureAt = at + KEY_BYTES;
    const messageAt = at + HEAD_BYTES;
    const end = messageAt + view.getUint32(signatureAt + SIGNATURE_BYTES);
    const key = bytes.subarray(at, signatureAt);
    const signature = bytes.subarray(signatureAt, signatureAt + SIGNATURE_BYTES);
    verdicts.push(verify(signature, bytes.subarray(messageAt, end), key) ? 1 : 0);
    at = end;
  }
  bytes.set(verdicts);
}

/** The verdicts on the first `count` jobs, where they were packed. */
export function readVerdicts(bytes: Uint8Array, count: number): boolean[] {
  return Array.from(bytes.subarray(0, count), (verdict) => verdict === 1);
}
