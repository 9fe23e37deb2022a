import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Who may read a new file: its owner alone. */
const OWNER_ONLY = 0o600;

/**
 * Writes a file that must not exist, readable by its owner alone, and returns once it survives the loss of power. Throws what the file
 * system throws, `EEXIST` when there is one, and leaves nothing of its own then.
 */
export async function createDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (fault) {
    await rm(path, { force: true });
    throw fault;
  } finally {
    await file.close();
  }
  await flushFolder(dirname(path));
}

/** {@link createDurably}, of which no part is ever seen: the file is there whole or not at all. It replaces what is there. */
export async function placeDurably(path: string, text: string): Promise<void> {
  const unfinished = `${path}.tmp`;
  await rm(unfinished, { force: true });
  await createDurably(unfinished, text);
  await rename(unfinished, path);
  await flushFolder(dirname(path));
}

async function flushFolder(path: string): Promise<void> {
  // Windows has no handle to flush on a folder: its journal orders names by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
