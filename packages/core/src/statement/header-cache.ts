import { encodeBase64url } from '../bytes/base64url.ts';
import type { Header } from './header.ts';

/** A header that is sound wherever its type may stand, and its bytes, which nobody else holds. */
interface KnownHeader {
  readonly header: Header;
  readonly bytes: Uint8Array;
}

/**
 * Headers that are kept. A device's header is the same on all that it signs, so few senders need few. Each is at most 512 bytes with
 * a text of 683 characters, which bounds the whole to less than half a megabyte, whatever is sent.
 */
const MAX_HEADERS = 256;

const headerByText = new Map<string, KnownHeader>();

/** The header that was found sound for this base64url text before, if it was. */
export function knownHeader(text: string): KnownHeader | undefined {
  return headerByText.get(text);
}

/** Keeps a header whose bytes were read and checked. The one that was kept first goes; who sends ever new ones gains nothing and costs nothing. */
export function keepHeader(headerBytes: Uint8Array, header: Header): void {
  if (headerByText.size >= MAX_HEADERS) headerByText.delete(headerByText.keys().next().value!);
  // A text of its own: what was cut out of a statement would keep all of it in memory.
  headerByText.set(encodeBase64url(headerBytes), { header: Object.freeze(header), bytes: new Uint8Array(headerBytes) });
}
