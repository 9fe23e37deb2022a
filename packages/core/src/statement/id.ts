import { encodeBase64url } from '../bytes/base64url.ts';
import { platform } from '#platform';

const text = new TextEncoder();

/** The ids of statements, from `st` as received: base64url of SHA-256, 43 characters each. (STM-006) */
export async function statementIds(statements: readonly { readonly st: string }[]): Promise<string[]> {
  const digests = await platform.sha256(statements.map(({ st }) => text.encode(st)));
  return digests.map(encodeBase64url);
}
