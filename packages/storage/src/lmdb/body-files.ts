import { open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { accept, refuse } from '@allod/core/errors';
import type { BodyFiles } from '../key-value.ts';
import { flushFolder, makeFolderDurably, writeDurably } from './durable-file.ts';
import { isNoRoom } from './system-fault.ts';

/** Names are hexadecimal: two digests in base64url may differ in nothing but case, which not every file system keeps apart. */
const BODY_NAME = /^[0-9a-f]{64}$/;

/** Bodies as files `aa/bb/<digest>` under `folder`, which exists. One that was cut off while it was written counts as absent. */
export function openBodyFiles(folder: string): BodyFiles {
  return {
    put: async (dig, bytes) => {
      const path = pathOf(folder, dig);
      try {
        await makeFolderDurably(dirname(path));
        await writeDurably(path, bytes);
        return accept(undefined);
      } catch (fault) {
        if (isNoRoom(fault)) return refuse('E_STORE_FULL', 'STO-013');
        throw fault;
      }
    },
    get: (dig, range) => readPart(pathOf(folder, dig), range),
    delete: async (dig) => {
      const path = pathOf(folder, dig);
      await rm(path, { force: true });
    },
    list: () => listDigests(folder),
  };
}

/** Deletes what was cut off while it was written. */
export async function removeUnfinishedBodies(folder: string): Promise<void> {
  for await (const path of filesIn(folder)) {
    if (!path.endsWith('.tmp')) continue;
    await rm(path, { force: true });
    await flushFolder(dirname(path));
  }
}

function pathOf(folder: string, dig: string): string {
  const name = Buffer.from(dig, 'base64url').toString('hex');
  if (!BODY_NAME.test(name)) throw new RangeError('a body is named by a digest of 43 characters');
  return join(folder, name.slice(0, 2), name.slice(2, 4), name);
}

async function readPart(path: string, range?: readonly [number, number]): Promise<Uint8Array | undefined> {
  const file = await open(path, 'r').catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
    throw fault;
  });
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    const [from, to] = range ?? [0, size];
    const part = new Uint8Array(Math.max(0, Math.min(to, size) - from));
    for (let at = 0; at < part.length;) {
      const { bytesRead } = await file.read(part, at, part.length - at, from + at);
      // The file has become shorter since its size was asked for: somebody else's hand.
      if (bytesRead === 0) return undefined;
      at += bytesRead;
    }
    return part;
  } finally {
    await file.close();
  }
}

async function* listDigests(folder: string): AsyncIterable<string> {
  for await (const path of filesIn(folder)) {
    const name = path.slice(-64);
    if (BODY_NAME.test(name)) yield Buffer.from(name, 'hex').toString('base64url');
  }
}

async function* filesIn(folder: string): AsyncIterable<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}
