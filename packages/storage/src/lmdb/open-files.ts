import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { BodyFiles, KeyValue } from '../key-value.ts';
import { openBodyFiles, removeUnfinishedBodies } from './body-files.ts';
import { makeFolderDurably } from './durable-file.ts';
import { isIntactStore, readFormat, writeFormat } from './format-file.ts';
import { openLmdbKeyValue } from './lmdb-key-value.ts';
import { lockProcess } from './process-lock.ts';
import type { ProcessLock } from './process-lock.ts';
import { isNoAccess, isNoRoom } from './system-fault.ts';

/** The codes with which a place is not opened. */
export type LmdbOpenCode = 'E_STORE_OPEN' | 'E_STORE_BUSY' | 'E_STORE_VERSION' | 'E_STORE_CORRUPT' | 'E_STORE_FULL';

/** The two mini-ports over one folder. Closing the map gives up the lock too. */
export interface LmdbFiles {
  readonly keyValue: KeyValue;
  readonly bodyFiles: BodyFiles;
}

/** Takes the folder for this process and opens, or makes, what is in it. Refuses like `openLmdbStore`. */
export async function openLmdbFiles(folder: string): Promise<Result<LmdbFiles, LmdbOpenCode>> {
  const path = resolve(folder);
  try {
    await makeFolderDurably(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    const format = readFormat(path);
    if (format === 'other') return refuse('E_STORE_VERSION', 'STO-015');
    if (format === 'damaged') return refuse('E_STORE_CORRUPT', 'STO-016');
    const lock = await lockProcess(path);
    if (lock === 'busy') return refuse('E_STORE_BUSY', 'STO-014');
    return lock === 'damaged' ? refuse('E_STORE_CORRUPT', 'STO-016') : await openLocked(path, lock);
  } catch (fault) {
    if (isNoRoom(fault)) return refuse('E_STORE_FULL', 'STO-013');
    if (isNoAccess(fault)) return refuse('E_STORE_OPEN', 'STO-017');
    throw fault;
  }
}

async function openLocked(path: string, lock: ProcessLock): Promise<Result<LmdbFiles, LmdbOpenCode>> {
  let files: LmdbFiles | undefined;
  try {
    if (!isIntactStore(path)) return refuse('E_STORE_CORRUPT', 'STO-016');
    files = await openIntact(path, lock);
    return accept(files);
  } finally {
    if (files === undefined) await lock.release();
  }
}

async function openIntact(path: string, lock: ProcessLock): Promise<LmdbFiles> {
  const bodies = join(path, 'bodies');
  await makeFolderDurably(bodies);
  await removeUnfinishedBodies(bodies);
  const keyValue = openLmdbKeyValue(path);
  if (!existsSync(join(path, 'format'))) await writeFormat(path);
  return {
    keyValue: {
      ...keyValue,
      close: async () => {
        await keyValue.close();
        await lock.release();
      },
    },
    bodyFiles: openBodyFiles(bodies),
  };
}
