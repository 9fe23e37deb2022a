import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Who may read and write a file of keys: its owner. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
/** Windows has no modes, and no handle to flush on a folder. */
const isWindows = process.platform === 'win32';

/**
 * Writes a file for its owner alone: whole or not at all, also when the power goes. Throws what the file system throws; with `isNew`, `EEXIST` when
 * there is one.
 */
export async function writeForOwner(path: string, text: string, { isNew }: { readonly isNew: boolean }): Promise<void> {
  const unfinished = isNew ? path : `${path}.tmp`;
  if (!isNew) await rm(unfinished, { force: true });
  const file = await open(unfinished, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (fault) {
    await rm(unfinished, { force: true });
    throw fault;
  } finally {
    await file.close();
  }
  if (!isNew) await rename(unfinished, path);
  if (!isWindows) await flushFolder(dirname(path));
}

/** Whether nobody but its owner may use a file. Throws what the file system throws. */
export async function isOwnersAlone(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  return isWindows || (mode & OTHERS) === 0;
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
