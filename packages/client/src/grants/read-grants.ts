import { collectionKind } from '@allod/core/statement';
import { GRANTS_COLLECTION, keyOfGrant, readGrants } from '@allod/principals/secrets';
import type { Grant } from '@allod/principals/secrets';
import type { Store } from '@allod/storage';
import type { GrantedKey, Opener } from '../records/opener.ts';
import { bodyOf, recordOf } from '../records/view.ts';

/** Where grants are read, and how they are opened: with what their guest has himself. */
export interface GrantSource {
  readonly store: Store;
  readonly open: Opener;
}

/** The keys that were granted to a user, looked up in each team once. (04 §4.3) */
export function grantedTo(source: GrantSource, user: string): GrantedKey {
  const byTeam = new Map<string, Promise<readonly Grant[]>>();
  return async (team, place) => {
    const reading = byTeam.get(team) ?? grantsIn(source, { team, user });
    byTeam.set(team, reading);
    const grant = (await reading).find((each) => isFor(each, place));
    return grant === undefined ? undefined : keyOfGrant(grant);
  };
}

function isFor(
  { eid, col, tag }: Grant,
  place: { readonly eid: string; readonly col: string; readonly tag?: string },
): boolean {
  const isOfRecord = collectionKind(col) !== 'immutable' && tag === place.tag;
  return eid === place.eid && col === place.col && (tag === undefined || isOfRecord);
}

/** All that was granted: who lost a right keeps what he could read. */
async function grantsIn(
  { store, open }: GrantSource,
  { team, user }: { readonly team: string; readonly user: string },
): Promise<readonly Grant[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'tag', space: team, col: GRANTS_COLLECTION, tag: user })) ids.push(id);
  const bodies = await Promise.all((await store.items(ids)).map((stored) => bodyOf(store, recordOf(stored))));
  const opened = await open(bodies.filter((body) => body !== undefined));
  return opened.flatMap((each) => {
    const grants = each.ok ? readGrants(each.content) : undefined;
    return grants?.ok === true ? grants.value : [];
  });
}
