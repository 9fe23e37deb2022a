import type { Admission } from '@allod/collections';
import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import { createIntake, createPeer } from '@allod/sync';
import type { Intake, Peer } from '@allod/sync';
import { admissionOver } from '../admission.ts';
import { createDirectory } from '../directory.ts';
import type { Directory } from '../directory.ts';
import { createLogs } from '../logs/logs.ts';
import type { Logs } from '../logs/logs.ts';
import type { Surroundings } from '../surroundings.ts';
import { syncOnce } from './sync-once.ts';
import type { SyncReport } from './sync-once.ts';

/** A store, and all that is needed to fill it from relays and to judge what comes. */
export interface Workbench {
  readonly store: Store;
  readonly directory: Directory;
  readonly admission: Admission;
  readonly logs: Logs;
  readonly intake: Intake;
  /** Brings some spaces and a relay together. */
  sync(url: string, spaces: readonly string[], signal?: AbortSignal): Promise<Result<SyncReport>>;
  /** Ends its links; the store stays open. */
  close(): Promise<void>;
}

/** Makes a workbench over an open store, for as long as something is made there. */
export async function createWorkbench(
  opened: Store,
  surroundings: Pick<Surroundings, 'now' | 'timers' | 'connect'>,
): Promise<Workbench> {
  const { now, timers } = surroundings;
  const directory = await createDirectory(opened);
  const { store } = directory;
  const admission = admissionOver(store, now);
  const intake = createIntake({ store, judge: admission });
  const served = new Set<string>();
  const peer: Peer = createPeer({ store, intake, now, timers, admitSpace: (space) => served.has(space) });
  return {
    store,
    directory,
    admission,
    logs: createLogs({ store, admission }),
    intake,
    sync(url, spaces, signal) {
      for (const space of spaces) served.add(space);
      const options = { spaces, ...(signal === undefined ? {} : { signal }) };
      return syncOnce({ store, peer, surroundings }, url, options);
    },
    close: () => peer.close(),
  };
}

/** Syncs with each of these relays, whatever comes of the others. Gives those with which it came to an end. */
export async function syncWithAll(
  { sync }: Pick<Workbench, 'sync'>,
  relays: readonly string[],
  { spaces, signal }: { readonly spaces: readonly string[]; readonly signal?: AbortSignal },
): Promise<string[]> {
  const reached: string[] = [];
  for (const relay of new Set(relays)) {
    const synced = await sync(relay, spaces, signal);
    if (synced.ok) reached.push(relay);
  }
  return reached;
}
