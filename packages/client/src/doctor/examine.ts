import { resolve } from 'node:path';
import type { ErrorCode } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import { createDirectory } from '../directory.ts';
import { homePaths } from '../home-file.ts';
import type { Home } from '../home-file.ts';
import { openHomeStore } from '../open-home-store.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Surroundings } from '../surroundings.ts';
import { fine, replaceStore, wrong } from './finding.ts';
import type { Finding } from './finding.ts';
import { checkHome, checkKeys, checkNode } from './home-checks.ts';
import { checkRelay } from './relay-check.ts';
import { checkStore } from './store-checks.ts';

/** What is looked at. */
export interface ExamineOptions extends Partial<Surroundings> {
  /** The home folder. */
  readonly home: string;
  /** URLs of relays. */
  readonly relays?: readonly string[];
  /** The store of the home, when this process has it open. */
  readonly opened?: { readonly store: Store; readonly spaces: readonly string[] };
}

/**
 * Looks at everything that can go wrong with a home, also with one that cannot be opened, and at relays. Changes nothing. The findings come
 * in the order: Node, folder, key, store and what is in it, relays; what depends on something that is not there is left out.
 */
export async function examineHome(options: ExamineOptions): Promise<Finding[]> {
  const surroundings = surroundingsOf(options);
  const folder = resolve(options.home);
  const findings: Finding[] = [checkNode(process.versions.node)];
  const found = await checkHome(folder);
  findings.push(...found.findings);
  if (found.home !== undefined) {
    findings.push(await checkKeys(folder, found.home));
    findings.push(...(await examineStore(folder, { home: found.home, surroundings, opened: options.opened })));
  }
  for (const relay of options.relays ?? []) findings.push(...(await checkRelay(relay, surroundings)));
  return findings;
}

interface StoreContext {
  readonly home: Home;
  readonly surroundings: Surroundings;
  readonly opened: ExamineOptions['opened'];
}

async function examineStore(folder: string, { home, surroundings, opened }: StoreContext): Promise<Finding[]> {
  const path = homePaths(folder).store;
  const now = surroundings.now();
  if (opened !== undefined) return readStore({ ...opened, home, folder: path, now });
  const store = await openHomeStore(folder, surroundings);
  if (!store.ok) return [storeFault(store.error.code, path)];
  try {
    const directory = await createDirectory(store.value);
    const spaces = [home.user, ...directory.spaces().filter((space) => space !== home.user)];
    return await readStore({ store: store.value, spaces, home, folder: path, now });
  } finally {
    await store.value.close();
  }
}

/** A store whose rows are damaged throws when they are read. */
async function readStore(place: Parameters<typeof checkStore>[0]): Promise<Finding[]> {
  const opens = fine('store', 'The store opens.');
  try {
    return [opens, ...(await checkStore(place))];
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    return [opens, wrong('statements', `The store is damaged: ${fault.message}.`, replaceStore(place.folder))];
  }
}

/** Why a store does not open, and what to do about it. */
function storeFault(code: ErrorCode, path: string): Finding {
  switch (code) {
    case 'E_STORE_BUSY':
      return wrong('store', 'Another program has the store open.', 'Stop the other program, or wait for it.');
    case 'E_STORE_VERSION':
      return wrong(
        'store',
        'The store is in a format that this version does not know. It was left as it is.',
        'Use the version that wrote it, or a newer one.',
      );
    case 'E_STORE_FULL':
      return wrong('store', 'There is no room left for the store. Nothing was lost.', 'Make room on the disk.');
    case 'E_STORE_CORRUPT':
      return wrong('store', `The files in ${path} are damaged. They were left as they are.`, replaceStore(path));
    default:
      return wrong(
        'store',
        `${path} is missing, or cannot be read and written.`,
        `Bring the folder back or give its owner access to it: ls -ld '${path}'`,
      );
  }
}
