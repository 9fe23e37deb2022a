import { isJsonObject } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import type { Admitted } from '@allod/core/verify';
import { BALLOTS } from '@allod/principals/ballots';
import { withCommit } from '@allod/storage';
import type { Store } from '@allod/storage';

/** Under this name a store remembers that it is older than what its own device has written. */
export const RESTORED = 'client/restored';

/**
 * The store, to take in through what others bring; it notes in itself when something comes that this device must have written. A device stores whatever it signs before anybody hears of it: what it has signed and does not have was written by it in a
 * time that this store does not remember, so the home was brought back from an old copy. Ops that several sign and one stores do not count: the first op of a user, and what
 * several people of a team agreed on. `onOps` hears of ops, and of
 * ballots, that became durable.
 */
export function watchArrivals(
  inner: Store,
  { ownKid, onOps }: { readonly ownKid: () => string; readonly onOps: () => void },
): Store {
  const isOwn = ({ statement: { header, claims } }: Admitted): boolean =>
    header.kid === ownKid() && !(header.typ === 'allod-op' && (claims.k === 'init' || isOfSeveral(claims)));
  const commit: Store['commit'] = async (what) => {
    const { put = [], meta = [] } = what;
    const held = await inner.items(put.filter(isOwn).map(({ statement }) => statement.id));
    const isNews = held.some((each) => each?.state === undefined);
    const committed = await inner.commit(isNews ? { ...what, meta: [...meta, [RESTORED, Uint8Array.of(1)]] } : what);
    if (committed.ok && put.some(isWork)) onOps();
    return committed;
  };
  return withCommit(inner, commit);
}

/** Whether something is that may have to be put in order, or signed. */
function isWork({ statement: { header, claims } }: Admitted): boolean {
  return header.typ === 'allod-op' || claims.col === BALLOTS;
}

/** Whether several people have signed an op, each by a path; the key of an invite has none. */
function isOfSeveral({ sgn }: JsonObject): boolean {
  return Array.isArray(sgn) && sgn.filter((each) => isJsonObject(each) && each.by !== undefined).length > 1;
}

/** Whether a store remembers that it was brought back from an old copy, and that nothing has come of it yet. */
export async function isRestored(store: Store): Promise<boolean> {
  for await (const { name } of store.scan({ by: 'meta', prefix: RESTORED })) if (name === RESTORED) return true;
  return false;
}
