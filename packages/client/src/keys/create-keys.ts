import { accept } from '@allod/core/errors';
import type { ClientContext } from '../context.ts';
import { explainDenial } from '../denial.ts';
import { storeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import type { Keys, Rotated } from './keys.ts';
import { testKeys } from './test-keys.ts';
import { whyMissing } from './why-missing.ts';

/** Puts the keys of a device together. */
export function createKeys(context: ClientContext): Keys {
  return {
    test: () => testKeys(context),
    async why(log, eid) {
      const found = await context.epochs.secretOf(log, eid);
      return found.ok ? undefined : whyMissing(found.missing, await readNames(context));
    },
    rotate: (log) => rotate(context, log),
  };
}

/** Announces a new epoch in a log, and stores it. Refuses as `Keys.rotate` does. */
export async function rotate(context: ClientContext, log: string): Promise<Outcome<Rotated>> {
  const announced = await context.epochs.announce(log);
  if (!announced.ok) {
    const wish = { to: 'make a new key', needs: 'writer' } as const;
    return explainDenial(context, log, { refused: announced, wish });
  }
  const stored = await storeOps(context, log, announced.value);
  return stored.ok ? accept({ ops: announced.value.ids, notes: [], eid: announced.value.eid }) : stored;
}
