import { decodeBase64url, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { isLinkKind, isOfNoRecord, readMembers, sayMembers } from './members.ts';
import type { Link } from './members.ts';

/** Characters that a link may have; each is one byte. */
export const MAX_LINK_CHARACTERS = 4096;

/** Why a link is refused; with `E_UPGRADE`, it waits for newer software. */
export type LinkCode = 'E_SIZE' | 'E_FORMAT' | 'E_UPGRADE' | 'E_JSON';

const SUITE = '1';
const AROUND: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n', '<', '>']);
/** A URL of the characters of RFC 3986 without a fragment, `#allod`, number, kind, data. Takes time in proportion to the text. */
const FORM =
  /^([A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?[\]@!$&'()*+,;=%-]*)#allod([1-9][0-9]*)\.([a-z0-9-]{1,32})\.([^]+)$/;

/**
 * Writes a link. The secret of a link stands in its fragment, and nowhere else. Throws `RangeError` for a link that no reader takes:
 * a bound of a member, the URL, or the length of the whole. (PRN-080, PRN-091)
 */
export function encodeLink(link: Link): string {
  const { kind, url } = link;
  const data = encodeBase64url(utf8ToBytes(JSON.stringify(sayMembers(link))));
  const text = `${url}#allod${SUITE}.${kind}.${data}`;
  const read = decodeLink(text);
  if (!read.ok) throw new RangeError(`no reader takes this link: ${read.error.code}, ${read.error.requirement}`);
  if (read.value.url !== url) throw new RangeError('the URL of a link has neither spaces nor brackets around it');
  return text;
}

/**
 * Reads a link as it was pasted, typed or scanned. Refuses with `E_SIZE` (PRN-082), `E_FORMAT` (PRN-083, PRN-086, PRN-088, SEC-042) and `E_JSON`
 * (PRN-087). `E_UPGRADE` means that newer software reads it (PRN-084, PRN-085). What it says is not vouched for by anybody.
 */
export function decodeLink(text: string): Result<Link, LinkCode> {
  const bare = withoutSurroundings(text);
  // A text has never fewer bytes than units, so that a long one need not be encoded.
  const size = bare.length > MAX_LINK_CHARACTERS ? bare.length : utf8ToBytes(bare).length;
  if (size > MAX_LINK_CHARACTERS)
    return refuse('E_SIZE', 'PRN-082', { what: 'link', size, limit: MAX_LINK_CHARACTERS });
  const [, url, suite, kind, data] = FORM.exec(bare) ?? [];
  if (url === undefined || kind === undefined || data === undefined) return refuse('E_FORMAT', 'PRN-083');
  if (suite !== SUITE) return refuse('E_UPGRADE', 'PRN-084', { unknown: `links of allod${suite}` });
  if (!isLinkKind(kind)) return refuse('E_UPGRADE', 'PRN-085', { unknown: `link ${kind}` });
  const said = readObject(data);
  if (!said.ok) return said;
  const link = readMembers(said.value, { kind, url });
  if (link === undefined && kind === 'share' && isOfNoRecord(said.value)) return refuse('E_FORMAT', 'SEC-042');
  return link === undefined ? refuse('E_FORMAT', 'PRN-088') : accept(link);
}

function readObject(data: string): Result<JsonObject, 'E_FORMAT' | 'E_JSON'> {
  const bytes = decodeBase64url(data);
  if (!bytes.ok) return bytes;
  const said = parseStrictJson(bytes.value);
  if (!said.ok) return said;
  return isJsonObject(said.value) ? accept(said.value) : refuse('E_FORMAT', 'PRN-088');
}

/** The text without what mail and chat put around a link. (PRN-081) */
function withoutSurroundings(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && AROUND.has(text[from]!)) from++;
  while (to > from && AROUND.has(text[to - 1]!)) to--;
  return text.slice(from, to);
}
