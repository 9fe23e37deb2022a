import { keepId, keptId } from './made.ts';
import { platform } from '#platform';

/**
 * The ids of statements, from `st` as received: base64url of SHA-256, 43 characters each. (STM-006)
 * Computed once for each statement that was decoded or signed here, as long as its `st` stays what it was.
 */
export async function statementIds(statements: readonly { readonly st: string }[]): Promise<string[]> {
  const ids = statements.map(keptId);
  const missing = statements.filter((_, i) => ids[i] === undefined);
  const digests = missing.length === 0 ? [] : await platform.digests(missing.map(({ st }) => st));
  for (const [i, statement] of missing.entries()) keepId(statement, digests[i]!);
  let next = 0;
  return ids.map((id) => id ?? digests[next++]!);
}

/** The SHA-256 of texts in UTF-8, as ids: 43 characters each, in order. */
export function textDigests(texts: readonly string[]): Promise<string[]> {
  return platform.digests(texts);
}
