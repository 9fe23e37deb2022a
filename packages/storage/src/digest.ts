import { concatBytes } from '@allod/core/bytes';

const text = new TextEncoder();

/** SHA-256 of each input, 32 bytes each. */
export async function sha256(inputs: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const digests = await Promise.all(
    inputs.map((input) => crypto.subtle.digest('SHA-256', input as Uint8Array<ArrayBuffer>)),
  );
  return digests.map((digest) => new Uint8Array(digest));
}

/** SHA-256 of `label ‖ 0x00 ‖ parts`. */
export async function labelledDigest(label: string, parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const [digest] = await sha256([concatBytes([text.encode(`${label}\0`), ...parts])]);
  return digest!;
}
