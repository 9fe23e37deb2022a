import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openLmdbFiles } from '../../src/lmdb/open-files.ts';
import { freshFolder } from './folder.ts';

const FILLER = fileURLToPath(new URL('filler.mjs', import.meta.url));

/** Runs the filler where no file may become larger than 600 blocks of 512 bytes, and gives what it prints. */
async function fill(folder: string): Promise<unknown> {
  const limited = `ulimit -f 600 && exec "$0" "$1" "$2"`;
  const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, FILLER, folder]);
  return JSON.parse(stdout);
}

it.skipIf(process.platform === 'win32')(
  'STO-013 refuses what has no room, keeps nothing of it, and goes on: the next smaller one is taken',
  async () => {
    const folder = freshFolder();
    expect(await fill(folder)).toEqual({
      small: 'written',
      large: 'E_STORE_FULL',
      partOfLarge: false,
      body: 'E_STORE_FULL',
      bodyKept: false,
      afterwards: 'written',
      first: true,
    });
    const files = await openLmdbFiles(folder);
    if (!files.ok) throw new Error(files.error.code);
    expect(await files.value.keyValue.get([Uint8Array.of(1), Uint8Array.of(2, 0), Uint8Array.of(3)])).toEqual([
      Uint8Array.of(1),
      undefined,
      Uint8Array.of(3),
    ]);
    await files.value.keyValue.close();
  },
);
