import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';
import { isIntactPageFile } from './page-file.ts';

/** The format that this version reads and writes. Format 1 was never released. */
const FORMAT = 2;
const LINE = /^allod-store ([1-9][0-9]{0,8})\n$/;

/**
 * What the file `format` says of a folder: no store is made yet, this format, another one, or nothing legible. Changes nothing.
 * Throws what the file system throws.
 */
export function readFormat(folder: string): 'none' | 'known' | 'other' | 'damaged' {
  const path = join(folder, 'format');
  if (!existsSync(path)) return 'none';
  const number = Number(LINE.exec(readFileSync(path, 'latin1'))?.[1] ?? '0');
  if (number === 0) return 'damaged';
  return number === FORMAT ? 'known' : 'other';
}

/**
 * Whether the files of a locked folder are what its format promises. `format` is written last of all when a store is made:
 * where it is, all must be; where it is not, what an interrupted making leaves is no damage.
 */
export function isIntactStore(folder: string): boolean {
  const data = join(folder, 'data.mdb');
  const isMade = existsSync(join(folder, 'format'));
  if (!isMade && (!existsSync(data) || statSync(data).size === 0)) return true;
  return existsSync(data) && isIntactPageFile(data) && (!isMade || existsSync(join(folder, 'bodies')));
}

/** Says, last of all, that the store in this folder is made. */
export async function writeFormat(folder: string): Promise<void> {
  await writeDurably(join(folder, 'format'), Buffer.from(`allod-store ${FORMAT}\n`));
}
