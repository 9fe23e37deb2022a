import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openLmdbFiles } from '../../src/lmdb/open-files.ts';
import type { LmdbFiles } from '../../src/lmdb/open-files.ts';
import { freshFolder } from './folder.ts';

const COMMITTER = fileURLToPath(new URL('committer.mjs', import.meta.url));
const KILLS = 200;

/** Starts a process that writes, kills it once it has reported `reports` batches, and gives the last one that it reported. */
async function writeAndKill(folder: string, seed: number, reports: number): Promise<number> {
  const child = spawn(process.execPath, [COMMITTER, folder, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let last = 0;
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++heard === reports) child.kill('SIGKILL');
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  return last;
}

function number(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset);
}

/** Looks at every batch from number `first` on and gives the number of the last one. */
async function lastWholeBatch({ keyValue, bodyFiles }: LmdbFiles, first: number): Promise<number> {
  const from = (table: string): Uint8Array => Uint8Array.of(table.charCodeAt(0), 0, 0, first >> 8, first & 255);
  const heads = await keyValue.range(from('b'), Buffer.from('c'), { limit: 10_000 });
  const rows = await keyValue.range(from('r'), Buffer.from('s'), { limit: 1_000_000 });
  const counts = new Map<number, number>();
  for (const [key] of rows) counts.set(number(key, 1), (counts.get(number(key, 1)) ?? 0) + 1);
  for (const [index, [key, head]] of heads.entries()) {
    expect(number(key, 1)).toBe(first + index);
    expect(counts.get(first + index) ?? 0).toBe(number(head, 0));
    counts.delete(first + index);
    const dig = Buffer.from(head.subarray(4));
    const body = await bodyFiles.get(dig.toString('base64url'));
    expect(createHash('sha256').update(body!).digest()).toEqual(dig);
  }
  expect([...counts]).toEqual([]);
  return first + heads.length - 1;
}

async function opened(folder: string): Promise<LmdbFiles> {
  const files = await openLmdbFiles(folder);
  if (!files.ok) throw new Error(files.error.code);
  return files.value;
}

it(`STO-001, STO-002 keep all of what was reported, and no part of anything, through ${KILLS} deaths`, async () => {
  const folder = freshFolder();
  let whole = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const reported = await writeAndKill(folder, kill * 7919, 1 + ((kill * 31) % 7));
    const files = await opened(folder);
    const last = await lastWholeBatch(files, whole + 1);
    expect(last).toBeGreaterThanOrEqual(reported);
    whole = last;
    if (kill % 50 === 0) await lastWholeBatch(files, 1);
    await files.keyValue.close();
  }
  expect(whole).toBeGreaterThanOrEqual(KILLS);
});
