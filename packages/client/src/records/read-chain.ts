import { collectionKind, statementFromParts } from '@allod/core/statement';
import type { Store } from '@allod/storage';
import { MAX_NAMED } from './draft.ts';
import type { Authority, Chain } from './draft.ts';

/** Whose chain, and where. */
export interface ChainOf {
  readonly authority: Authority;
  readonly kid: string;
  readonly col: string;
}

/** The end of a chain as a store has it. When a chain has forked, all its last records are named. */
export async function readChain(store: Store, { authority, kid, col }: ChainOf): Promise<Chain> {
  const last: string[] = [];
  let seq = 0;
  for await (const row of store.scan({ by: 'tip', space: authority.owner, kid, col })) {
    if (row.seq < seq || last.length === MAX_NAMED) break;
    seq = row.seq;
    last.push(row.id);
  }
  const times = (await claimsOf(store, last)).map(({ t }) => t).filter((t) => typeof t === 'number');
  return { ...authority, col, seq, last, t: Math.max(-1, ...times) };
}

/** The versions of a tag that no other version supersedes, oldest first; none in an immutable collection, where nothing is superseded. */
export async function readVersions(
  store: Store,
  { space, col, tag }: { readonly space: string; readonly col: string; readonly tag: string },
): Promise<string[]> {
  if (collectionKind(col) === 'immutable') return [];
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'tag', space, col, tag })) ids.push(id);
  const named = (await claimsOf(store, ids)).flatMap(({ ant }) => (Array.isArray(ant) ? ant : []));
  const superseded = new Set<unknown>(named);
  return ids.filter((id) => !superseded.has(id));
}

async function claimsOf(store: Store, ids: readonly string[]): Promise<{ t?: unknown; ant?: unknown }[]> {
  return (await store.items(ids)).flatMap((stored) => {
    const read = stored === undefined ? undefined : statementFromParts(stored.parts);
    return read?.ok === true ? [read.value.claims] : [];
  });
}
