import { decodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { amongst, bytesOf, exact, id, list } from '../checks.ts';

/** Greatest number of recipients of a keybox. (SEC-008) */
export const MAX_RECIPIENTS = 256;

/** Why bytes have not the form of a keybox. */
export type KeyboxCode = 'E_FORMAT' | 'E_HEADER' | 'E_ALG' | 'E_SIZE';

/** `alg`, `enc` and `typ`. */
const HEADER_MEMBERS = 3;

const epk = exact({ crv: amongst('X25519'), kty: amongst('OKP'), x: id });
const recipient = exact({ header: exact({ kid: id, epk }), encrypted_key: bytesOf(40) });
const keybox = exact({
  protected: bytesOf(),
  recipients: list(recipient),
  iv: bytesOf(12),
  ciphertext: bytesOf(),
  tag: bytesOf(16),
});

/**
 * The ids of those whom a keybox is for, in its order. No key is needed. Refuses with `E_FORMAT` (SEC-005), `E_HEADER` (SEC-006), `E_ALG`
 * (SEC-007) and `E_SIZE` (SEC-008). Who may be a recipient is asked with `LogBook.checkRecipients`.
 */
export function checkKeybox(bytes: Uint8Array): Result<{ readonly recipients: readonly string[] }, KeyboxCode> {
  const read = parseStrictJson(bytes);
  if (!read.ok || !isJsonObject(read.value)) return refuse('E_FORMAT', 'SEC-005');
  const { recipients } = read.value;
  // Before each of them is looked at.
  if (Array.isArray(recipients) && recipients.length > MAX_RECIPIENTS)
    return refuse('E_SIZE', 'SEC-008', { what: 'recipients', size: recipients.length, limit: MAX_RECIPIENTS });
  if (!keybox(read.value)) return refuse('E_FORMAT', 'SEC-005');
  const kids = (recipients as unknown as readonly { readonly header: { readonly kid: string } }[]).map(
    ({ header }) => header.kid,
  );
  if (new Set(kids).size < kids.length) return refuse('E_FORMAT', 'SEC-005');
  return checkHeader(headerOf(read.value)) ?? accept({ recipients: kids });
}

function headerOf({ protected: text }: JsonObject): JsonValue | undefined {
  const bytes = decodeBase64url(String(text));
  const read = bytes.ok ? parseStrictJson(bytes.value) : undefined;
  return read?.ok === true ? read.value : undefined;
}

/** `alg` and `enc` are asked before other members. */
function checkHeader(
  header: JsonValue | undefined,
): Extract<Result<never, KeyboxCode>, { readonly ok: false }> | undefined {
  if (!isJsonObject(header)) return refuse('E_FORMAT', 'SEC-005');
  const { alg, enc, typ } = header;
  const isOther = (value: JsonValue | undefined, right: string): boolean => value !== undefined && value !== right;
  if (isOther(alg, 'ECDH-ES+A256KW') || isOther(enc, 'A256GCM')) return refuse('E_ALG', 'SEC-007');
  const isWhole = alg !== undefined && enc !== undefined && Object.keys(header).length === HEADER_MEMBERS;
  return isWhole && typ === 'allod-keybox' ? undefined : refuse('E_HEADER', 'SEC-006');
}
