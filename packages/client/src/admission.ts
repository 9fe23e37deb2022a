import { createAdmission } from '@allod/collections';
import type { Admission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import type { Store } from '@allod/storage';
import { findOps, loadOps } from '@allod/sync';

/** The admission that judges by the logs of a store. `now` in microseconds. */
export function admissionOver(store: Store, now: () => number): Admission {
  return createAdmission({
    bodies: BODY_RULE,
    now,
    loadOps: (space) => loadOps(store, space),
    findOps: (ids) => findOps(store, ids),
  });
}
